"""催办: whose answer or vote is still to come."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.rules.words import Attendance
from bot.store.ballots import Ballot, Elector
from bot.store.branch import Person
from bot.store.meetings import Invited


async def silent(session: AsyncSession, meeting_id: int) -> Sequence[Person]:
    """Those expected who have not answered, in roster order."""
    query = select(Invited).where(Invited.meeting_id == meeting_id, Invited.answer.is_(None))
    return [row.person for row in (await session.scalars(query.order_by(Invited.person_id))).unique()]


async def waited_for(session: AsyncSession, ballot: Ballot) -> Sequence[Person]:
    """Those on the roll whose vote is still to come, bound or not, in roster order; of a meeting's ballot, of those
    present. For the bot alone where the ballot is secret: there nobody sees who has not voted."""
    query = select(Elector).where(Elector.ballot_id == ballot.id, ~Elector.voted, ~Elector.paper, ~Elector.written)
    if ballot.meeting_id is not None:
        present = select(Invited.person_id).where(
            Invited.meeting_id == ballot.meeting_id, Invited.attendance == Attendance.PRESENT
        )
        query = query.where(Elector.person_id.in_(present))
    return [line.person for line in (await session.scalars(query.order_by(Elector.person_id))).unique()]
