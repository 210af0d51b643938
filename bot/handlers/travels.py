"""外出: told by the member from /report, noted and confirmed by whoever keeps the roster from the person's card."""

from collections.abc import Sequence
from datetime import date, timedelta

from bot.actions import travels
from bot.actions.base import Refused
from bot.cards.base import View
from bot.cards.people import ShowAwayOf
from bot.cards.reports import ShowAway
from bot.cards.travels import ComeBack, ConfirmAway, NoteAway, RemoveAway, TellAway
from bot.context import Here
from bot.forms import Field, Form, Misunderstood, Values
from bot.handlers.forms import begin, offer
from bot.handlers.register_forms import one_person, written
from bot.routing import Router, Where
from bot.rules.language import say_day
from bot.rules.permissions import Permission, do
from bot.rules.when import UnknownTime, parse_date, parse_past_date
from bot.store import travels as store
from bot.store.travels import Travel

router = Router("travels")
WRITE, ROSTER = do(Permission.WRITE_REPORT), do(Permission.ROSTER)

PLACE_MOST = 100  # characters
_FAR = timedelta(days=366)  # how far ahead or back a day may lie


async def _first(view: View, text: str) -> date:
    try:
        day = parse_past_date(text, view.now, view.zone)
    except UnknownTime as error:
        raise Misunderstood("travels.unknown_day") from error
    return _near(view, day)


async def _last(view: View, text: str) -> date:
    try:
        day = parse_date(text, view.now, view.zone)
    except UnknownTime as error:
        raise Misunderstood("travels.unknown_day") from error
    return _near(view, day)


def _near(view: View, day: date) -> date:
    if abs(day - view.today) > _FAR:
        raise Misunderstood("travels.far_day")
    return day


async def _days(view: View) -> Sequence[str]:
    return [view.short("travels.today")]


async def _in_order(view: View, values: Values) -> tuple[str, Misunderstood] | None:
    if values["last"] is not None and values["last"] < values["first"]:
        return "last", Misunderstood("travels.before")
    return None


_FIELDS = (
    Field(
        "first", _first, _days, spell=lambda _, day: day.isoformat(),
        say=lambda view, _, d: say_day(d, view.language),
    ),
    Field("place", most=PLACE_MOST, sealed=True),
    Field(
        "last", _last, optional=True, spell=lambda _, day: day.isoformat(),
        say=lambda view, _, d: say_day(d, view.language),
    ),
)  # fmt: skip


async def _tell(here: Here, values: Values) -> None:
    await travels.tell(here.deed, values["first"], values["last"], values["place"])
    await here.show("travels/mine")


async def _note(here: Here, values: Values) -> None:
    person = values["person"]
    await travels.note(here.deed, person, values["first"], values["last"], values["place"])
    await here.show("travels/person", person=person.id)


AWAY = Form("away", "travels", WRITE, _FIELDS, finish=_tell, check=_in_order)
AWAY_OF = Form("away_of", "travels", ROSTER, (Field("person", one_person), *_FIELDS), finish=_note, check=_in_order)
offer(router, AWAY)
offer(router, AWAY_OF)


async def _travel(here: Here, travel_id: int) -> Travel:
    travel = await store.one(here.deed.session, travel_id)
    if travel is None or travel.branch_id != here.deed.branch.id:
        raise Refused("home.old_button")
    return travel


async def _show(here: Here, travel: Travel) -> None:
    """The list from which it was changed: one's own, or somebody's."""
    if travel.person_id == here.person.id:
        await here.show("travels/mine")
    else:
        await here.show("travels/person", person=travel.person_id)


@router.press(ShowAway, need=WRITE, where=Where.PRIVATE)
async def show_away(here: Here, press: ShowAway) -> None:
    """One's own absences."""
    await here.show("travels/mine")


@router.press(TellAway, need=WRITE, where=Where.PRIVATE)
async def tell_away(here: Here, press: TellAway) -> None:
    """Asks from when, where and, if that is known, until when."""
    await begin(here, AWAY)


@router.press(ShowAwayOf, need=ROSTER, where=Where.PRIVATE)
async def show_away_of(here: Here, press: ShowAwayOf) -> None:
    """Somebody's absences."""
    await here.show("travels/person", person=(await here.find_person(press.person)).id)


@router.press(NoteAway, need=ROSTER, where=Where.PRIVATE)
async def note_away(here: Here, press: NoteAway) -> None:
    """The same form for that person."""
    await begin(here, AWAY_OF, person=written(await here.find_person(press.person)))


@router.press(ConfirmAway, need=ROSTER, where=Where.PRIVATE)
async def confirm_away(here: Here, press: ConfirmAway) -> None:
    """It counts from now on."""
    travel = await _travel(here, press.travel)
    await travels.confirm(here.deed, travel)
    here.toast("travels.confirmed")
    await _show(here, travel)


@router.press(ComeBack, need=WRITE, where=Where.PRIVATE)
async def come_back(here: Here, press: ComeBack) -> None:
    """Today is the last day."""
    travel = await _travel(here, press.travel)
    await travels.come_back(here.deed, travel)
    here.toast("travels.is_back")
    await _show(here, travel)


@router.press(RemoveAway, need=WRITE, where=Where.PRIVATE)
async def remove_away(here: Here, press: RemoveAway) -> None:
    """After asking."""
    travel = await _travel(here, press.travel)
    if not press.sure:
        await here.show("travels/removing", travel=travel.id)
        return
    await travels.remove(here.deed, travel)
    here.toast("travels.removed")
    await _show(here, travel)
