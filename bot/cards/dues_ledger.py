"""Dues cards of the collector: the ledger, one payer's month, and what waits."""

from typing import Any

from bot.actions.dues_received import refundable
from bot.cards import receipts
from bot.cards.base import Button, Card, View, card, in_rows
from bot.cards.dues import asking_card, current_month, in_arrears, terms
from bot.cards.dues_files import SendMonth, SendYear
from bot.cards.rulebook import why
from bot.presses import Press
from bot.rules.calendar import Month
from bot.rules.dues import explain
from bot.rules.money import Fen
from bot.rules.permissions import Permission, do, see
from bot.rules.words import DuesState
from bot.store import branch as people
from bot.store import dues as store
from bot.store import receipts as receipt_store
from bot.store.branch import Person
from bot.store.dues import PAGE, MonthDues

KEEPING = "dues_ledger"  # the dialog that asks the collector for words or a figure
_ENTRIES_SHOWN = 10  # of one month
_BUTTONS_SHOWN = 40  # of what waits; the rest comes up as these are dealt with


class LedgerPage(Press, tag="dl"):
    """A page of a month's ledger."""

    month: Month
    page: int


class Waiting(Press, tag="dg"):
    """What waits for the collector."""


class ShowPayer(Press, tag="de"):
    """One person's month, for the collector."""

    dues: int


class Receive(Press, tag="dr"):
    """收讫."""

    dues: int


class ReceiveAll(Press, tag="da"):
    """收讫 of all months that the payer of this one has reported."""

    dues: int


class Refund(Press, tag="df"):
    """退款; asks why."""

    dues: int


class Reliefs(Press, tag="db"):
    """What was approved: 减交, 免交, 缓交."""


class ArrearsList(Press, tag="do"):
    """Who is behind."""


class CashBook(Press, tag="dz"):
    """结账 and 上缴."""


class Revoke(Press, tag="dv"):
    """收讫 taken back."""

    dues: int


class Dispute(Press, tag="dd"):
    """有异议; asks what."""

    dues: int


class Correct(Press, tag="dc"):
    """更正; ``what`` is base or amount, empty while it is to be chosen."""

    dues: int
    what: str


@card("dues/ledger", need=see(Permission.LEDGER))
async def ledger(view: View, month: str, page: int) -> Card:
    """A month of everybody; those who may change something get a button a person."""
    which = Month.parse(month)
    rows = await store.ledger(view.session, view.branch.id, which)
    shown = rows[page * PAGE : (page + 1) * PAGE]
    every = [dues for dues, _ in rows]
    received = [dues for dues in every if dues.received]
    facts = {
        "month": which,
        "rows": shown,
        "first": page * PAGE + 1,
        "count": len(rows),
        "total": sum(dues.due or 0 for dues in every),
        "received": len(received),
        "received_total": sum(dues.received for dues in every),
        "unknown": sum(1 for dues in every if dues.due is None),
    }
    buttons = in_rows(Button(person.name, ShowPayer(dues.id)) for dues, person in shown) if _changes(view) else []
    turns = [_page_turns(view, which, page, len(rows)), _month_turns(view, which)]
    waiting = [view.button("dues.waiting", Waiting())] if _changes(view) else []
    books = [[*waiting, view.button("dues.cash_book", CashBook())], _lists(view)]
    files = [view.button("dues.month_file", SendMonth(which)), view.button("dues.year_file", SendYear(which.year))]
    bottom = [why(view, "dues_employed"), view.back()]
    return Card(view.text("dues/ledger", **facts), [*buttons, *turns, *books, files, bottom])


def _lists(view: View) -> list[Button]:
    return [view.button("dues.arrears", ArrearsList()), view.button("dues.reliefs", Reliefs())]


def _changes(view: View) -> bool:
    return view.person.grants.satisfies(do(Permission.LEDGER))


def _page_turns(view: View, month: Month, page: int, count: int) -> list[Button]:
    turns = []
    if page:
        turns.append(view.button("dues.earlier_page", LedgerPage(month, page - 1)))
    if (page + 1) * PAGE < count:
        turns.append(view.button("dues.later_page", LedgerPage(month, page + 1)))
    return turns


def _month_turns(view: View, month: Month) -> list[Button]:
    turns = []
    if month > Month.of(view.branch.started):
        turns.append(view.button("dues.earlier_month", LedgerPage(month.previous(), 0)))
    if month < current_month(view):
        turns.append(view.button("dues.later_month", LedgerPage(month.next(), 0)))
    return turns


