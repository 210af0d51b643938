"""The bot as a process of its own, told everything by its environment, as it runs anywhere."""

import asyncio
import os
import sys
from collections.abc import Mapping
from pathlib import Path
from types import TracebackType
from typing import Self

from bot.settings import Settings

ROOT = Path(__file__).parents[2]


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
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "bot", *words, env=variables, cwd=ROOT,
        stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.PIPE,
    )  # fmt: skip
    out, err = await process.communicate()
    if process.returncode is None:
        raise LookupError("the command did not end")
    return process.returncode, out.decode(), err.decode()


class Process:
    """``python -m bot run`` as a context; its log goes to a file."""

    def __init__(self, settings: Settings, log: Path) -> None:
        self._settings = settings
        self._log = log
        self._process: asyncio.subprocess.Process | None = None

    async def __aenter__(self) -> Self:
        await self.start()
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._process is not None and self._process.returncode is None:
            self.kill()
            await self.ended()

    async def start(self) -> None:
        """Begins, without waiting for anything."""
        with self._log.open("ab") as log:
            self._process = await asyncio.create_subprocess_exec(
                sys.executable, "-m", "bot", "run", env=environment(self._settings), cwd=ROOT, stdout=log, stderr=log
            )

    @property
    def process(self) -> asyncio.subprocess.Process:
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
        return await self.process.wait()

    def log(self) -> str:
        """Everything it has logged."""
        return self._log.read_text(encoding="utf-8")
