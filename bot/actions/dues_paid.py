"""Dues as their payer speaks of them: paid, for one month or several; the amount is wrong; taken back."""

from bot.actions.base import Deed, Refused
from bot.actions.dues import call_collectors, enter, follow, open_months, show_anew
from bot.rules.calendar import Month
from bot.rules.words import DuesState
from bot.store import dues as store
from bot.store import receipts
from bot.store.branch import Person
from bot.store.dues import EntryKind, MonthDues
from bot.store.proxies import Proxy


async def confirm_paid(deed: Deed, month: Month) -> None:
    """The acting member says that the month has been paid."""
    await _paid(deed, [await _unpaid(deed, deed.person, month)], deed.person)


async def confirm_up_to(deed: Deed, month: Month) -> int:
    """The acting member says that all owed months up to this one have been paid; answers how many."""
    await open_months(deed, only=deed.person)
    rows = [row for row in await store.owed(deed.session, deed.person) if row.month <= month]
    if not rows:
        raise Refused("dues.nothing_owed")
    if any(row.due is None for row in rows):
        raise Refused("dues.no_base_yet")
    await _paid(deed, rows, deed.person)
    return len(rows)


async def confirm_for(deed: Deed, agreed: Proxy, month: Month) -> None:
    """The acting member has paid for somebody else, as the branch has agreed (党支部工作制度 三（十五）1)."""
    if agreed.proxy_id != deed.person.id or not agreed.covers(month):
        raise Refused("proxies.not_agreed", entry=deed.book.dues_proxy)
    await _paid(deed, [await _unpaid(deed, agreed.person, month)], agreed.person)
    deed.audit("dues.paid_for", f"{agreed.person.name} {month}")


async def _unpaid(deed: Deed, payer: Person, month: Month) -> MonthDues:
    """That month, when it can be said to be paid now; Refused otherwise."""
    dues = await own_month(deed, payer, month)
    if dues.due is None:
        raise Refused("dues.no_base_yet")
    if dues.state is DuesState.PAID:
        raise Refused("dues.already_paid")
    return dues


async def _paid(deed: Deed, rows: list[MonthDues], payer: Person) -> None:
    before = await store.waiting(deed.session, deed.branch.id)
    for dues in rows:
        dues.state, dues.note = DuesState.PAID, None
        enter(deed, dues, EntryKind.PAID)
        await show_anew(deed, dues, payer)
    await call_collectors(deed, waited=bool(before))


async def question(deed: Deed, month: Month, words: str) -> None:
    """The acting member says what is wrong with the amount; said again, the new words count."""
    dues = await may_question(deed, month)
    before = await store.waiting(deed.session, deed.branch.id)
    dues.state, dues.note = DuesState.DUE, words
    enter(deed, dues, EntryKind.QUESTIONED, words)
    await show_anew(deed, dues, deed.person)
    await call_collectors(deed, waited=bool(before))


async def may_question(deed: Deed, month: Month) -> MonthDues:
    """The month, when its payer may say that the amount is wrong; Refused otherwise."""
    dues = await own_month(deed, deed.person, month)
    if dues.state is DuesState.PAID:
        raise Refused("dues.withdraw_first")
    return dues


async def withdraw(deed: Deed, month: Month) -> None:
    """The acting member takes back what was said about the month, while it has not been received."""
    dues = await own_month(deed, deed.person, month)
    if dues.state is DuesState.DISPUTED or (dues.state is DuesState.DUE and dues.note is None):
        raise Refused("dues.nothing_to_withdraw")
    dues.state, dues.note = DuesState.DUE, None
    if not dues.received:
        await forget_receipts(deed, dues)  # they were about what was said
    enter(deed, dues, EntryKind.WITHDRAWN)
    await deed.session.flush()
    await follow(deed, [deed.person])
    await show_anew(deed, dues, deed.person)


async def own_month(deed: Deed, payer: Person, month: Month) -> MonthDues:
    """The payer's month, neither received nor exempt."""
    await open_months(deed, only=payer)
    dues = await store.of_month(deed.session, payer.id, month)
    if dues is None or not store.counts(dues, payer):
        raise Refused("dues.not_owed", entry=deed.book.dues)
    if dues.state is DuesState.RECEIVED:
        raise Refused("dues.already_received")
    if dues.state is DuesState.EXEMPT:
        raise Refused("dues.exempt", entry=deed.book.dues_relief)
    return dues


async def forget_receipts(deed: Deed, dues: MonthDues) -> None:
    """The files about that month are gone, from the screens too."""
    for receipt in await receipts.of_dues(deed.session, dues.id):
        for card in ("receipts/own", "receipts/payers"):
            deed.refresh(card, receipt=receipt.id)
    await receipts.forget(deed.session, dues.id)
