"""Paying through somebody else: asked for in a form, decided and used by buttons (党支部工作制度 三（十五）1)."""

from collections.abc import Sequence

from bot.actions import dues_paid, proxies
from bot.actions.base import Refused
from bot.cards.base import View
from bot.cards.dues import AskProxy, ShowProxy, current_month
from bot.cards.proxies import Decide, EndProxy, PaidFor
from bot.context import Here
from bot.forms import Field, Form, Misunderstood, Values
from bot.handlers.dues import leave
from bot.handlers.forms import begin, offer
from bot.handlers.register_forms import one_person, written
from bot.handlers.reliefs import month_of, say_month, spell_month
from bot.routing import Router, Where
from bot.rules.calendar import Month
from bot.rules.permissions import Permission, do
from bot.store import branch as people
from bot.store import proxies as store
from bot.store.branch import Person
from bot.store.proxies import Proxy

router = Router("proxies")
OWN = do(Permission.OWN_DUES)
KEEP = do(Permission.LEDGER)

REASON = 200  # characters
_OFFERED = 40  # names as buttons


async def _candidates(view: View) -> list[Person]:
    everybody = await people.people(view.session, view.branch.id)
    return [each for each in everybody if each.bound and each.status.is_member and each.id != view.person.id]


async def _through(view: View, text: str) -> Person:
    found = await one_person(view, text)
    if found.id == view.person.id:
        raise Misunderstood("proxies.not_oneself")
    if not found.bound or not found.status.is_member:
        raise Misunderstood("proxies.unbound", name=found.name)
    return found


async def _names(view: View) -> Sequence[str]:
    found = await _candidates(view)
    names = [person.name for person in found]
    return [written(person, repeated=names.count(person.name) > 1) for person in found[:_OFFERED]]


async def _last(view: View, text: str) -> Month:
    month, this, most = await month_of(view, text), current_month(view), view.book.dues_proxy.months
    if not this <= month < this.plus(most):
        raise Misunderstood("proxies.bad_time", most=most)
    return month


async def _lasts(view: View) -> Sequence[str]:
    return [view.say(current_month(view).plus(number)) for number in (0, 2, 5)]


async def _remarks(view: View, values: Values) -> Sequence[str]:
    """What the other one will see."""
    return [view.short("proxies.remark", name=values["proxy"].name)]


async def _ask(here: Here, values: Values) -> None:
    asked = await proxies.ask(here.deed, values["proxy"], values["last"], values["reason"])
    await here.show("proxies/told", proxy=asked.id)


PROXY = Form(
    "proxy",
    "proxies",
    OWN,
    (
        Field("proxy", _through, _names),
        Field("last", _last, _lasts, spell=spell_month, say=say_month),
        Field("reason", most=REASON),
    ),
    finish=_ask,
    remarks=_remarks,
)
offer(router, PROXY)


async def _proxy(here: Here, proxy_id: int) -> Proxy:
    found = await store.proxy(here.deed.session, proxy_id)
    if found is None or found.branch_id != here.deed.branch.id:
        raise Refused("home.old_button")
    return found


@router.press(AskProxy, need=OWN, where=Where.PRIVATE)
async def ask(here: Here, press: AskProxy) -> None:
    """请人代交."""
    await leave(here)
    if await store.open_of(here.deed.session, here.person.id, current_month(here.view)) is not None:
        raise Refused("proxies.open_already")
    await begin(here, PROXY)


@router.press(ShowProxy, need=OWN, where=Where.PRIVATE)
async def show(here: Here, press: ShowProxy) -> None:
    """Where the request stands."""
    await leave(here)
    await here.show("proxies/told", proxy=(await _proxy(here, press.proxy)).id)


@router.press(Decide, need=KEEP, where=Where.PRIVATE)
async def decide(here: Here, press: Decide) -> None:
    """支部同意, or not."""
    await proxies.decide(here.deed, await _proxy(here, press.proxy), agreed=bool(press.agreed))
    here.toast("proxies.noted_agreed" if press.agreed else "proxies.noted_disagreed")
    await here.show("proxies/asked", proxy=press.proxy)


@router.press(EndProxy, need=OWN, where=Where.PRIVATE)
async def end(here: Here, press: EndProxy) -> None:
    """The member does without."""
    await proxies.end(here.deed, await _proxy(here, press.proxy))
    here.toast("proxies.noted_ended")
    await here.show("proxies/told", proxy=press.proxy)


@router.press(PaidFor, need=OWN, where=Where.PRIVATE)
async def paid_for(here: Here, press: PaidFor) -> None:
    """已代交."""
    found = await _proxy(here, press.proxy)
    await dues_paid.confirm_for(here.deed, found, press.month)
    here.toast("proxies.noted_paid")
    await here.show("proxies/card", proxy=found.id, month=str(press.month))
