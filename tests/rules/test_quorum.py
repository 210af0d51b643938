import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.rules.quorum import Counts, VerdictReason, quorum_met, short_by, verdict
from bot.rules.rulebook import load
from bot.rules.words import BallotKind

BOOK = load()


def counts(expected: int, present: int | None, for_: int, against: int = 0, abstain: int = 0) -> Counts:
    cast = for_ + against + abstain
    return Counts(
        expected=expected,
        present=present,
        issued=cast,
        returned=cast,
        valid=cast,
        for_=for_,
        against=against,
        abstain=abstain,
    )


@pytest.mark.parametrize(
    ("expected", "present", "for_", "passed", "reason"),
    [
        (20, 10, 10, False, VerdictReason.NO_MAJORITY),  # half present is enough, half for it is not
        (20, 11, 11, True, VerdictReason.MAJORITY),
        (20, 20, 10, False, VerdictReason.NO_MAJORITY),
        (20, 20, 11, True, VerdictReason.MAJORITY),
        (20, 9, 9, False, VerdictReason.NOT_QUORATE),
        (21, 10, 10, False, VerdictReason.NOT_QUORATE),  # half of 21 is 10.5: 11 must come
        (21, 11, 11, True, VerdictReason.MAJORITY),
        (21, 21, 10, False, VerdictReason.NO_MAJORITY),
        (2, 1, 1, False, VerdictReason.NO_MAJORITY),
        (2, 2, 2, True, VerdictReason.MAJORITY),
        (1, 1, 1, True, VerdictReason.MAJORITY),
        (0, 0, 0, False, VerdictReason.NOT_QUORATE),
    ],
)
def test_a_motion_needs_half_present_and_more_than_half_of_the_expected_for_it(
    expected: int, present: int, for_: int, passed: bool, reason: VerdictReason
) -> None:
    result = verdict(BallotKind.MOTION, counts(expected, present, for_), BOOK)
    assert (result.passed, result.reason) == (passed, reason)


def test_a_majority_of_those_present_is_not_a_majority_of_the_expected() -> None:
    result = verdict(BallotKind.MOTION, counts(20, 12, for_=9, against=3), BOOK)
    assert result.passed is False
    assert (result.threshold, result.quorum) == (11, 10)


def test_a_motion_without_recorded_attendance_has_figures_and_no_verdict() -> None:
    result = verdict(BallotKind.MOTION, counts(20, None, for_=20), BOOK)
    assert (result.passed, result.reason, result.threshold) == (None, VerdictReason.NO_ATTENDANCE, 11)


@pytest.mark.parametrize("present", [None, 0, 20])
def test_an_opinion_never_has_a_verdict(present: int | None) -> None:
    result = verdict(BallotKind.OPINION, counts(20, present, for_=20), BOOK)
    assert (result.passed, result.reason, result.threshold) == (None, VerdictReason.OPINION, None)


def test_more_ballots_returned_than_issued_void_the_ballot() -> None:
    void = Counts(expected=10, present=10, issued=9, returned=10, valid=10, for_=10, against=0, abstain=0)
    assert verdict(BallotKind.MOTION, void, BOOK).reason is VerdictReason.VOID
    assert verdict(BallotKind.MOTION, void, BOOK).passed is False


def test_the_verdict_cites_its_clause() -> None:
    result = verdict(BallotKind.MOTION, counts(20, 20, 11), BOOK)
    assert result.clause == BOOK.motion.clause
    assert result.title == BOOK.motion.title


@pytest.mark.parametrize(
    ("expected", "present", "met", "short"),
    [(20, 9, False, 1), (20, 10, True, 0), (21, 10, False, 1), (21, 11, True, 0), (0, 0, False, 1), (7, 0, False, 4)],
)
def test_the_quorum_line_says_how_many_are_missing(expected: int, present: int, met: bool, short: int) -> None:
    assert quorum_met(expected, present, BOOK) is met
    assert short_by(expected, present, BOOK) == short


@pytest.mark.parametrize(
    "figures",
    [
        {"expected": -1},
        {"against": 1},
        {"returned": 4},
        {"present": -1},
    ],
)
def test_figures_that_do_not_add_up_cannot_be_made(figures: dict[str, int]) -> None:
    sound = {
        "expected": 10,
        "present": 5,
        "issued": 5,
        "returned": 5,
        "valid": 5,
        "for_": 5,
        "against": 0,
        "abstain": 0,
    }
    with pytest.raises(ValueError, match=r"figure|votes|valid"):
        Counts(**{**sound, **figures})


@given(st.integers(1, 200), st.data())
def test_one_more_vote_for_it_never_defeats_a_motion(expected: int, data: st.DataObject) -> None:
    present = data.draw(st.integers(0, expected))
    for_ = data.draw(st.integers(0, max(0, present - 1)))
    fewer = verdict(BallotKind.MOTION, counts(expected, present, for_), BOOK)
    more = verdict(BallotKind.MOTION, counts(expected, present, for_ + 1), BOOK)
    assert not (fewer.passed and not more.passed)


@given(st.integers(1, 200), st.integers(0, 200), st.integers(0, 200))
def test_a_passed_motion_always_has_the_expected_majority_behind_it(expected: int, present: int, for_: int) -> None:
    result = verdict(BallotKind.MOTION, counts(expected, present, for_), BOOK)
    assert bool(result.passed) == (2 * present >= expected and 2 * for_ > expected)
