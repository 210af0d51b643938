"""What must be on record before a branch votes on a person, and who votes without being there, or not at all."""

from datetime import date, datetime

from sqlalchemy import ForeignKey, String, Text, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Mapped, mapped_column, relationship

from bot.rules.words import Choice, ExclusionReason
from bot.store.base import Base, Utc, WordColumn
from bot.store.branch import Person


class AdmissionFile(Base):
    """The gates of one person (党支部工作制度 三（十四）1, 5): each a day on which it was passed."""

    __tablename__ = "admission_files"

    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"), primary_key=True)
    training: Mapped[date | None]  # the 机关工委's course, passed
    seminar: Mapped[date | None]  # the masses were heard
    review_number: Mapped[str | None] = mapped_column(String(100))  # the 机关工委's first review
    review_date: Mapped[date | None]


class WrittenOpinion(Base):
    """What an absent full member lodged before the meeting. Signed by its nature, so not secret."""

    __tablename__ = "written_opinions"

    meeting_id: Mapped[int] = mapped_column(ForeignKey("meetings.id"), primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"), primary_key=True)
    choice: Mapped[Choice] = mapped_column(WordColumn(Choice))
    lodged: Mapped[datetime] = mapped_column(Utc)
    entered_by_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"))  # None: by the member

    person: Mapped[Person] = relationship(foreign_keys=[person_id], lazy="joined")


class Exclusion(Base):
    """Somebody left out of 应到, for a reason of the national list, with the superior's consent."""

    __tablename__ = "exclusions"

    meeting_id: Mapped[int] = mapped_column(ForeignKey("meetings.id"), primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"), primary_key=True)
    reason: Mapped[ExclusionReason] = mapped_column(WordColumn(ExclusionReason))
    consent: Mapped[str] = mapped_column(Text)  # the superior's, by number or date
    entered_by_id: Mapped[int] = mapped_column(ForeignKey("people.id"))

    person: Mapped[Person] = relationship(foreign_keys=[person_id], lazy="joined")


async def excluded_ids(session: AsyncSession, meeting_id: int) -> set[int]:
    """Who is left out of 应到 at a meeting, by id."""
    return set(await session.scalars(select(Exclusion.person_id).where(Exclusion.meeting_id == meeting_id)))
