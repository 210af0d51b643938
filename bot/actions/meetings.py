"""Meetings are called, answered, moved and cancelled."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from bot.actions import calendars
from bot.actions.base import Deed, Refused
from bot.rules.meetings import meeting_matter, told_in_groups
from bot.rules.permissions import Permission
from bot.rules.words import Answer, LeaveReason, MeetingKind
from bot.store import ballots, branch, observers
from bot.store import meetings as store
from bot.store.branch import Person
from bot.store.meetings import Invited, Meeting
from bot.store.outbox import Urgency


@dataclass(frozen=True, kw_only=True)
class Plan:
    """A meeting to be called. ``team_id`` is None but for a team meeting."""

    kind: MeetingKind
    topic: str
    starts: datetime
    place: str
    agenda: str
    team_id: int | None


async def call(deed: Deed, plan: Plan, people: Sequence[Person]) -> Meeting:
    """Calls it: a notice to each invited person who is bound, and one to the groups that hear of it."""
    deed.require(Permission.MEETINGS, meeting_matter(plan.kind, plan.team_id))
    meeting = Meeting(
        branch_id=deed.branch.id, kind=plan.kind, topic=plan.topic, starts=plan.starts, place=plan.place,
        agenda=plan.agenda, team_id=plan.team_id, caller_id=deed.person.id, called=deed.now,
    )  # fmt: skip
    deed.session.add(meeting)
    await deed.session.flush()
    deed.session.add_all(Invited(meeting_id=meeting.id, person=person) for person in people)
    await deed.session.flush()
    deed.audit("meetings.called", name_of(meeting))
    for person in people:
        deed.tell(person, "meetings/notice", meeting=meeting.id)
    await _post(deed, meeting, "meetings/group", meeting=meeting.id)
    return meeting


async def answer(deed: Deed, meeting: Meeting, said: Answer, move: int) -> bool:
    """The actor's own answer; a later one replaces it. Whether it is another one than before.

    Refused where it was given to an earlier time: ``move`` counts the moves that the person had been told of.
    """
    row = await _own(deed, meeting)
    check_takes_answers(deed, meeting)
    _check_known(meeting, move)
    return await _answer(deed, meeting, row, said)


async def answer_for(deed: Deed, meeting: Meeting, person_id: int, said: Answer, move: int) -> None:
    """代答: the convener answers for somebody who cannot; in the audit log, because it is another's matter."""
    deed.require(Permission.MEETINGS, meeting.matter)
    row = await store.invitation(deed.session, meeting.id, person_id)
    if row is None:
        raise Refused("home.old_button")
    check_takes_answers(deed, meeting)
    _check_known(meeting, move)
    if await _answer(deed, meeting, row, said):
        deed.audit("meetings.answered_for", f"{row.person.name} {name_of(meeting)}")


async def give_reason(deed: Deed, meeting: Meeting, reason: LeaveReason) -> None:
    """The category of the actor's leave."""
    row = await on_leave(deed, meeting)
    row.reason = reason
    refresh_answer(deed, meeting, row.person)


async def write_note(deed: Deed, meeting: Meeting, note: str) -> None:
    """A word about the leave, for the convener."""
    row = await on_leave(deed, meeting)
    row.note = note
    refresh_answer(deed, meeting, row.person)


async def on_leave(deed: Deed, meeting: Meeting) -> Invited:
    """The actor's row; Refused unless the actor has asked for leave and may still change that."""
    row = await _own(deed, meeting)
    check_takes_answers(deed, meeting)
    if row.answer is not Answer.LEAVE:
        raise Refused("meetings.not_on_leave")
    return row


async def move(deed: Deed, meeting: Meeting, starts: datetime, place: str) -> None:
    """Another time, perhaps another place: everybody is told once and asked again."""
    await check_may_change(deed, meeting)
    meeting.starts, meeting.place, meeting.moves = starts, place, meeting.moves + 1
    rows = await store.invited(deed.session, meeting.id)
    for row in rows:
        _refresh_plea(deed, row)
        row.answer = row.reason = row.note = row.attendance = None
        row.checked_in = row.plea = row.pleaded_to_id = None
        row.late = False
    deed.audit("meetings.moved", name_of(meeting))
    for row in rows:
        deed.tell(row.person, "meetings/moved", meeting=meeting.id, move=meeting.moves)
    await calendars.renew(deed, meeting)
    await _tell_observers(deed, meeting, "observers/notice", {"meeting": meeting.id, "move": meeting.moves})
    await _post(deed, meeting, "meetings/group_moved", meeting=meeting.id, move=meeting.moves)
    _refresh_everywhere(deed, meeting)


async def cancel(deed: Deed, meeting: Meeting) -> None:
    """Takes it back: everybody is told once, and the buttons go."""
    await check_may_change(deed, meeting)
    meeting.cancelled = deed.now
    deed.audit("meetings.cancelled", name_of(meeting))
    for row in await store.invited(deed.session, meeting.id):
        _refresh_plea(deed, row)
        deed.tell(row.person, "meetings/cancelled", meeting=meeting.id)
    await calendars.renew(deed, meeting)
    await _tell_observers(deed, meeting, "observers/cancelled", {"meeting": meeting.id})
    await _post(deed, meeting, "meetings/group_cancelled", meeting=meeting.id)
    _refresh_everywhere(deed, meeting)


