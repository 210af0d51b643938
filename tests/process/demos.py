"""The demo as a program: `python -m bot demo` on any free port."""

import asyncio
import os
import re
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass

from tests.process.page import Page
from tests.process.running import ROOT


@dataclass
class Demo:
    """A demo that runs, and its page."""

    process: asyncio.subprocess.Process
    page: Page
    port: int


async def begun(*options: str) -> asyncio.subprocess.Process:
    """Starts it; what it prints can be read."""
    return await asyncio.create_subprocess_exec(
        sys.executable, "-m", "bot", "demo", *options, cwd=ROOT, env=os.environ | {"PYTHONUNBUFFERED": "1"},
        stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.PIPE,
    )  # fmt: skip


@asynccontextmanager
async def demo(*options: str) -> AsyncIterator[Demo]:
    """The demo, ready; it must make no invalid call, and end well when it is asked to."""
    process = await begun("--port", "0", *options)
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
        status = await asyncio.wait_for(process.wait(), 10)
    assert status == 0
    assert violations == []
