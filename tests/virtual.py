"""Time that costs nothing: an event loop whose clock jumps to the next thing to happen, a little late each time."""

import asyncio
import random
import selectors
from collections.abc import Callable
from typing import Any

_TURN = 1e-6  # seconds that a turn of the loop takes


class _Jump(selectors.SelectSelector):
    """Never waits: tells how long it was asked to."""

    def __init__(self, slept: Callable[[float], None]) -> None:
        super().__init__()
        self._slept = slept

    def select(self, timeout: float | None = None) -> list[tuple[selectors.SelectorKey, int]]:
        if timeout is None:
            raise RuntimeError("everybody waits for something that never happens")
        self._slept(timeout)
        return super().select(0)


class VirtualLoop(asyncio.SelectorEventLoop):
    """Wakes up to ``late`` seconds after the moment it was asked for, as a loaded machine does."""

    def __init__(self, chance: random.Random, late: float) -> None:
        self._at = 0.0
        self._chance, self._late = chance, late
        super().__init__(_Jump(self._sleep))

    def time(self) -> float:
        """Virtual seconds since the loop was made."""
        return self._at

    def _sleep(self, seconds: float) -> None:
        self._at += _TURN + (seconds + self._chance.uniform(0, self._late) if seconds > 0 else 0.0)

    def finish(self, work: Any) -> None:  # noqa: ANN401 - any coroutine
        """Runs it to the end, and closes the loop."""
        try:
            self.run_until_complete(work)
        finally:
            self.close()
