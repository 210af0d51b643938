"""Dues cards of a member: the month, the history, and what the collector did."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from bot.cards.base import Button, Card, View, card, closed, in_rows
from bot.cards.receipts import Attach, TakeBack, payers_buttons
from bot.cards.rulebook import why
from bot.cards.state import branch_state
from bot.presses import Press
from bot.rules.arrears import Behind, behind_in
from bot.rules.calendar import Month
from bot.rules.dues import explain
from bot.rules.money import Fen
from bot.rules.permissions import Permission, do
from bot.rules.words import DuesState
from bot.store import branch as people
from bot.store import dues as store
from bot.store import post, proxies, receipts, reliefs
from bot.store.branch import Person
from bot.store.dues import MonthDues

WRONG = "dues_wrong"  # the dialog that asks what is wrong with an amount
RECEIPT = "dues_receipt"  # the dialog that waits for files
_MONTHS_SHOWN = 12  # in a member's history


class Paid(Press, tag="dp"):
    """The member says: paid."""

    month: Month


class Several(Press, tag="ds"):
    """Several months at once: asks up to which."""


class PaidUpTo(Press, tag="dq"):
    """The member says: all that I owe up to this month is paid."""

    month: Month


class Wrong(Press, tag="dw"):
    """The member says: the amount is wrong; asks what."""

    month: Month


class Withdraw(Press, tag="du"):
    """The member takes back either."""

    month: Month


class ShowMonth(Press, tag="dm"):
    """One of the member's own months."""

    month: Month


class AskProxy(Press, tag="dj"):
    """请人代交: asks through whom."""


class ShowProxy(Press, tag="dk"):
    """The viewer's request that somebody else may pay."""

    proxy: int


class History(Press, tag="dh"):
    """The member's months."""


@card("dues/card", need=do(Permission.OWN_DUES))
async def month_card(view: View, month: str) -> Card:
    """The viewer's own month."""
    person, which = view.person, Month.parse(month)
    dues = await _own(view, which)
    ways = [view.button("dues.history", History()), *await _proxy_buttons(view, dues)]
    if dues is None:
        return Card(view.text("dues/not_owed", month=which), [ways, [view.back()]])
    granted = reliefs.of_month((await reliefs.in_force(view.session, [person.id]))[person.id], which)
    facts: dict[str, Any] = {"dues": dues, "reliefs": granted, **terms(view, dues)}
    facts["collectors"] = await _collectors(view)
    shown = await payers_buttons(view, dues)
    bottom = [why(view, facts["entry"]), view.back()]
    return Card(view.text("dues/card", **facts), [*_member_buttons(view, dues), shown, ways, bottom])


async def _proxy_buttons(view: View, dues: MonthDues | None) -> list[Button]:
    """To the request that somebody else may pay, or the way to make one."""
    asked = await proxies.open_of(view.session, view.person.id, current_month(view))
    if asked is not None:
        return [view.button("proxies.look", ShowProxy(asked.id))]
    return [view.button("proxies.ask", AskProxy())] if dues is not None else []


async def _own(view: View, month: Month) -> MonthDues | None:
    """The month as it stands; where it has not been opened yet, as it will be."""
    person = view.person
    if not Month.of(view.branch.started) <= month <= current_month(view):
        return None
    dues = await store.of_month(view.session, person.id, month)
    if dues is None and store.owes(person, month):
        bases = await store.bases(view.session, [person.id])
        granted = reliefs.of_month((await reliefs.in_force(view.session, [person.id]))[person.id], month)
        base = store.base_of(person, bases[person.id], month)
        dues = store.opened(person, month, view.book, view.now, base, granted)
    return dues if dues is not None and store.counts(dues, person) else None


def _member_buttons(view: View, dues: MonthDues) -> list[list[Button]]:
    withdraw = [view.button("dues.withdraw", Withdraw(dues.month))]
    if dues.state in (DuesState.RECEIVED, DuesState.EXEMPT) or dues.due is None:
        return []
    if dues.state is DuesState.PAID:
        return [withdraw]
    answers = [view.button("dues.paid", Paid(dues.month)), view.button("dues.wrong", Wrong(dues.month))]
    questioned = dues.state is DuesState.DUE and dues.note is not None
    return [answers, withdraw] if questioned else [answers]


async def _collectors(view: View) -> list[str]:
    async def find() -> list[str]:
        everybody = await people.people(view.session, view.branch.id)
        return [person.name for person in everybody if person.grants.satisfies(do(Permission.LEDGER))]

    return await view.once("collectors", find)  # a month opens for all payers together


def current_month(view: View) -> Month:
    """The month that it is for the branch."""
    return Month.of(view.today)


def terms(view: View, dues: MonthDues) -> dict[str, Any]:
    """How the amount comes about, with its clause and entry; no rate while there is no base to take it of."""
    found = explain(Fen(dues.base or 0), dues.employment, view.book.of(dues.month))
    entry = "dues_relief" if dues.state is DuesState.EXEMPT else found.entry
    rate = None if dues.base is None else _percent(found.rate)
    return {"rate": rate, "clause": found.clause, "title": found.title, "entry": entry}


def _percent(rate: Decimal | None) -> str | None:
    """0.015 as 1.5%; None where the amount is fixed."""
    return None if rate is None else f"{(rate * 100).normalize():f}%"


