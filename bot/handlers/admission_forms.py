"""What an officer types about an admission: days of gates, an extension, who is not expected, the 批复."""

import re
from collections.abc import Sequence
from datetime import date
from functools import partial

from bot.actions import admission_ballots, admissions, exclusions
from bot.cards.admission_ballots import Exclude
from bot.cards.admissions import ExtendProbation, RecordApproval, RecordGate
from bot.cards.base import View
from bot.cards.meetings import label
from bot.context import Here
from bot.forms import Field, Form, Misunderstood, Values
from bot.handlers.admissions import ballot_of, person_of
from bot.handlers.forms import begin, offer
from bot.handlers.meetings import meeting_of
from bot.routing import Router, Where
from bot.rules.admissions import Gate
from bot.rules.permissions import Permission, do
from bot.rules.when import UnknownTime, parse_date, parse_past_date
from bot.rules.words import Approval, ExclusionReason, Word
from bot.store import admissions as store
from bot.store import ballots, meetings
from bot.store import branch as people
from bot.store.ballots import Ballot
from bot.store.branch import Person
from bot.store.meetings import Meeting

router = Router("admissions")
BALLOTS = do(Permission.BALLOTS)
LINE_MOST = 100  # characters of a number
_NUMBER = re.compile(r"\d{1,18}")


async def _person(view: View, text: str) -> Person:
    """By number, which is how a button names somebody; or by name."""
    every = await store.on_the_way(view.session, view.branch.id)
    found = [each for each in every if text in (str(each.id), each.name)]
    if len(found) != 1:
        raise Misunderstood("admissions.no_such_person")
    return found[0]


async def _person_choices(view: View) -> Sequence[str]:
    return [each.name for each in await store.on_the_way(view.session, view.branch.id)]


async def _word(view: View, text: str, *, kind: type[Word], offered: Sequence[Word]) -> Word:
    try:
        word = kind.of(text.strip())
    except ValueError as error:
        raise Misunderstood("admissions.not_offered") from error
    if word not in offered:
        raise Misunderstood("admissions.not_offered")
    return word


async def _word_choices(view: View, *, offered: Sequence[Word]) -> Sequence[str]:
    return [view.say(word) for word in offered]


def _words(key: str, kind: type[Word], *offered: Word) -> Field:
    """A field that takes one of these words."""
    return Field(key, partial(_word, kind=kind, offered=offered), partial(_word_choices, offered=offered))


async def _past_day(view: View, text: str) -> date:
    try:
        day = parse_past_date(text, view.now, view.zone)
    except UnknownTime as error:
        raise Misunderstood("admissions.unknown_day") from error
    if day > view.today:
        raise Misunderstood("admissions.future_day")
    return day


async def _day(view: View, text: str) -> date:
    try:
        return parse_date(text, view.now, view.zone)
    except UnknownTime as error:
        raise Misunderstood("admissions.unknown_day") from error


async def _line(view: View, text: str) -> str:
    if len(text) > LINE_MOST or "\n" in text:
        raise Misunderstood("admissions.too_long", most=LINE_MOST)
    return text


def _say_day(view: View, _kept: str, day: date) -> str:
    return view.short("admissions.day", day=day)


def _day_field(key: str, parse: object = _past_day) -> Field:
    return Field(key, parse, spell=lambda _, day: day.isoformat(), say=_say_day)  # type: ignore[arg-type]


_PERSON = Field(
    "person",
    _person,
    _person_choices,
    spell=lambda _, person: str(person.id),
    say=lambda _view, _kept, person: str(person.name),
)


async def _record(here: Here, values: Values) -> None:
    person: Person = values["person"]
    await admissions.record(here.deed, person, values["gate"], values["day"])
    await here.show("admissions/person", person=person.id)


RECORD_GATE = Form(
    "record_gate", "admissions", BALLOTS,
    (_PERSON, _words("gate", Gate, Gate.ACTIVIST, Gate.TRAINING, Gate.SEMINAR), _day_field("day")),
    finish=_record,
)  # fmt: skip
offer(router, RECORD_GATE)


async def _review(here: Here, values: Values) -> None:
    person: Person = values["person"]
    await admissions.record(here.deed, person, Gate.REVIEW, values["day"], values["number"])
    await here.show("admissions/person", person=person.id)


