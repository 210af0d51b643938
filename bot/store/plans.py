"""The study plan of a year; which meeting and which material an item of it, or a lecture, led to."""

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import ColumnElement, ForeignKey, Index, String, Text, func, or_, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Mapped, mapped_column

from bot.rules.calendar import Month
from bot.rules.plans import StudyForm
from bot.store.base import Base, MonthColumn, Utc, WordColumn
from bot.store.broadcasts import Broadcast, Recipient
from bot.store.meetings import Meeting


class PlanItem(Base):
    """What is to be studied in a month (党支部工作制度 三（十三）2)."""

    __tablename__ = "plan_items"
    __table_args__ = (Index("ix_plan_items_branch_id_month", "branch_id", "month"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    branch_id: Mapped[int] = mapped_column(ForeignKey("branches.id"))
    month: Mapped[Month] = mapped_column(MonthColumn)
    form: Mapped[StudyForm] = mapped_column(WordColumn(StudyForm))
    topic: Mapped[str] = mapped_column(String(100))
    leader: Mapped[str] = mapped_column(String(60))  # 主讲, 领学: a name as it was written; may be empty
    materials: Mapped[str] = mapped_column(Text)  # 备注: what is read; may be empty
    removed: Mapped[datetime | None] = mapped_column(Utc)


class StudyMeeting(Base):
    """That a meeting was called for an item of the plan, or to discuss a lecture."""

    __tablename__ = "study_meetings"

    meeting_id: Mapped[int] = mapped_column(ForeignKey("meetings.id"), primary_key=True)
    item_id: Mapped[int | None] = mapped_column(ForeignKey("plan_items.id"), index=True)
    lecture_id: Mapped[int | None] = mapped_column(ForeignKey("meetings.id"), index=True)


class StudyMaterial(Base):
    """That a material was sent for an item of the plan, or for a lecture."""

    __tablename__ = "study_materials"

    broadcast_id: Mapped[int] = mapped_column(ForeignKey("broadcasts.id"), primary_key=True)
    item_id: Mapped[int | None] = mapped_column(ForeignKey("plan_items.id"), index=True)
    lecture_id: Mapped[int | None] = mapped_column(ForeignKey("meetings.id"), index=True)


class Sent(NamedTuple):
    """A material, for how many it was, and how many have confirmed having studied it."""

    broadcast: Broadcast
    total: int
    studied: int


async def item(session: AsyncSession, branch_id: int, item_id: int) -> PlanItem | None:
    """One item of the branch's plan, unless it was taken out."""
    found = await session.get(PlanItem, item_id)
    return found if found is not None and found.branch_id == branch_id and found.removed is None else None


async def between(session: AsyncSession, branch_id: int, first: Month, last: Month) -> Sequence[PlanItem]:
    """The items of these months, in order."""
    query = select(PlanItem).where(PlanItem.branch_id == branch_id, PlanItem.removed.is_(None))
    query = query.where(PlanItem.month >= first, PlanItem.month <= last)
    return (await session.scalars(query.order_by(PlanItem.month, PlanItem.id))).all()


async def same(session: AsyncSession, branch_id: int, month: Month, topic: str) -> PlanItem | None:
    """The item of that month and topic: an item is told by these two."""
    found = await between(session, branch_id, month, month)
    return next((each for each in found if each.topic == topic), None)


async def meetings_for(session: AsyncSession, item_id: int) -> Sequence[Meeting]:
    """The meetings called for an item, not cancelled, by their start."""
    return await _meetings(session, StudyMeeting.item_id == item_id)


async def discussions_of(session: AsyncSession, lecture_id: int) -> Sequence[Meeting]:
    """The meetings called to discuss a lecture, not cancelled, by their start."""
    return await _meetings(session, StudyMeeting.lecture_id == lecture_id)


async def _meetings(session: AsyncSession, which: ColumnElement[bool]) -> Sequence[Meeting]:
    query = select(Meeting).join(StudyMeeting, StudyMeeting.meeting_id == Meeting.id)
    query = query.where(which, Meeting.cancelled.is_(None))
    return (await session.scalars(query.order_by(Meeting.starts, Meeting.id))).all()


async def materials_for(session: AsyncSession, item_id: int) -> list[Sent]:
    """What was sent for an item, oldest first."""
    return await _materials(session, StudyMaterial.item_id == item_id)


async def materials_of(session: AsyncSession, lecture_id: int) -> list[Sent]:
    """What was sent for a lecture: for it, or for the item of the plan that it was called for."""
    item_id = select(StudyMeeting.item_id).where(StudyMeeting.meeting_id == lecture_id).scalar_subquery()
    return await _materials(session, or_(StudyMaterial.lecture_id == lecture_id, StudyMaterial.item_id == item_id))


async def _materials(session: AsyncSession, which: ColumnElement[bool]) -> list[Sent]:
    query = select(Broadcast.id, func.count(Recipient.person_id), func.count(Recipient.studied))
    query = query.join(StudyMaterial, StudyMaterial.broadcast_id == Broadcast.id)
    query = query.join(Recipient, Recipient.broadcast_id == Broadcast.id)
    query = query.where(which, ~Broadcast.withdrawn).group_by(Broadcast.id).order_by(Broadcast.id)
    figures = {row[0]: (row[1], row[2]) for row in await session.execute(query)}
    sent = select(Broadcast).where(Broadcast.id.in_(figures)).order_by(Broadcast.id)
    return [Sent(each, *figures[each.id]) for each in (await session.scalars(sent)).unique()]
