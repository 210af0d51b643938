from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.rules.branch_state import Away
from bot.rules.calendar import Month, Span
from bot.rules.duties import (
    BranchState,
    DecisionFact,
    DuesFact,
    Duty,
    MeetingFact,
    PersonFact,
    ReportFact,
    TeamFact,
    duties,
)
from bot.rules.language import Language
from bot.rules.rulebook import load
from bot.rules.words import DuesState, MeetingKind, Post, ReportState, Status, System

BOOK = load()
TODAY = date(2026, 10, 12)
TEAM = TeamFact(id=1, name="第一党小组")
LI = PersonFact(id=1, name="李明", status=Status.FULL, posts=frozenset({Post.SECRETARY}))
ZHOU = PersonFact(id=2, name="周洋", status=Status.FULL, posts=frozenset({Post.PUBLICITY}), team_id=1)
WANG = PersonFact(id=3, name="王芳", status=Status.FULL, posts=frozenset({Post.TEAM_LEADER}), team_id=1)
SUN = PersonFact(
    id=4, name="孙丽", status=Status.PROBATIONARY, team_id=1, since=date(2026, 5, 20), joined=date(2026, 5, 20)
)
WU = PersonFact(id=5, name="吴磊", status=Status.ACTIVIST, team_id=1)
OCTOBER = Month(2026, 10)

WRITTEN = Span(date(2026, 8, 20), date(2026, 11, 19))  # the quarter of SUN's probation
PRESENT = f"report:4:{WRITTEN}"

BRANCH = BranchState(
    people=(LI, ZHOU, WANG, SUN, WU),
    teams=(TEAM,),
    meetings=(),
    reports=(),
    dues=(),
    started=date(2026, 1, 1),
    branch_id=9,
)


def of(system: System, state: BranchState = BRANCH, today: date = TODAY) -> dict[str, Duty]:
    return {duty.key: duty for duty in duties(BOOK, state, today) if duty.system is system}


def meeting(kind: MeetingKind, day: date, **changes: object) -> MeetingFact:
    return replace(MeetingFact(id=1, kind=kind, day=day, begun=True), **changes)  # type: ignore[arg-type]


def test_keys_are_stable_and_say_what_they_are_about() -> None:
    keys = {duty.key for duty in duties(BOOK, BRANCH, TODAY)}
    assert {"team_meeting:1:2026-10", "lecture:9:2026-Q4", PRESENT, "dues:3:2026-10"} <= keys


def test_each_duty_falls_to_the_one_who_answers_for_it() -> None:
    assert of(System.TEAM_MEETING)["team_meeting:1:2026-10"].owner_ids == (WANG.id,)
    assert of(System.LECTURE)["lecture:9:2026-Q4"].owner_ids == (ZHOU.id,)
    assert of(System.REPORT)[PRESENT].owner_ids == (SUN.id,)
    assert of(System.DUES)["dues:3:2026-10"].owner_ids == (WANG.id,)


def test_the_duty_of_a_vacant_post_falls_to_the_secretary() -> None:
    vacant = replace(BRANCH, people=(LI, replace(ZHOU, posts=frozenset()), replace(WANG, posts=frozenset())))
    assert of(System.LECTURE, vacant)["lecture:9:2026-Q4"].owner_ids == (LI.id,)
    assert of(System.TEAM_MEETING, vacant)["team_meeting:1:2026-10"].owner_ids == (LI.id,)


def test_a_branch_without_officers_has_duties_that_remind_nobody() -> None:
    empty = replace(BRANCH, people=(replace(ZHOU, posts=frozenset()),))
    assert of(System.LECTURE, empty)["lecture:9:2026-Q4"].owner_ids == ()


def test_due_days_are_the_last_of_the_period_and_the_twentieth_for_dues() -> None:
    assert of(System.TEAM_MEETING)["team_meeting:1:2026-10"].due == date(2026, 10, 31)
    assert of(System.LECTURE)["lecture:9:2026-Q4"].due == date(2026, 12, 31)
    assert of(System.REPORT)[PRESENT].due == date(2026, 11, 19)
    assert of(System.DUES)["dues:3:2026-10"].due == date(2026, 10, 20)


