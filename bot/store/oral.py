"""口头汇报: who reported orally at a meeting, as its recorder noted."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import ForeignKey, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Mapped, mapped_column

from bot.rules.words import MeetingKind
from bot.store.base import Base, Utc
from bot.store.branch import Person
from bot.store.meetings import Meeting

# 组织生活会 of the branch (党支部工作制度 三（十一）), and of the Party group (党小组工作制度 1, 4).
AT = (MeetingKind.ORGANIZATION_LIFE, MeetingKind.TEAM_MEETING)


class OralReport(Base):
    """That a person reported orally at a meeting; what was said is nobody's to write down here."""

    __tablename__ = "oral_reports"

    meeting_id: Mapped[int] = mapped_column(ForeignKey("meetings.id"), primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"), primary_key=True)
    recorder_id: Mapped[int] = mapped_column(ForeignKey("people.id"))
    at: Mapped[datetime] = mapped_column(Utc)


async def one(session: AsyncSession, meeting_id: int, person_id: int) -> OralReport | None:
    """Whether this person reported at that meeting."""
    return await session.get(OralReport, (meeting_id, person_id))


async def of_meeting(session: AsyncSession, meeting_id: int) -> Sequence[Person]:
    """Whoever reported at this meeting, in roster order."""
    query = select(Person).join(OralReport, OralReport.person_id == Person.id)
    return (await session.scalars(query.where(OralReport.meeting_id == meeting_id).order_by(Person.id))).unique().all()


async def of_person(session: AsyncSession, person_id: int) -> Sequence[Meeting]:
    """The meetings at which this person reported, the latest first."""
    query = select(Meeting).join(OralReport, OralReport.meeting_id == Meeting.id)
    query = query.where(OralReport.person_id == person_id, Meeting.cancelled.is_(None))
    return (await session.scalars(query.order_by(Meeting.starts.desc()))).unique().all()
