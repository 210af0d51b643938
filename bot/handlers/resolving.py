"""The forms of a decision: 登记决议, from the minutes or from a ballot that has passed, and another owner or day."""

import re
from collections.abc import Sequence
from datetime import date

from bot.actions import decisions
from bot.actions.base import Refused
from bot.actions.decisions import TEXT_MOST, Resolution
from bot.cards import audience as audience_field
from bot.cards.ballots_text import title as question
from bot.cards.base import View
from bot.cards.decisions import AssignDecision, EnterBallot
from bot.cards.meetings import LOOK_BACK
from bot.cards.minutes import Resolve
from bot.context import Here
from bot.forms import Field, Form, Misunderstood, Values
from bot.handlers.decisions import decision_of
from bot.handlers.forms import begin, offer
from bot.handlers.meetings import meeting_of
from bot.routing import Router, Where
from bot.rules.language import say_day
from bot.rules.permissions import Permission, do
from bot.rules.when import UnknownTime, parse_date
from bot.store import agenda, ballots, meetings
from bot.store import branch as people
from bot.store import decisions as store
from bot.store.ballots import Ballot
from bot.store.ballots_standing import passed
from bot.store.branch import Person
from bot.store.decisions import Decision
from bot.store.meetings import Meeting

router = Router("decisions")
ACT = do(Permission.ANSWER)  # the recorder may be anybody; whose meeting it is decides the action
_TOPIC_SHOWN = 20  # characters of a topic on a button
_NUMBER = re.compile(r"(?:No\.\s*)?(\d{1,9})(?:\s*[号:].*)?", re.DOTALL | re.IGNORECASE)


async def _owner(view: View, text: str) -> Person:
    found = await audience_field.understood(view, text)
    if len(found) != 1:
        raise Misunderstood("decisions.one_owner")
    return found[0]


async def _owner_choices(view: View) -> Sequence[str]:
    everybody = await people.people(view.session, view.branch.id)
    named = [person.name for person in everybody if any(post.on_committee for post in person.posts)]
    return [name for name in named if named.count(name) == 1]


async def _due(view: View, text: str) -> date:
    try:
        day = parse_date(text, view.now, view.zone)
    except UnknownTime as error:
        raise Misunderstood("decisions.unknown_day") from error
    if day < view.today:
        raise Misunderstood("decisions.past_day")
    return day


async def _meetings(view: View) -> list[Meeting]:
    """Those whose record the viewer may write in."""
    past = await meetings.recent(view.session, view.branch.id, view.now - LOOK_BACK, view.now)
    return [each for each in past if each.cancelled is None and each.begun and agenda.records(view.person, each)]


def _said_meeting(view: View, meeting: Meeting) -> str:
    return view.short("meetings.numbered", meeting=meeting, topic=meeting.topic[:_TOPIC_SHOWN])


async def _meeting(view: View, text: str) -> Meeting:
    number = _NUMBER.fullmatch(text)
    found = await meetings.by_id(view.session, int(number[1])) if number else None
    if found is None or found.branch_id != view.branch.id:
        raise Misunderstood("decisions.no_such_meeting")
    return found


async def _meeting_choices(view: View) -> Sequence[str]:
    return [_said_meeting(view, each) for each in await _meetings(view)]


def _said_ballot(view: View, ballot: Ballot) -> str:
    return view.short("decisions.numbered", number=ballot.id, text=question(ballot))


async def _passed(view: View) -> list[Ballot]:
    """Ballots of late that have passed and were not entered."""
    ended = await ballots.ended_ballots(view.session, view.branch.id, view.now, view.now - LOOK_BACK)
    return [
        each
        for each in ended
        if await passed(view.session, each, view.book) and not await store.of_ballot(view.session, each.id)
    ]


async def _ballot(view: View, text: str) -> Ballot:
    number = _NUMBER.fullmatch(text)
    found = next((each for each in await _passed(view) if number and each.id == int(number[1])), None)
    if found is None:
        raise Misunderstood("decisions.no_such_ballot")
    return found


async def _ballot_choices(view: View) -> Sequence[str]:
    return [_said_ballot(view, each) for each in await _passed(view)]


def _say_day(view: View, _kept: str, day: date) -> str:
    return say_day(day, view.language)


def _owner_and_day() -> tuple[Field, Field]:
    return (
        Field("owner", _owner, _owner_choices, optional=True, spell=lambda _, person: _spelled(person)),
        Field("due", _due, optional=True, spell=lambda _, day: day.isoformat(), say=_say_day),
    )


