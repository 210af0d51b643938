"""A branch as the plain facts that duties are computed from, and what else waits for one person.

Reads the tables of all systems and writes none.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.rules.branch_state import (
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
from bot.rules.registers import REGISTERS
from bot.rules.words import Register
from bot.store import branch as people
from bot.store import decisions, waivers
from bot.store.ballots import Ballot, Elector
from bot.store.branch import Branch, Person
from bot.store.dues import MonthDues
from bot.store.meetings import Invited, Meeting
from bot.store.registers import Entry, Introducer
from bot.store.reports import ThoughtReport


async def load(session: AsyncSession, branch: Branch, now: datetime, zone: ZoneInfo) -> BranchState:
    """The branch at ``now`` (aware); days are those of ``zone``."""
    everybody = await people.people(session, branch.id)
    teams = await people.teams(session, branch.id)
    introducers = await _introducers(session, branch.id)
    return BranchState(
        people=tuple(_person(person, introducers) for person in everybody),
        teams=tuple(TeamFact(id=team.id, name=team.name) for team in teams),
        meetings=await _meetings(session, branch.id, now, zone),
        reports=await _reports(session, branch.id),
        dues=await _dues(session, branch.id),
        entries=await _entries(session, branch.id),
        started=branch.started,
        decisions=await _decisions(session, branch.id),
        branch_id=branch.id,
        name=branch.name,
        waivers=tuple(
            WaiverFact(duty=each.duty, by=each.given_by.name, day=each.given.astimezone(zone).date())
            for each in await waivers.in_force(session, branch.id)
        ),
    )


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


def _person(person: Person, introducers: Mapping[int, list[int]]) -> PersonFact:
    return PersonFact(
        id=person.id,
        name=person.name,
        status=person.status,
        posts=person.posts,
        team_id=person.team_id,
        since=person.counted_from,
        joined=person.joined,
        introducer_ids=tuple(introducers.get(person.id, ())),
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
    columns = (ThoughtReport.author_id, ThoughtReport.quarter, ThoughtReport.state)
    rows = await session.execute(select(*columns).where(ThoughtReport.branch_id == branch_id))
    return tuple(ReportFact(person_id=row.author_id, quarter=row.quarter, state=row.state) for row in rows)


async def _dues(session: AsyncSession, branch_id: int) -> tuple[DuesFact, ...]:
    """Months that have been opened. Whoever has no row owes all the same: that is for the duties to say."""
    columns = (MonthDues.person_id, MonthDues.month, MonthDues.state)
    rows = await session.execute(select(*columns).where(MonthDues.branch_id == branch_id))
    return tuple(DuesFact(person_id=row.person_id, month=row.month, state=row.state) for row in rows)


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
