"""The demo as a process of its own, for as long as a block lasts."""

import asyncio
import os
import re
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

_ROOT = Path(__file__).parents[2]
_END = 15.0  # seconds that it may take to end


@asynccontextmanager
async def demo(*options: str) -> AsyncIterator[str]:
    """``python -m bot demo`` on any free port; its address."""
    environment = os.environ | {"PYTHONUNBUFFERED": "1"}
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "bot", "demo", "--port", "0", *options,
        cwd=_ROOT, env=environment, stdout=asyncio.subprocess.PIPE,
    )  # fmt: skip
    if process.stdout is None:
        raise LookupError("the demo has no output")
    try:
        line = (await process.stdout.readline()).decode()
        address = re.search(r"http://127\.0\.0\.1:\d+", line)
        if address is None:
            raise LookupError(f"the demo said {line!r}")
        yield address[0]
    finally:
        process.terminate()
        await asyncio.wait_for(process.wait(), _END)
