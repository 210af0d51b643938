"""What the branch owes itself: who, for which period, due when, done or not, by what, on which clause.

One pure function of (rulebook, state, today). The reminders, the to-do list and the board all read its
result, so none can say what another does not. A new system is one function and one line in ``SYSTEMS``.

Nobody owes for a period that was due before the branch began with the bot (``BranchState.started``) or that
ended before the person joined it. Of a branch with own values in the rulebook those of ``today`` count; for the day by
which a past month's dues were due, those of that month's end.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from datetime import date, timedelta
from itertools import zip_longest

from bot.rules.arrears import owed as arrears
from bot.rules.branch_state import (
    BranchState,
    DecisionFact,
    DuesFact,
    MeetingFact,
    PersonFact,
    ReportFact,
    TeamFact,
    WaiverFact,
)
from bot.rules.calendar import Month, Period, Span, Stage, months_after
from bot.rules.dues import owes
from bot.rules.duty import PERIODS, Duty, Waived, blank, decided, past_and_current, periods, stages
from bot.rules.language import Begun, Held, Phrase
from bot.rules.registers import owed as registers
from bot.rules.report_periods import counts
from bot.rules.report_periods import owed as report_periods
from bot.rules.rulebook import Cadence, Rulebook
from bot.rules.words import DuesState, MeetingKind, Post, ReportState, System

__all__ = [
    "SYSTEMS",
    "BranchState",
    "DecisionFact",
    "DuesFact",
    "Duty",
    "MeetingFact",
    "PersonFact",
    "ReportFact",
    "TeamFact",
    "WaiverFact",
    "duties",
]

# The order in which a report's states count when somebody wrote several for one period.
_PROGRESS = (ReportState.DRAFT, ReportState.RETURNED, ReportState.SUBMITTED, ReportState.READ)
DEFERRED = Phrase(zh="缓交", en="Deferred")
_HANDED_IN = (ReportState.SUBMITTED, ReportState.READ)


def duties(book: Rulebook, state: BranchState, today: date) -> list[Duty]:
    """Every duty of the current period and of the past ones that the rulebook looks back on, by due day.

    ``today`` is the branch's day, not the server's.
    """
    found = [duty for system in SYSTEMS for duty in system(book.on(today), state, today) if duty.due >= state.started]
    return _as_they_stand(found, state, today)


def of_year(book: Rulebook, state: BranchState, year: int, today: date) -> list[Duty]:
    """Every duty of the periods that end in this year and have begun by ``today``, as it stands then, by due day."""
    ends = [Month(year, number).last_day() for number in range(1, 13)]
    looked_at = [*(day for day in ends if day < today), *([today] if today.year <= year else [])]
    found = {
        duty.key: duty for day in looked_at for duty in duties(book, state, day) if duty.period.last_day().year == year
    }
    begun = (duty for duty in found.values() if duty.period.first_day() <= today)
    return _as_they_stand(begun, state, today)


def _as_they_stand(found: Iterable[Duty], state: BranchState, today: date) -> list[Duty]:
    """Late or waived, by due day. What was done all the same is done."""
    waived = {fact.duty: Waived(by=fact.by, day=fact.day) for fact in state.waivers}
    if waived:
        found = (replace(duty, waived=None if duty.done else waived.get(duty.key)) for duty in found)
    dated = [duty if duty.late == _late(duty, today) else replace(duty, late=not duty.late) for duty in found]
    return sorted(dated, key=lambda duty: duty.due)


def _late(duty: Duty, today: date) -> bool:
    return duty.open and duty.due < today


def team_meetings(book: Rulebook, state: BranchState, today: date) -> Iterator[Duty]:
    """Each team meets monthly; its leader calls it (党小组工作制度 1, 机关党建工作责任制 三.2).

    Without a leader it falls to the secretary. A team without members owes nothing.
    """
    for team in state.teams:
        if not any(person.team_id == team.id and person.status.is_member for person in state.people):
            continue
        owners = state.holders(Post.TEAM_LEADER, team.id) or state.holders(Post.SECRETARY)
        for period in periods(book.team_meeting, today):
            held, needed = _so_far(book.team_meeting, MeetingKind.TEAM_MEETING, team.id, state, period)
            yield replace(
                blank(System.TEAM_MEETING, book.team_meeting, period, team.id, team.name, owners),
                team_id=team.id,
                done=len(held) >= needed,
                evidence=_days(held),
            )


# Who calls which meeting of the branch; where the post is vacant, the secretary (党支部工作制度 二, 三).
_CALLERS = {
    System.ASSEMBLY: Post.SECRETARY,
    System.COMMITTEE: Post.SECRETARY,
    System.ORGANIZATION_LIFE: Post.ORGANIZATION,
    System.DEMOCRATIC_LIFE: Post.SECRETARY,
    System.LECTURE: Post.PUBLICITY,
    System.STUDY: Post.PUBLICITY,
}


def branch_meetings(book: Rulebook, state: BranchState, today: date) -> Iterator[Duty]:
    """What the branch holds so many times a period. What was held before its time counts: two committee meetings in
    January are those of two quarters."""
    for system, post in _CALLERS.items():
        entry: Cadence = book.entries[system.value]  # type: ignore[assignment]  # named like its system
        owners = state.holders(post) or state.holders(Post.SECRETARY)
        for period in periods(entry, today):
            held, needed = _so_far(entry, MeetingKind.of(system.value), None, state, period)
            yield replace(
                blank(system, entry, period, state.branch_id, state.name, owners),
                done=len(held) >= needed,
                evidence=_days(held),
            )


def _so_far(
    entry: Cadence, kind: MeetingKind, team_id: int | None, state: BranchState, period: Stage
) -> tuple[list[date], int]:
    """The days on which such a meeting was held, from the beginning of the rulebook's period to the end of this stage;
    and how many there should be by then. Stages that were over before the branch began, or went by this cadence, ask
    for nothing, and what was held in them counts for no later one."""
    last, since = period.last_day(), decided(entry)
    ends = [stage.last_day() for stage in stages(entry, PERIODS[entry.every].of(last))]
    needed = sum(max(state.started, since) <= end <= last for end in ends)
    first = max(PERIODS[entry.every].of(last).first_day(), PERIODS[entry.stage].of(since).first_day())
    return _held(state, kind, team_id, first, last), max(1, needed)


def reports(book: Rulebook, state: BranchState, today: date) -> Iterator[Duty]:
    """Each probationary member writes a report each quarter since the assembly's decision, each member who is away one
    each quarter since leaving (三（十一）).

    A returned report is to be written again, and a draft is not handed in: neither counts.
    """
    written: dict[int, list[ReportFact]] = defaultdict(list)
    for fact in state.reports:
        written[fact.person_id].append(fact)
    for person in state.people:
        for period in report_periods(book, person, state.started, today):
            if person.since is None or period.last_day() >= person.since:
                yield _report_duty(book, person, period, written[person.id])


def monthly_dues(book: Rulebook, state: BranchState, today: date) -> Iterator[Duty]:
    """Every member pays each month, from the month of the assembly's decision on (三（十五）1, 5)."""
    facts = {(fact.person_id, fact.month): fact for fact in state.dues}
    for person in state.people:
        for month in past_and_current(Month.of(today), book.dues.look_back):
            fact = facts.get((person.id, month))
            if owes(person, month, fact):
                yield _dues_duty(book, person, month, fact, today)


