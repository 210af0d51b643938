"""The ballots about one person: apart from admissions.py, which the ballots themselves read."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.rules.words import BallotKind
from bot.store.ballots import Ballot

_KINDS = tuple(kind for kind in BallotKind if kind.of_one_person)


async def of_meeting(session: AsyncSession, meeting_id: int) -> Sequence[Ballot]:
    """The admissions and confirmations voted on in a meeting, the oldest first."""
    query = select(Ballot).where(Ballot.meeting_id == meeting_id, Ballot.kind.in_(_KINDS)).order_by(Ballot.id)
    return (await session.scalars(query)).all()


async def latest(session: AsyncSession, person_id: int, kind: BallotKind) -> Ballot | None:
    """The last ballot of that kind about a person, a void one too."""
    query = select(Ballot).where(Ballot.subject_id == person_id, Ballot.kind == kind)
    return (await session.scalars(query.order_by(Ballot.id.desc()).limit(1))).first()
