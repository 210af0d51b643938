"""A ballot's votes come in several ways: with the bot, on paper, by hand, in writing. Here they are added up."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from bot.rules.quorum import Counts
from bot.rules.words import Source


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """What came in one way: ballots issued, returned, of these invalid, and what the valid ones say."""

    source: Source
    issued: int
    returned: int
    invalid: int = 0
    for_: int
    against: int
    abstain: int

    @property
    def valid(self) -> int:
        """The returned ones that say something; negative where more are called invalid than were returned."""
        return self.returned - self.invalid

    @property
    def cast(self) -> int:
        """The votes, whatever they say."""
        return self.for_ + self.against + self.abstain


class Fault(StrEnum):
    """Why figures that were counted by hand cannot be right."""

    TOO_MANY_ISSUED = "too_many_issued"
    TOO_MANY_HANDS = "too_many_hands"
    TOO_MANY_INVALID = "too_many_invalid"
    NO_SUM = "no_sum"


def fault(part: Part, left: int) -> Fault | None:
    """What is wrong with a part counted by hand, ``left`` electors being struck off for it; None: nothing.

    More paper returned than issued is no mistake of whoever counts: it voids the ballot, and is to be told.
    """
    if part.issued > left:
        return Fault.TOO_MANY_HANDS if part.source is Source.HANDS else Fault.TOO_MANY_ISSUED
    if part.valid < 0:
        return Fault.TOO_MANY_INVALID
    return Fault.NO_SUM if part.cast != part.valid else None


def total(parts: Iterable[Part], *, expected: int, present: int | None) -> Counts:
    """All parts as one; ValueError as in :class:`Counts`."""
    every = list(parts)
    return Counts(
        expected=expected, present=present,
        issued=sum(part.issued for part in every), returned=sum(part.returned for part in every),
        valid=sum(part.valid for part in every), for_=sum(part.for_ for part in every),
        against=sum(part.against for part in every), abstain=sum(part.abstain for part in every),
        excess=sum(max(0, part.returned - part.issued) for part in every),
    )  # fmt: skip
