import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.rules.quorum import Counts, VerdictReason, majority, quorum_met, short_by, verdict
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


# The table of threshold cases. Sources:
# a motion: 中国共产党支部工作条例（试行） 11
# an admission or a confirmation: 党支部工作制度 三（十四）6(7); 中国共产党发展党员工作细则 20–21
# an election: 中国共产党基层组织选举工作条例, of which only secondary sources were at hand
@pytest.mark.parametrize(
    ("kind", "expected", "present", "for_", "passed", "reason"),
    [
        (BallotKind.MOTION, 16, 8, 8, False, VerdictReason.NO_MAJORITY),  # held with half, and 8 of 16 are no majority
        (BallotKind.MOTION, 16, 9, 8, False, VerdictReason.NO_MAJORITY),
        (BallotKind.MOTION, 16, 9, 9, True, VerdictReason.MAJORITY),
        (BallotKind.MOTION, 16, 7, 7, False, VerdictReason.NOT_QUORATE),
        (BallotKind.ADMISSION, 16, 8, 8, False, VerdictReason.NOT_QUORATE),  # half is not more than half
        (BallotKind.ADMISSION, 16, 9, 8, False, VerdictReason.NO_MAJORITY),
        (BallotKind.ADMISSION, 16, 9, 9, True, VerdictReason.MAJORITY),
        (BallotKind.ADMISSION, 17, 9, 9, True, VerdictReason.MAJORITY),
        (BallotKind.ADMISSION, 17, 8, 8, False, VerdictReason.NOT_QUORATE),
        (BallotKind.CONFIRMATION, 16, 8, 8, False, VerdictReason.NOT_QUORATE),
        (BallotKind.CONFIRMATION, 16, 16, 8, False, VerdictReason.NO_MAJORITY),
        (BallotKind.CONFIRMATION, 16, 16, 9, True, VerdictReason.MAJORITY),
        (BallotKind.ADMISSION, 0, 0, 0, False, VerdictReason.NOT_QUORATE),
        (BallotKind.ADMISSION, 1, 1, 1, True, VerdictReason.MAJORITY),
        (BallotKind.ADMISSION, 2, 1, 1, False, VerdictReason.NOT_QUORATE),
        (BallotKind.ADMISSION, 3, 2, 2, True, VerdictReason.MAJORITY),
    ],
)
def test_the_thresholds_of_motions_and_of_votes_on_one_person(
    kind: BallotKind, expected: int, present: int, for_: int, passed: bool, reason: VerdictReason
) -> None:
    found = verdict(kind, counts(expected, present, for_, against=present - for_), BOOK)
    assert (found.passed, found.reason) == (passed, reason)
    assert found.clause == (BOOK.motion if kind is BallotKind.MOTION else BOOK.admission).clause


def test_eight_of_sixteen_may_meet_for_a_motion_and_not_for_an_admission() -> None:
    assert majority(BallotKind.MOTION, BOOK).present_needed(16) == 8
    assert majority(BallotKind.ADMISSION, BOOK).present_needed(16) == 9
    assert majority(BallotKind.MOTION, BOOK).votes_needed(16) == majority(BallotKind.ADMISSION, BOOK).votes_needed(16)


@pytest.mark.parametrize(("expected", "needed"), [(23, 19), (24, 20), (25, 20), (5, 4), (4, 4), (1, 1)])
def test_an_election_needs_four_fifths_of_the_expected_present(expected: int, needed: int) -> None:
    assert majority(BallotKind.ELECTION, BOOK).present_needed(expected) == needed


def test_abstentions_are_neither_for_nor_missing() -> None:
    """Without any, and with as many as there can be: what decides is the votes for it, of those expected."""
    for kind in (BallotKind.MOTION, BallotKind.ADMISSION):
        assert verdict(kind, counts(16, 16, for_=9, against=7, abstain=0), BOOK).passed is True
        assert verdict(kind, counts(16, 16, for_=9, against=0, abstain=7), BOOK).passed is True
        assert verdict(kind, counts(16, 16, for_=8, against=0, abstain=8), BOOK).passed is False


def test_whoever_is_left_out_changes_how_many_are_expected() -> None:
    """Two of 18 are left out by the rules: 9 votes are enough then, and were not before."""
    assert verdict(BallotKind.ADMISSION, counts(18, 12, for_=9), BOOK).passed is False
    assert verdict(BallotKind.ADMISSION, counts(16, 12, for_=9), BOOK).passed is True


def test_written_opinions_are_votes_and_nobody_present() -> None:
    """细则 21: of 16 expected 9 came and 7 are for it; two absent wrote 赞成. With 8 there it is not held at all."""
    assert verdict(BallotKind.ADMISSION, counts(16, 9, for_=7, against=2), BOOK).passed is False
    assert verdict(BallotKind.ADMISSION, counts(16, 9, for_=7 + 2, against=2), BOOK).passed is True
    assert verdict(BallotKind.ADMISSION, counts(16, 8, for_=8 + 2), BOOK).reason is VerdictReason.NOT_QUORATE


def test_voters_without_telegram_and_on_paper_stay_expected() -> None:
    """16 expected, 4 of them by paper: 6 votes with the bot and 3 on paper are 9, whoever gave them how."""
    mixed = Counts(expected=16, present=12, issued=16, returned=11, valid=11, for_=6 + 3, against=2, abstain=0)
    assert verdict(BallotKind.ADMISSION, mixed, BOOK).passed is True
    silent = Counts(expected=16, present=12, issued=16, returned=8, valid=8, for_=6 + 2, against=0, abstain=0)
    assert verdict(BallotKind.ADMISSION, silent, BOOK).passed is False
    assert verdict(BallotKind.ADMISSION, silent, BOOK).threshold == 9
