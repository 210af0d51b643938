"""What must be on record before an assembly votes on a person.

To be admitted: the course passed (党支部工作制度 三（十四）1), the masses heard and the 机关工委's first review of it
(三（十四）5). To be confirmed: the probation over (三（十四）7(1)), and a first review of its own.
"""

from dataclasses import dataclass
from datetime import date

from bot.rules.calendar import Month
from bot.rules.rulebook import Entry, Rulebook
from bot.rules.words import BallotKind, Status, Word


class Gate(Word):
    """One thing that must be on record."""

    TRAINING = "training", "培训合格", "Training passed"
    SEMINAR = "seminar", "群众座谈会", "Seminar with the masses"
    PROBATION = "probation", "预备期满", "Probation over"
    REVIEW = "review", "机关工委初审", "First review"


@dataclass(frozen=True, slots=True, kw_only=True)
class Papers:
    """The days on record for one person; ``extended`` is the last day of an extended probation."""

    training: date | None = None
    seminar: date | None = None
    reviewed: date | None = None
    joined: date | None = None
    extended: date | None = None


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a person stands at one gate. ``day``: when it was passed, or (probation) when it ends."""

    gate: Gate
    day: date | None
    passed: bool
    cited: Entry


_OF_STATUS = {Status.CANDIDATE: BallotKind.ADMISSION, Status.PROBATIONARY: BallotKind.CONFIRMATION}
_AFTER = {BallotKind.ADMISSION: Status.PROBATIONARY, BallotKind.CONFIRMATION: Status.FULL}
_GATES = {
    BallotKind.ADMISSION: (Gate.TRAINING, Gate.SEMINAR, Gate.REVIEW),
    BallotKind.CONFIRMATION: (Gate.PROBATION, Gate.REVIEW),
}


def kind_for(status: Status) -> BallotKind | None:
    """What an assembly votes on for somebody of that status; None: nothing."""
    return _OF_STATUS.get(status)


def status_after(kind: BallotKind) -> Status:
    """What the person becomes once the decision is approved; KeyError for ballots that are not of one person."""
    return _AFTER[kind]


def gates_of(kind: BallotKind) -> tuple[Gate, ...]:
    """The gates of that kind in their order; KeyError for ballots that are not of one person."""
    return _GATES[kind]


def gates(kind: BallotKind, papers: Papers, today: date, book: Rulebook) -> tuple[Standing, ...]:
    """Every gate of that kind in its order, as it stands today; KeyError for ballots that are not of one person."""
    return tuple(_standing(gate, kind, papers, today, book) for gate in _GATES[kind])


def probation_ends(papers: Papers, book: Rulebook) -> date | None:
    """The day from which a confirmation is possible; None while it is not known when the probation began."""
    if papers.joined is None:
        return None
    return max(papers.extended or papers.joined, months_after(papers.joined, book.probation.months))


def extension_fits(joined: date, until: date, book: Rulebook) -> bool:
    """Whether an extension (延长预备期) to that day is neither shorter nor longer than the rule permits."""
    ends = months_after(joined, book.probation.months)
    shortest, longest = book.probation.extension_at_least, book.probation.extension_at_most
    return months_after(ends, shortest) <= until <= months_after(ends, longest)


def months_after(day: date, months: int) -> date:
    """The same day so many months later, or that month's last day."""
    return Month.of(day).plus(months).day(day.day)


def _standing(gate: Gate, kind: BallotKind, papers: Papers, today: date, book: Rulebook) -> Standing:
    if gate is Gate.TRAINING:
        return Standing(gate, papers.training, papers.training is not None, book.admission_training)
    if gate is Gate.SEMINAR:
        return Standing(gate, papers.seminar, papers.seminar is not None, book.admission_seminar)
    if gate is Gate.PROBATION:
        ends = probation_ends(papers, book)
        return Standing(gate, ends, ends is not None and ends <= today, book.probation)
    reviewed = _review(kind, papers)
    return Standing(gate, reviewed, reviewed is not None, book.admission_review)


def _review(kind: BallotKind, papers: Papers) -> date | None:
    """A confirmation has a review of its own: the one of the admission lies before the assembly that admitted."""
    if kind is BallotKind.CONFIRMATION and papers.reviewed and papers.joined and papers.reviewed <= papers.joined:
        return None
    return papers.reviewed
