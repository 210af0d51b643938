"""/newmeeting, and the form of a move."""

import re
from collections.abc import Sequence
from datetime import datetime

from bot.actions import meetings, plans
from bot.actions.base import Refused
from bot.actions.meetings import Plan
from bot.cards import audience as audience_field
from bot.cards.base import View
from bot.cards.meeting_board import MoveMeeting
from bot.cards.meeting_fields import AGENDA_MOST, agenda, agenda_choices, by_kind, invited
from bot.cards.meetings import LOOK_BACK, manages
from bot.context import Here
from bot.forms import Field, Form, Misunderstood, Values, say_when, spell_when
from bot.handlers.convening import MEETINGS, own_meeting
from bot.handlers.forms import begin, offer
from bot.routing import Router, Where
from bot.rules.meetings import callable_kinds, meeting_matter, told_in_groups
from bot.rules.permissions import Permission
from bot.rules.reminders import is_quiet
from bot.rules.when import UnknownTime, parse_when
from bot.rules.words import MeetingKind
from bot.store import meetings as store
from bot.store.branch import Person
from bot.store.meetings import Meeting

router = Router("meetings")

LINE_MOST = 100  # characters; a card must stay within Telegram's 4096
_TOPIC_SHOWN = 20  # characters of a topic on a button
_NUMBER = re.compile(r"(?:No\.\s*)?(\d{1,9})(?:\s*[号:].*)?", re.DOTALL | re.IGNORECASE)


async def _kind(view: View, text: str) -> MeetingKind:
    try:
        kind = MeetingKind.of(text.strip())
    except ValueError as error:
        raise Misunderstood("meetings.unknown_kind") from error
    if kind not in _kinds(view):
        raise Misunderstood("meetings.kind_not_yours")
    return kind


def _kinds(view: View) -> list[MeetingKind]:
    return callable_kinds(view.person.grants, person_id=view.person.id, team_id=view.person.team_id)


async def _kind_choices(view: View) -> Sequence[str]:
    return [view.say(kind) for kind in _kinds(view)]


async def _starts(view: View, text: str) -> datetime:
    try:
        moment = parse_when(text, view.now, view.zone)
    except UnknownTime as error:
        raise Misunderstood("meetings.unknown_time") from error
    if moment <= view.now:
        raise Misunderstood("meetings.past_time")
    return moment


async def _audience_choices(view: View) -> Sequence[str]:
    if view.person.team is not None and _kinds(view) == [MeetingKind.TEAM_MEETING]:
        return [view.person.team.name]
    return await audience_field.offered(view)


async def _check(view: View, values: Values) -> tuple[str, Misunderstood] | None:
    """A team meeting is one team's, and a team leader's own team's."""
    try:
        people = await invited(view, values)
    except Misunderstood as problem:
        return "audience", problem
    if values["kind"] is not MeetingKind.TEAM_MEETING:
        return None
    teams = {person.team_id for person in people}
    if len(teams) > 1 or None in teams:
        return "audience", Misunderstood("meetings.not_one_team")
    if not view.person.reaches(Permission.MEETINGS, meeting_matter(values["kind"], teams.pop())):
        return "audience", Misunderstood("meetings.not_your_team")
    return None


async def _remarks(view: View, values: Values) -> Sequence[str]:
    people = await invited(view, values)
    unbound = [person.name for person in people if not person.bound]
    remarks = [view.short("meetings.remark_invited", count=len(people))]
    if values["audience"] is None:
        remarks.append(by_kind(view, values["kind"]))
    if unbound:
        remarks.append(view.short("meetings.remark_unbound", count=len(unbound), names=unbound))
    chats = await _chats(view, values["kind"], _team(values["kind"], people))
    remarks.append(view.short("meetings.remark_groups", titles=chats))
    return [*remarks, *_quiet_remark(view)]


async def _chats(view: View, kind: MeetingKind, team_id: int | None) -> list[str]:
    if not told_in_groups(kind):
        return []
    return [chat.title for chat in await store.chats_for(view.session, view.branch.id, team_id)]


def _team(kind: MeetingKind, people: Sequence[Person]) -> int | None:
    return people[0].team_id if kind is MeetingKind.TEAM_MEETING else None


def _quiet_remark(view: View) -> list[str]:
    quiet = is_quiet(view.now, view.book, view.holidays, view.zone)
    return [view.short("meetings.remark_quiet")] if quiet else []


