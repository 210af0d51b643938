from datetime import date

import pytest

from bot.rules.admissions import (
    Gate,
    Papers,
    extension_fits,
    gates,
    gates_of,
    kind_for,
    months_after,
    probation_ends,
    status_after,
)
from bot.rules.rulebook import load
from bot.rules.words import BallotKind, Status

BOOK = load()
TODAY = date(2026, 10, 12)
DAY = date(2026, 9, 1)


def missing(status: Status, papers: Papers) -> list[Gate]:
    return [each.gate for each in gates(status, papers, TODAY, BOOK) if not each.passed]


@pytest.mark.parametrize(
    ("papers", "lacks"),
    [
        (Papers(), [Gate.TRAINING, Gate.SEMINAR, Gate.REVIEW]),
        (Papers(training=DAY), [Gate.SEMINAR, Gate.REVIEW]),
        (Papers(training=DAY, seminar=DAY), [Gate.REVIEW]),
        (Papers(training=DAY, seminar=DAY, reviewed=DAY), []),
        (Papers(training=DAY, reviewed=DAY), [Gate.SEMINAR]),
    ],
)
def test_an_admission_needs_training_seminar_and_review(papers: Papers, lacks: list[Gate]) -> None:
    assert missing(Status.CANDIDATE, papers) == lacks


@pytest.mark.parametrize(
    ("papers", "lacks"),
    [
        (Papers(), [Gate.PROBATION, Gate.REVIEW]),  # nobody knows when it began
        (Papers(joined=date(2025, 10, 12), reviewed=DAY), []),  # a year to the day
        (Papers(joined=date(2025, 10, 13), reviewed=DAY), [Gate.PROBATION]),
        (Papers(joined=date(2025, 4, 10), reviewed=DAY, extended=date(2026, 10, 13)), [Gate.PROBATION]),
        (Papers(joined=date(2025, 4, 10), reviewed=DAY, extended=date(2026, 10, 12)), []),
        (Papers(joined=date(2025, 4, 10), reviewed=date(2025, 4, 1)), [Gate.REVIEW]),  # the admission's
        (Papers(joined=date(2025, 4, 10), reviewed=date(2025, 4, 10)), [Gate.REVIEW]),
        (Papers(joined=date(2025, 4, 10), reviewed=date(2025, 4, 11)), []),
    ],
)
def test_a_confirmation_needs_the_probation_and_a_review_of_its_own(papers: Papers, lacks: list[Gate]) -> None:
    assert missing(Status.PROBATIONARY, papers) == lacks


def test_each_gate_cites_its_clause() -> None:
    cited = {each.gate: each.cited.clause.zh for each in gates(Status.CANDIDATE, Papers(), TODAY, BOOK)}
    assert cited[Gate.TRAINING].endswith("三（十四）1")
    assert cited[Gate.SEMINAR].endswith("三（十四）5")
    assert cited[Gate.REVIEW].endswith("三（十四）5")
    assert gates(Status.PROBATIONARY, Papers(), TODAY, BOOK)[0].cited.clause.zh.endswith("三（十四）7(1)")


@pytest.mark.parametrize(
    ("until", "fits"),
    [
        (date(2026, 10, 9), False),  # a day less than six months after the year
        (date(2026, 10, 10), True),
        (date(2027, 4, 10), True),
        (date(2027, 4, 11), False),
        (date(2026, 4, 10), False),
    ],
)
def test_an_extension_is_of_six_to_twelve_months(until: date, fits: bool) -> None:
    assert extension_fits(date(2025, 4, 10), until, BOOK) is fits


def test_months_end_where_they_end() -> None:
    assert months_after(date(2024, 2, 29), 12) == date(2025, 2, 28)
    assert months_after(date(2025, 8, 31), 6) == date(2026, 2, 28)
    assert probation_ends(Papers(joined=date(2024, 2, 29)), BOOK) == date(2025, 2, 28)
    assert probation_ends(Papers(), BOOK) is None


def test_what_an_assembly_votes_on_follows_from_the_status_and_the_status_from_it() -> None:
    assert {status: kind_for(status) for status in Status} == {
        Status.FULL: None,
        Status.PROBATIONARY: BallotKind.CONFIRMATION,
        Status.CANDIDATE: BallotKind.ADMISSION,
        Status.ACTIVIST: None,
        Status.APPLICANT: None,
    }
    assert status_after(BallotKind.ADMISSION) is Status.PROBATIONARY
    assert status_after(BallotKind.CONFIRMATION) is Status.FULL
    with pytest.raises(KeyError):
        status_after(BallotKind.MOTION)
    assert gates_of(Status.FULL) == ()


@pytest.mark.parametrize(
    ("papers", "lacks"),
    [
        (Papers(), [Gate.ACTIVIST, Gate.TRAINING]),
        (Papers(activist=date(2025, 10, 12), training=DAY), []),  # a year to the day
        (Papers(activist=date(2025, 10, 13), training=DAY), [Gate.ACTIVIST]),
        (Papers(activist=date(2024, 1, 1)), [Gate.TRAINING]),
    ],
)
def test_an_activist_becomes_a_candidate_after_a_year_and_the_course(papers: Papers, lacks: list[Gate]) -> None:
    assert missing(Status.ACTIVIST, papers) == lacks
