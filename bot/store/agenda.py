"""The agenda as the chair walks it, and what was recorded of each item."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import NamedTuple

from sqlalchemy import ForeignKey, String, Text, UniqueConstraint, delete, func, select, update
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Mapped, mapped_column

from bot.rules.electorate import is_elector
from bot.rules.permissions import Permission
from bot.rules.words import AdmissionStep, Attendance
from bot.store import meetings
from bot.store.admissions import Exclusion
from bot.store.base import Base, Utc, WordColumn
from bot.store.branch import Person
from bot.store.meetings import Invited, Meeting

_RESUMES = timedelta(hours=24)  # how long 散会 may be taken back


class AgendaItem(Base):
    """One item; of an admission or confirmation meeting one of the seven steps (党支部工作制度 三（十四）6)."""

    __tablename__ = "agenda_items"
    __table_args__ = (UniqueConstraint("meeting_id", "position"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    meeting_id: Mapped[int] = mapped_column(ForeignKey("meetings.id"))
    position: Mapped[int]  # from 1
    title: Mapped[str] = mapped_column(String(200))  # of a step empty: the word says it in each language
    step: Mapped[AdmissionStep | None] = mapped_column(WordColumn(AdmissionStep))
    presenter: Mapped[str] = mapped_column(String(100), default="")
    file_id: Mapped[str | None] = mapped_column(Text)  # a file that Telegram holds
    file_name: Mapped[str | None] = mapped_column(String(200))
    begun: Mapped[datetime | None] = mapped_column(Utc)


class Remark(Base):
    """What the minutes say of an item, typed by whoever records."""

    __tablename__ = "remarks"

    id: Mapped[int] = mapped_column(primary_key=True)
    meeting_id: Mapped[int] = mapped_column(ForeignKey("meetings.id"), index=True)
    item_id: Mapped[int | None] = mapped_column(ForeignKey("agenda_items.id"))  # None: of the meeting as a whole
    author_id: Mapped[int] = mapped_column(ForeignKey("people.id"))
    text: Mapped[str] = mapped_column(Text)
    at: Mapped[datetime] = mapped_column(Utc)


def leads(person: Person, meeting: Meeting) -> bool:
    """Whether this person chairs the meeting or may do so: whoever was named, and whoever manages it."""
    return person.id == meeting.chair_id or person.reaches(Permission.MEETINGS, meeting.matter)


def records(person: Person, meeting: Meeting) -> bool:
    """Whether this person keeps the minutes of the meeting: its recorder, and whoever has them by post."""
    return person.id == meeting.recorder_id or person.reaches(Permission.MINUTES, meeting.matter)


def may_resume(meeting: Meeting, now: datetime) -> bool:
    """Whether 散会 may still be taken back: for a day, and as long as the minutes are not closed."""
    return meeting.ended is not None and meeting.recorded is None and now < meeting.ended + _RESUMES


class Presence(NamedTuple):
    """Who is there by what has been ticked so far, and of those with a vote; whoever is left out of 应到 is not here.

    ``unmarked``: nothing is known of them yet.
    """

    expected: int
    present: int
    excused: int
    absent: int
    unmarked: int
    voters: int
    voters_present: int


async def items(session: AsyncSession, meeting_id: int) -> Sequence[AgendaItem]:
    """The items in their order."""
    query = select(AgendaItem).where(AgendaItem.meeting_id == meeting_id).order_by(AgendaItem.position)
    return (await session.scalars(query)).all()


async def clear(session: AsyncSession, meeting_id: int) -> None:
    """Takes all items away; remarks stay, of the meeting as a whole."""
    await session.execute(update(Remark).where(Remark.meeting_id == meeting_id).values(item_id=None))
    await session.execute(delete(AgendaItem).where(AgendaItem.meeting_id == meeting_id))


async def item(session: AsyncSession, item_id: int) -> AgendaItem | None:
    """One item."""
    return await session.get(AgendaItem, item_id)


async def item_at(session: AsyncSession, meeting_id: int, position: int) -> AgendaItem | None:
    """The item at that place, from 1."""
    query = select(AgendaItem).where(AgendaItem.meeting_id == meeting_id, AgendaItem.position == position)
    return (await session.scalars(query)).first()


async def remarks(session: AsyncSession, meeting_id: int) -> Sequence[Remark]:
    """Everything typed for a meeting's minutes, in the order in which it was."""
    query = select(Remark).where(Remark.meeting_id == meeting_id).order_by(Remark.id)
    return (await session.scalars(query)).all()


async def remark(session: AsyncSession, remark_id: int) -> Remark | None:
    """One remark."""
    return await session.get(Remark, remark_id)


async def remark_count(session: AsyncSession, meeting_id: int) -> int:
    """How many there are."""
    return await session.scalar(select(func.count()).where(Remark.meeting_id == meeting_id)) or 0


async def expected(session: AsyncSession, meeting_id: int) -> list[Invited]:
    """应到: the invited, but for those who are left out for a recorded reason; in roster order."""
    left_out = set(await session.scalars(select(Exclusion.person_id).where(Exclusion.meeting_id == meeting_id)))
    return [row for row in await meetings.invited(session, meeting_id) if row.person_id not in left_out]


async def presence(session: AsyncSession, meeting_id: int) -> Presence:
    """Who is there now, by the marks given so far; a leave that was asked for counts as excused."""
    rows = await expected(session, meeting_id)
    marks = [row.presumed for row in rows]
    voters = [row for row in rows if is_elector(row.person)]
    return Presence(
        expected=len(rows), present=marks.count(Attendance.PRESENT), excused=marks.count(Attendance.EXCUSED),
        absent=marks.count(Attendance.ABSENT), unmarked=marks.count(None), voters=len(voters),
        voters_present=sum(row.attendance is Attendance.PRESENT for row in voters),
    )  # fmt: skip
