"""The one place that asks the time. A demo or a test moves it by writing seconds into a file."""

import asyncio
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

_LOOK_EVERY = 0.1  # seconds between looks at the offset file; only where such a file was given


class Clock:
    """Now, in aware UTC, plus the offset that the file holds (seconds; none: zero)."""

    def __init__(self, offset_file: Path | None = None) -> None:
        self._file = offset_file
        self._read: tuple[tuple[int, int], timedelta] | None = None  # which file it was, and what it held
        self._told = self._offset()
        self._moved: Callable[[], None] | None = None

    def now(self) -> datetime:
        """The time the bot lives by."""
        return datetime.now(UTC) + self._offset()

    @property
    def told(self) -> bool:
        """Whether the last move of the clock has been told to ``moved``."""
        return self._told == self._offset()

    async def watch(self, moved: Callable[[], None]) -> None:
        """Calls ``moved`` whenever the offset changes; returns at once where there is no offset file."""
        self._moved = moved
        while self._file is not None:
            self.look()
            await asyncio.sleep(_LOOK_EVERY)

    def look(self) -> None:
        """Tells of a move now, rather than at the next look; nothing where nobody watches yet."""
        offset = self._offset()
        if self._moved is not None and offset != self._told:
            self._moved()
            self._told = offset

    def _offset(self) -> timedelta:
        if self._file is None:
            return timedelta()
        try:
            found = self._file.stat()
        except FileNotFoundError:
            return timedelta()
        which = (found.st_ino, found.st_mtime_ns)
        if self._read is None or self._read[0] != which:  # whoever moves the clock puts another file in its place
            self._read = which, timedelta(seconds=float(self._file.read_text() or 0))
        return self._read[1]