@pytest.mark.parametrize(
    ("fact", "done"),
    [
        (meeting(MeetingKind.TEAM_MEETING, date(2026, 10, 8), team_id=1), True),
        (meeting(MeetingKind.TEAM_MEETING, date(2026, 10, 8), team_id=1, cancelled=True), False),
        (meeting(MeetingKind.TEAM_MEETING, date(2026, 10, 20), team_id=1, begun=False), False),
        (meeting(MeetingKind.TEAM_MEETING, date(2026, 9, 30), team_id=1), False),
        (meeting(MeetingKind.TEAM_MEETING, date(2026, 10, 8), team_id=2), False),
        (meeting(MeetingKind.STUDY, date(2026, 10, 8), team_id=1), False),
    ],
)
def test_a_team_meeting_is_done_when_one_was_held_in_the_month(fact: MeetingFact, done: bool) -> None:
    duty = of(System.TEAM_MEETING, replace(BRANCH, meetings=(fact,)))["team_meeting:1:2026-10"]
    assert duty.done is done
    assert (duty.evidence and duty.evidence.say(Language.ZH)) == ("2026-10-08 召开" if done else None)


def test_a_lecture_is_the_branchs_and_counts_for_its_quarter() -> None:
    branch = replace(BRANCH, meetings=(meeting(MeetingKind.LECTURE, date(2026, 10, 9)),))
    team = replace(BRANCH, meetings=(meeting(MeetingKind.LECTURE, date(2026, 10, 9), team_id=1),))
    assert of(System.LECTURE, branch)["lecture:9:2026-Q4"].done
    assert not of(System.LECTURE, branch)["lecture:9:2026-Q3"].done
    assert not of(System.LECTURE, team)["lecture:9:2026-Q4"].done


def test_a_team_without_members_owes_no_meeting() -> None:
    assert of(System.TEAM_MEETING, replace(BRANCH, people=(LI, WU))) == {}


@pytest.mark.parametrize(
    ("written", "done"),
    [
        ((), False),
        ((ReportState.DRAFT,), False),
        ((ReportState.RETURNED,), False),
        ((ReportState.SUBMITTED,), True),
        ((ReportState.READ,), True),
        ((ReportState.SUBMITTED, ReportState.DRAFT), True),
        ((ReportState.RETURNED, ReportState.SUBMITTED), True),
    ],
)
def test_a_report_is_done_when_it_is_handed_in(written: tuple[ReportState, ...], done: bool) -> None:
    facts = tuple(ReportFact(person_id=SUN.id, period=WRITTEN, state=state) for state in written)
    assert of(System.REPORT, replace(BRANCH, reports=facts))[PRESENT].done is done


def test_only_probationary_members_owe_a_quarterly_report_and_whoever_is_away() -> None:
    assert {duty.subject for duty in of(System.REPORT).values()} == {"孙丽"}
    away = replace(ZHOU, away=(Away(date(2026, 9, 1)),))
    duty = of(System.REPORT, replace(BRANCH, people=(away,)))["report:2:2026-09-01..2026-11-30"]
    assert (duty.due, duty.owner_ids, duty.done) == (date(2026, 11, 30), (ZHOU.id,), False)


@pytest.mark.parametrize(
    ("state", "deferred", "done", "owners", "evidence"),
    [
        (DuesState.DUE, False, False, (WANG.id,), "未交"),
        (DuesState.PAID, False, False, (), "已报已交"),
        (DuesState.DISPUTED, False, False, (WANG.id,), "有异议"),
        (DuesState.RECEIVED, False, True, (WANG.id,), "收讫"),
        (DuesState.DUE, True, True, (WANG.id,), "缓交"),
        (DuesState.EXEMPT, False, True, (WANG.id,), "免交"),
        (DuesState.PAID, True, False, (), "已报已交"),
    ],
)
def test_dues_are_done_when_received_and_remind_nobody_once_reported_paid(
    state: DuesState, deferred: bool, done: bool, owners: tuple[int, ...], evidence: str
) -> None:
    fact = DuesFact(person_id=WANG.id, month=OCTOBER, state=state, deferred=deferred)
    duty = of(System.DUES, replace(BRANCH, dues=(fact,)))["dues:3:2026-10"]
    assert (duty.done, duty.owner_ids) == (done, owners)
    assert duty.evidence is not None
    assert duty.evidence.say(Language.ZH) == evidence


