"""/election: the form of an election."""

import re
from collections.abc import Sequence
from datetime import date, datetime

from bot.actions import elections
from bot.actions.elections import Election
from bot.cards import audience as audience_field
from bot.cards.base import View
from bot.cards.meetings import LOOK_BACK
from bot.context import Here
from bot.forms import Field, Form, Misunderstood, Values
from bot.handlers.forms import begin, offer
from bot.routing import Router
from bot.rules.elections import MOST_SEATS
from bot.rules.electorate import is_tiny
from bot.rules.language import listed
from bot.rules.permissions import Permission, do
from bot.rules.reminders import is_quiet
from bot.rules.strokes import by_strokes, unknown
from bot.rules.words import MeetingKind, NomineeOrder
from bot.store import ballots as ballot_store
from bot.store import elections as store
from bot.store import meetings
from bot.store.branch import Person
from bot.store.meetings import Meeting

router = Router("elections")
BALLOTS = do(Permission.BALLOTS)

QUESTION_MOST = 200  # characters: it stands above every paper
_OFFERED = 8  # meetings as buttons
_NUMBER = re.compile(r"(?:No\.\s*)?(\d+)(?:[号:].*)?", re.DOTALL | re.IGNORECASE)
_SEATS = re.compile(r"(\d{1,3})\s*[人名个位]?")
_SEPARATORS = re.compile(r"[、，,；;\n]+")


async def _assemblies(view: View) -> list[Meeting]:
    """Coming ones, then recent ones."""
    coming = await meetings.upcoming(view.session, view.branch.id, view.now)
    past = await meetings.recent(view.session, view.branch.id, view.now - LOOK_BACK, view.now)
    every = [*coming, *(meeting for meeting in past if meeting.cancelled is None)]
    return [meeting for meeting in every if meeting.kind is MeetingKind.ASSEMBLY]


async def _meeting(view: View, text: str) -> Meeting:
    """An assembly by its number or its topic; of several, the one of today."""
    every, number = await _assemblies(view), _NUMBER.fullmatch(text.strip())
    found = [meeting for meeting in every if number and meeting.id == int(number[1])]
    found = found or [meeting for meeting in every if text in meeting.topic]
    if len(found) > 1:
        found = [meeting for meeting in found if _day(view, meeting.starts) == _day(view, view.now)] or found
    if not found:
        raise Misunderstood("elections.no_such_assembly", entry=view.book.election)
    if len(found) > 1:
        raise Misunderstood("ballots.several_meetings", numbers=[meeting.id for meeting in found])
    return found[0]


def _day(view: View, moment: datetime) -> date:
    return moment.astimezone(view.zone).date()


def _say_meeting(view: View, meeting: Meeting) -> str:
    return view.short("ballots.numbered", meeting=meeting, now=view.now)


async def _meeting_choices(view: View) -> Sequence[str]:
    return [_say_meeting(view, meeting) for meeting in (await _assemblies(view))[:_OFFERED]]


async def _seats(view: View, text: str) -> int:
    match = _SEATS.fullmatch(text.strip())
    if match is None or not 1 <= int(match[1]) <= MOST_SEATS:
        raise Misunderstood("elections.seats_between", most=MOST_SEATS)
    return int(match[1])


async def _nominees(view: View, text: str) -> list[Person]:
    """Names in the order in which they were written, each once."""
    named = [
        person
        for part in _SEPARATORS.split(text)
        if part.strip()
        for person in await audience_field.understood(view, part.strip())
    ]
    if not named:
        raise Misunderstood("audience.empty", name="")
    return list({person.id: person for person in named}.values())


async def _order(view: View, text: str) -> NomineeOrder:
    try:
        return NomineeOrder.of(text.strip())
    except ValueError as error:
        raise Misunderstood("elections.unknown_order") from error


async def _orders(view: View) -> Sequence[str]:
    return [view.say(order) for order in NomineeOrder]


def _ordered(values: Values) -> list[Person]:
    nominees: list[Person] = values["nominees"]
    return by_strokes(nominees) if values["order"] is NomineeOrder.STROKES else nominees


async def _check(view: View, values: Values) -> tuple[str, Misunderstood] | None:
    """Whoever is put up must be able to stand, and there must be more of them than seats; somebody must have a vote."""
    if found := elections.problem(view.book, values["nominees"], values["seats"]):
        key, rule, facts = found
        return "nominees", Misunderstood(key, rule, **facts)
    if not await ballot_store.electorate(view.session, view.branch.id, values["meeting"], None):
        return "meeting", Misunderstood("ballots.no_electors", entry=view.book.voters)
    return None


async def _remarks(view: View, values: Values) -> Sequence[str]:
    roll = await ballot_store.electorate(view.session, view.branch.id, values["meeting"], None)
    names = [person.name for person in _ordered(values)]
    remarks = [view.short("elections.remark_order", names=names)]
    if values["order"] is NomineeOrder.STROKES and (strange := unknown(values["nominees"])):
        remarks.append(view.short("elections.remark_strokes_unknown", names=strange))
    rule = view.book.election
    needed, clause = rule.present_needed(len(roll)), rule.clause
    remarks.append(view.short("elections.remark_quorum", count=len(roll), needed=needed, clause=clause))
    present = await store.present(view.session, values["meeting"], roll)
    if present is not None and present < needed:
        remarks.append(view.short("elections.remark_too_few", present=present, needed=needed))
    remarks.append(view.short("elections.remark_secret", clause=view.book.election_in_person.clause))
    if is_tiny(len(roll)):
        remarks.append(view.short("ballots.remark_tiny"))
    if unbound := [person.name for person in roll if not person.bound]:
        remarks.append(view.short("elections.remark_unbound", count=len(unbound), names=unbound))
    titles = [chat.title for chat in await ballot_store.chats_for(view.session, view.branch.id, roll)]
    remarks.append(view.short("ballots.remark_groups", titles=titles))
    quiet = is_quiet(view.now, view.book, view.holidays, view.zone)
    return [*remarks, view.short("ballots.remark_quiet")] if quiet else remarks


async def _open(here: Here, values: Values) -> None:
    earlier_id = here.dialog.answers.get("earlier") if here.dialog else None
    earlier = await ballot_store.by_id(here.deed.session, earlier_id) if earlier_id else None
    election = Election(
        question=values["question"], meeting=values["meeting"], seats=values["seats"], nominees=_ordered(values),
        earlier=earlier,
    )  # fmt: skip
    ballot = await elections.open_(here.deed, election)
    await here.show("ballots/tally", ballot=ballot.id)


ELECTION = Form(
    "election",
    "elections",
    BALLOTS,
    (
        Field("question", most=QUESTION_MOST),
        Field(
            "meeting",
            _meeting,
            _meeting_choices,
            spell=lambda view, meeting: str(meeting.id),
            say=lambda view, _, meeting: _say_meeting(view, meeting),
        ),
        Field("seats", _seats),
        Field("nominees", _nominees, say=lambda view, _, people: listed([each.name for each in people], view.language)),
        Field("order", _order, _orders),
    ),
    finish=_open,
    check=_check,
    remarks=_remarks,
)
offer(router, ELECTION)


@router.command("election", need=BALLOTS, words=("发起选举",))
async def election(here: Here) -> None:
    """Asks for an election, or takes it pasted."""
    await begin(here, ELECTION)
