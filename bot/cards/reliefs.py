"""Reliefs on the screen: what was approved for whom, and what the payer is told."""

from bot.cards.base import Button, Card, View, card, closed, in_rows
from bot.cards.dues import ShowMonth, current_month
from bot.cards.dues_ledger import LedgerPage, Reliefs
from bot.cards.rulebook import why
from bot.presses import Press
from bot.rules.permissions import Permission, do, see
from bot.store import reliefs as store

_SHOWN = 20  # of them in the list, the newest first


class NewRelief(Press, tag="ta"):
    """Asks what was approved."""


class ShowRelief(Press, tag="tb"):
    """One of them."""

    relief: int


class RevokeRelief(Press, tag="tc"):
    """Ends it; asked twice."""

    relief: int
    sure: int


@card("reliefs/list", need=see(Permission.LEDGER))
async def list_(view: View) -> Card:
    """Everything that was approved, the newest first."""
    every = await store.of_branch(view.session, view.branch.id)
    shown = every[:_SHOWN]
    keeps = view.person.grants.satisfies(do(Permission.LEDGER))
    new = [[view.button("reliefs.new", NewRelief())]] if keeps else []
    open_ = [each for each in shown if each.revoked is None and each.last >= current_month(view)] if keeps else []
    buttons = in_rows(Button(each.person.name, ShowRelief(each.id)) for each in open_)
    bottom = [why(view, "dues_relief"), view.button("dues.to_ledger", LedgerPage(current_month(view), 0))]
    return Card(view.text("reliefs/list", rows=shown, count=len(every)), [*new, *buttons, bottom])


@card("reliefs/one", need=do(Permission.LEDGER))
async def one(view: View, relief: int, sure: bool = False) -> Card | None:
    """One of them, and how to end it."""
    found = await store.relief(view.session, relief)
    if found is None or found.branch_id != view.branch.id:
        return None
    text = view.text("reliefs/one", relief=found, sure=sure)
    back = [view.button("home.back", Reliefs())]
    if found.revoked is not None:
        return Card(text, [back])
    label = "home.confirm" if sure else "reliefs.revoke"
    return Card(text, [[view.button(label, RevokeRelief(found.id, 1 if sure else 0))], back])


@card("reliefs/told", need=do(Permission.OWN_DUES))
async def told(view: View, relief: int) -> Card | None:
    """Tells the payer, and nobody else, what was entered or ended."""
    found = await store.relief(view.session, relief)
    if found is None or found.person_id != view.person.id:
        return closed(view)
    look: list[Button] = [view.button("dues.look", ShowMonth(max(found.first, min(found.last, current_month(view)))))]
    return Card(view.text("reliefs/told", relief=found), [look, [why(view, "dues_relief")]])
