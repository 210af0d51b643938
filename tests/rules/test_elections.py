"""Elections by tables. Sources: 中国共产党基层组织选举工作条例 (four fifths present; more nominees than seats; void
papers; majority; ties; seats left open); its 1990 edition counts the majority of those present. All marked verify.
"""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.rules import rulebook
from bot.rules.elections import (
    MOST_NOMINEES,
    MOST_SEATS,
    Figures,
    Paper,
    Standing,
    Support,
    count,
    decide,
)
from bot.rules.rulebook import Base
from bot.rules.words import Choice

RULE = rulebook.load().election
OF_PRESENT = replace(RULE, base=Base.PRESENT)
FOR, AGAINST, ABSTAIN = Choice


def figures(expected: int = 9, present: int | None = 9, issued: int | None = None, returned: int = 9) -> Figures:
    """Nine voters, all there, unless told otherwise."""
    return Figures(expected=expected, present=present, issued=expected if issued is None else issued, returned=returned)


@pytest.mark.parametrize(
    ("expected", "present", "holds"),
    [(23, 19, True), (23, 18, False), (5, 4, True), (5, 3, False), (10, 8, True), (10, 7, False), (1, 1, True)],
)
def test_four_fifths_of_the_expected_must_be_present(expected: int, present: int, holds: bool) -> None:
    found = decide({1: expected}, 1, figures(expected, present, returned=present), RULE)
    assert found.holds == holds
    assert holds or found.standing is Standing.NOT_QUORATE
    assert holds == (present >= found.quorum)


@pytest.mark.parametrize(("seats", "needed"), [(1, 2), (3, 4), (5, 6), (6, 8), (9, 11)])
def test_there_must_be_more_nominees_than_seats_by_a_fifth_of_them(seats: int, needed: int) -> None:
    assert RULE.nominees_needed(seats) == needed <= MOST_NOMINEES


@pytest.mark.parametrize(
    ("votes", "seats", "standing", "elected", "tied", "left"),
    [
        ({1: 9, 2: 7, 3: 5, 4: 2}, 3, "filled", (1, 2, 3), (), 0),
        ({1: 5, 2: 9, 3: 7, 4: 6}, 3, "filled", (2, 3, 4), (), 0),  # more than half, but fewer than others
        ({1: 9, 2: 4, 3: 4}, 2, "short", (1,), (), 1),  # four of nine is not more than half: no filling up
        ({1: 4, 2: 4}, 1, "short", (), (), 1),  # nobody
        ({1: 9, 2: 6, 3: 6}, 2, "tied", (1,), (2, 3), 1),
        ({1: 9, 2: 6, 3: 6, 4: 6}, 3, "tied", (1,), (2, 3, 4), 2),
        ({1: 6, 2: 6}, 2, "filled", (1, 2), (), 0),  # equal, and room for both
        ({1: 9, 2: 6, 3: 6, 4: 5}, 3, "filled", (1, 2, 3), (), 0),
        ({1: 0, 2: 0}, 1, "short", (), (), 1),
    ],
)
def test_who_is_to_be_proposed(
    votes: dict[int, int], seats: int, standing: str, elected: tuple[int, ...], tied: tuple[int, ...], left: int
) -> None:
    found = decide(votes, seats, figures(), RULE)
    assert (found.standing.value, found.elected, found.tied, found.left) == (standing, elected, tied, left)


@pytest.mark.parametrize(
    ("votes", "by_expected", "by_present", "doubtful"),
    [
        # 23 expected, 19 present: more than half is 12 or 10.
        ({1: 12, 2: 11}, (1,), (1,), (2,)),
        ({1: 10, 2: 9}, (), (1,), (1,)),
        ({1: 13, 2: 12}, (1,), (1,), ()),
    ],
)
def test_by_either_base_both_figures_are_known_and_the_stricter_decides(
    votes: dict[int, int], by_expected: tuple[int, ...], by_present: tuple[int, ...], doubtful: tuple[int, ...]
) -> None:
    found = decide(votes, 1, figures(23, 19, returned=19), RULE)
    assert RULE.base is Base.EXPECTED
    assert RULE.verify
    assert found.needed == {Base.EXPECTED: 12, Base.PRESENT: 10}
    assert (found.bar, found.elected, found.doubtful) == (12, by_expected, doubtful)
    assert decide(votes, 1, figures(23, 19, returned=19), OF_PRESENT).elected == by_present


