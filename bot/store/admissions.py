"""What must be on record before a branch votes on a person, and who votes without being there, or not at all."""

from collections.abc import Sequence
from datetime import date, datetime

from sqlalchemy import ForeignKey, String, Text, func, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Mapped, mapped_column, relationship

from bot.rules.admissions import Papers
from bot.rules.electorate import electors, is_elector
from bot.rules.words import Answer, Attendance, Choice, ExclusionReason, MeetingKind, Status
from bot.store import meetings
from bot.store.base import Base, Utc, WordColumn
from bot.store.branch import Person
from bot.store.meetings import Invited, Meeting

_ON_THE_WAY = (Status.CANDIDATE, Status.PROBATIONARY, Status.ACTIVIST)


class AdmissionFile(Base):
    """The gates of one person (党支部工作制度 三（十四）1, 5): each a day on which it was passed."""

    __tablename__ = "admission_files"

    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"), primary_key=True)
    activist: Mapped[date | None]  # 确定为积极分子, by the committee
    training: Mapped[date | None]  # the 机关工委's course, passed
    seminar: Mapped[date | None]  # the masses were heard
    review_number: Mapped[str | None] = mapped_column(String(100))  # the 机关工委's first review
    review_date: Mapped[date | None]
    extended: Mapped[date | None]  # the last day of an extended probation


class WrittenOpinion(Base):
    """What an absent full member lodged before the meeting, about one person. Signed by its nature, so not secret."""

    __tablename__ = "written_opinions"

    meeting_id: Mapped[int] = mapped_column(ForeignKey("meetings.id"), primary_key=True)
    subject_id: Mapped[int] = mapped_column(ForeignKey("people.id"), primary_key=True)
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


async def file(session: AsyncSession, person_id: int) -> AdmissionFile | None:
    """What is on record for a person; None: nothing yet."""
    return await session.get(AdmissionFile, person_id)


async def papers(session: AsyncSession, person: Person) -> Papers:
    """The days that decide, from the person's file and the roster."""
    kept = await file(session, person.id)
    if kept is None:
        return Papers(joined=person.joined)
    return Papers(
        activist=kept.activist, training=kept.training, seminar=kept.seminar, reviewed=kept.review_date,
        joined=person.joined, extended=kept.extended,
    )  # fmt: skip


async def on_the_way(session: AsyncSession, branch_id: int) -> Sequence[Person]:
    """Activists, candidates (接收) and probationary members (转正), in roster order."""
    query = select(Person).where(Person.branch_id == branch_id, Person.status.in_(_ON_THE_WAY))
    query = query.where(Person.left_on.is_(None)).order_by(Person.id)
    return (await session.scalars(query)).unique().all()


async def assemblies(session: AsyncSession, branch_id: int, since: datetime) -> Sequence[Meeting]:
    """Assemblies that begin at ``since`` or later, were not cancelled and are not over, the next one first."""
    query = select(Meeting).where(Meeting.branch_id == branch_id, Meeting.kind == MeetingKind.ASSEMBLY)
    query = query.where(Meeting.starts >= since, Meeting.cancelled.is_(None), Meeting.ended.is_(None))
    return (await session.scalars(query.order_by(Meeting.starts, Meeting.id))).all()


async def listed(session: AsyncSession, person_id: int, since: datetime) -> Sequence[Meeting]:
    """The meetings of :func:`assemblies` that are about this person."""
    query = select(Meeting).where(Meeting.subject_id == person_id, Meeting.starts >= since)
    query = query.where(Meeting.cancelled.is_(None), Meeting.ended.is_(None))
    return (await session.scalars(query.order_by(Meeting.starts, Meeting.id))).all()


async def exclusions(session: AsyncSession, meeting_id: int) -> Sequence[Exclusion]:
    """Who is left out of 应到 at a meeting, in roster order."""
    query = select(Exclusion).where(Exclusion.meeting_id == meeting_id).order_by(Exclusion.person_id)
    return (await session.scalars(query)).unique().all()


async def excluded_count(session: AsyncSession, meeting_id: int) -> int:
    """How many are left out."""
    return await session.scalar(select(func.count()).where(Exclusion.meeting_id == meeting_id)) or 0


async def exclusion(session: AsyncSession, meeting_id: int, person_id: int) -> Exclusion | None:
    """Whether and why that person is left out."""
    return await session.get(Exclusion, (meeting_id, person_id))


async def opinions(session: AsyncSession, meeting_id: int, subject_id: int) -> Sequence[WrittenOpinion]:
    """The opinions lodged about that person for that meeting, in roster order."""
    query = select(WrittenOpinion).where(
        WrittenOpinion.meeting_id == meeting_id, WrittenOpinion.subject_id == subject_id
    )  # fmt: skip
    return (await session.scalars(query.order_by(WrittenOpinion.person_id))).unique().all()


async def opinion(session: AsyncSession, meeting: Meeting, person_id: int) -> WrittenOpinion | None:
    """What a person has lodged about whom the meeting is about now."""
    if meeting.subject_id is None:
        return None
    return await session.get(WrittenOpinion, (meeting.id, meeting.subject_id, person_id))


async def voters(session: AsyncSession, meeting_id: int) -> list[Invited]:
    """The invited with a vote, the excluded among them, in roster order."""
    return [row for row in await meetings.invited(session, meeting_id) if is_elector(row.person)]


async def roll(session: AsyncSession, meeting_id: int) -> tuple[Person, ...]:
    """Who would be on the roll now: the electors among the invited, less those left out."""
    out = {row.person_id for row in await exclusions(session, meeting_id)}
    present = [row.person for row in await voters(session, meeting_id) if row.person.left_on is None]
    return electors(person for person in present if person.id not in out)


async def present(session: AsyncSession, meeting_id: int) -> set[int]:
    """Who of the invited is marked as present, by id."""
    rows = await meetings.invited(session, meeting_id)
    return {row.person_id for row in rows if row.attendance is Attendance.PRESENT}


async def asking(session: AsyncSession, person_id: int, now: datetime) -> Sequence[Meeting]:
    """Meetings about a person that have not begun, and for which this person is on leave."""
    query = select(Meeting).join(Invited, Invited.meeting_id == Meeting.id)
    query = query.where(Invited.person_id == person_id, Invited.answer == Answer.LEAVE)
    query = query.where(Meeting.subject_id.is_not(None), Meeting.cancelled.is_(None))
    query = query.where(Meeting.begun.is_(None), Meeting.starts > now)
    return (await session.scalars(query.order_by(Meeting.starts, Meeting.id))).all()
