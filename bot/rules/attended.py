"""What the book of attendance is made from, as plain values."""

from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from bot.rules.words import MeetingKind


@dataclass(frozen=True, kw_only=True)
class Held:
    """A meeting of a period; the figures are None until attendance was taken."""

    number: int
    kind: MeetingKind
    topic: str
    place: str
    starts: datetime
    expected: int
    present: int | None = None
    late: int | None = None
    excused: int | None = None
    absent: int | None = None


@dataclass(frozen=True, kw_only=True)
class Attended:
    """One person over a period: of the meetings with recorded attendance, to how many expected and what came of it."""

    name: str
    team: str
    post: str
    expected: int = 0
    present: int = 0
    late: int = 0
    excused: int = 0
    absent: int = 0


@dataclass(frozen=True, kw_only=True)
class AttendanceFacts:
    """Attendance from ``first`` to ``last``, both included; people in roster order, meetings by their start."""

    branch: str
    first: date
    last: date
    zone: ZoneInfo
    people: tuple[Attended, ...] = ()
    meetings: tuple[Held, ...] = ()
