"""Meetings, who is invited, what they answered, who came."""

from collections.abc import Sequence
from datetime import date, datetime
from secrets import token_bytes
from typing import NamedTuple

from sqlalchemy import ForeignKey, LargeBinary, String, Text, and_, bindparam, exists, func, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Mapped, lazyload, mapped_column, relationship

from bot.rules.meetings import meeting_matter
from bot.rules.permissions import Matter
from bot.rules.words import Answer, Attendance, LeaveReason, MeetingKind
from bot.store import observers
from bot.store.base import Base, Utc, WordColumn
from bot.store.branch import Person, person
from bot.store.lookup import ByKey
from bot.store.observers import Observer
from bot.store.post import Chat

PAGE = 20  # people on one page of a card that names everybody
_SECRET = 32  # bytes


def new_secret() -> bytes:
    """Nobody guesses it."""
    return token_bytes(_SECRET)


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
    chair_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"))  # 主持人; None: whoever called it
    recorder_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"))  # 记录人
    begun: Mapped[datetime | None] = mapped_column(Utc)  # the chair opened it
    stated: Mapped[datetime | None] = mapped_column(Utc)  # the chair has stated 应到 and 实到
    ended: Mapped[datetime | None] = mapped_column(Utc)  # 散会
    item: Mapped[int] = mapped_column(default=0)  # where the chair is on the agenda; 0: not begun
    laid_out: Mapped[bool] = mapped_column(default=False)  # its agenda stands as items; else as it was typed
    stated_expected: Mapped[int | None]  # the numbers that the chair stated
    stated_present: Mapped[int | None]
    recorded: Mapped[datetime | None] = mapped_column(Utc)  # 定稿: its minutes are closed
    # From which the changing check-in code is computed; None: called before there were codes.
    check_in: Mapped[bytes | None] = mapped_column(LargeBinary, default=new_secret)
    subject_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"))  # whose admission or confirmation it is
    series_id: Mapped[int | None] = mapped_column(ForeignKey("series.id"))
    nudged: Mapped[date | None]  # when those who had not answered were last reminded (催办)

    @property
    def matter(self) -> Matter:
        """What a permission is asked about before this meeting is changed."""
        return meeting_matter(self.kind, self.team_id, self.caller_id)

    def takes_answers(self, now: datetime) -> bool:
        """Whether an invited person may still answer: until the start, unless it was cancelled."""
        return self.cancelled is None and now < self.starts

    @property
    def may_change(self) -> bool:
        """Whether it may be moved or cancelled: until it is opened or attendance recorded, for then it was held."""
        return self.cancelled is None and self.ticked is None and self.begun is None


