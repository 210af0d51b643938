"""The demo as a program: `python -m bot demo` on any free port."""

import asyncio
import fcntl
import os
import re
import shutil
import signal
import subprocess
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.process.page import Page
from tests.process.running import ROOT
from tests.waiting import PATIENCE


@dataclass
class Demo:
    """A demo that runs, and its page."""

    process: asyncio.subprocess.Process
    page: Page
    port: int


def _program(*options: str) -> list[str]:
    return [sys.executable, "-m", "bot", "demo", "--port", "0", *options]


def _environment() -> dict[str, str]:
    return os.environ | {"PYTHONUNBUFFERED": "1"}


async def begun(*options: str) -> asyncio.subprocess.Process:
    """Starts it; what it prints can be read. The last of two options counts."""
    return await asyncio.create_subprocess_exec(
        *_program(*options),
        cwd=ROOT,
        env=_environment(),
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
    )


@asynccontextmanager
async def demo(*options: str) -> AsyncIterator[Demo]:
    """The demo, ready; it must make no invalid call, and end well when it is asked to."""
    process = await begun(*options)
    if process.stdout is None:
        raise LookupError("the demo has no output")
    try:
        line = (await process.stdout.readline()).decode()
        found = re.search(r"http://127\.0\.0\.1:(\d+)", line)
        assert found is not None, line
        page = Page(found[0])
        yield Demo(process, page, int(found[1]))
        violations = page.look("violations")
    finally:
        process.terminate()
        status = await asyncio.wait_for(process.wait(), PATIENCE)
    assert status == 0
    assert violations == []


def lived(shared: Path, folder: Path) -> str:
    """A copy in ``folder`` of the data of a demo that has just begun, for ``--keep``. To let the sample branch live its
    half year is half a minute's work, which whoever comes first does for all: they have the folder ``shared``."""
    first = shared / "lived"
    with (shared / "lived.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not first.exists():
            _live(shared / "living")
            (shared / "living").rename(first)
    shutil.copytree(first, folder)
    return str(folder)


def _live(folder: Path) -> None:
    with subprocess.Popen(
        _program("--keep", str(folder)), cwd=ROOT, env=_environment(), stdout=subprocess.PIPE
    ) as process:
        if process.stdout is None or not process.stdout.readline():
            raise LookupError("the demo does not begin")
        process.send_signal(signal.SIGTERM)
