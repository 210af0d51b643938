"""A branch as the plain facts that duties are computed from, and what else waits for one person.

Reads the tables of all systems and writes none.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.rules.branch_state import (
    ArrearsFact,
    Away,
    BranchState,
    DecisionFact,
    DuesFact,
    EntryFact,
    MeetingFact,
    PersonFact,
    ReportFact,
    TeamFact,
    WaiverFact,
)
from bot.rules.calendar import Period
from bot.rules.registers import REGISTERS
from bot.rules.report_periods import counts, owed
from bot.rules.rulebook import Rulebook
from bot.rules.words import Register, ReliefKind
from bot.store import arrears, decisions, reliefs, reports, terms, travels, waivers
from bot.store import branch as people
from bot.store.ballots import Ballot, Elector
from bot.store.branch import Branch, Person
from bot.store.dues import MonthDues
from bot.store.meetings import Invited, Meeting
from bot.store.registers import Entry, Introducer
from bot.store.reports import ThoughtReport, period_of
from bot.store.travels import Travel


async def load(session: AsyncSession, branch: Branch, now: datetime, zone: ZoneInfo) -> BranchState:
    """The branch at ``now`` (aware); days are those of ``zone``."""
    everybody = await people.people(session, branch.id)
    teams = await people.teams(session, branch.id)
    introducers, stays = await _introducers(session, branch.id), await travels.counting(session, branch.id)
    return BranchState(
        people=tuple(_person(person, introducers, stays) for person in everybody),
        teams=tuple(TeamFact(id=team.id, name=team.name) for team in teams),
        meetings=await _meetings(session, branch.id, now, zone),
        reports=await _reports(session, branch.id),
        dues=await _dues(session, branch.id),
        entries=await _entries(session, branch.id),
        terms=tuple(term.began for term in await terms.terms(session, branch.id)),
        started=branch.started,
        decisions=await _decisions(session, branch.id),
        branch_id=branch.id,
        name=branch.name,
        arrears=await _arrears(session, branch.id),
        waivers=tuple(
            WaiverFact(duty=each.duty, by=each.given_by.name, day=each.given.astimezone(zone).date())
            for each in await waivers.in_force(session, branch.id)
        ),
    )


async def person_fact(session: AsyncSession, person: Person) -> PersonFact:
    """One person alone, as far as the periods of thought reports ask."""
    return _person(person, {}, [stay for stay in await travels.of_person(session, person.id) if stay.confirmed])


async def late_reports(
    session: AsyncSession, book: Rulebook, branch: Branch, person: Person, today: date
) -> list[Period]:  # fmt: skip
    """The past periods for which this person owes a thought report and has handed in none, the oldest first."""
    fact = await person_fact(session, person)
    begun = max(branch.started, fact.since or branch.started)
    past = [span for span in owed(book, fact, branch.started, today) if begun <= span.last < today]
    written = [each.period for each in await reports.of_author(session, person.id) if each.state in reports.HANDED_IN]
    return [span for span in past if not any(counts(each, span) for each in written)]


async def unanswered(session: AsyncSession, person_id: int, now: datetime) -> Sequence[Meeting]:
    """Coming meetings whose invitation this person has not answered, the nearest first."""
    query = select(Meeting).join(Invited, Invited.meeting_id == Meeting.id)
    query = query.where(Invited.person_id == person_id, Invited.answer.is_(None))
    query = query.where(Meeting.cancelled.is_(None), Meeting.starts > now)
    return (await session.scalars(query.order_by(Meeting.starts, Meeting.id))).all()


async def not_voted(session: AsyncSession, person_id: int) -> Sequence[Ballot]:
    """Ballots still open on whose roll this person stands without a vote, the oldest first. For that person alone."""
    query = select(Ballot).join(Elector, Elector.ballot_id == Ballot.id)
    query = query.where(Elector.person_id == person_id, ~Elector.voted, ~Elector.paper, ~Elector.written)
    query = query.where(Ballot.closed.is_(None))
    return (await session.scalars(query.order_by(Ballot.id))).all()


def _person(person: Person, introducers: Mapping[int, list[int]], stays: Sequence[Travel]) -> PersonFact:
    return PersonFact(
        id=person.id,
        name=person.name,
        status=person.status,
        posts=person.posts,
        team_id=person.team_id,
        since=person.counted_from,
        joined=person.joined,
        introducer_ids=tuple(introducers.get(person.id, ())),
        away=tuple(Away(stay.first, stay.last) for stay in stays if stay.person_id == person.id),
    )


async def _meetings(session: AsyncSession, branch_id: int, now: datetime, zone: ZoneInfo) -> tuple[MeetingFact, ...]:
    columns = (Meeting.id, Meeting.kind, Meeting.starts, Meeting.cancelled, Meeting.team_id)
    rows = await session.execute(select(*columns).where(Meeting.branch_id == branch_id))
    return tuple(
        MeetingFact(
            id=row.id,
            kind=row.kind,
            day=row.starts.astimezone(zone).date(),
            begun=row.starts <= now,
            cancelled=row.cancelled is not None,
            team_id=row.team_id,
        )
        for row in rows
    )


async def _reports(session: AsyncSession, branch_id: int) -> tuple[ReportFact, ...]:
    columns = (
        ThoughtReport.author_id, ThoughtReport.quarter, ThoughtReport.first, ThoughtReport.last, ThoughtReport.state,
    )  # fmt: skip
    rows = await session.execute(select(*columns).where(ThoughtReport.branch_id == branch_id))
    return tuple(
        ReportFact(person_id=author_id, period=period_of(quarter, first, last), state=state)
        for author_id, quarter, first, last, state in rows
    )


async def _dues(session: AsyncSession, branch_id: int) -> tuple[DuesFact, ...]:
    """Months that have been opened. Whoever has no row owes all the same: that is for the duties to say."""
    columns = (MonthDues.person_id, MonthDues.month, MonthDues.state, MonthDues.before_leaving)
    rows = await session.execute(select(*columns).where(MonthDues.branch_id == branch_id))
    deferred = [each for each in await reliefs.of_branch(session, branch_id) if each.kind is ReliefKind.DEFERRED]
    return tuple(
        DuesFact(
            person_id=row.person_id, month=row.month, state=row.state, before_leaving=row.before_leaving,
            deferred=any(each.person_id == row.person_id and each.covers(row.month) for each in deferred),
        )
        for row in rows
    )  # fmt: skip


async def _arrears(session: AsyncSession, branch_id: int) -> tuple[ArrearsFact, ...]:
    """What was done about whoever is behind."""
    return tuple(
        ArrearsFact(person_id=each.person_id, month=each.month, step=each.step)
        for each in await arrears.steps(session, branch_id)
    )


async def _decisions(session: AsyncSession, branch_id: int) -> tuple[DecisionFact, ...]:
    """Those with an owner and a day; nobody owes anything for the others."""
    return tuple(
        DecisionFact(
            id=each.id, title=each.title, owner_id=each.owner_id, due=each.due, team_id=team_id,
            outcome=each.outcome if each.done else None,
        )
        for each, team_id in await decisions.followed_up(session, branch_id)
        if each.owner_id is not None and each.due is not None
    )  # fmt: skip


async def _entries(session: AsyncSession, branch_id: int) -> tuple[EntryFact, ...]:
    """Of the entries what duties ask; a talk is about both who held it."""
    columns = (Entry.register, Entry.day, Entry.author_id, Entry.subject_id, Entry.team_id)
    rows = await session.execute(select(*columns).where(Entry.branch_id == branch_id, Entry.removed.is_(None)))
    return tuple(
        EntryFact(
            register=row.register,
            day=row.day,
            person_ids=_people_of(row.register, row.author_id, row.subject_id),
            team_id=row.team_id,
        )
        for row in rows
    )


def _people_of(register: Register, author_id: int, subject_id: int | None) -> tuple[int, ...]:
    if subject_id is None:
        return ()
    return (subject_id, author_id) if REGISTERS[register].mutual else (subject_id,)


async def _introducers(session: AsyncSession, branch_id: int) -> Mapping[int, list[int]]:
    """Who answers for whom, in roster order."""
    found: dict[int, list[int]] = defaultdict(list)
    query = select(Introducer.person_id, Introducer.introducer_id).join(Person, Person.id == Introducer.person_id)
    for row in await session.execute(query.where(Person.branch_id == branch_id)):
        found[row.person_id].append(row.introducer_id)
    return {person_id: sorted(those) for person_id, those in found.items()}