class Invited(Base):
    """One person expected at a meeting (应到), the answer and what became of it."""

    __tablename__ = "invited"

    meeting_id: Mapped[int] = mapped_column(ForeignKey("meetings.id"), primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"), primary_key=True, index=True)
    answer: Mapped[Answer | None] = mapped_column(WordColumn(Answer))
    reason: Mapped[LeaveReason | None] = mapped_column(WordColumn(LeaveReason))
    # Reason and note are for the convener and whoever has all meetings, for nobody else's eyes.
    note: Mapped[str | None] = mapped_column(Text)
    attendance: Mapped[Attendance | None] = mapped_column(WordColumn(Attendance))

    checked_in: Mapped[datetime | None] = mapped_column(Utc)  # with the code; None: ticked, or not there
    late: Mapped[bool] = mapped_column(default=False)  # 迟到
    plea: Mapped[str | None] = mapped_column(Text)  # 补签: why the person asks to be marked present afterwards
    pleaded_to_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"))  # who approved it

    person: Mapped[Person] = relationship(foreign_keys=[person_id], lazy="joined")

    @property
    def presumed(self) -> Attendance | None:
        """What was ticked, else 请假 for whoever is on leave; None: nothing is known yet."""
        if self.attendance is None and self.answer is Answer.LEAVE:
            return Attendance.EXCUSED
        return self.attendance

    @property
    def made_up(self) -> bool:
        """补签: present by what the person said afterwards, and somebody agreed to."""
        return self.attendance is Attendance.PRESENT and self.pleaded_to_id is not None

    @property
    def pleads(self) -> bool:
        """Whether a 补签 waits for an answer."""
        return self.plea is not None and self.pleaded_to_id is None and self.attendance is not Attendance.PRESENT


_MEETING = ByKey(Meeting)
_INVITATION = ByKey(Invited, lazyload(Invited.person))
_MEETING_AND_INVITATION = (  # an answer needs both: one statement rather than two
    select(Meeting, Invited, exists().where(Observer.meeting_id == bindparam("meeting")))
    .outerjoin(Invited, and_(Invited.meeting_id == Meeting.id, Invited.person_id == bindparam("person")))
    .where(Meeting.id == bindparam("meeting"))
    .options(lazyload(Invited.person))
)


class Answered(NamedTuple):
    """One person expected, by name, and the answer."""

    name: str
    bound: bool
    answer: Answer | None
    reason: LeaveReason | None
    note: str | None


class Turnout(NamedTuple):
    """应到, 实到, 请假, 缺席; all but the first are None until attendance has been taken."""

    expected: int
    present: int | None
    excused: int | None
    absent: int | None


async def by_id(session: AsyncSession, meeting_id: int) -> Meeting | None:
    """One meeting."""
    return await _MEETING(session, meeting_id)


async def as_invited(session: AsyncSession, meeting_id: int, person_id: int) -> Meeting | None:
    """One meeting, read together with this person's row, which :func:`invitation` then finds read already, and with
    whether anybody observes it, for the notice says who."""
    row = (await session.execute(_MEETING_AND_INVITATION, {"meeting": meeting_id, "person": person_id})).first()
    if row is None:
        return None
    if not row[2]:
        observers.none_at(session, meeting_id)
    called: Meeting = row[0]
    return called


async def invited(session: AsyncSession, meeting_id: int) -> Sequence[Invited]:
    """Everybody expected, in roster order."""
    query = select(Invited).where(Invited.meeting_id == meeting_id).order_by(Invited.person_id)
    return (await session.scalars(query)).unique().all()


async def answers(session: AsyncSession, meeting_id: int) -> Sequence[Answered]:
    """Everybody expected and what was answered, in roster order. Columns only: a live board asks at every tap."""
    query = select(Person.name, Person.telegram_id, Invited.answer, Invited.reason, Invited.note)
    query = query.join(Person, Person.id == Invited.person_id).where(Invited.meeting_id == meeting_id)
    rows = await session.execute(query.order_by(Invited.person_id))
    return [Answered(row[0], row[1] is not None, *row[2:]) for row in rows]


async def invitation(session: AsyncSession, meeting_id: int, person_id: int) -> Invited | None:
    """One person's row; None when not invited."""
    await person(session, person_id)  # mostly known already, and then taken from there
    return await _INVITATION(session, meeting_id, person_id)


async def upcoming(session: AsyncSession, branch_id: int, now: datetime) -> Sequence[Meeting]:
    """Meetings that have not begun and were not cancelled, the next one first."""
    query = select(Meeting).where(
        Meeting.branch_id == branch_id, Meeting.starts > now, Meeting.cancelled.is_(None)
    )  # fmt: skip
    return (await session.scalars(query.order_by(Meeting.starts, Meeting.id))).all()


async def recent(session: AsyncSession, branch_id: int, since: datetime, until: datetime) -> Sequence[Meeting]:
    """Meetings that were to begin after ``since`` and not after ``until``, cancelled ones too, the latest first."""
    query = select(Meeting).where(Meeting.branch_id == branch_id, Meeting.starts > since, Meeting.starts <= until)
    return (await session.scalars(query.order_by(Meeting.starts.desc(), Meeting.id.desc()))).all()


async def of_branch(session: AsyncSession, branch_id: int) -> Sequence[Meeting]:
    """Every meeting that was not cancelled, by its start."""
    query = select(Meeting).where(Meeting.branch_id == branch_id, Meeting.cancelled.is_(None))
    return (await session.scalars(query.order_by(Meeting.starts, Meeting.id))).all()


async def invitations_of(session: AsyncSession, person_id: int) -> dict[int, Invited]:
    """A person's rows by meeting id."""
    query = select(Invited).where(Invited.person_id == person_id)
    return {row.meeting_id: row for row in (await session.scalars(query)).unique()}


async def counts(session: AsyncSession, meeting_id: int) -> Turnout:
    """The figures of attendance as they stand now, corrections included."""
    meeting = await by_id(session, meeting_id)
    marks = [func.count().filter(Invited.attendance == mark) for mark in Attendance]
    row = (await session.execute(select(func.count(), *marks).where(Invited.meeting_id == meeting_id))).one()
    expected, present, excused, absent = tuple(row)
    if meeting is None or meeting.ticked is None:
        return Turnout(expected, None, None, None)
    return Turnout(expected, present, excused, absent)


async def chats_of(session: AsyncSession, meeting: Meeting) -> Sequence[Chat]:
    """The groups that a notice of this meeting goes to: its team's, else the branch's."""
    return await chats_for(session, meeting.branch_id, meeting.team_id)


async def chats_for(session: AsyncSession, branch_id: int, team_id: int | None) -> Sequence[Chat]:
    """The groups bound to that team, or (None) to the branch as a whole."""
    query = select(Chat).where(Chat.branch_id == branch_id, Chat.team_id.is_not_distinct_from(team_id))
    return (await session.scalars(query.order_by(Chat.chat_id))).all()
