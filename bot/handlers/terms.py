"""任期, from the roster: what is on record, another term, one taken off again."""

from collections.abc import Sequence
from datetime import date

from bot.actions import terms
from bot.actions.base import Refused
from bot.cards.base import View
from bot.cards.terms import ElectedTerm, NewTerm, RemoveTerm, Terms
from bot.context import Here
from bot.forms import Field, Form, Misunderstood, Values
from bot.handlers.forms import begin, offer
from bot.routing import Router, Where
from bot.rules.duties import term_of
from bot.rules.language import say_day
from bot.rules.permissions import Permission, do
from bot.rules.when import UnknownTime, parse_past_date
from bot.store import ballots
from bot.store import terms as store

router = Router("terms")
ROSTER = do(Permission.ROSTER)


async def _day(view: View, text: str) -> date:
    try:
        day = parse_past_date(text, view.now, view.zone)
    except UnknownTime as error:
        raise Misunderstood("terms.unknown_day") from error
    if day > view.today:
        raise Misunderstood("terms.day_to_come")
    if day in [term.began for term in await store.terms(view.session, view.branch.id)]:
        raise Misunderstood("terms.known_already")
    return day


async def _remarks(view: View, values: Values) -> Sequence[str]:
    """When such a term ends."""
    return [view.short("terms.remark_ends", day=term_of(view.book, values["day"]).last, years=view.book.term.years)]


async def _begin(here: Here, values: Values) -> None:
    await terms.begin(here.deed, values["day"])
    here.toast("terms.recorded")
    await here.show("terms/card")


TERM = Form(
    "term",
    "terms",
    ROSTER,
    (
        Field(
            "day", _day, spell=lambda view, day: day.isoformat(), say=lambda view, _, day: say_day(day, view.language)
        ),
    ),
    finish=_begin,
    remarks=_remarks,
)
offer(router, TERM)


@router.press(Terms, need=ROSTER, where=Where.PRIVATE)
async def show(here: Here, press: Terms) -> None:
    """The terms on record."""
    await here.show("terms/card")


@router.press(NewTerm, need=ROSTER, where=Where.PRIVATE)
async def new(here: Here, press: NewTerm) -> None:
    """Asks on which day it began."""
    await begin(here, TERM)


@router.press(ElectedTerm, need=ROSTER, where=Where.PRIVATE)
async def elected(here: Here, press: ElectedTerm) -> None:
    """It began with the approval of this election."""
    ballot = await ballots.by_id(here.deed.session, press.ballot)
    if ballot is None:
        raise Refused("home.old_button")
    await terms.by_election(here.deed, ballot)
    here.toast("terms.recorded")
    await here.show("terms/card")


@router.press(RemoveTerm, need=ROSTER, where=Where.PRIVATE)
async def remove(here: Here, press: RemoveTerm) -> None:
    """First asks, then takes it off the record."""
    known = await store.terms(here.deed.session, here.deed.branch.id)
    term = next((each for each in known if each.id == press.term), None)
    if term is None:
        raise Refused("home.old_button")
    if not press.sure:
        await here.show("terms/removing", term=term.id)
        return
    await terms.remove(here.deed, term)
    here.toast("terms.removed")
    await here.show("terms/card")
