"""The table of registers, and what is owed to them."""

import re
from dataclasses import replace
from datetime import date
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.rules.branch_state import BranchState, EntryFact, PersonFact, TeamFact
from bot.rules.calendar import months_after
from bot.rules.duties import Duty, duties
from bot.rules.language import Language
from bot.rules.permissions import Permission, Scope, grants
from bot.rules.registers import KINDS, REGISTERS, reviews
from bot.rules.rulebook import load
from bot.rules.words import Post, Register, Status, System

BOOK = load()
CODE = Path(__file__).parents[2] / "bot"
TODAY = date(2026, 10, 12)
LI = PersonFact(id=1, name="李明", status=Status.FULL, posts=frozenset({Post.SECRETARY}), team_id=1)
WANG = PersonFact(id=2, name="王芳", status=Status.FULL, posts=frozenset({Post.TEAM_LEADER}), team_id=1)
ZHOU = PersonFact(id=3, name="周洋", status=Status.FULL, team_id=1)
ZHAO = PersonFact(id=4, name="赵强", status=Status.FULL, posts=frozenset({Post.ORGANIZATION}))
SUN = PersonFact(
    id=5, name="孙丽", status=Status.PROBATIONARY, team_id=1, since=date(2026, 5, 20), joined=date(2026, 5, 20)
)
WU = PersonFact(id=6, name="吴磊", status=Status.ACTIVIST, team_id=1)
BRANCH = BranchState(
    people=(LI, WANG, ZHOU, ZHAO, SUN, WU),
    teams=(TeamFact(id=1, name="第一党小组"), TeamFact(id=2, name="空的党小组")),
    meetings=(),
    reports=(),
    dues=(),
    started=date(2025, 1, 1),
    branch_id=9,
)


def of(register: Register, state: BranchState = BRANCH, today: date = TODAY) -> dict[str, Duty]:
    return {duty.key: duty for duty in duties(BOOK, state, today) if duty.system.value == register.value}


def entry(register: Register, day: date, *people: int, team: int | None = None) -> BranchState:
    return replace(BRANCH, entries=(EntryFact(register=register, day=day, person_ids=people, team_id=team),))


@pytest.mark.parametrize("register", Register)
def test_every_register_has_its_row_its_system_and_its_entry_of_the_rulebook(register: Register) -> None:
    kind = REGISTERS[register]
    assert System.of(register.value).spelled == register.spelled
    assert KINDS[System.of(register.value)] is kind
    assert register.value in BOOK.entries
    assert {*kind.optional} <= {kind.topic, kind.detail, kind.note}
    assert len(set(kind.asks)) == len(kind.asks)


@pytest.mark.parametrize("register", [each for each in Register if each is not Register.PROBATION_REVIEW])
def test_a_register_is_four_lines_of_code(register: Register) -> None:
    """The recipe of ARCHITECTURE.md; reviews have a clock and introducers of their own, and arrears ask for a talk."""
    mention = re.compile(rf"\b{register.name}\b|^    {register.value}: ")
    sources = [path for path in CODE.rglob("*.py") if path.parent.name != "sample" and path.name != "arrears.py"]
    lines = [line for path in sources for line in path.read_text(encoding="utf-8").splitlines() if mention.search(line)]
    assert len(lines) == 4, lines


@pytest.mark.parametrize(
    ("register", "key", "owners", "due"),
    [
        (Register.TALK, "talk:3:2026", (WANG.id,), date(2026, 12, 31)),
        (Register.TALK, "talk:1:2026", (WANG.id,), date(2026, 12, 31)),  # the leader's with the secretary
        (Register.TALK, "talk:2:2026", (LI.id,), date(2026, 12, 31)),  # the leader's own
        (Register.TALK, "talk:4:2026", (LI.id,), date(2026, 12, 31)),  # of no team
        (Register.CONTACT, "contact:1:2026-Q4", (WANG.id,), date(2026, 12, 31)),
        (Register.TEAM_REPORT, "team_report:1:2026-Q4", (WANG.id,), date(2026, 12, 31)),
        (Register.THOUGHT, "thought:1:2026-Q4", (WANG.id,), date(2026, 12, 31)),
        (Register.BRIEFING, "briefing:9:2026", (LI.id,), date(2026, 12, 31)),
        (Register.PROBATION_REVIEW, "probation_review:5:2026-08-20..2026-11-19", (ZHAO.id,), date(2026, 11, 19)),
    ],
)
def test_each_entry_is_owed_by_whoever_answers_for_it(
    register: Register, key: str, owners: tuple[int, ...], due: date
) -> None:
    duty = of(register)[key]
    assert (duty.owner_ids, duty.due, duty.done) == (owners, due, False)


