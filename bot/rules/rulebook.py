"""The cited rulebook: loads rulebook.toml and checks every entry against its shape.

A typing mistake in a number that decides a ballot must stop the start, not change a result; so nothing is
optional that has no default here, nothing unknown is accepted, and an error names its line.
"""

import tomllib
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from functools import cache, cached_property
from pathlib import Path

from bot.rules.calendar import Month
from bot.rules.rulebook_dues import Arrears, Band, FixedDues, Rates, Relief, Rounding
from bot.rules.rulebook_entries import Base, Election, Entry, Majority, demand
from bot.rules.rulebook_schema import DERIVED, RulebookError, build
from bot.rules.rulebook_times import (
    Cadence,
    CheckIn,
    DuesCadence,
    Every,
    Nudges,
    Probation,
    Reminders,
    Reviews,
    Series,
    Term,
    Waiting,
)
from bot.rules.words import MeetingKind

__all__ = [
    "Arrears",
    "Band",
    "Base",
    "Cadence",
    "CheckIn",
    "DuesCadence",
    "Election",
    "Entry",
    "Every",
    "FixedDues",
    "Majority",
    "Nudges",
    "Probation",
    "Rates",
    "Relief",
    "Reminders",
    "Reviews",
    "Rounding",
    "Rulebook",
    "RulebookError",
    "Series",
    "Term",
    "Waiting",
    "load",
]

VERSION = 1
_SHIPPED = Path(__file__).with_name("rulebook.toml")


@dataclass(frozen=True, kw_only=True)
class Introducers(Entry):
    """So many ``people`` answer for one."""

    people: int


@dataclass(frozen=True, kw_only=True)
class Retention(Entry):
    """So many ``years`` after somebody left, what is personal goes."""

    years: int

    def __post_init__(self) -> None:
        demand(self.years > 0, "years: at least 1")


@dataclass(frozen=True, kw_only=True)
class Share(Entry):
    """The largest share that may be graded excellent."""

    excellent_at_most: Fraction

    def __post_init__(self) -> None:
        demand(0 < self.excellent_at_most <= 1, "excellent_at_most: above 0, at most 1")


@dataclass(frozen=True, kw_only=True)
class Rulebook:
    """Every entry by its name in the file. ``through``: the book of another day, where the branch has own values; see
    bot/rules/overrides.py."""

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
    voters: Entry
    proxies: Entry
    exclusions: Entry
    election: Election
    election_nominees: Entry
    election_papers: Entry
    election_rounds: Entry
    election_in_person: Entry
    term: Term
    counting: Entry
    scrutiny: Entry
    admission_order: Entry
    decision: Entry
    dues_employed: Rates
    dues_retired: Rates
    dues_fixed: FixedDues
    dues_probationary: Entry
    dues_proxy: Relief
    dues_collector: Entry
    dues_passed_on: Entry
    dues_relief: Relief
    arrears: Arrears
    activist: Waiting
    probation: Probation
    probation_review: Reviews
    introducers: Introducers
    retention: Retention
    appraisal: Share
    talk: Cadence
    contact: Cadence
    team_report: Cadence
    thought: Cadence
    briefing: Cadence
    reminders: Reminders
    series: Series
    nudges: Nudges
    through: Callable[[date], "Rulebook"] | None = field(default=None, compare=False, metadata=DERIVED)

    def on(self, when: date) -> "Rulebook":
        """The book in force on that day, or at that moment (an aware datetime)."""
        return self if self.through is None else self.through(when)

    def of(self, month: Month) -> "Rulebook":
        """The book by which a month's dues are worked out: that of its first day. So no amount changes that anybody
        was told, or has paid."""
        return self.on(month.first_day())

    @cached_property  # asked for every duty
    def entries(self) -> dict[str, Entry]:
        """Every entry by its name."""
        return {name: entry for name, entry in vars(self).items() if isinstance(entry, Entry)}

    def of_meeting(self, kind: MeetingKind) -> Entry:
        """The entry that says when such a meeting is held, and whom it is for."""
        entry: Entry = getattr(self, kind.value)  # named like its kind
        return entry

    def __post_init__(self) -> None:
        demand(self.version == VERSION, f"version: this program reads version {VERSION}")
        # Reports and dues are stored by quarter and by month.
        demand(self.report.stage is not Every.MONTH, "report.every: once a quarter, or once a year")
        demand(self.dues.stage is Every.MONTH, "dues.every: only month is possible")


@cache
def load(path: Path = _SHIPPED) -> Rulebook:
    """The rulebook in ``path``, or the shipped one. Raises RulebookError naming the line; OSError."""
    text = path.read_text(encoding="utf-8")
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise RulebookError(str(error)) from error  # tomllib names the line itself
    return build(Rulebook, data, text)