async def check_may_change(deed: Deed, meeting: Meeting) -> None:
    """Refused unless the actor may move or cancel this meeting now."""
    deed.require(Permission.MEETINGS, meeting.matter)
    if meeting.cancelled is not None:
        raise Refused("meetings.is_cancelled")
    if not meeting.may_change:
        raise Refused("meetings.was_held")
    every = await ballots.of_meeting(deed.session, meeting.id)
    if any(not each.ended(deed.now) for each in every):
        raise Refused("meetings.ballot_open")
    if any((await ballots.turnout(deed.session, [each.id for each in every])).values()):
        raise Refused("meetings.was_voted_in")


def check_takes_answers(deed: Deed, meeting: Meeting) -> None:
    """Refused once the meeting has begun or was cancelled."""
    if meeting.cancelled is not None:
        raise Refused("meetings.is_cancelled")
    if not meeting.takes_answers(deed.now):
        raise Refused("meetings.has_begun")


def _check_known(meeting: Meeting, move: int) -> None:
    if move != meeting.moves:
        raise Refused("meetings.moved_since", starts=meeting.starts)


def refresh_answer(deed: Deed, meeting: Meeting, person: Person) -> None:
    """Somebody's answer changed: on the own cards, in the groups' counts and on the convener's card."""
    deed.refresh("meetings/notice", only=person, meeting=meeting.id)
    deed.refresh("meetings/leave", only=person, meeting=meeting.id)
    deed.refresh("meetings/group", meeting=meeting.id)
    if meeting.moves:
        deed.refresh("meetings/moved", only=person, meeting=meeting.id, move=meeting.moves)
        deed.refresh("meetings/group_moved", meeting=meeting.id, move=meeting.moves)
    if meeting.subject_id is not None:
        deed.refresh("admissions/opinion", only=person, meeting=meeting.id)
    refresh_board(deed, meeting)


def refresh_board(deed: Deed, meeting: Meeting) -> None:
    """Who comes, or who is there, has changed: for the convener and for the chair."""
    for card in ("meetings/board", "chair/walking"):
        deed.refresh(card, meeting=meeting.id)


def name_of(meeting: Meeting) -> str:
    """What the audit log calls it: never its topic."""
    return f"{meeting.kind.zh} {meeting.id}"


async def _own(deed: Deed, meeting: Meeting) -> Invited:
    row = await store.invitation(deed.session, meeting.id, deed.person.id)
    if row is None:
        raise Refused("meetings.not_invited", entry=deed.book.of_meeting(meeting.kind))
    return row


async def _answer(deed: Deed, meeting: Meeting, row: Invited, said: Answer) -> bool:
    if row.answer is said:
        return False
    row.answer, row.reason, row.note = said, None, None
    refresh_answer(deed, meeting, row.person)
    return True


async def _post(deed: Deed, meeting: Meeting, card: str, /, **args: int) -> None:
    if told_in_groups(meeting.kind):
        for chat in await store.chats_of(deed.session, meeting):
            deed.post(chat.chat_id, card, urgency=Urgency.NOTICE, **args)


async def _tell_observers(deed: Deed, meeting: Meeting, card: str, args: dict[str, Any]) -> None:
    for observer in await observers.of_meeting(deed.session, meeting.id):
        person = await branch.person(deed.session, observer.person_id) if observer.person_id else None
        if person is not None:
            deed.tell(person, card, **args)


def _refresh_plea(deed: Deed, row: Invited) -> None:
    if row.plea is not None:
        deed.refresh("check_in/plea", meeting=row.meeting_id, person=row.person_id)


def refresh_notices(deed: Deed, meeting: Meeting) -> None:
    """What is told of the meeting has changed, for everybody who was told of it in private."""
    deed.refresh("meetings/notice", meeting=meeting.id)
    deed.refresh("observers/notice", meeting=meeting.id, move=0)
    for move_number in range(1, meeting.moves + 1):
        deed.refresh("meetings/moved", meeting=meeting.id, move=move_number)
        deed.refresh("observers/notice", meeting=meeting.id, move=move_number)


def _refresh_everywhere(deed: Deed, meeting: Meeting) -> None:
    refresh_notices(deed, meeting)
    refresh_board(deed, meeting)
    for card in ("leave", "group", "cancelling"):
        deed.refresh(f"meetings/{card}", meeting=meeting.id)
    for card in ("agenda/items", "check_in/code", "observers/list", "filing/files"):
        deed.refresh(card, meeting=meeting.id)
    if meeting.subject_id is not None:
        for card in ("admissions/meeting", "admissions/papers", "admissions/opinion"):
            deed.refresh(card, meeting=meeting.id)
    for move_number in range(1, meeting.moves + 1):
        deed.refresh("meetings/group_moved", meeting=meeting.id, move=move_number)
