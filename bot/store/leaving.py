"""What somebody who is about to leave still stands in, and what of it is taken back."""

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import and_, delete, exists, func, or_, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot.rules.words import DuesState, ReportState
from bot.store.admissions import Exclusion, WrittenOpinion
from bot.store.ballots import Ballot, Elector
from bot.store.counts import SignOff
from bot.store.decisions import Decision
from bot.store.dues import MonthDues
from bot.store.elections import Nominee
from bot.store.meetings import Invited, Meeting
from bot.store.observers import Observer
from bot.store.reports import ThoughtReport


class Unfinished(NamedTuple):
    """How much there is of each; of ballots all open ones on whose roll the person stands, whether cast or not."""

    ballots: int
    meetings: int
    decisions: int
    months: int


async def needed_by_a_ballot(session: AsyncSession, person_id: int) -> bool:
    """Whether an open ballot is about this person, or one waits for this person's signature."""
    nominated = exists().where(Nominee.ballot_id == Ballot.id, Nominee.person_id == person_id)
    about = and_(Ballot.closed.is_(None), or_(Ballot.subject_id == person_id, nominated))
    signs = exists().where(
        SignOff.ballot_id == Ballot.id, SignOff.person_id == person_id,
        or_(SignOff.signed.is_(None), Ballot.closed.is_(None)),
    )  # fmt: skip
    query = select(Ballot.id).where(~Ballot.void, or_(about, signs)).limit(1)
    return (await session.scalar(query)) is not None


async def on_an_agenda(session: AsyncSession, person_id: int) -> bool:
    """Whether a meeting that is not over is about this person."""
    query = select(Meeting.id).where(Meeting.subject_id == person_id, Meeting.cancelled.is_(None))
    return (await session.scalar(query.where(Meeting.ended.is_(None), Meeting.ticked.is_(None)).limit(1))) is not None


async def unfinished(session: AsyncSession, person_id: int, now: datetime) -> Unfinished:
    """What the person is in the middle of."""
    rolls = select(func.count()).select_from(Elector).join(Ballot, Ballot.id == Elector.ballot_id)
    rolls = rolls.where(Elector.person_id == person_id, Ballot.closed.is_(None))
    owned = select(func.count()).where(Decision.owner_id == person_id, Decision.done.is_(None))
    open_ = select(func.count()).where(MonthDues.person_id == person_id, MonthDues.state != DuesState.RECEIVED)
    coming = len(await coming_meetings(session, person_id, now))
    ballots, decisions, months = [await session.scalar(query) or 0 for query in (rolls, owned, open_)]
    return Unfinished(ballots, coming, decisions, months)


async def coming_meetings(session: AsyncSession, person_id: int, now: datetime) -> Sequence[Meeting]:
    """Meetings that have not begun and in which the person is expected, observes, chairs or records."""
    invited = exists().where(Invited.meeting_id == Meeting.id, Invited.person_id == person_id)
    observes = exists().where(Observer.meeting_id == Meeting.id, Observer.person_id == person_id)
    query = select(Meeting).where(Meeting.starts > now, Meeting.begun.is_(None), Meeting.cancelled.is_(None))
    led = or_(Meeting.chair_id == person_id, Meeting.recorder_id == person_id)
    return (await session.scalars(query.where(or_(invited, observes, led)).order_by(Meeting.id))).all()


async def take_out(session: AsyncSession, person_id: int, meetings: Sequence[Meeting]) -> None:
    """The person is not expected at these meetings any more, and has no part in them."""
    ids = [meeting.id for meeting in meetings]
    for table in (Invited, Observer, Exclusion, WrittenOpinion):
        await session.execute(delete(table).where(table.meeting_id.in_(ids), table.person_id == person_id))
    for column in (Meeting.chair_id, Meeting.recorder_id):
        query = update(Meeting).where(Meeting.id.in_(ids), column == person_id)
        await session.execute(query.values({column: None}))


async def reports_kept(session: AsyncSession, person_id: int) -> int:
    """How many reports that were handed in are kept."""
    query = select(func.count()).where(ThoughtReport.author_id == person_id, ThoughtReport.state != ReportState.DRAFT)
    return await session.scalar(query) or 0