def decisions(book: Rulebook, state: BranchState, today: date) -> Iterator[Duty]:
    """What was decided is carried out by those it is assigned to (三（一）), in the month in which it is due.

    Open until it is marked as done; what was done stays on the board for that month. Of whoever left, what is open is
    the secretary's to give to somebody else.
    """
    present = {person.id for person in state.people}
    for fact in state.decisions:
        month = Month.of(fact.due)
        if fact.outcome is not None and month < Month.of(today):
            continue
        owners = (fact.owner_id,) if fact.owner_id in present else state.holders(Post.SECRETARY)
        duty = blank(System.DECISION, book.decision, month, fact.id, fact.title, owners)
        evidence = None if fact.outcome is None else Phrase(zh=fact.outcome, en=fact.outcome)
        yield replace(duty, due=fact.due, team_id=fact.team_id, done=fact.outcome is not None, evidence=evidence)


def terms(book: Rulebook, state: BranchState, today: date) -> Iterator[Duty]:
    """The officers are elected anew by the end of their term; the organization member prepares it (机关党建工作责任制
    二.9, 党支部工作制度 二). Done once the next term has begun. Nothing is owed while no term is on record.
    """
    owners = state.holders(Post.ORGANIZATION) or state.holders(Post.SECRETARY)
    for began, after in zip_longest(state.terms, state.terms[1:]):
        term = term_of(book, began)
        if Month.of(today) < Month.of(term.last).plus(-book.term.ahead_months) or (after and term.last < today):
            continue
        duty = blank(System.TERM, book.term, term, state.branch_id, state.name, owners)
        yield replace(duty, done=after is not None, evidence=Begun(after) if after else None)