RECORD_REVIEW = Form(
    "record_review", "admissions", BALLOTS, (_PERSON, Field("number", _line), _day_field("day")), finish=_review
)  # fmt: skip
offer(router, RECORD_REVIEW)


@router.press(RecordGate, need=BALLOTS, where=Where.PRIVATE)
async def record_gate(here: Here, press: RecordGate) -> None:
    """Asks when, of the review also under which number."""
    person = await person_of(here, press.person)
    admissions.check_may_record(here.deed, person, press.gate)
    if press.gate is Gate.REVIEW:
        await begin(here, RECORD_REVIEW, person=str(person.id))
    else:
        await begin(here, RECORD_GATE, person=str(person.id), gate=press.gate.value)


async def _extend(here: Here, values: Values) -> None:
    person: Person = values["person"]
    await admissions.extend(here.deed, person, values["until"])
    await here.show("admissions/person", person=person.id)


EXTEND = Form(
    "extend_probation", "admissions", BALLOTS, (_PERSON, _day_field("until", _day)), finish=_extend
)  # fmt: skip
offer(router, EXTEND)


@router.press(ExtendProbation, need=BALLOTS, where=Where.PRIVATE)
async def extend(here: Here, press: ExtendProbation) -> None:
    """Asks until when."""
    person = await person_of(here, press.person)
    admissions.check_may_extend(here.deed, person)
    await begin(here, EXTEND, person=str(person.id))


async def _meeting(view: View, text: str) -> Meeting:
    found = await meetings.by_id(view.session, int(text)) if _NUMBER.fullmatch(text) else None
    if found is None or found.branch_id != view.branch.id:
        raise Misunderstood("admissions.no_such_meeting")
    return found


async def _member(view: View, text: str) -> Person:
    everybody = await people.people(view.session, view.branch.id)
    found = [each for each in everybody if each.name == text]
    if len(found) != 1:
        raise Misunderstood("admissions.no_such_person")
    return found[0]


async def _exclude(here: Here, values: Values) -> None:
    meeting: Meeting = values["meeting"]
    await exclusions.exclude(here.deed, meeting, values["member"], values["reason"], values["consent"])
    await here.show("admissions/meeting", meeting=meeting.id)


EXCLUDE = Form(
    "exclude", "admissions", BALLOTS,
    (
        Field(
            "meeting", _meeting, spell=lambda _, meeting: str(meeting.id),
            say=lambda view, _, meeting: label(view, meeting),
        ),
        Field("member", _member),
        _words("reason", ExclusionReason, *ExclusionReason),
        Field("consent", _line),
    ),
    finish=_exclude,
)  # fmt: skip
offer(router, EXCLUDE)


@router.press(Exclude, need=BALLOTS, where=Where.PRIVATE)
async def exclude(here: Here, press: Exclude) -> None:
    """Asks who, why and by whose consent."""
    meeting = await meeting_of(here, press.meeting)
    await exclusions.check_may_change(here.deed, meeting)
    await begin(here, EXCLUDE, meeting=str(meeting.id))


async def _ballot(view: View, text: str) -> Ballot:
    found = await ballots.by_id(view.session, int(text)) if _NUMBER.fullmatch(text) else None
    if found is None or found.branch_id != view.branch.id or not found.kind.of_one_person:
        raise Misunderstood("admissions.no_such_ballot")
    return found


async def _answer(here: Here, values: Values) -> None:
    ballot: Ballot = values["ballot"]
    await admission_ballots.answer(here.deed, ballot, values["approval"], values["number"], values["day"])
    await here.show("admissions/person", person=ballot.subject_id)


APPROVAL = Form(
    "record_approval", "admissions", BALLOTS,
    (
        Field("ballot", _ballot, spell=lambda _, ballot: str(ballot.id), say=lambda _view, _, ballot: ballot.question),
        _words("approval", Approval, Approval.APPROVED, Approval.REFUSED),
        Field("number", _line),
        _day_field("day"),
    ),
    finish=_answer,
)  # fmt: skip
offer(router, APPROVAL)


@router.press(RecordApproval, need=BALLOTS, where=Where.PRIVATE)
async def record_approval(here: Here, press: RecordApproval) -> None:
    """Asks what the 机关工委 said, under which number and when."""
    ballot = await ballot_of(here, press.ballot)
    await admission_ballots.check_may_answer(here.deed, ballot)
    await begin(here, APPROVAL, ballot=str(ballot.id))
