"""The decision register: what was resolved, who sees to it, by when, and what became of it."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import NamedTuple

from sqlalchemy import ForeignKey, Text, or_, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Mapped, mapped_column

from bot.rules.permissions import Matter
from bot.rules.words import BallotKind, MeetingKind
from bot.store import ballots, meetings
from bot.store.ballots import Ballot
from bot.store.base import Base, Utc
from bot.store.branch import Person
from bot.store.meetings import Meeting

_TITLE = 24  # characters of a decision on a button and in a list


class Decision(Base):
    """One resolution (党支部工作制度 三（一）: what is decided is carried out, each part by somebody)."""

    __tablename__ = "decisions"

    id: Mapped[int] = mapped_column(primary_key=True)
    branch_id: Mapped[int] = mapped_column(ForeignKey("branches.id"))
    meeting_id: Mapped[int | None] = mapped_column(ForeignKey("meetings.id"), index=True)
    ballot_id: Mapped[int | None] = mapped_column(ForeignKey("ballots.id"), index=True)  # by which it was decided
    text: Mapped[str] = mapped_column(Text)
    owner_id: Mapped[int | None] = mapped_column(
        ForeignKey("people.id"), index=True
    )  # None: nobody has to follow it up
    due: Mapped[date | None]
    recorded_by_id: Mapped[int] = mapped_column(ForeignKey("people.id"))
    recorded: Mapped[datetime] = mapped_column(Utc)
    done: Mapped[datetime | None] = mapped_column(Utc)
    outcome: Mapped[str | None] = mapped_column(Text)  # what the owner says was done

    @property
    def title(self) -> str:
        """The decision in short, on one line."""
        line = " ".join(self.text.split())
        return line if len(line) <= _TITLE else line[: _TITLE - 1] + "…"


class Origin(NamedTuple):
    """Where a decision comes from: its meeting, the ballot that decided it, the opinion asked for before."""

    meeting: Meeting | None
    ballot: Ballot | None
    consulted: Ballot | None

    def matter(self, decision: Decision) -> Matter:
        """What a permission is asked about before the decision is changed."""
        return self.meeting.matter if self.meeting else Matter(owner_id=decision.recorded_by_id)

    @property
    def may_consult(self) -> bool:
        """Whether prior consultation is to be named: of a committee's motion (党支部工作制度 三（一）)."""
        committee = self.meeting is not None and self.meeting.kind is MeetingKind.COMMITTEE
        return committee and self.ballot is not None and self.ballot.kind is BallotKind.MOTION


async def by_id(session: AsyncSession, decision_id: int) -> Decision | None:
    """One decision."""
    return await session.get(Decision, decision_id)


async def of_meeting(session: AsyncSession, meeting_id: int) -> Sequence[Decision]:
    """What a meeting resolved, in the order in which it was recorded."""
    query = select(Decision).where(Decision.meeting_id == meeting_id).order_by(Decision.id)
    return (await session.scalars(query)).all()


async def of_ballot(session: AsyncSession, ballot_id: int) -> Decision | None:
    """The decision that a ballot was entered as."""
    return (await session.scalars(select(Decision).where(Decision.ballot_id == ballot_id))).first()


async def register(
    session: AsyncSession, branch_id: int, team_id: int | None, skip: int, most: int
) -> Sequence[tuple[Decision, Person | None]]:
    """The register with the owners, the newest first; with a team only what its people see to or it resolved."""
    query = select(Decision, Person).outerjoin(Person, Person.id == Decision.owner_id)
    query = query.outerjoin(Meeting, Meeting.id == Decision.meeting_id).where(Decision.branch_id == branch_id)
    if team_id is not None:
        query = query.where(or_(Person.team_id == team_id, Meeting.team_id == team_id))
    query = query.order_by(Decision.id.desc()).offset(skip).limit(most)
    return [(row[0], row[1]) for row in (await session.execute(query)).unique()]


async def followed_up(session: AsyncSession, branch_id: int) -> Sequence[tuple[Decision, int | None]]:
    """Decisions that somebody has to see to by a day, each with its owner's team."""
    query = select(Decision, Person.team_id).join(Person, Person.id == Decision.owner_id)
    query = query.where(Decision.branch_id == branch_id, Decision.due.is_not(None)).order_by(Decision.id)
    return [(row[0], row[1]) for row in await session.execute(query)]


async def origin(session: AsyncSession, decision: Decision) -> Origin:
    """Where it comes from."""
    meeting = await meetings.by_id(session, decision.meeting_id) if decision.meeting_id else None
    ballot = await ballots.by_id(session, decision.ballot_id) if decision.ballot_id else None
    earlier = await ballots.by_id(session, ballot.earlier_id) if ballot and ballot.earlier_id else None
    return Origin(meeting, ballot, earlier if earlier and earlier.kind is BallotKind.OPINION else None)


async def opinions(session: AsyncSession, branch_id: int, before: datetime, most: int) -> Sequence[Ballot]:
    """Opinions (意见征集) that were closed before that moment, the newest first."""
    query = select(Ballot).where(Ballot.branch_id == branch_id, Ballot.kind == BallotKind.OPINION, ~Ballot.void)
    query = query.where(Ballot.closed <= before).order_by(Ballot.id.desc()).limit(most)
    return (await session.scalars(query)).all()