def term_of(book: Rulebook, began: date) -> Span:
    """The term of the officers who came in on that day, to its last day."""
    return Span(began, months_after(began, book.term.years * 12) - timedelta(days=1))


SYSTEMS: tuple[Callable[[Rulebook, BranchState, date], Iterator[Duty]], ...] = (
    team_meetings,
    branch_meetings,
    reports,
    monthly_dues,
    arrears,
    decisions,
    terms,
    registers,
)


def _report_duty(book: Rulebook, person: PersonFact, period: Period, written: list[ReportFact]) -> Duty:
    states = [fact.state for fact in written if counts(fact.period, period)]
    furthest = max(states, key=_PROGRESS.index, default=None)
    blank_ = blank(System.REPORT, book.report, period, person.id, person.name, (person.id,))
    return replace(blank_, team_id=person.team_id, done=furthest in _HANDED_IN, evidence=furthest)


def _dues_duty(book: Rulebook, person: PersonFact, month: Month, fact: DuesFact | None, today: date) -> Duty:
    """Done when received or exempt; a deferred month asks for nothing yet.

    Once a person says paid, the next move is the collector's: the duty stays open on the board and reminds
    the payer no more. Whoever joined after the due day has until the end of that first month.
    """
    rule = book.on(min(today, month.last_day())).dues
    due, team_id = month.day(rule.due_day), person.team_id
    duty = blank(System.DUES, rule, month, person.id, person.name, (person.id,), team_id=team_id, due=due)
    if person.since is not None and Month.of(person.since) == month and person.since > duty.due:
        duty = replace(duty, due=month.last_day())
    if fact is None:
        return duty
    settled = fact.state in (DuesState.RECEIVED, DuesState.EXEMPT)
    if fact.deferred and not settled and fact.state is not DuesState.PAID:
        return replace(duty, done=True, evidence=DEFERRED)
    owners = () if fact.state is DuesState.PAID else duty.owner_ids
    return replace(duty, done=settled, evidence=fact.state, owner_ids=owners)


def _held(state: BranchState, kind: MeetingKind, team_id: int | None, first: date, last: date) -> list[date]:
    """The days from ``first`` to ``last`` on which such a meeting was held, in order."""
    return sorted(
        meeting.day
        for meeting in state.meetings
        if meeting.kind is kind and meeting.team_id == team_id and meeting.held and first <= meeting.day <= last
    )


def _days(days: list[date]) -> Held | None:
    return Held(tuple(days)) if days else None