async def _call(here: Here, values: Values) -> None:
    people = await invited(here.view, values)
    plan = Plan(
        kind=values["kind"], topic=values["topic"], starts=values["starts"], place=values["place"],
        agenda=values["agenda"] or "", team_id=_team(values["kind"], people),
    )  # fmt: skip
    meeting = await meetings.call(here.deed, plan, people)
    await plans.called(here.deed, here.dialog.answers.get("links", {}) if here.dialog else {}, meeting)
    await here.show("meetings/board", meeting=meeting.id)


_STARTS = Field("starts", _starts, spell=spell_when, say=say_when)

NEW_MEETING = Form(
    "newmeeting",
    "meetings",
    MEETINGS,
    (
        Field("kind", _kind, _kind_choices),
        Field("topic", most=LINE_MOST),
        _STARTS,
        Field("place", most=LINE_MOST),
        Field("agenda", agenda, agenda_choices, optional=True, most=AGENDA_MOST, spell=lambda _, agenda: str(agenda)),
        Field("audience", audience_field.understood, _audience_choices, optional=True, say=audience_field.said),
    ),
    finish=_call,
    check=_check,
    remarks=_remarks,
)
offer(router, NEW_MEETING)


@router.command("newmeeting", need=MEETINGS, words=("召开会议", "开会"))
async def newmeeting(here: Here) -> None:
    """Asks for a meeting, or takes it pasted."""
    await begin(here, NEW_MEETING)


async def call_for(here: Here, kind: MeetingKind, topic: str, **links: int) -> None:
    """Asks for a meeting whose kind and topic are known: for an item of the study plan, or to discuss a lecture."""
    if kind not in _kinds(here.view):
        raise Refused("home.not_yours")
    await begin(here, NEW_MEETING, kind=kind.zh, topic=topic[:LINE_MOST])
    here.keep(links=links)


def _said(view: View, meeting: Meeting) -> str:
    return view.short("meetings.numbered", meeting=meeting, topic=meeting.topic[:_TOPIC_SHOWN])


async def _movable(view: View) -> list[Meeting]:
    coming = await store.upcoming(view.session, view.branch.id, view.now)
    past = await store.recent(view.session, view.branch.id, view.now - LOOK_BACK, view.now)
    return [each for each in (*coming, *past) if each.may_change and manages(view.person, each)]


async def _meeting(view: View, text: str) -> Meeting:
    """By its number alone: two meetings may be alike in all else."""
    number = _NUMBER.fullmatch(text)
    found = next((each for each in await _movable(view) if number and each.id == int(number[1])), None)
    if found is None:
        raise Misunderstood("meetings.no_such_meeting")
    return found


async def _meeting_choices(view: View) -> Sequence[str]:
    return [_said(view, each) for each in await _movable(view)]


async def _check_move(view: View, values: Values) -> tuple[str, Misunderstood] | None:
    meeting: Meeting = values["meeting"]
    if values["starts"] == meeting.starts and values["place"] in (None, meeting.place):
        return "starts", Misunderstood("meetings.same_time")
    return None


async def _move_remarks(view: View, values: Values) -> Sequence[str]:
    rows = await store.invited(view.session, values["meeting"].id)
    return [view.short("meetings.remark_move", told=sum(row.person.bound for row in rows)), *_quiet_remark(view)]


async def _move(here: Here, values: Values) -> None:
    meeting: Meeting = values["meeting"]
    await meetings.move(here.deed, meeting, values["starts"], values["place"] or meeting.place)
    await here.show("meetings/board", meeting=meeting.id)


MOVE_MEETING = Form(
    "move_meeting",
    "meetings",
    MEETINGS,
    (
        Field(
            "meeting",
            _meeting,
            _meeting_choices,
            spell=lambda _, meeting: str(meeting.id),
            say=lambda view, _, meeting: _said(view, meeting),
        ),
        _STARTS,
        Field("place", most=LINE_MOST, optional=True),
    ),
    finish=_move,
    check=_check_move,
    remarks=_move_remarks,
)
offer(router, MOVE_MEETING)


@router.press(MoveMeeting, need=MEETINGS, where=Where.PRIVATE)
async def move_meeting(here: Here, press: MoveMeeting) -> None:
    """Asks for the new time."""
    meeting = await own_meeting(here, press.meeting)
    await meetings.check_may_change(here.deed, meeting)
    await begin(here, MOVE_MEETING, meeting=str(meeting.id))
