"""转出组织关系 and 恢复, from a person's card in /members."""

from collections.abc import Sequence
from datetime import date

from bot.actions import leaving
from bot.cards import audience as audience_field
from bot.cards.base import View
from bot.cards.leaving import LeftPage, Restore, ShowLeft, Transfer
from bot.context import Here
from bot.forms import Field, Form, Misunderstood, Values
from bot.handlers.forms import begin, offer
from bot.routing import Router, Where
from bot.rules.language import say_day
from bot.rules.permissions import Permission, do
from bot.rules.when import UnknownTime, parse_past_date
from bot.store import branch as people
from bot.store import leaving as store
from bot.store.branch import Person

router = Router("leaving")
ROSTER = do(Permission.ROSTER)
_MOST = 100  # characters of an organization's name, and of a letter's number


async def _who(view: View, text: str) -> Person:
    """By the number that the form keeps, or by name."""
    kept = await people.person(view.session, int(text)) if text.isascii() and text.isdecimal() else None
    if kept is not None and kept.branch_id == view.branch.id:
        return kept
    found = await audience_field.understood(view, text)
    if len(found) != 1:
        raise Misunderstood("registers.one_person")
    return found[0]


async def _day(view: View, text: str) -> date:
    try:
        day = parse_past_date(text, view.now, view.zone)
    except UnknownTime as error:
        raise Misunderstood("registers.unknown_day") from error
    if day > view.today:
        raise Misunderstood("leaving.future_day")
    if day.year < view.today.year - 1:
        raise Misunderstood("registers.bad_day", year=view.today.year - 1)
    return day


async def _days(view: View) -> Sequence[str]:
    return [view.short("registers.today"), view.short("registers.yesterday")]


async def _remarks(view: View, values: Values) -> Sequence[str]:
    """What becomes of what the person is in the middle of."""
    left = await store.unfinished(view.session, values["leaver"].id, view.now)
    told = [view.short(f"leaving.remark_{key}", count=count) for key, count in left._asdict().items() if count]
    return [*told, view.short("leaving.remark", years=view.book.retention.years)]


async def _finish(here: Here, values: Values) -> None:
    person = values["leaver"]
    await leaving.leave(here.deed, person, leaving.Transfer(values["day"], values["to"], values["letter"]))
    await here.show("people/person", person=person.id)


TRANSFER = Form(
    "transfer",
    "leaving",
    ROSTER,
    (
        Field("leaver", _who, spell=lambda _, who: str(who.id), say=lambda _view, _text, who: who.name),
        Field(
            "day",
            _day,
            _days,
            spell=lambda _, day: day.isoformat(),
            say=lambda view, _, day: say_day(day, view.language),
        ),
        Field("to", most=_MOST),
        Field("letter", optional=True, most=_MOST),
    ),
    finish=_finish,
    remarks=_remarks,
)
offer(router, TRANSFER)


@router.press(Transfer, need=ROSTER, where=Where.PRIVATE)
async def transfer(here: Here, press: Transfer) -> None:
    """Asks when and where to."""
    person = await here.find_person(press.person)
    await leaving.check_may_leave(here.deed, person)
    here.argument = ""
    await begin(here, TRANSFER, leaver=str(person.id))


@router.press(LeftPage, need=ROSTER, where=Where.PRIVATE)
async def page(here: Here, press: LeftPage) -> None:
    """Who left."""
    await here.show("leaving/list", page=press.page)


@router.press(ShowLeft, need=ROSTER, where=Where.PRIVATE)
async def show(here: Here, press: ShowLeft) -> None:
    """One who left, or is back."""
    await here.show("people/person", person=(await here.find_person(press.person)).id)


@router.press(Restore, need=ROSTER, where=Where.PRIVATE)
async def restore(here: Here, press: Restore) -> None:
    """First asks, then puts the person back on the roster."""
    person = await here.find_person(press.person)
    if not press.sure and person.left_on is not None:
        await here.show("leaving/restoring", person=person.id)
        return
    await leaving.restore(here.deed, person)
    await here.show("people/person", person=person.id)