@pytest.mark.parametrize(
    ("register", "vacant", "key", "owners"),
    [
        (Register.TALK, Post.TEAM_LEADER, "talk:3:2026", (LI.id,)),
        (Register.CONTACT, Post.TEAM_LEADER, "contact:1:2026-Q4", (LI.id,)),
        (Register.PROBATION_REVIEW, Post.ORGANIZATION, "probation_review:5:2026-08-20..2026-11-19", (LI.id,)),
        (Register.BRIEFING, Post.SECRETARY, "briefing:9:2026", ()),
    ],
)
def test_what_a_vacant_post_owes_falls_to_the_secretary(
    register: Register, vacant: Post, key: str, owners: tuple[int, ...]
) -> None:
    people = tuple(replace(person, posts=person.posts - {vacant}) for person in BRANCH.people)
    assert of(register, replace(BRANCH, people=people))[key].owner_ids == owners


def test_only_members_teams_with_members_and_probationary_members_are_owed_about() -> None:
    assert {duty.subject for duty in of(Register.TALK).values()} == {"李明", "王芳", "周洋", "赵强", "孙丽"}
    assert {duty.subject for duty in of(Register.CONTACT).values()} == {"第一党小组"}
    assert {duty.subject for duty in of(Register.PROBATION_REVIEW).values()} == {"孙丽"}


def test_introducers_owe_the_reviews_as_long_as_they_are_in_the_branch() -> None:
    named = replace(BRANCH, people=(*BRANCH.people[:4], replace(SUN, introducer_ids=(2, 3, 99)), WU))
    assert of(Register.PROBATION_REVIEW, named)["probation_review:5:2026-08-20..2026-11-19"].owner_ids == (2, 3)


@pytest.mark.parametrize(
    ("state", "key", "done"),
    [
        (entry(Register.TALK, date(2026, 1, 1), 3, 2), "talk:3:2026", True),
        (entry(Register.TALK, date(2026, 1, 1), 3, 2), "talk:2:2026", True),  # whoever held it had one too
        (entry(Register.TALK, date(2026, 1, 1), 3, 2), "talk:1:2026", False),
        (entry(Register.TALK, date(2025, 12, 31), 3, 2), "talk:3:2026", False),
        (entry(Register.TALK, date(2025, 12, 31), 3, 2), "talk:3:2025", True),
        (entry(Register.CONTACT, date(2026, 10, 1), team=1), "contact:1:2026-Q4", True),
        (entry(Register.CONTACT, date(2026, 9, 30), team=1), "contact:1:2026-Q4", False),
        (entry(Register.CONTACT, date(2026, 10, 1), team=2), "contact:1:2026-Q4", False),
        (entry(Register.THOUGHT, date(2026, 10, 1), team=1), "team_report:1:2026-Q4", False),
        (entry(Register.BRIEFING, date(2026, 3, 3)), "briefing:9:2026", True),
        (
            entry(Register.PROBATION_REVIEW, date(2026, 8, 20), 5),
            "probation_review:5:2026-08-20..2026-11-19",
            True,
        ),
        (
            entry(Register.PROBATION_REVIEW, date(2026, 8, 19), 5),
            "probation_review:5:2026-08-20..2026-11-19",
            False,
        ),
    ],
)
def test_an_entry_counts_for_its_day_and_whom_it_is_about(state: BranchState, key: str, done: bool) -> None:
    duty = of(Register.of(key.partition(":")[0]), state)[key]
    assert duty.done is done
    day = state.entries[0].day
    assert (duty.evidence and duty.evidence.say(Language.ZH)) == (f"{day} 登记" if done else None)


