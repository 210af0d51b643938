"""The shapes of the rulebook's entries about time: how often, how long, how long before."""

from dataclasses import dataclass
from datetime import time
from enum import StrEnum

from bot.rules.rulebook_entries import Entry, demand


class Every(StrEnum):
    """The length of a period."""

    MONTH = "month"
    QUARTER = "quarter"
    YEAR = "year"


MOST_PERIODS, MOST_DAYS, DAY_OF_MINUTES = 24, 365, 24 * 60  # beyond these a number is a slip of the hand

# How often in which period comes to once in which.
_STAGES = {
    (Every.MONTH, 1): Every.MONTH,
    (Every.QUARTER, 1): Every.QUARTER,
    (Every.QUARTER, 3): Every.MONTH,
    (Every.YEAR, 1): Every.YEAR,
    (Every.YEAR, 4): Every.QUARTER,
    (Every.YEAR, 12): Every.MONTH,
}


@dataclass(frozen=True, kw_only=True)
class Cadence(Entry):
    """So many ``times`` each period, spread evenly over it; ``look_back`` past stages stay on the board."""

    times: int
    every: Every
    look_back: int

    def __post_init__(self) -> None:
        allowed = [times for every, times in _STAGES if every is self.every]
        demand(self.times in allowed, f"times: of a {self.every} one of {', '.join(map(str, allowed))}")
        demand(self.look_back <= MOST_PERIODS, f"look_back: at most {MOST_PERIODS}")

    @property
    def stage(self) -> Every:
        """The period within which it is done once: four times a year is once a quarter."""
        return _STAGES[self.every, self.times]


@dataclass(frozen=True, kw_only=True)
class DuesCadence(Cadence):
    """Monthly dues; both days are 1–31, a shorter month's last day instead."""

    card_day: int
    due_day: int

    def __post_init__(self) -> None:
        super().__post_init__()
        demand(1 <= self.due_day <= 31, "due_day: 1 to 31")
        demand(1 <= self.card_day <= 31, "card_day: 1 to 31")


@dataclass(frozen=True, kw_only=True)
class Waiting(Entry):
    """So many ``months`` at the least."""

    months: int


@dataclass(frozen=True, kw_only=True)
class Term(Entry):
    """How many ``years`` a branch's officers stay, and so many months before the end the next ones are prepared."""

    years: int
    ahead_months: int

    def __post_init__(self) -> None:
        demand(self.years >= 1, "years: at least 1")


@dataclass(frozen=True, kw_only=True)
class Probation(Entry):
    """Lengths and review intervals, all in months."""

    months: int
    extension_at_least: int
    extension_at_most: int
    review_every: int
    extension_review_every: int


@dataclass(frozen=True, kw_only=True)
class Reviews(Entry):
    """How often is said in ``probation``; ``look_back`` past reviews stay on the board."""

    look_back: int

    def __post_init__(self) -> None:
        demand(self.look_back <= MOST_PERIODS, f"look_back: at most {MOST_PERIODS}")


@dataclass(frozen=True, kw_only=True)
class Reminders(Entry):
    """The ladder and the hours; times are the branch's wall clock, ``quiet_from`` in the evening."""

    days_before: tuple[int, ...]
    at_most_before: int
    overdue_every_days: int
    morning: time
    quiet_from: time
    quiet_until: time

    def __post_init__(self) -> None:
        descending = sorted({day for day in self.days_before if day >= 0}, reverse=True)
        demand(list(self.days_before) == descending, "days_before: descending, not negative")
        demand(max(self.days_before, default=0) <= MOST_DAYS, f"days_before: at most {MOST_DAYS}")
        demand(1 <= self.overdue_every_days <= MOST_DAYS, f"overdue_every_days: 1 to {MOST_DAYS}")
        demand(self.quiet_until <= self.morning < self.quiet_from, "morning: between quiet_until and quiet_from")
        demand(self.quiet_from >= time(1), "quiet_from: not before 01:00")


@dataclass(frozen=True, kw_only=True)
class Series(Entry):
    """Meetings that come again: their notice goes out ``ahead`` days before, unless somebody says otherwise."""

    ahead: int

    def __post_init__(self) -> None:
        demand(1 <= self.ahead <= 28, "ahead: 1 to 28")


@dataclass(frozen=True, kw_only=True)
class Nudges(Entry):
    """催办 of whoever has not answered or voted: not sooner than ``every_days`` after the last."""

    every_days: int

    def __post_init__(self) -> None:
        demand(1 <= self.every_days <= MOST_DAYS, f"every_days: 1 to {MOST_DAYS}")


@dataclass(frozen=True, kw_only=True)
class CheckIn(Entry):
    """The window around a meeting's start, in minutes; how long a code is shown, in seconds; the limits."""

    opens_minutes_before: int
    closes_minutes_after: int
    late_after_minutes: int
    code_seconds: int
    wrong_codes: int
    make_up_workdays: int

    def __post_init__(self) -> None:
        demand(self.opens_minutes_before <= DAY_OF_MINUTES, f"opens_minutes_before: at most {DAY_OF_MINUTES}")
        demand(1 <= self.closes_minutes_after <= DAY_OF_MINUTES, f"closes_minutes_after: 1 to {DAY_OF_MINUTES}")
        demand(self.late_after_minutes <= DAY_OF_MINUTES, f"late_after_minutes: at most {DAY_OF_MINUTES}")
        demand(10 <= self.code_seconds <= 3600, "code_seconds: 10 to 3600")
        demand(1 <= self.wrong_codes <= 100, "wrong_codes: 1 to 100")
        demand(self.make_up_workdays <= 60, "make_up_workdays: at most 60")
