"""Two years of a branch of sixty, kept as a page: tests/rules/two_years.md. What changes there, people will notice.

After a change that is meant: ``python -m pytest tests/rules/test_two_years.py --update-snapshot``, and read what
differs.
"""

from collections import Counter
from pathlib import Path

import pytest

from bot.rules.calendar import Month
from bot.rules.words import DuesState, System
from tests.rules.two_years import BEHIND, COMES, DOWN, NEWCOMER, RECOVERS, Branch
from tests.rules.two_years_told import tell

PAGE = Path(__file__).with_name("two_years.md")


@pytest.fixture(scope="module")
def lived() -> tuple[Branch, str]:
    """The two years and the page they make; each tick was asked whether it kept what is promised (promises.py)."""
    branch = Branch()
    return branch, tell(branch)


def test_the_two_years_are_as_they_were(lived: tuple[Branch, str], pytestconfig: pytest.Config) -> None:
    _, page = lived
    if pytestconfig.getoption("update_snapshot"):
        PAGE.write_text(page, encoding="utf-8")
    assert page == PAGE.read_text(encoding="utf-8"), "see the head of this file"


def test_after_two_weeks_without_the_bot_each_gets_one_message(lived: tuple[Branch, str]) -> None:
    branch, _ = lived
    assert not [digest for digest in branch.office.digests if DOWN[0] <= digest.day <= DOWN[1]]
    first = min(digest.day for digest in branch.office.digests if digest.day > DOWN[1])
    told = Counter(digest.person_id for digest in branch.office.digests if digest.day == first)
    assert len(told) > 5
    assert set(told.values()) == {1}


def test_whoever_is_behind_is_reminded_weekly_of_each_month_in_one_message_until_all_is_paid(
    lived: tuple[Branch, str],
) -> None:
    branch, _ = lived
    mine = [digest for digest in branch.office.digests if digest.person_id == branch.ids[BEHIND]]
    late = [digest for digest in mine if sum(step.startswith("W") for _, step in digest.items) >= 1]
    assert {duty.period for digest in late for duty, _ in digest.items if duty.system is System.DUES} >= {
        Month(2026, number) for number in range(3, 8)
    }
    assert not [digest for digest in late if RECOVERS < digest.day < RECOVERS.replace(month=12)]
    facts = {fact.month: fact.state for fact in branch.office.state.dues if fact.person_id == branch.ids[BEHIND]}
    assert facts[Month(2026, 4)] is DuesState.RECEIVED


def test_nobody_is_reminded_of_what_was_before_the_own_time(lived: tuple[Branch, str]) -> None:
    branch, _ = lived
    mine = [digest for digest in branch.office.digests if digest.person_id == branch.ids[NEWCOMER]]
    assert mine
    assert min(duty.period.last_day() for digest in mine for duty, _ in digest.items) > COMES