@pytest.mark.parametrize(
    ("given_", "standing"),
    [
        (figures(returned=10), "void"),  # one more than was issued
        (figures(issued=8, returned=9), "void"),
        (figures(present=None, returned=10), "void"),
        (figures(present=None), "no_attendance"),
        (figures(present=7), "not_quorate"),
        (figures(present=8), "filled"),
    ],
)
def test_an_election_that_does_not_hold_proposes_nobody(given_: Figures, standing: str) -> None:
    found = decide({1: 9, 2: 1}, 1, given_, RULE)
    assert found.standing.value == standing
    assert found.elected == ((1,) if standing == "filled" else ())


@pytest.mark.parametrize(
    ("votes", "standing", "elected", "tied"),
    [
        ({2: 5, 3: 4}, "filled", (2,), ()),
        ({2: 4, 3: 3}, "filled", (2,), ()),  # more votes; the majority they had before
        ({2: 4, 3: 4}, "tied", (), (2, 3)),
        ({2: 0, 3: 0}, "short", (), ()),
    ],
)
def test_in_a_runoff_whoever_has_more_votes_is_ahead(
    votes: dict[int, int], standing: str, elected: tuple[int, ...], tied: tuple[int, ...]
) -> None:
    found = decide(votes, 1, figures(), RULE, runoff=True)
    assert (found.standing.value, found.elected, found.tied) == (standing, elected, tied)


def test_papers_are_counted_and_an_over_marked_one_says_nothing() -> None:
    papers = [
        Paper((FOR, AGAINST, FOR)),
        Paper((FOR, ABSTAIN, AGAINST), (7,)),
        Paper((FOR, FOR, AGAINST), (7,)),  # three names for two seats
        Paper((AGAINST, AGAINST, AGAINST), (7, 8)),
        Paper((None, None, None)),  # nothing marked: abstentions, and a valid paper
    ]
    assert [paper.over(2) for paper in papers] == [0, 0, 1, 0, 0]
    counted = count(papers, 3, 2)
    assert counted.nominees == (Support(2, 1, 1), Support(0, 2, 2), Support(1, 2, 1))
    assert (counted.written, counted.valid, counted.void) == ({7: 2, 8: 1}, 4, 1)
    nothing = count([], 3, 2)
    assert (nothing.nominees, nothing.valid, nothing.void) == ((Support(0, 0, 0),) * 3, 0, 0)


def test_marks_change_one_at_a_time_and_names_are_written_in_and_struck_out() -> None:
    paper = Paper((None, None)).marked(1, FOR).marked(0, AGAINST)
    assert (paper.marks, paper.named, paper.unmarked) == ((AGAINST, FOR), 1, 0)
    full = paper.toggled(9, 2).toggled(3, 2)
    assert full.written == (3, 9)
    assert full.toggled(5, 2) == full  # no room
    assert full.toggled(9, 2).written == (3,)
    with pytest.raises(ValueError, match="more names"):
        full.spell(1)


@st.composite
def papers(draw: st.DrawFn) -> tuple[Paper, int]:
    """Any paper, with the room for names that it has."""
    slots = draw(st.integers(0, MOST_SEATS))
    written = draw(st.sets(st.integers(0, 1295), max_size=slots))
    marks = draw(st.lists(st.none() | st.sampled_from(Choice), min_size=1, max_size=MOST_NOMINEES))
    return Paper(tuple(marks), tuple(sorted(written))), slots


@given(papers())
def test_a_paper_has_one_length_whatever_it_says_and_is_read_back(given_: tuple[Paper, int]) -> None:
    paper, slots = given_
    text = paper.spell(slots)
    assert len(text) == len(Paper((None,) * len(paper.marks)).spell(slots)) <= MOST_NOMINEES + 2 * MOST_SEATS
    assert Paper.read(text, len(paper.marks), slots) == paper


@pytest.mark.parametrize(
    "text", ["", "+-", "+-0a", "+-x..", "+- ..", "+-0.a", "+-0a.", "++++++", "+-00a0a", "+-00b0a", "+-0..0a"]
)
def test_what_is_no_paper_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"paper|substring"):
        Paper.read(text, 3, 2)