def test_every_member_owes_dues_and_nobody_else() -> None:
    assert {duty.subject for duty in of(System.DUES).values()} == {"李明", "周洋", "王芳", "孙丽"}


def test_dues_look_back_six_months_and_the_others_one_period() -> None:
    assert [key for key in of(System.DUES) if key.startswith("dues:3:")] == [
        f"dues:3:2026-{month:02d}" for month in range(4, 11)
    ]
    assert list(of(System.TEAM_MEETING)) == ["team_meeting:1:2026-09", "team_meeting:1:2026-10"]
    assert list(of(System.REPORT)) == ["report:4:2026-05-20..2026-08-19", PRESENT]


def test_nobody_owes_for_what_was_due_before_the_branch_began() -> None:
    began = replace(BRANCH, started=date(2026, 10, 21))
    assert of(System.DUES, began, date(2026, 10, 25)) == {}
    assert list(of(System.TEAM_MEETING, began, date(2026, 10, 25))) == ["team_meeting:1:2026-10"]
    same_day = replace(BRANCH, started=date(2026, 10, 20))
    assert "dues:3:2026-10" in of(System.DUES, same_day, date(2026, 10, 25))


def test_a_probationary_member_owes_from_the_month_and_the_quarter_of_joining() -> None:
    june = date(2026, 6, 15)
    assert [key for key in of(System.DUES, BRANCH, june) if key.startswith("dues:4:")] == [
        "dues:4:2026-05",
        "dues:4:2026-06",
    ]
    assert list(of(System.REPORT, BRANCH, june)) == ["report:4:2026-05-20..2026-08-19"]


def test_whoever_left_with_months_unpaid_and_came_back_owes_them_and_not_those_away() -> None:
    fact = DuesFact(person_id=SUN.id, month=Month(2026, 5), state=DuesState.DUE, before_leaving=True)
    left = (fact, replace(fact, month=Month(2026, 6)))
    back = replace(BRANCH, people=(replace(SUN, since=date(2026, 9, 21)),), dues=left)
    found = of(System.DUES, back)
    assert list(found) == [f"dues:4:2026-{month:02d}" for month in (5, 6, 9, 10)]
    assert found["dues:4:2026-05"].due == date(2026, 5, 20)  # as it was
    assert found["dues:4:2026-09"].due == date(2026, 9, 30)  # that of the return


def test_whoever_joins_after_the_due_day_has_until_the_months_end() -> None:
    joined = replace(BRANCH, people=(replace(SUN, since=date(2026, 10, 21)),))
    assert of(System.DUES, joined, date(2026, 10, 22))["dues:4:2026-10"].due == date(2026, 10, 31)
    on_the_day = replace(BRANCH, people=(replace(SUN, since=date(2026, 10, 20)),))
    assert of(System.DUES, on_the_day)["dues:4:2026-10"].due == date(2026, 10, 20)


@pytest.mark.parametrize(("today", "late"), [(date(2026, 10, 20), False), (date(2026, 10, 21), True)])
def test_a_duty_is_late_from_the_day_after_its_due_day(today: date, late: bool) -> None:
    assert of(System.DUES, BRANCH, today)["dues:3:2026-10"].late is late


def test_what_is_done_is_never_late() -> None:
    fact = DuesFact(person_id=WANG.id, month=Month(2026, 5), state=DuesState.RECEIVED)
    assert not of(System.DUES, replace(BRANCH, dues=(fact,)))["dues:3:2026-05"].late


