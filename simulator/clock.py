"""The movable clock: real time plus an offset, shared with the bot through a file holding the seconds."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path


class Clock:
    """Now, in aware UTC. Moving it writes the new offset into the file (if one was given), atomically."""

    def __init__(self, file: Path | str | None, moved: Callable[[float], None]) -> None:
        self._moved = moved
        self._file = Path(file) if file is not None else None
        self.offset = self._read()

    def now(self) -> datetime:
        """The time of the simulated world."""
        return datetime.now(UTC) + timedelta(seconds=self.offset)

    def move(self, *, by: timedelta | float | None = None, to: datetime | None = None) -> None:
        """Moves the clock by seconds (or a timedelta), or to an aware point in time."""
        if (by is None) == (to is None):
            raise ValueError("give either by= or to=")
        if to is not None:
            if to.tzinfo is None:
                raise ValueError("the time must carry its zone")
            self.set_offset((to - datetime.now(UTC)).total_seconds())
        elif by is not None:
            self.set_offset(self.offset + (by.total_seconds() if isinstance(by, timedelta) else by))

    def set_offset(self, seconds: float) -> None:
        """Sets the distance from real time."""
        self.offset = seconds
        if self._file is not None:
            new = self._file.with_name(self._file.name + ".new")
            new.write_text(str(seconds))
            new.replace(self._file)
        self._moved(seconds)

    def _read(self) -> float:
        if self._file is None or not self._file.exists():
            return 0.0
        return float(self._file.read_text() or 0)
