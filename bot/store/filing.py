"""The facts of a meeting, and of attendance over a period, read from the store for the files of an office."""

from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.rules.attended import AttendanceFacts, Attended, Held
from bot.rules.filing import (
    Item,
    MeetingFacts,
    Resolution,
    Seat,
)
from bot.rules.rulebook import Rulebook
from bot.rules.words import Attendance, Post
from bot.store import ballots as ballots_store
from bot.store import branch as people_store
from bot.store import meetings as meetings_store
from bot.store import oral
from bot.store.agenda import AgendaItem, Remark
from bot.store.branch import Branch, Person, Team
from bot.store.decisions import Decision
from bot.store.filing_ballots import ballot_facts, name_of
from bot.store.meetings import Invited, Meeting
from bot.store.observers import Observer


async def meeting_facts(
    session: AsyncSession, branch: Branch, meeting: Meeting, book: Rulebook, zone: ZoneInfo
) -> MeetingFacts:
    """Everything that the files of a meeting say, ballots with it."""
    called = await call_facts(session, branch, meeting, zone)
    items, remarks = await _content(session, meeting)
    # Whoever called it takes the chair where nobody else was named, and did once it was opened.
    chair = meeting.chair_id or (meeting.caller_id if meeting.begun else None)
    ballots = await ballots_store.of_meeting(session, meeting.id)
    return replace(
        called, begun=meeting.begun, chair=await name_of(session, chair),
        recorder=await name_of(session, meeting.recorder_id), taken=meeting.ticked is not None,
        seats=tuple(_seat(row) for row in await meetings_store.invited(session, meeting.id)),
        observers=await _observers(session, meeting),
        oral=tuple(person.name for person in await oral.of_meeting(session, meeting.id)), items=items, remarks=remarks,
        ballots=tuple([await ballot_facts(session, branch, ballot, called, book, zone) for ballot in ballots]),
        resolutions=await _resolutions(session, meeting),
    )  # fmt: skip


async def call_facts(session: AsyncSession, branch: Branch, meeting: Meeting, zone: ZoneInfo) -> MeetingFacts:
    """What a notice says of a meeting, and a calendar; nothing of who was there."""
    team = await session.get(Team, meeting.team_id) if meeting.team_id else None
    return MeetingFacts(
        number=meeting.id, branch=branch.name, team=team.name if team else None, kind=meeting.kind,
        topic=meeting.topic, place=meeting.place, zone=zone, caller=await name_of(session, meeting.caller_id) or "",
        called=meeting.called, starts=meeting.starts, moves=meeting.moves, cancelled=meeting.cancelled,
        ended=meeting.ended, agenda=meeting.agenda, items=await _items(session, meeting, {}),
    )  # fmt: skip


def _seat(row: Invited) -> Seat:
    present = row.attendance is Attendance.PRESENT
    return Seat(
        name=row.person.name, post=_post(row.person), attendance=row.presumed, reason=row.reason,
        late=present and row.late, made_up=present and row.pleaded_to_id is not None,
        checked_in=present and row.checked_in is not None,
    )  # fmt: skip


def _post(person: Person) -> str:
    """组织委员、党小组长; of a full member without a post simply 党员."""
    posts = "、".join(post.zh for post in Post if post in person.posts)
    return posts or person.status.zh.removeprefix("正式")


async def _observers(session: AsyncSession, meeting: Meeting) -> tuple[str, ...]:
    query = select(Observer.name).where(Observer.meeting_id == meeting.id).order_by(Observer.id)
    return tuple((await session.scalars(query)).all())


async def _content(session: AsyncSession, meeting: Meeting) -> tuple[tuple[Item, ...], tuple[str, ...]]:
    """The items with their remarks, and the remarks on the meeting as a whole."""
    remarks: defaultdict[int | None, list[str]] = defaultdict(list)
    for remark in await session.scalars(select(Remark).where(Remark.meeting_id == meeting.id).order_by(Remark.id)):
        remarks[remark.item_id].append(remark.text)
    return await _items(session, meeting, remarks), tuple(remarks[None])


async def _items(
    session: AsyncSession, meeting: Meeting, remarks: Mapping[int | None, Sequence[str]]
) -> tuple[Item, ...]:
    query = select(AgendaItem).where(AgendaItem.meeting_id == meeting.id).order_by(AgendaItem.position)
    return tuple(
        Item(
            title=item.title or (item.step.zh if item.step else ""),
            presenter=item.presenter,
            remarks=tuple(remarks.get(item.id, ())),
        )
        for item in await session.scalars(query)
    )


async def _resolutions(session: AsyncSession, meeting: Meeting) -> tuple[Resolution, ...]:
    rows = (
        await session.scalars(select(Decision).where(Decision.meeting_id == meeting.id).order_by(Decision.id))
    ).all()
    return tuple([Resolution(text=row.text, owner=await name_of(session, row.owner_id), due=row.due) for row in rows])


async def attendance_facts(
    session: AsyncSession, branch: Branch, first: date, last: date, zone: ZoneInfo,
    *, whom: Callable[[Person], bool], reaches: Callable[[Meeting], bool] = lambda meeting: True,
) -> AttendanceFacts:  # fmt: skip
    """Attendance of the meetings that ``reaches`` lets through and that were not cancelled.

    ``whom`` says who is listed though never expected at any of them.
    """
    since, until = (datetime.combine(day, time(), zone) for day in (first, last + timedelta(days=1)))
    every = [
        meeting
        for meeting in await meetings_store.of_branch(session, branch.id)
        if since <= meeting.starts < until and reaches(meeting)
    ]
    rows = {meeting.id: await meetings_store.invited(session, meeting.id) for meeting in every}
    taken = [row for meeting in every if meeting.ticked for row in rows[meeting.id]]
    expected_somewhere = {row.person_id for of_one in rows.values() for row in of_one}
    everybody = await people_store.everybody(session, branch.id)
    listed = [
        person for person in everybody
        if person.id in expected_somewhere or (person.left_on is None and whom(person))
    ]  # fmt: skip
    return AttendanceFacts(
        branch=branch.name, first=first, last=last, zone=zone, people=_attended(listed, taken),
        meetings=tuple(_held(meeting, rows[meeting.id]) for meeting in every),
    )  # fmt: skip


def _attended(people: Collection[Person], rows: Sequence[Invited]) -> tuple[Attended, ...]:
    marks = Counter((row.person_id, row.attendance) for row in rows)
    expected = Counter(row.person_id for row in rows)
    late = Counter(row.person_id for row in rows if row.late and row.attendance is Attendance.PRESENT)
    return tuple(
        Attended(
            name=person.name,
            team=person.team.name if person.team else "",
            post=_post(person),
            expected=expected[person.id],
            late=late[person.id],
            **{mark.value: marks[person.id, mark] for mark in Attendance},
        )
        for person in people
    )


def _held(meeting: Meeting, rows: Sequence[Invited]) -> Held:
    marks = Counter(row.attendance for row in rows)
    late = sum(row.late and row.attendance is Attendance.PRESENT for row in rows)
    figures = {"late": late, **{mark.value: marks[mark] for mark in Attendance}} if meeting.ticked else {}
    return Held(
        number=meeting.id, kind=meeting.kind, topic=meeting.topic, place=meeting.place, starts=meeting.starts,
        expected=len(rows), **figures,
    )  # fmt: skip
