"""Paying through somebody else on the screen: for the member, for whoever decides, for whoever pays."""

from bot.cards.base import Card, View, card, closed
from bot.cards.dues import ShowMonth, current_month
from bot.cards.rulebook import why
from bot.presses import Press
from bot.rules.calendar import Month
from bot.rules.permissions import Permission, do
from bot.rules.words import DuesState, ProxyState
from bot.store import dues as dues_store
from bot.store import proxies as store


class Decide(Press, tag="te"):
    """支部同意, or not."""

    proxy: int
    agreed: int


class EndProxy(Press, tag="tf"):
    """The member does without."""

    proxy: int


class PaidFor(Press, tag="tg"):
    """已代交."""

    proxy: int
    month: Month


@card("proxies/asked", need=do(Permission.LEDGER))
async def asked(view: View, proxy: int) -> Card | None:
    """Who asks, through whom, until when and why; the reason only while it is to be decided."""
    found = await store.proxy(view.session, proxy)
    if found is None or found.branch_id != view.branch.id:
        return None
    text = view.text("proxies/asked", proxy=found)
    if found.state is not ProxyState.ASKED:
        return Card(text, [[why(view, "dues_proxy")]])
    decisions = [
        view.button("proxies.agree", Decide(found.id, 1)),
        view.button("proxies.disagree", Decide(found.id, 0)),
    ]
    return Card(text, [decisions, [why(view, "dues_proxy")]])


@card("proxies/told", need=do(Permission.OWN_DUES))
async def told(view: View, proxy: int) -> Card | None:
    """The member's own request and where it stands."""
    found = await store.proxy(view.session, proxy)
    if found is None or found.person_id != view.person.id:
        return closed(view)
    open_ = found.state in (ProxyState.ASKED, ProxyState.APPROVED)
    end = [[view.button("proxies.end", EndProxy(found.id))]] if open_ else []
    back = view.button("home.back", ShowMonth(current_month(view)))
    return Card(view.text("proxies/told", proxy=found), [*end, [why(view, "dues_proxy"), back]])


@card("proxies/card", need=do(Permission.OWN_DUES))
async def card_(view: View, proxy: int, month: str) -> Card | None:
    """One month of somebody else, for whoever may pay it: the amount, not what it is worked out from."""
    found, which = await store.proxy(view.session, proxy), Month.parse(month)
    if found is None or found.proxy_id != view.person.id:
        return closed(view)
    if not found.covers(which):
        return Card(view.text("proxies/over", proxy=found))
    dues = await dues_store.of_month(view.session, found.person_id, which)
    payable = dues is not None and dues.due is not None and dues.state in (DuesState.DUE, DuesState.DISPUTED)
    paid = [[view.button("proxies.paid", PaidFor(found.id, which))]] if payable else []
    return Card(view.text("proxies/card", proxy=found, dues=dues, month=which), [*paid, [why(view, "dues_proxy")]])