def _spelled(person: Person) -> str:
    return f"{person.name}（{person.phone}）" if person.phone else person.name


async def _together(view: View, values: Values) -> tuple[str, Misunderstood] | None:
    """Whoever follows it up has a day for it."""
    if (values["owner"] is None) != (values["due"] is None):
        key = "owner" if values["owner"] is None else "due"
        return key, Misunderstood("decisions.both_or_none", entry=view.book.decision)
    return None


async def _check(view: View, values: Values) -> tuple[str, Misunderstood] | None:
    """Words of its own, or those of the ballot; and the ballot is one of that meeting."""
    meeting: Meeting | None = values["meeting"]
    ballot: Ballot | None = values["ballot"]
    if values["text"] is None and ballot is None:
        return "text", Misunderstood("decisions.no_words")
    if ballot is not None and ballot.meeting_id != (meeting.id if meeting else None):
        return "ballot", Misunderstood("decisions.other_meeting")
    return await _together(view, values)


async def _record(here: Here, values: Values) -> None:
    ballot: Ballot | None = values["ballot"]
    resolution = Resolution(
        text=values["text"] or (ballot.question if ballot else ""), meeting=values["meeting"], ballot=ballot,
        owner=values["owner"], due=values["due"],
    )  # fmt: skip
    decision = await decisions.record(here.deed, resolution)
    await here.show("decisions/one", decision=decision.id)


RESOLUTION = Form(
    "resolution",
    "decisions",
    ACT,
    (
        Field(
            "meeting",
            _meeting,
            _meeting_choices,
            optional=True,
            spell=lambda _, meeting: str(meeting.id),
            say=lambda view, _, meeting: _said_meeting(view, meeting),
        ),
        Field(
            "ballot",
            _ballot,
            _ballot_choices,
            optional=True,
            spell=lambda _, ballot: str(ballot.id),
            say=lambda view, _, ballot: _said_ballot(view, ballot),
        ),
        Field("text", optional=True, most=TEXT_MOST),
        *_owner_and_day(),
    ),
    finish=_record,
    check=_check,
)
offer(router, RESOLUTION)


@router.press(Resolve, need=ACT, where=Where.PRIVATE)
async def resolve(here: Here, press: Resolve) -> None:
    """登记决议, from the minutes of a meeting."""
    meeting = await meeting_of(here, press.meeting)
    await decisions.check_may_record(here.deed, meeting, None)
    known = {} if any(each.meeting_id == meeting.id for each in await _passed(here.view)) else {"ballot": ""}
    await begin(here, RESOLUTION, meeting=str(meeting.id), **known)


@router.press(EnterBallot, need=do(Permission.BALLOTS), where=Where.PRIVATE)
async def enter_ballot(here: Here, press: EnterBallot) -> None:
    """登记决议, from a ballot that has passed."""
    ballot = await ballots.by_id(here.deed.session, press.ballot)
    if ballot is None or ballot.branch_id != here.deed.branch.id:
        raise Refused("home.old_button")
    meeting = await meetings.by_id(here.deed.session, ballot.meeting_id) if ballot.meeting_id else None
    await decisions.check_may_record(here.deed, meeting, ballot)
    await begin(here, RESOLUTION, meeting=str(meeting.id) if meeting else "", ballot=str(ballot.id))


async def _decision(view: View, text: str) -> Decision:
    number = _NUMBER.fullmatch(text)
    found = await store.by_id(view.session, int(number[1])) if number else None
    if found is None or found.branch_id != view.branch.id:
        raise Misunderstood("decisions.no_such_decision")
    return found


async def _assign(here: Here, values: Values) -> None:
    await decisions.assign(here.deed, values["decision"], values["owner"], values["due"])
    await here.show("decisions/one", decision=values["decision"].id)


REASSIGN = Form(
    "reassign",
    "decisions",
    ACT,
    (
        Field("decision", _decision, say=lambda view, _, decision: decision.title),
        *(Field(each.key, each.parse, each.choices, spell=each.spell, say=each.say) for each in _owner_and_day()),
    ),
    finish=_assign,
)
offer(router, REASSIGN)


@router.press(AssignDecision, need=ACT, where=Where.PRIVATE)
async def assign(here: Here, press: AssignDecision) -> None:
    """Another owner, another day."""
    decision = await decision_of(here, press.decision)
    await decisions.check_may_assign(here.deed, decision)
    await begin(here, REASSIGN, decision=str(decision.id))
