"""Meetings, who is invited, what they answered, who came."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import ForeignKey, String, Text, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Mapped, mapped_column

from bot.rules.words import Answer, Attendance, LeaveReason, MeetingKind
from bot.store.base import Base, Utc, WordColumn


class Meeting(Base):
    """A called meeting."""

    __tablename__ = "meetings"

    id: Mapped[int] = mapped_column(primary_key=True)
    branch_id: Mapped[int] = mapped_column(ForeignKey("branches.id"))
    kind: Mapped[MeetingKind] = mapped_column(WordColumn(MeetingKind))
    topic: Mapped[str] = mapped_column(String(200))
    starts: Mapped[datetime] = mapped_column(Utc)
    place: Mapped[str] = mapped_column(String(200))
    agenda: Mapped[str] = mapped_column(Text, default="")
    team_id: Mapped[int | None] = mapped_column(ForeignKey("teams.id"))  # of a team meeting
    caller_id: Mapped[int] = mapped_column(ForeignKey("people.id"))
    called: Mapped[datetime] = mapped_column(Utc)
    cancelled: Mapped[datetime | None] = mapped_column(Utc)
    moves: Mapped[int] = mapped_column(default=0)  # how often it was moved
    ticked: Mapped[datetime | None] = mapped_column(Utc)  # attendance was taken; None: not yet recorded


class Invited(Base):
    """One person expected at a meeting (应到), the answer and what became of it."""

    __tablename__ = "invited"

    meeting_id: Mapped[int] = mapped_column(ForeignKey("meetings.id"), primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"), primary_key=True, index=True)
    answer: Mapped[Answer | None] = mapped_column(WordColumn(Answer))
    reason: Mapped[LeaveReason | None] = mapped_column(WordColumn(LeaveReason))
    note: Mapped[str | None] = mapped_column(Text)  # for the convener's eyes only
    attendance: Mapped[Attendance | None] = mapped_column(WordColumn(Attendance))


async def meeting(session: AsyncSession, meeting_id: int) -> Meeting | None:
    """One meeting."""
    return await session.get(Meeting, meeting_id)


async def invited(session: AsyncSession, meeting_id: int) -> Sequence[Invited]:
    """Everybody expected, in roster order."""
    query = select(Invited).where(Invited.meeting_id == meeting_id).order_by(Invited.person_id)
    return (await session.scalars(query)).all()
