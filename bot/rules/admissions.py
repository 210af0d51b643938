"""What must be on record before an assembly votes on a person.

To be admitted: the course passed (党支部工作制度 三（十四）1), the masses heard and the 机关工委's first review of it
(三（十四）5). To be confirmed: the probation over (三（十四）7(1)), and a first review of its own. To be a candidate at
all: a year as an activist and the course (三（十四）1, 3); that is for the committee, not for an assembly.
"""

from dataclasses import dataclass
from datetime import date

from bot.rules.calendar import Month
from bot.rules.rulebook import Entry, Rulebook
from bot.rules.words import BallotKind, Status, Word


class Gate(Word):
    """One thing that must be on record."""

    ACTIVIST = "activist", "积极分子满一年", "A year as an activist"
    TRAINING = "training", "培训合格", "Training passed"
    SEMINAR = "seminar", "群众座谈会", "Seminar with the masses"
    PROBATION = "probation", "预备期满", "Probation over"
    REVIEW = "review", "机关工委初审", "First review"


@dataclass(frozen=True, slots=True, kw_only=True)
class Papers:
    """The days on record for one person; ``extended`` is the last day of an extended probation."""

    activist: date | None = None
    training: date | None = None
    seminar: date | None = None
    reviewed: date | None = None
    joined: date | None = None
    extended: date | None = None


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a person stands at one gate. ``day``: when it was passed; of a time that must pass, when it ends."""

    gate: Gate
    day: date | None
    passed: bool
    cited: Entry


_OF_STATUS = {Status.CANDIDATE: BallotKind.ADMISSION, Status.PROBATIONARY: BallotKind.CONFIRMATION}
_AFTER = {BallotKind.ADMISSION: Status.PROBATIONARY, BallotKind.CONFIRMATION: Status.FULL}
_GATES = {
    Status.ACTIVIST: (Gate.ACTIVIST, Gate.TRAINING),
    Status.CANDIDATE: (Gate.TRAINING, Gate.SEMINAR, Gate.REVIEW),
    Status.PROBATIONARY: (Gate.PROBATION, Gate.REVIEW),
}


def kind_for(status: Status) -> BallotKind | None:
    """What an assembly votes on for somebody of that status; None: nothing."""
    return _OF_STATUS.get(status)


def status_after(kind: BallotKind) -> Status:
    """What the person becomes once the decision is approved; KeyError for ballots that are not of one person."""
    return _AFTER[kind]


def gates_of(status: Status) -> tuple[Gate, ...]:
    """The gates before the next step of somebody of that status, in their order; none where there is no next step."""
    return _GATES.get(status, ())


def gates(status: Status, papers: Papers, today: date, book: Rulebook) -> tuple[Standing, ...]:
    """Each of :func:`gates_of`, as it stands today."""
    return tuple(_standing(gate, status, papers, today, book) for gate in gates_of(status))


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


def _standing(gate: Gate, status: Status, papers: Papers, today: date, book: Rulebook) -> Standing:
    if gate is Gate.ACTIVIST:
        over = months_after(papers.activist, book.activist.months) if papers.activist else None
        return Standing(gate, over, over is not None and over <= today, book.activist)
    if gate is Gate.TRAINING:
        return Standing(gate, papers.training, papers.training is not None, book.admission_training)
    if gate is Gate.SEMINAR:
        return Standing(gate, papers.seminar, papers.seminar is not None, book.admission_seminar)
    if gate is Gate.PROBATION:
        ends = probation_ends(papers, book)
        return Standing(gate, ends, ends is not None and ends <= today, book.probation)
    reviewed = _review(status, papers)
    return Standing(gate, reviewed, reviewed is not None, book.admission_review)


def _review(status: Status, papers: Papers) -> date | None:
    """A confirmation has a review of its own: the one of the admission lies before the assembly that admitted."""
    if status is Status.PROBATIONARY and papers.reviewed and papers.joined and papers.reviewed <= papers.joined:
        return None
    return papers.reviewed
