"""What a ballot's figures amount to.

A motion belongs to a meeting: held with at least half of the expected voters present, passed by more than
half of the expected ones (中国共产党支部工作条例（试行） 11). An admission or a confirmation is held with more
than half of them present (党支部工作制度 三（十四）6(7)). Without recorded attendance there are figures and no
verdict; that ends as 意见征集结果.
"""

from dataclasses import dataclass
from enum import StrEnum

from bot.rules.language import Phrase
from bot.rules.rulebook import Entry, Majority, Rulebook
from bot.rules.words import BallotKind


@dataclass(frozen=True, slots=True, kw_only=True)
class Counts:
    """The figures of one ballot; ``present`` is None when the meeting has no recorded attendance.

    ``expected`` voters (应到), ``present`` ones (实到), ballots ``issued``, ``returned`` and ``valid``, and what
    the valid ones say. ValueError when a figure is negative or the valid ones do not add up.
    """

    expected: int
    present: int | None
    issued: int
    returned: int
    valid: int
    for_: int
    against: int
    abstain: int
    excess: int = 0

    def __post_init__(self) -> None:
        figures = (self.expected, self.present or 0, self.issued, self.returned, self.valid, self.excess)
        if min(*figures, self.for_, self.against, self.abstain) < 0:
            raise ValueError("a figure is negative")
        if self.for_ + self.against + self.abstain != self.valid:
            raise ValueError("the votes do not add up to the valid ballots")
        if self.valid > self.returned:
            raise ValueError("more valid ballots than returned ones")


class VerdictReason(StrEnum):
    """Why a ballot ended as it did."""

    OPINION = "opinion"
    NO_ATTENDANCE = "no_attendance"
    VOID = "void"
    NOT_QUORATE = "not_quorate"
    MAJORITY = "majority"
    NO_MAJORITY = "no_majority"


@dataclass(frozen=True, slots=True)
class Verdict:
    """``passed`` is None for 意见征集结果: figures and no verdict.

    ``threshold`` is how many votes for it were needed and ``quorum`` how many voters present; None for an
    opinion, which needs none.
    """

    passed: bool | None
    reason: VerdictReason
    threshold: int | None
    quorum: int | None
    clause: Phrase
    title: Phrase
    source: str
    verify: bool


def verdict(kind: BallotKind, counts: Counts, book: Rulebook) -> Verdict:
    """What the figures amount to for a ballot of this kind."""
    if kind is BallotKind.OPINION:
        told = book.opinion
        return Verdict(None, VerdictReason.OPINION, None, None, told.clause, told.title, told.source, told.verify)
    rule = majority(kind, book)
    threshold, quorum = rule.votes_needed(counts.expected), rule.present_needed(counts.expected)
    passed, reason = _motion(counts, threshold, quorum)
    cited: Entry = book.counting if reason is VerdictReason.VOID else rule
    return Verdict(passed, reason, threshold, quorum, cited.clause, cited.title, cited.source, cited.verify)


def decides(kind: BallotKind, book: Rulebook) -> Entry:
    """The entry by which a ballot of this kind is decided, or which says that it is not."""
    return book.opinion if kind is BallotKind.OPINION else majority(kind, book)


def majority(kind: BallotKind, book: Rulebook) -> Majority:
    """What a ballot of this kind needs; LookupError for an opinion, which needs nothing."""
    if kind is BallotKind.OPINION:
        raise LookupError("an opinion has no majority")
    if kind.of_one_person:
        return book.admission
    return book.election if kind is BallotKind.ELECTION else book.motion


def quorum_met(expected: int, present: int, book: Rulebook) -> bool:
    """Whether a meeting of ``expected`` voters is quorate with ``present``; never when nobody is expected."""
    return expected > 0 and short_by(expected, present, book) == 0


def short_by(expected: int, present: int, book: Rulebook) -> int:
    """How many more voters must come before the meeting is quorate; 0 when it is."""
    return max(0, book.motion.present_needed(expected) - present)


def _motion(counts: Counts, threshold: int, quorum: int) -> tuple[bool | None, VerdictReason]:
    if counts.present is None:
        return None, VerdictReason.NO_ATTENDANCE
    # More ballots than were handed out: nobody can say which of them count.
    if counts.excess or counts.returned > counts.issued:
        return False, VerdictReason.VOID
    if counts.present < quorum:
        return False, VerdictReason.NOT_QUORATE
    if counts.for_ >= threshold:
        return True, VerdictReason.MAJORITY
    return False, VerdictReason.NO_MAJORITY
