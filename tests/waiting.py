"""The one place where tests wait."""

import asyncio
import time
from collections.abc import Callable
from typing import TypeVar

T = TypeVar("T")

PATIENCE = 60.0  # seconds: many times what anything takes, for a machine may be slow and its cores shared
_LOOK_EVERY = 0.003  # seconds: a press takes some fifteen milliseconds, and a story waits for many


async def until(look: Callable[[], T | None], what: str, patience: float = PATIENCE) -> T:
    """Looks until there is something to see. AssertionError, naming ``what``, after ``patience`` seconds."""
    end = time.monotonic() + patience
    while not (seen := look()):
        if time.monotonic() > end:
            raise AssertionError(f"waited {patience} s in vain for {what}")
        await asyncio.sleep(_LOOK_EVERY)
    return seen