def test_duties_come_by_due_day_and_cite_their_clause() -> None:
    found = duties(BOOK, BRANCH, TODAY)
    assert [duty.due for duty in found] == sorted(duty.due for duty in found)
    assert {duty.clause for duty in found} == {
        BOOK.entries[name].clause
        for name in (
            "assembly", "committee", "team_meeting", "organization_life", "democratic_life", "lecture", "study",
            "report", "dues", "arrears", "talk", "contact", "team_report", "thought", "briefing", "probation_review",
        )
    }  # fmt: skip


@pytest.mark.parametrize(
    ("held", "done"),
    [
        ((), (False, False)),
        ((date(2026, 8, 3),), (True, False)),
        ((date(2026, 11, 3),), (False, False)),  # the fourth quarter asks for two by then
        ((date(2026, 8, 3), date(2026, 10, 8)), (True, True)),
        ((date(2026, 7, 3), date(2026, 7, 4)), (True, True)),  # what is ahead of its time counts
        ((date(2025, 12, 30), date(2025, 12, 31)), (False, False)),  # but not into the next year
    ],
)
def test_four_committee_meetings_a_year_are_one_a_quarter_since_the_beginning(
    held: tuple[date, ...], done: tuple[bool, bool]
) -> None:
    began = replace(
        BRANCH, started=date(2026, 7, 1), meetings=tuple(meeting(MeetingKind.COMMITTEE, day) for day in held)
    )
    found = of(System.COMMITTEE, began, date(2026, 12, 1))
    assert list(found) == ["committee:9:2026-Q3", "committee:9:2026-Q4"]
    assert tuple(duty.done for duty in found.values()) == done


def test_what_is_due_once_a_year_has_the_year_as_its_period() -> None:
    found = of(System.ORGANIZATION_LIFE)
    assert [(duty.key, duty.due) for duty in found.values()] == [("organization_life:9:2026", date(2026, 12, 31))]
    assert found["organization_life:9:2026"].owner_ids == (LI.id,)  # no organization member: the secretary
    held = replace(BRANCH, meetings=(meeting(MeetingKind.ORGANIZATION_LIFE, date(2026, 3, 3)),))
    assert of(System.ORGANIZATION_LIFE, held)["organization_life:9:2026"].done


@given(st.dates(date(2025, 1, 1), date(2028, 12, 31)), st.dates(date(2025, 1, 1), date(2028, 12, 31)))
def test_on_any_day_keys_are_unique_and_nothing_is_owed_from_before_the_start(today: date, started: date) -> None:
    found = duties(BOOK, replace(BRANCH, started=started), today)
    assert len({duty.key for duty in found}) == len(found)
    assert all(duty.due >= started for duty in found)
    assert all(duty.late == (duty.due < today) for duty in found)


def test_a_decision_is_its_owners_until_it_is_done() -> None:
    fact = DecisionFact(id=7, title="整理资料", owner_id=ZHOU.id, due=date(2026, 10, 30), team_id=1)
    duty = of(System.DECISION, replace(BRANCH, decisions=(fact,)))["decision:7:2026-10"]
    assert (duty.owner_ids, duty.due, duty.done, duty.team_id) == ((ZHOU.id,), date(2026, 10, 30), False, 1)
    assert duty.clause.zh == "党支部工作制度 三（一）"
    done = replace(fact, outcome="已整理。")
    duty = of(System.DECISION, replace(BRANCH, decisions=(done,)))["decision:7:2026-10"]
    assert duty.done
    assert duty.evidence
    assert duty.evidence.say(Language.EN) == "已整理。"


def test_a_decision_stays_while_it_is_open_and_goes_with_its_month_once_done() -> None:
    open_ = DecisionFact(id=7, title="整理资料", owner_id=ZHOU.id, due=date(2026, 8, 30))
    found = of(System.DECISION, replace(BRANCH, decisions=(open_, replace(open_, id=8, outcome="好。"))))
    assert [(duty.key, duty.late) for duty in found.values()] == [("decision:7:2026-08", True)]
