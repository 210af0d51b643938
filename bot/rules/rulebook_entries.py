"""What an entry of the rulebook carries, and the entries that decide ballots."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from fractions import Fraction

from bot.rules.language import Phrase
from bot.rules.rulebook_schema import DERIVED


class Base(StrEnum):
    """What a majority is counted of."""

    EXPECTED = "expected"
    PRESENT = "present"


@dataclass(frozen=True, kw_only=True)
class Entry:
    """What every entry carries: ``clause``, our short ``title``, its ``source``, and whether to ``verify`` it.

    ``name`` is that of its table in the file. ``own``: the fields whose value the branch itself has decided on (also to
    go back to the shipped one), each with the day since when it goes by that.
    """

    clause: Phrase
    title: Phrase
    source: str
    verify: bool = False
    name: str = field(default="", compare=False, metadata=DERIVED)
    own: Mapping[str, date] = field(default_factory=dict, compare=False, metadata=DERIVED)


@dataclass(frozen=True, kw_only=True)
class Majority(Entry):
    """Fractions of the expected voters; ``..._more`` says that the fraction itself is not enough."""

    present: Fraction
    present_more: bool
    passed: Fraction
    passed_more: bool

    def __post_init__(self) -> None:
        demand(0 < self.present <= 1, "present: above 0, at most 1")
        demand(0 < self.passed <= 1, "passed: above 0, at most 1")

    def present_needed(self, expected: int) -> int:
        """How many of ``expected`` must be present, as people; never less than one."""
        return _needed(self.present, expected, more=self.present_more)

    def votes_needed(self, expected: int) -> int:
        """How many votes for it are needed when ``expected`` voters are expected; never less than one."""
        return _needed(self.passed, expected, more=self.passed_more)


@dataclass(frozen=True, kw_only=True)
class Election(Majority):
    """``base``: of whom the majority decides; the other one is shown beside it. ``surplus``: by what share of the seats
    there have to be more nominees (差额), never by less than one."""

    base: Base
    surplus: Fraction

    def nominees_needed(self, seats: int) -> int:
        """How many nominees there have to be for so many seats."""
        return seats + _needed(self.surplus, seats, more=False)


def demand(condition: bool, complaint: str) -> None:
    """The part of ``complaint`` before the colon names the field, from which the line is found."""
    if not condition:
        raise ValueError(complaint)


def _needed(fraction: Fraction, expected: int, *, more: bool) -> int:
    share = fraction * expected
    whole = share.numerator // share.denominator
    at_least = whole if whole == share else whole + 1
    return max(1, whole + 1 if more else at_least)
