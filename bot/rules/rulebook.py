"""The cited rulebook: loads rulebook.toml and checks every entry against its shape.

A typing mistake in a number that decides a ballot must stop the start, not change a result; so nothing is
optional that has no default here, nothing unknown is accepted, and an error names its line.
"""

import tomllib
from dataclasses import dataclass
from fractions import Fraction
from functools import cache, cached_property
from pathlib import Path

from bot.rules.rulebook_dues import Arrears, Band, FixedDues, Rates, Relief, Rounding
from bot.rules.rulebook_entries import Base, Election, Entry, Majority, demand
from bot.rules.rulebook_schema import RulebookError, build
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
    dues_proxy: Entry
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
        demand(self.report.every is Every.QUARTER, "report.every: only quarter is possible")
        demand(self.dues.every is Every.MONTH, "dues.every: only month is possible")


@cache
def load(path: Path = _SHIPPED) -> Rulebook:
    """The rulebook in ``path``, or the shipped one. Raises RulebookError naming the line; OSError."""
    text = path.read_text(encoding="utf-8")
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise RulebookError(str(error)) from error  # tomllib names the line itself
    return build(Rulebook, data, text)