@card("dues/wrong", need=do(Permission.OWN_DUES))
async def wrong(view: View, month: str) -> Card | None:
    """Asks what is wrong with the amount."""
    which = Month.parse(month)
    question = view.short("dues.ask_wrong", month=which)
    return await asking_card(view, WRONG, question, ShowMonth(which), _basis(view))


def _basis(view: View) -> Button:
    """【依据】 of what the viewer pays."""
    return why(view, explain(Fen(0), view.person.employment, view.book).entry)


async def asking_card(view: View, dialog: str, question: str, stop: Press, basis: Button) -> Card | None:
    """A question, and 【依据】 of what it is about. What was wrong with the last answer stands in the dialog, never in
    a card's arguments."""
    open_ = await post.dialog(view.session, view.person.id)
    if open_ is None or open_.name != dialog:
        return None
    problem, typed = open_.answers.get("problem"), open_.answers.get("typed")
    complaint = view.short(problem, typed=typed) if problem else None
    text = view.text("dues/asking", complaint=complaint, question=question)
    return Card(text, [[basis, view.button("home.cancel", stop)]])


@card("dues/receipt", need=do(Permission.OWN_DUES))
async def receipt(view: View, month: str) -> Card | None:
    """Asks for a photo or a document that shows the payment, and says how many have come."""
    which = Month.parse(month)
    dues = await store.of_month(view.session, view.person.id, which)
    open_ = await post.dialog(view.session, view.person.id)
    if dues is None or dues.state not in receipts.TAKING or open_ is None or open_.name != RECEIPT:
        return closed(view)
    count = len(await receipts.of_dues(view.session, dues.id))
    months = [each.month for each in await store.said_with(view.session, dues)]
    text = view.text("dues/receipt", months=months, count=count, most=receipts.MOST)
    out = [view.button("receipts.take_back", TakeBack(which))] if count else []
    done = view.button("receipts.done" if count else "home.cancel", ShowMonth(which))
    return Card(text, [out, [_basis(view), done]])


@card("dues/history", need=do(Permission.OWN_DUES))
async def history(view: View) -> Card:
    """The viewer's months, what of the past has not been paid, and since when that counts."""
    shown = await store.of_person(view.session, view.person)
    owed = [dues for dues in shown if in_arrears(view, dues)]
    late = await behind_of(view, view.person)
    counted = late is not None and late.months >= view.book.arrears.member_after
    facts = {"months": shown[:_MONTHS_SHOWN], "owed": owed, "total": total(owed), "behind": late if counted else None}
    text = view.text("dues/history", clause=view.book.arrears.clause, **facts)
    shows = set(await receipts.counted(view.session, [dues.id for dues in shown])) | {dues.id for dues in owed}
    looked = [dues for dues in shown if dues.id in shows or dues.state is DuesState.PAID][:_MONTHS_SHOWN]
    buttons = in_rows(Button(view.say(dues.month), ShowMonth(dues.month)) for dues in looked)
    payable = [dues for dues in await store.owed(view.session, view.person) if dues.due is not None]
    several = [[view.button("dues.several", Several())]] if len(payable) > 1 else []
    cited = why(view, "arrears") if counted else _basis(view)
    reported = [dues.month for dues in shown if dues.state is DuesState.PAID]
    attach = [[view.button("receipts.attach", Attach(reported[0]))]] if reported else []
    return Card(text, [*several, *attach, *buttons, [cited, view.back("dues")]])


async def behind_of(view: View, person: Person) -> Behind | None:
    """How far this person is behind, as the duties see it."""
    facts = await branch_state(view)
    one = next((each for each in facts.people if each.id == person.id), None)
    day = view.today
    return behind_in(view.book, facts, one, day) if one is not None else None


@card("dues/several", need=do(Permission.OWN_DUES))
async def several(view: View) -> Card:
    """Up to which month the payer has paid, each with what it comes to: the oldest are paid first."""
    owed = [dues for dues in await store.owed(view.session, view.person) if dues.due is not None][:_MONTHS_SHOWN]
    sums = [(dues.month, total(owed[: number + 1])) for number, dues in enumerate(owed)]
    buttons = [
        view.button("dues.up_to", PaidUpTo(month), month=month, count=number, total=fen)
        for number, (month, fen) in enumerate(sums, start=1)
    ]
    bottom = [_basis(view), view.button("home.back", History())]
    return Card(view.text("dues/several", owed=owed), [*in_rows(reversed(buttons), 1), bottom])


def in_arrears(view: View, dues: MonthDues) -> bool:
    """Unpaid, of a past month that fell due while the branch was with the bot."""
    past = dues.month < current_month(view)
    fell_due = dues.month.day(view.book.on(dues.month.last_day()).dues.due_day) >= view.branch.started
    return past and fell_due and dues.state in (DuesState.DUE, DuesState.DISPUTED)


def total(rows: Sequence[MonthDues]) -> int:
    """What of these months is still to be paid, in fen; those without a known amount count nothing."""
    return sum(max(0, (dues.due or 0) - dues.received) for dues in rows)


@card("dues/told", need=do(Permission.OWN_DUES))
async def told(view: View, entry: int) -> Card | None:
    """Tells the payer, and nobody else, what the collector entered; the entry never changes, so neither does this."""
    row = await store.entry(view.session, entry)
    dues = await store.by_id(view.session, row.dues_id) if row else None
    if row is None or dues is None or dues.person_id != view.person.id:
        return None
    text = view.text("dues/told", entry=row, month=dues.month)
    cited = why(view, terms(view, dues)["entry"])
    return Card(text, [[view.button("dues.look", ShowMonth(dues.month)), cited]])
