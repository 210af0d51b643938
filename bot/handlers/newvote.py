"""/newvote: the form of a ballot."""

import re
from collections.abc import Sequence
from datetime import datetime

from bot.actions import ballots
from bot.actions.ballots import Question
from bot.cards import audience as audience_field
from bot.cards.base import View
from bot.cards.meetings import LOOK_BACK
from bot.context import Here
from bot.forms import Field, Form, Misunderstood, Values, say_when, spell_when
from bot.handlers.forms import begin, offer
from bot.routing import Router
from bot.rules.electorate import is_tiny
from bot.rules.language import Language
from bot.rules.permissions import Permission, do
from bot.rules.reminders import is_quiet
from bot.rules.when import UnknownTime, parse_when
from bot.rules.words import BallotMethod
from bot.store import ballots as store
from bot.store import meetings
from bot.store.branch import Person
from bot.store.meetings import Meeting

router = Router("ballots")
BALLOTS = do(Permission.BALLOTS)

QUESTION_MOST = 1500  # characters; with a result below it a card must stay within Telegram's 4096
_OFFERED = 8  # meetings as buttons
_NUMBER = re.compile(r"(?:No\.\s*)?(\d+)(?:[号:].*)?", re.DOTALL | re.IGNORECASE)


async def _method(view: View, text: str) -> BallotMethod:
    try:
        return BallotMethod.of(text.strip())
    except ValueError as error:
        raise Misunderstood("ballots.unknown_method") from error


async def _method_choices(view: View) -> Sequence[str]:
    return [view.say(method) for method in BallotMethod]


async def _closes(view: View, text: str) -> datetime:
    try:
        moment = parse_when(text, view.now, view.zone)
    except UnknownTime as error:
        raise Misunderstood("ballots.unknown_time") from error
    if moment <= view.now:
        raise Misunderstood("ballots.past_time")
    return moment


async def _meetings(view: View) -> list[Meeting]:
    """Coming ones, then recent ones; nothing is decided in a meeting that was cancelled."""
    coming = await meetings.upcoming(view.session, view.branch.id, view.now)
    past = await meetings.recent(view.session, view.branch.id, view.now - LOOK_BACK, view.now)
    return [*coming, *(meeting for meeting in past if meeting.cancelled is None)]


async def _meeting(view: View, text: str) -> Meeting:
    """By its number, or by words of its kind and topic."""
    every, number = await _meetings(view), _NUMBER.fullmatch(text)
    found = [meeting for meeting in every if number and meeting.id == int(number[1])]
    found = found or [meeting for meeting in every if text in (meeting.topic, *_kinds(meeting))]
    found = found or [
        meeting for meeting in every if any(text in f"{kind} {meeting.topic}" for kind in _kinds(meeting))
    ]
    if not found:
        raise Misunderstood("ballots.no_such_meeting")
    if len(found) > 1:
        raise Misunderstood("ballots.several_meetings", numbers=[meeting.id for meeting in found])
    return found[0]


def _say_meeting(view: View, meeting: Meeting) -> str:
    return view.short("ballots.numbered", meeting=meeting, now=view.now)


def _spell_meeting(view: View, meeting: Meeting) -> str:
    return str(meeting.id)


def _kinds(meeting: Meeting) -> list[str]:
    return [meeting.kind.say(language) for language in Language]


async def _meeting_choices(view: View) -> Sequence[str]:
    return [_say_meeting(view, meeting) for meeting in (await _meetings(view))[:_OFFERED]]


async def _roll(view: View, values: Values) -> tuple[Person, ...]:
    return await store.electorate(view.session, view.branch.id, values["meeting"], values["audience"])


async def _check(view: View, values: Values) -> tuple[str, Misunderstood] | None:
    """Somebody must have a vote."""
    if await _roll(view, values):
        return None
    nobody = Misunderstood("ballots.no_electors", entry=view.book.voters)
    return "audience" if values["audience"] else "meeting", nobody


async def _remarks(view: View, values: Values) -> Sequence[str]:
    roll = await _roll(view, values)
    unbound = [person.name for person in roll if not person.bound]
    remarks = [view.short("ballots.remark_kind_motion" if values["meeting"] else "ballots.remark_kind_opinion")]
    secret = values["method"] is BallotMethod.SECRET
    remarks.append(view.short("ballots.remark_electors", count=len(roll)))
    if secret:
        remarks.append(view.short("ballots.remark_secret"))
    if secret and is_tiny(len(roll)):
        remarks.append(view.short("ballots.remark_tiny"))
    if unbound:
        key = "ballots.remark_unbound_secret" if secret else "ballots.remark_unbound"
        remarks.append(view.short(key, count=len(unbound), names=unbound))
    if left_out := len(values["audience"] or ()) - sum(person in roll for person in values["audience"] or ()):
        remarks.append(view.short("ballots.remark_left_out", count=left_out))
    titles = [chat.title for chat in await store.chats_for(view.session, view.branch.id, roll)]
    remarks.append(view.short("ballots.remark_groups", titles=titles))
    quiet = is_quiet(view.now, view.book, view.holidays, view.zone)
    return [*remarks, view.short("ballots.remark_quiet")] if quiet else remarks


async def _open(here: Here, values: Values) -> None:
    question = Question(
        text=values["question"], method=values["method"], closes=values["closes"], meeting=values["meeting"],
        named=values["audience"],
    )  # fmt: skip
    ballot = await ballots.open_(here.deed, question)
    await here.show("ballots/tally", ballot=ballot.id)


NEW_VOTE = Form(
    "newvote",
    "ballots",
    BALLOTS,
    (
        Field("question", most=QUESTION_MOST),
        Field("method", _method, _method_choices),
        Field("closes", _closes, optional=True, spell=spell_when, say=say_when),
        Field("audience", audience_field.understood, audience_field.offered, optional=True, say=audience_field.said),
        Field(
            "meeting",
            _meeting,
            _meeting_choices,
            optional=True,
            spell=_spell_meeting,
            say=lambda view, _, meeting: _say_meeting(view, meeting),
        ),
    ),
    finish=_open,
    check=_check,
    remarks=_remarks,
)
offer(router, NEW_VOTE)


@router.command("newvote", need=BALLOTS, words=("发起投票",))
async def newvote(here: Here) -> None:
    """Asks for a ballot, or takes it pasted."""
    await begin(here, NEW_VOTE)
