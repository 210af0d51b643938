"""The bot as a process of its own, told everything by its environment, as it runs anywhere.

Each is a fork of one process that has loaded the bot's libraries once, and does then what ``python -m bot`` does: a
kill -9 ends it as it ends any other, and a test that kills it fifty times does not wait for fifty imports.
"""

import asyncio
import multiprocessing
import os
import sys
import tempfile
from collections.abc import Mapping
from multiprocessing.context import ForkServerProcess
from pathlib import Path
from types import TracebackType
from typing import Self

from bot.__main__ import main
from bot.settings import Settings

ROOT = Path(__file__).parents[2]

_forks = multiprocessing.get_context("forkserver")
_forks.set_forkserver_preload(["tests.process.running", "bot.line", "bot.console.running"])


def environment(settings: Settings) -> dict[str, str]:
    """The variables that say what these settings say."""
    plain = {"data_dir", "database_url", "keys_dir", "api_url", "clock_file", "pace", "language"}
    given = {name: value for name in plain if (value := getattr(settings, name)) is not None}
    variables = {f"BOT_{name.upper()}": str(value) for name, value in given.items()}
    return os.environ | variables | {"BOT_TOKEN": settings.token.get_secret_value(), "BOT_LOG_LEVEL": "DEBUG"}


async def command(settings: Settings, *words: str) -> tuple[int, str, str]:
    """Runs ``python -m bot WORDS``; answers status, output and error output."""
    return await said_by(environment(settings), *words)


async def said_by(variables: Mapping[str, str], *words: str) -> tuple[int, str, str]:
    """The same with any environment."""
    with tempfile.TemporaryDirectory() as folder:
        out, err = Path(folder, "out"), Path(folder, "err")
        status = await _ended(await _begun(variables, words, out, err))
        return status, out.read_text(encoding="utf-8"), err.read_text(encoding="utf-8")


async def _begun(variables: Mapping[str, str], words: tuple[str, ...], out: Path, err: Path) -> ForkServerProcess:
    for file in (out, err):
        file.touch()  # whoever looks into it need not wait for the fork
    process = _forks.Process(target=_bot, args=(dict(variables), words, out, err))
    await asyncio.to_thread(process.start)
    return process


async def _ended(process: ForkServerProcess) -> int:
    """The exit status, of a signal its number below 0."""
    await asyncio.to_thread(process.join)
    if process.exitcode is None:
        raise LookupError("the process did not end")
    return process.exitcode


def _bot(variables: dict[str, str], words: tuple[str, ...], out: Path, err: Path) -> None:
    """``python -m bot WORDS`` in the fork."""
    os.environ.clear()
    os.environ.update(variables)
    os.chdir(ROOT)
    for file, number in ((out, 1), (err, 2)):
        with file.open("ab") as opened:
            os.dup2(opened.fileno(), number)
    sys.argv = ["bot", *words]
    main()


class Process:
    """``python -m bot run`` as a context; its log goes to a file."""

    def __init__(self, settings: Settings, log: Path) -> None:
        self._settings = settings
        self._log = log
        self._process: ForkServerProcess | None = None

    async def __aenter__(self) -> Self:
        await self.start()
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._process is not None and self._process.is_alive():
            self.kill()
            await self.ended()

    async def start(self) -> None:
        """Begins, without waiting for anything."""
        self._process = await _begun(environment(self._settings), ("run",), self._log, self._log)

    @property
    def process(self) -> ForkServerProcess:
        """The process that was started."""
        if self._process is None:
            raise LookupError("not started")
        return self._process

    def kill(self) -> None:
        """kill -9."""
        self.process.kill()

    def terminate(self) -> None:
        """SIGTERM."""
        self.process.terminate()

    async def ended(self) -> int:
        """Waits for the end; the exit status."""
        return await _ended(self.process)

    def log(self) -> str:
        """Everything it has logged."""
        return self._log.read_text(encoding="utf-8")
