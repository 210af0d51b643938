"""The clock of unpaid dues: which months count, how many in a row, and who has to do what then (三（十五）4)."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.rules.arrears import behind_in
from bot.rules.branch_state import ArrearsFact, BranchState, DuesFact, EntryFact, PersonFact
from bot.rules.calendar import Month
from bot.rules.duties import Duty, duties
from bot.rules.language import Language
from bot.rules.rulebook import load
from bot.rules.words import ArrearsStep, DuesState, Post, Register, Status, System

BOOK = load()
ZHENG = PersonFact(id=1, name="郑书记", status=Status.FULL, posts=frozenset({Post.SECRETARY}))
SUN = PersonFact(id=2, name="孙组织", status=Status.FULL, posts=frozenset({Post.ORGANIZATION}))
XU = PersonFact(id=3, name="许欠费", status=Status.FULL)
STARTED = date(2026, 1, 5)


END = Month(2027, 12)


def paid(*people: PersonFact, until: Month = END) -> list[DuesFact]:
    """Everything these people owed has been received."""
    months = [Month(2026, 1).plus(number) for number in range(24)]
    return [
        DuesFact(person_id=person.id, month=month, state=DuesState.RECEIVED)
        for person in people
        for month in months
        if month <= until
    ]


def branch(facts: Sequence[DuesFact], **more: object) -> BranchState:
    state = BranchState(
        people=(ZHENG, SUN, XU), teams=(), meetings=(), reports=(), started=STARTED, branch_id=9,
        dues=(*paid(ZHENG, SUN), *facts),
    )  # fmt: skip
    return replace(state, **more)  # type: ignore[arg-type]


def of(state: BranchState, today: date, system: System = System.ARREARS) -> list[Duty]:
    found = [duty for duty in duties(BOOK, state, today) if duty.system is system and duty.subject == XU.name]
    return [duty for duty in found if system is not System.TALK or duty.title == BOOK.arrears.title]


def xu(state: DuesState, *months: Month, deferred: bool = False) -> list[DuesFact]:
    return [DuesFact(person_id=XU.id, month=month, state=state, deferred=deferred) for month in months]


SIX = [Month(2026, 9).plus(number) for number in range(6)]  # September to February, across the end of the year


def _so_far(months: int) -> tuple[BranchState, date]:
    """Paid until August 2026, then nothing; the day on which so many months are over."""
    return branch(paid(XU, until=Month(2026, 8))), Month(2026, 8).plus(months + 1).day(2)


def test_what_was_left_unpaid_counts_and_the_months_away_do_not() -> None:
    left = [replace(fact, before_leaving=True) for fact in xu(DuesState.DUE, *SIX[:3])]  # September to November
    back = replace(XU, since=date(2027, 2, 10))
    state = replace(branch(left), people=(ZHENG, SUN, back))
    found = behind_in(BOOK, state, back, date(2027, 3, 2))
    assert found is not None
    assert (found.months, found.last) == (3, Month(2026, 11))  # of December and January nothing is owed


@pytest.mark.parametrize("months", range(8))
def test_a_month_counts_once_it_is_over_and_the_count_runs_across_the_year(months: int) -> None:
    state, today = _so_far(months)
    found = behind_in(BOOK, state, XU, today)
    assert (found.months if found else 0) == months
    if found is not None:
        assert found.last == Month(2026, 8).plus(months)
    # On the last day of the month the month itself does not count yet.
    before = behind_in(BOOK, state, XU, date.fromordinal(Month(2026, 9).plus(months).first_day().toordinal() - 1))
    assert (before.months if before else 0) == max(0, months - 1)


@pytest.mark.parametrize(
    ("months", "owners"),
    [(1, (2,)), (2, (2,)), (3, (2, 1)), (4, (2, 1)), (5, (2, 1)), (6, (1,)), (7, (1,))],
)
def test_the_collector_knows_first_then_the_secretary_too(months: int, owners: tuple[int, ...]) -> None:
    state, today = _so_far(months)
    (duty,) = of(state, today)
    assert (duty.owner_ids, duty.done) == (owners, False)
    assert duty.due == Month.of(today).day(BOOK.arrears.due_day)
    assert duty.clause.zh == "党支部工作制度 三（十五）4"
    assert duty.evidence is not None
    assert duty.evidence.say(Language.ZH).startswith(f"连续 {months} 个月未交")


def test_nobody_is_told_about_whoever_is_not_behind() -> None:
    state, today = _so_far(0)
    assert of(state, today) == []


@pytest.mark.parametrize(("months", "talks"), [(4, 0), (5, 1), (6, 1), (8, 1)])
def test_after_five_months_a_talk_is_due_in_the_month_after(months: int, talks: int) -> None:
    state, today = _so_far(months)
    found = of(state, today, System.TALK)
    assert len(found) == talks
    if found:
        assert (found[0].period, found[0].owner_ids, found[0].done) == (Month(2027, 2), (ZHENG.id,), False)


def test_a_talk_from_then_on_is_the_evidence_and_an_earlier_one_is_none() -> None:
    state, today = _so_far(6)
    for day, done in ((date(2027, 1, 31), False), (date(2027, 2, 1), True), (date(2027, 3, 1), True)):
        entry = EntryFact(register=Register.TALK, day=day, person_ids=(XU.id, ZHENG.id))
        assert of(replace(state, entries=(entry,)), today, System.TALK)[0].done is done


def test_speaking_with_somebody_does_for_a_month_and_for_the_last_step_not_at_all() -> None:
    state, today = _so_far(3)
    spoken = ArrearsFact(person_id=XU.id, month=Month.of(today), step=ArrearsStep.SPOKEN)
    assert of(replace(state, arrears=(spoken,)), today)[0].done
    earlier = replace(spoken, month=Month.of(today).previous())
    assert not of(replace(state, arrears=(earlier,)), today)[0].done
    state, today = _so_far(6)
    spoken = replace(spoken, month=Month.of(today))
    assert not of(replace(state, arrears=(spoken,)), today)[0].done


def test_put_before_the_committee_once_is_enough_while_it_lasts() -> None:
    state, _ = _so_far(6)
    put = ArrearsFact(person_id=XU.id, month=Month(2027, 3), step=ArrearsStep.COMMITTEE)
    state = replace(state, arrears=(put,))
    assert of(state, date(2027, 3, 2))[0].done
    assert of(state, date(2027, 5, 2))[0].done
    again = branch([*paid(XU, until=Month(2027, 4))], arrears=(put,))
    assert not of(again, date(2027, 11, 2))[0].done  # paid up, and behind once more


def test_an_approved_reason_and_an_exemption_interrupt_and_a_report_of_payment_is_looked_at_first() -> None:
    for other in (
        xu(DuesState.DUE, SIX[2], deferred=True),
        xu(DuesState.EXEMPT, SIX[2]),
        xu(DuesState.PAID, SIX[2]),
        xu(DuesState.RECEIVED, SIX[2]),
    ):
        state = branch([*paid(XU, until=Month(2026, 8)), *other])
        found = behind_in(BOOK, state, XU, date(2027, 3, 2))
        assert found is not None
        assert (found.months, found.last) == (3, SIX[-1])
    disputed = branch([*paid(XU, until=Month(2026, 8)), *xu(DuesState.DISPUTED, SIX[2])])
    assert behind_in(BOOK, disputed, XU, date(2027, 3, 2)) == behind_in(BOOK, _so_far(6)[0], XU, date(2027, 3, 2))


def test_whoever_pays_the_newest_month_alone_is_still_behind_with_those_before() -> None:
    state = branch([*paid(XU, until=Month(2026, 8)), *xu(DuesState.RECEIVED, SIX[-1])])
    found = behind_in(BOOK, state, XU, date(2027, 3, 2))
    assert found is not None
    assert (found.months, found.last) == (5, SIX[-2])


def test_months_that_fell_due_before_the_branch_began_or_the_member_came_do_not_count() -> None:
    state = branch([], started=date(2026, 11, 21))
    found = behind_in(BOOK, state, XU, date(2027, 3, 2))
    assert found is not None
    assert found.months == 3  # December to February
    new = replace(XU, since=date(2027, 1, 15))
    found = behind_in(BOOK, branch([]), new, date(2027, 3, 2))
    assert found is not None
    assert found.months == 2


def test_nobody_answers_for_their_own_arrears() -> None:
    state = branch([], people=(ZHENG, SUN), dues=tuple(paid(ZHENG)))
    duty = next(each for each in duties(BOOK, state, date(2026, 3, 2)) if each.system is System.ARREARS)
    assert (duty.subject, duty.owner_ids) == (SUN.name, (ZHENG.id,))


@given(st.sets(st.integers(0, 20)), st.integers(0, 22))
def test_it_is_the_longest_run_of_unpaid_months_that_are_over(unpaid: set[int], now: int) -> None:
    first = Month(2026, 1)
    state = branch(
        [each for each in paid(XU) if (each.month.year - 2026) * 12 + each.month.month - 1 not in unpaid],
        started=date(2026, 1, 1),
    )
    runs = [0]
    for number in range(now):
        runs.append(runs[-1] + 1 if number in unpaid else 0)
    found = behind_in(BOOK, state, XU, first.plus(now).day(15))
    assert (found.months if found else 0) == max(runs)
