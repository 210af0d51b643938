"""Paper, hands and buttons are added up; figures that cannot be right are found, and too much paper is told."""

import pytest

from bot.rules.counts import Fault, Part, fault, total
from bot.rules.quorum import VerdictReason, verdict
from bot.rules.rulebook import load
from bot.rules.words import BallotKind, Source

BOOK = load()


def part(source: Source, issued: int, returned: int, invalid: int, for_: int, against: int = 0) -> Part:
    return Part(
        source=source, issued=issued, returned=returned, invalid=invalid, for_=for_, against=against, abstain=0
    )  # fmt: skip


@pytest.mark.parametrize(
    ("given", "left", "found"),
    [
        (part(Source.PAPER, 3, 3, 0, 3), 3, None),
        (part(Source.PAPER, 3, 2, 1, 1), 3, None),
        (part(Source.PAPER, 0, 0, 0, 0), 0, None),
        (part(Source.PAPER, 3, 4, 0, 4), 3, None),  # no slip of the pen: it voids the ballot
        (part(Source.PAPER, 4, 4, 0, 4), 3, Fault.TOO_MANY_ISSUED),
        (part(Source.HANDS, 4, 4, 0, 4), 3, Fault.TOO_MANY_HANDS),
        (part(Source.PAPER, 3, 1, 2, 0), 3, Fault.TOO_MANY_INVALID),
        (part(Source.PAPER, 3, 3, 0, 2), 3, Fault.NO_SUM),
        (part(Source.PAPER, 3, 3, 1, 3), 3, Fault.NO_SUM),
    ],
)
def test_figures_that_cannot_be_right_are_found(given: Part, left: int, found: Fault | None) -> None:
    assert fault(given, left) is found


@pytest.mark.parametrize(
    ("paper_for", "returned", "passed", "reason"),
    [
        (1, 1, False, VerdictReason.NO_MAJORITY),  # 7 with the bot and 1 on paper are 8 of 16
        (2, 2, True, VerdictReason.MAJORITY),  # 9 of 16
        (2, 3, False, VerdictReason.VOID),  # 3 sheets out of 2: void, though 10 ballots of 16 came back in all
    ],
)
def test_the_sum_decides_and_paper_beyond_what_was_issued_is_not_hidden_in_it(
    paper_for: int, returned: int, passed: bool, reason: VerdictReason
) -> None:
    """支部工作条例 11: more than half of the expected; 基层组织选举工作条例: no more returned than issued."""
    bot = part(Source.BOT, 14, 7, 0, 7)
    paper = part(Source.PAPER, 2, returned, returned - paper_for, paper_for)
    counts = total([bot, paper], expected=16, present=16)
    assert (counts.issued, counts.returned, counts.for_) == (16, 7 + returned, 7 + paper_for)
    found = verdict(BallotKind.MOTION, counts, BOOK)
    assert (found.passed, found.reason) == (passed, reason)
    assert found.clause == (BOOK.counting if reason is VerdictReason.VOID else BOOK.motion).clause
