"""A waived duty is neither late nor open, and nobody is reminded of it; what is done all the same is done."""

from dataclasses import replace
from datetime import date, datetime
from zoneinfo import ZoneInfo

from bot.rules.branch_state import BranchState, DuesFact, PersonFact, WaiverFact
from bot.rules.calendar import NO_HOLIDAYS, Month
from bot.rules.duties import Duty, duties
from bot.rules.language import Language
from bot.rules.reminders import due_reminders
from bot.rules.rulebook import load
from bot.rules.words import DuesState, Status, System

BOOK, ZONE = load(), ZoneInfo("Asia/Shanghai")
WAIVER = WaiverFact(duty="dues:2:2026-10", by="郑书记", day=date(2026, 10, 12))
STATE = BranchState(
    people=(
        PersonFact(id=1, name="王芳", status=Status.FULL),
        PersonFact(id=2, name="李明", status=Status.FULL),
    ),
    teams=(), meetings=(), reports=(), dues=(), started=date(2026, 10, 1), waivers=(WAIVER,),
)  # fmt: skip


def dues(state: BranchState, day: date) -> dict[str, Duty]:
    return {duty.key: duty for duty in duties(BOOK, state, day) if duty.system is System.DUES}


def test_one_duty_of_one_person_for_one_period_is_waived() -> None:
    found = dues(STATE, date(2026, 11, 2))
    assert {key for key, duty in found.items() if not duty.open} == {"dues:2:2026-10"}
    mine = found["dues:2:2026-10"]
    assert (mine.done, mine.late) == (False, False)
    assert mine.waived is not None
    assert mine.waived.say(Language.ZH) == "郑书记 2026-10-12 免除"
    assert found["dues:1:2026-10"].late


def test_nobody_is_reminded_of_it() -> None:
    now = datetime(2026, 10, 20, 9, 0, tzinfo=ZONE)
    reminded = due_reminders(dues(STATE, now.date()).values(), set(), now, BOOK, NO_HOLIDAYS, ZONE)
    assert [reminder.person_id for reminder in reminded] == [1]


def test_what_is_done_all_the_same_is_done() -> None:
    paid = DuesFact(person_id=2, month=Month(2026, 10), state=DuesState.RECEIVED)
    mine = dues(replace(STATE, dues=(paid,)), date(2026, 10, 12))["dues:2:2026-10"]
    assert (mine.done, mine.waived) == (True, None)


def test_a_waiver_taken_back_is_no_fact() -> None:
    assert all(duty.open for duty in dues(replace(STATE, waivers=()), date(2026, 10, 12)).values())