@card("dues/payer", need=do(Permission.LEDGER))
async def payer(view: View, dues: int) -> Card | None:
    """One person's month, with everything that was entered and what the collector may do."""
    found = await _payer(view, dues)
    if found is None:
        return None
    row, who = found
    entries = (await store.entries(view.session, row.id))[-_ENTRIES_SHOWN:]
    months = await store.of_person(view.session, who)
    reported = [other for other in months if other.state is DuesState.PAID]
    facts: dict[str, Any] = {
        "person": who,
        "dues": row,
        "entries": entries,
        "owed": [other for other in months if in_arrears(view, other)],
        "excess": max(0, row.received - (row.due or 0)),
        **terms(view, row),
    }
    cited = [*await receipts.collectors_buttons(view, row), why(view, facts["entry"])]
    back = [view.button("dues.to_ledger", LedgerPage(row.month, 0)), view.button("dues.waiting", Waiting())]
    rows = [*_collector_buttons(view, row), _all_at_once(view, row, reported), cited, back]
    return Card(view.text("dues/payer", **facts), rows)


def _all_at_once(view: View, dues: MonthDues, reported: list[MonthDues]) -> list[Button]:
    """One tap for several months that were paid together."""
    if len(reported) < 2:
        return []
    return [view.button("dues.receive_all", ReceiveAll(dues.id), count=len(reported))]


def _collector_buttons(view: View, dues: MonthDues) -> list[list[Button]]:
    correct = view.button("dues.correct", Correct(dues.id, ""))
    refund = [view.button("dues.refund", Refund(dues.id), fen=refundable(dues))] if dues.received else []
    if dues.state is DuesState.EXEMPT:
        return [refund]
    if dues.due is None:
        return [[correct, *refund]]
    if dues.state is DuesState.RECEIVED:
        return [[view.button("dues.revoke", Revoke(dues.id)), correct], refund]
    settle = [view.button("dues.receive", Receive(dues.id)), view.button("dues.dispute", Dispute(dues.id))]
    return [settle, [correct, *refund]]


@card("dues/correcting", need=do(Permission.LEDGER))
async def correcting(view: View, dues: int) -> Card | None:
    """What is to be corrected: the base, or this month's amount alone."""
    found = await _payer(view, dues)
    if found is None:
        return None
    row, who = found
    current = row.month == current_month(view)
    employment = who.employment if current else row.employment
    fixed = explain(Fen(0), employment, view.book).fixed is not None
    base = [] if fixed else [view.button("dues.by_base", Correct(row.id, "base"))]
    choices = [*base, view.button("dues.by_amount", Correct(row.id, "amount"))]
    text = view.text("dues/correcting", name=who.name, dues=row, current=current, fixed=fixed)
    return Card(text, [choices, [view.button("home.back", ShowPayer(row.id))]])


@card("dues/asking", need=do(Permission.LEDGER))
async def asking(view: View, dues: int, what: str) -> Card | None:
    """Asks the collector for words or for an amount."""
    found = await _payer(view, dues)
    if found is None:
        return None
    row, who = found
    question = view.short(f"dues.ask_{what}", name=who.name, month=row.month, fen=refundable(row))
    basis = why(view, terms(view, row)["entry"])
    return await asking_card(view, KEEPING, question, ShowPayer(row.id), basis)


@card("dues/pending", need=do(Permission.LEDGER))
async def pending(view: View) -> Card:
    """What waits for the collector, over all months."""
    rows = await store.waiting(view.session, view.branch.id)
    shown = rows[:_BUTTONS_SHOWN]
    buttons = in_rows(
        view.button("dues.payer_month", ShowPayer(dues.id), name=person.name, month=dues.month)
        for dues, person in shown
    )
    shown_by = await receipt_store.counted(view.session, [dues.id for dues, _ in shown])
    text = view.text("dues/pending", rows=shown, count=len(rows), receipts=shown_by)
    bottom = [why(view, "dues_employed"), view.button("dues.to_ledger", LedgerPage(current_month(view), 0))]
    return Card(text, [*buttons, bottom])


async def _payer(view: View, dues_id: int) -> tuple[MonthDues, Person] | None:
    """The month and whose it is."""
    dues = await store.by_id(view.session, dues_id)
    who = await people.person(view.session, dues.person_id) if dues else None
    return (dues, who) if dues and who else None
