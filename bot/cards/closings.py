"""The collector's cash book on the screen: what came in, what was closed, what was passed on."""

from bot.cards.base import Card, View, card, in_rows
from bot.cards.dues import asking_card, current_month
from bot.cards.dues_ledger import CashBook, LedgerPage
from bot.cards.rulebook import why
from bot.presses import Press
from bot.rules.permissions import Permission, do, see
from bot.store import branch as people
from bot.store import closings as store

CLOSING = "closings_counted"  # the dialog that asks what was counted
_SHOWN = 6  # closings, and remittances, listed


class Close(Press, tag="th"):
    """结账: asks what was counted."""


class Remit(Press, tag="ti"):
    """登记上缴: asks how much and when."""


class Reverse(Press, tag="tj"):
    """冲销; asked twice."""

    remittance: int
    sure: int


@card("closings/book", need=see(Permission.LEDGER))
async def book(view: View) -> Card:
    """Where the money stands, and the newest closings and remittances."""
    session, branch = view.session, view.branch.id
    remitted = await store.remittances(session, branch)
    taken_back = {each.reverses_id for each in remitted}
    facts = {
        "cash": await store.cash(session, branch),
        "closings": (await store.closings(session, branch))[:_SHOWN],
        "remittances": remitted[:_SHOWN],
        "taken_back": taken_back,
    }
    bottom = [why(view, "dues_passed_on"), view.button("dues.to_ledger", LedgerPage(current_month(view), 0))]
    if not view.person.grants.satisfies(do(Permission.LEDGER)):
        return Card(view.text("closings/book", **facts), [bottom])
    deeds = [view.button("closings.close", Close()), view.button("closings.remit", Remit())]
    reversible = [each for each in remitted[:_SHOWN] if each.reverses_id is None and each.id not in taken_back]
    buttons = in_rows(view.button("closings.reverse", Reverse(each.id, 0), remitted=each) for each in reversible)
    return Card(view.text("closings/book", **facts), [deeds, *buttons, bottom])


@card("closings/counting", need=do(Permission.LEDGER))
async def counting(view: View) -> Card | None:
    """Asks for the sum that was counted. What the ledger comes to is not said: a count that knows it is none."""
    basis = why(view, "dues_passed_on")
    return await asking_card(view, CLOSING, view.short("closings.ask_counted"), CashBook(), basis)


@card("closings/reversing", need=do(Permission.LEDGER))
async def reversing(view: View, remittance: int) -> Card | None:
    """Whether it is really to be taken back."""
    found = await store.remittance(view.session, remittance)
    if found is None or found.branch_id != view.branch.id:
        return None
    sure = [view.button("home.confirm", Reverse(found.id, 1)), view.button("home.cancel", CashBook())]
    return Card(view.text("closings/reversing", remittance=found), [sure, [why(view, "dues_passed_on")]])


@card("closings/told", need=see(Permission.LEDGER))
async def told(view: View, closing: int) -> Card | None:
    """Tells those who may look into the ledger that it was closed, and at what."""
    found = next((each for each in await store.closings(view.session, view.branch.id) if each.id == closing), None)
    if found is None:
        return None
    who = await people.person(view.session, found.closed_by_id)
    cash = await store.cash(view.session, view.branch.id)
    text = view.text("closings/told", closing=found, name=who.name if who else "", cash=cash)
    return Card(text, [[view.button("closings.look", CashBook()), why(view, "dues_passed_on")]])
