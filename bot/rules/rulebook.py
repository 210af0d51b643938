"""The cited rulebook: loads rulebook.toml and checks every entry against the shapes below.

A typing mistake in a number that decides a ballot must stop the start, not change a result; so nothing is
optional that has no default here, nothing unknown is accepted, and an error names its line.
"""

import tomllib
from dataclasses import dataclass
from datetime import time
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from pathlib import Path

from bot.rules.money import Fen
from bot.rules.rulebook_entries import Base, Election, Entry, Majority, demand
from bot.rules.rulebook_schema import RulebookError, build

__all__ = ["Base", "Election", "Entry", "Majority", "Rulebook", "RulebookError", "load"]

VERSION = 1
_SHIPPED = Path(__file__).with_name("rulebook.toml")


class Every(StrEnum):
    """The length of a period."""

    MONTH = "month"
    QUARTER = "quarter"
    YEAR = "year"


# How often in which period comes to once in which.
_STAGES = {
    (Every.MONTH, 1): Every.MONTH,
    (Every.QUARTER, 1): Every.QUARTER,
    (Every.QUARTER, 3): Every.MONTH,
    (Every.YEAR, 1): Every.YEAR,
    (Every.YEAR, 4): Every.QUARTER,
    (Every.YEAR, 12): Every.MONTH,
}


class Rounding(StrEnum):
    """What becomes of half a fen."""

    HALF_UP = "half_up"
    HALF_EVEN = "half_even"
    DOWN = "down"


@dataclass(frozen=True, kw_only=True)
class Cadence(Entry):
    """So many ``times`` each period, spread evenly over it; ``look_back`` past stages stay on the board."""

    times: int
    every: Every
    look_back: int

    def __post_init__(self) -> None:
        allowed = [times for every, times in _STAGES if every is self.every]
        demand(self.times in allowed, f"times: of a {self.every} one of {', '.join(map(str, allowed))}")
        demand(self.look_back >= 0, "look_back: not negative")

    @property
    def stage(self) -> Every:
        """The period within which it is done once: four times a year is once a quarter."""
        return _STAGES[self.every, self.times]


@dataclass(frozen=True, kw_only=True)
class DuesCadence(Cadence):
    """Monthly dues; ``due_day`` is 1–31, a shorter month's last day instead."""

    due_day: int

    def __post_init__(self) -> None:
        super().__post_init__()
        demand(1 <= self.due_day <= 31, "due_day: 1 to 31")


@dataclass(frozen=True, kw_only=True)
class Band:
    """Bases up to and including this many yuan pay this many percent; the last band has no upper end."""

    percent: Decimal
    up_to_yuan: int | None = None

    def __post_init__(self) -> None:
        demand(0 <= self.percent <= 100, "percent: 0 to 100")


@dataclass(frozen=True, kw_only=True)
class Rates(Entry):
    """Bands in ascending order, the last one open."""

    bands: tuple[Band, ...]
    rounding: Rounding

    def __post_init__(self) -> None:
        limits = [band.up_to_yuan for band in self.bands]
        demand(bool(limits) and limits[-1] is None, "bands: the last one has no up_to_yuan")
        closed = [limit for limit in limits[:-1] if limit is not None]
        demand(len(closed) == len(limits) - 1, "bands: only the last one is without up_to_yuan")
        demand(closed == sorted(set(closed)), "bands: up_to_yuan must ascend")


@dataclass(frozen=True, kw_only=True)
class FixedDues(Entry):
    """So many ``fen`` a month, whatever the base."""

    fen: int

    @property
    def amount(self) -> Fen:
        """The monthly amount."""
        return Fen(self.fen)


@dataclass(frozen=True, kw_only=True)
class Arrears(Entry):
    """Consecutive unpaid months after which each step comes."""

    member_after: int
    secretary_after: int
    talk_after: int
    committee_at: int

    def __post_init__(self) -> None:
        steps = [0, self.member_after, self.secretary_after, self.talk_after, self.committee_at]
        demand(steps == sorted(set(steps)), "committee_at: the four steps must ascend from 1")


@dataclass(frozen=True, kw_only=True)
class Waiting(Entry):
    """So many ``months`` at the least."""

    months: int


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
        demand(self.look_back >= 0, "look_back: not negative")


@dataclass(frozen=True, kw_only=True)
class Introducers(Entry):
    """So many ``people`` answer for one."""

    people: int


@dataclass(frozen=True, kw_only=True)
class Share(Entry):
    """The largest share that may be graded excellent."""

    excellent_at_most: Fraction


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
        demand(self.at_most_before >= 0, "at_most_before: not negative")
        demand(self.overdue_every_days >= 1, "overdue_every_days: at least 1")
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
        demand(self.every_days >= 1, "every_days: at least 1")


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
        demand(self.opens_minutes_before >= 0, "opens_minutes_before: not negative")
        demand(self.closes_minutes_after >= 1, "closes_minutes_after: at least 1")
        demand(self.late_after_minutes >= 0, "late_after_minutes: not negative")
        demand(self.code_seconds >= 10, "code_seconds: at least 10")
        demand(self.wrong_codes >= 1, "wrong_codes: at least 1")
        demand(self.make_up_workdays >= 0, "make_up_workdays: not negative")


@dataclass(frozen=True, kw_only=True)
class Rulebook:
    """Every entry by its name in the file."""

    version: int
    team_meeting: Cadence
    lecture: Cadence
    report: Cadence
    dues: DuesCadence
    assembly: Cadence
    committee: Cadence
    organization_life: Cadence
    democratic_life: Cadence
    study: Cadence
    symposium: Entry
    study_audience: Entry
    check_in: CheckIn
    opinion: Entry
    motion: Majority
    admission: Majority
    admission_training: Entry
    admission_seminar: Entry
    admission_review: Entry
    admission_meeting: Entry
    admission_opening: Entry
    admission_single: Entry
    admission_approval: Entry
    written_opinions: Entry
    proxies: Entry
    exclusions: Entry
    election: Election
    election_nominees: Entry
    election_papers: Entry
    election_rounds: Entry
    election_in_person: Entry
    counting: Entry
    scrutiny: Entry
    admission_order: Entry
    decision: Entry
    dues_employed: Rates
    dues_retired: Rates
    dues_fixed: FixedDues
    dues_probationary: Entry
    arrears: Arrears
    activist: Waiting
    probation: Probation
    probation_review: Reviews
    introducers: Introducers
    appraisal: Share
    talk: Cadence
    contact: Cadence
    team_report: Cadence
    thought: Cadence
    briefing: Cadence
    reminders: Reminders
    series: Series
    nudges: Nudges

    @property
    def entries(self) -> dict[str, Entry]:
        """Every entry by its name."""
        return {name: entry for name, entry in vars(self).items() if isinstance(entry, Entry)}

    def __post_init__(self) -> None:
        demand(self.version == VERSION, f"version: this program reads version {VERSION}")
        # Reports and dues are stored by quarter and by month.
        demand(self.report.every is Every.QUARTER, "report.every: only quarter is possible")
        demand(self.dues.every is Every.MONTH, "dues.every: only month is possible")


def load(path: Path | None = None) -> Rulebook:
    """The rulebook in ``path``, or the shipped one. Raises RulebookError naming the line; OSError."""
    text = (path or _SHIPPED).read_text(encoding="utf-8")
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise RulebookError(str(error)) from error  # tomllib names the line itself
    return build(Rulebook, data, text)