@pytest.mark.parametrize(
    ("decided", "today", "spans"),
    [
        (date(2026, 1, 10), date(2026, 1, 10), ["2026-01-10..2026-04-09"]),
        (date(2026, 1, 10), date(2026, 4, 9), ["2026-01-10..2026-04-09"]),
        (date(2026, 1, 10), date(2026, 4, 10), ["2026-01-10..2026-04-09", "2026-04-10..2026-07-09"]),
        (date(2026, 1, 10), date(2027, 1, 9), ["2026-07-10..2026-10-09", "2026-10-10..2027-01-09"]),
        # Still probationary after a year: an extension, reviewed every two months.
        (date(2026, 1, 10), date(2027, 1, 10), ["2026-10-10..2027-01-09", "2027-01-10..2027-03-09"]),
        (date(2026, 1, 10), date(2027, 3, 10), ["2027-01-10..2027-03-09", "2027-03-10..2027-05-09"]),
        # A month that is shorter lends its last day, and the months after it do not follow.
        (date(2025, 11, 30), date(2026, 3, 1), ["2025-11-30..2026-02-27", "2026-02-28..2026-05-29"]),
        (date(2026, 1, 10), date(2025, 12, 1), []),
    ],
)
def test_reviews_are_counted_from_the_decision(decided: date, today: date, spans: list[str]) -> None:
    assert [str(span) for span in reviews(BOOK, decided, today)] == spans


@given(st.dates(date(2020, 1, 1), date(2027, 1, 1)), st.integers(0, 1000))
def test_the_last_review_is_the_present_one_and_none_leaves_a_day_out(decided: date, later: int) -> None:
    today = date.fromordinal(decided.toordinal() + later)
    spans = reviews(BOOK, decided, today)
    assert spans[-1].first_day() <= today <= spans[-1].last_day()
    for one, next_ in pairwise(spans):
        assert (next_.first_day() - one.last_day()).days == 1


def test_whoever_has_no_day_of_decision_is_reviewed_from_the_branchs_first_day_on() -> None:
    unknown = replace(
        BRANCH, people=(replace(SUN, joined=None, since=None),), started=date(2026, 9, 1)
    )  # fmt: skip
    assert list(of(Register.PROBATION_REVIEW, unknown)) == ["probation_review:5:2026-09-01..2026-11-30"]


def test_nothing_is_owed_for_what_was_over_before_the_person_came() -> None:
    moved = replace(BRANCH, people=(replace(SUN, since=date(2026, 9, 1)),))
    assert list(of(Register.PROBATION_REVIEW, moved)) == ["probation_review:5:2026-08-20..2026-11-19"]
    assert list(of(Register.TALK, moved)) == ["talk:5:2026"]


def test_another_cadence_of_the_rulebook_is_another_period() -> None:
    twice = replace(BOOK, talk=replace(BOOK.talk, times=4), probation=replace(BOOK.probation, review_every=1))
    keys = {duty.key for duty in duties(twice, BRANCH, TODAY)}
    assert {"talk:3:2026-Q4", "probation_review:5:2026-09-20..2026-10-19"} <= keys


def test_reviews_are_a_permission_of_their_own_and_the_others_go_with_the_board() -> None:
    assert {kind.permission for kind in REGISTERS.values()} == {Permission.BOARD, Permission.REVIEWS}
    leader = grants(Status.FULL, frozenset({Post.TEAM_LEADER}))
    assert leader.scope(Permission.REVIEWS) is Scope.TEAM


@pytest.mark.parametrize(
    ("day", "months", "after"),
    [
        (date(2026, 1, 31), 1, date(2026, 2, 28)),
        (date(2028, 1, 31), 1, date(2028, 2, 29)),
        (date(2026, 11, 15), 3, date(2027, 2, 15)),
    ],
)
def test_months_after_a_day(day: date, months: int, after: date) -> None:
    assert months_after(day, months) == after
