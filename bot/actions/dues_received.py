"""Dues as the collector keeps them: received, taken back, refunded, disputed, corrected (党支部工作制度 三（十五）2).

What has come in for a month is the sum of what its entries moved. A receipt brings what is still missing; a refund
gives back what is too much, or all of it. What a closing has counted is not taken back any more: it is refunded.
"""

from bot.actions import dues_bases
from bot.actions.base import Deed, Refused
from bot.actions.dues import enter, follow, show_anew
from bot.rules.calendar import Month
from bot.rules.money import Fen
from bot.rules.permissions import Matter, Permission
from bot.rules.words import DuesState
from bot.store import branch as people
from bot.store import closings, reliefs
from bot.store import dues as store
from bot.store.branch import Person
from bot.store.dues import SAID, EntryKind, MonthDues


async def receive(deed: Deed, dues: MonthDues) -> None:
    """收讫: the collector has the money, whether or not the payer said so."""
    payer = await of_collector(deed, dues)
    if dues.due is None:
        raise Refused("dues.base_first", name=payer.name)
    if dues.state is DuesState.RECEIVED:
        raise Refused("dues.is_received", name=payer.name)
    if dues.state is DuesState.EXEMPT:
        raise Refused("dues.is_exempt", name=payer.name, entry=deed.book.dues_relief)
    await _officers_deed(deed, dues, payer, DuesState.RECEIVED, EntryKind.RECEIVED, moved=dues.due - dues.received)


async def receive_all(deed: Deed, dues: MonthDues) -> int:
    """收讫 of every month that this payer has reported as paid; answers how many."""
    payer = await of_collector(deed, dues)
    rows = [row for row in await store.of_person(deed.session, payer) if row.state is DuesState.PAID]
    if not rows:
        raise Refused("dues.none_reported", name=payer.name)
    for row in reversed(rows):
        await receive(deed, row)
    return len(rows)


async def revoke(deed: Deed, dues: MonthDues) -> None:
    """Takes a mistaken 收讫 back: the payer has still said so, or else still owes."""
    payer = await of_collector(deed, dues)
    if dues.state is not DuesState.RECEIVED:
        raise Refused("dues.not_received", name=payer.name)
    closed = await closings.last_closed_entry(deed.session, deed.branch.id)
    entries = [entry for entry, _ in await store.entries(deed.session, dues.id)]
    moved = sum(entry.moved for entry in entries if entry.id > closed)
    if moved <= 0:
        raise Refused("dues.closed_already", name=payer.name)
    # Withdrawing and questioning set the month back to unpaid, so only the last word of the payer counts.
    own = [entry.deed for entry in entries if entry.deed in SAID]
    said = own[-1:] == [EntryKind.PAID] or dues.received > moved
    state = DuesState.PAID if said else DuesState.DUE
    await _officers_deed(deed, dues, payer, state, EntryKind.REVOKED, moved=-moved)
    await follow(deed, [payer])


def refundable(dues: MonthDues) -> Fen:
    """What may be given back: what is too much, else all that came in."""
    excess = dues.received - (dues.due or 0)
    return Fen(excess if dues.due and excess > 0 else dues.received)


async def refund(deed: Deed, dues: MonthDues, words: str) -> None:
    """退款 of :func:`refundable`, and why. What is owed after it is owed again."""
    payer = await may_refund(deed, dues)
    fen = refundable(dues)
    paid = DuesState.RECEIVED if dues.received - fen == dues.due else DuesState.DUE
    state = dues.state if dues.state is DuesState.EXEMPT else paid
    await _officers_deed(deed, dues, payer, state, EntryKind.REFUNDED, words, moved=-fen)
    await follow(deed, [payer])


async def may_refund(deed: Deed, dues: MonthDues) -> Person:
    """The payer, when there is something to give back; Refused otherwise."""
    payer = await of_collector(deed, dues)
    if not dues.received:
        raise Refused("dues.nothing_received", name=payer.name)
    return payer


async def dispute(deed: Deed, dues: MonthDues, words: str) -> None:
    """有异议: the collector says what is not right; said again, the new words count."""
    payer = await may_dispute(deed, dues)
    await _officers_deed(deed, dues, payer, DuesState.DISPUTED, EntryKind.DISPUTED, words)


async def may_dispute(deed: Deed, dues: MonthDues) -> Person:
    """The payer, when the month may be disputed; Refused otherwise."""
    payer = await of_collector(deed, dues)
    if dues.state is DuesState.RECEIVED:
        raise Refused("dues.revoke_first", name=payer.name)
    if dues.state is DuesState.EXEMPT:
        raise Refused("dues.is_exempt", name=payer.name, entry=deed.book.dues_relief)
    return payer


async def correct_base(deed: Deed, dues: MonthDues, base: Fen) -> None:
    """A new base in fen. Of the current month it is the person's base from now on, of a past one only that month's."""
    payer = await may_correct(deed, dues)
    current = dues.month == Month.of(deed.today)
    await (dues_bases.enter if current else dues_bases.enter_once)(deed, payer, base, dues.month)
    granted = (await reliefs.in_force(deed.session, [payer.id]))[payer.id]
    if current:
        dues.employment = payer.employment
    approved = reliefs.of_month(granted, dues.month)
    due = store.assess(payer, dues.employment, deed.book.of(dues.month), base, approved)
    dues.base, dues.due, dues.by_hand = base, due, False
    await _corrected(deed, dues, payer)


async def correct_amount(deed: Deed, dues: MonthDues, amount: Fen) -> None:
    """Another amount in fen for this month alone."""
    payer = await may_correct(deed, dues)
    dues.due, dues.by_hand = amount, True
    await _corrected(deed, dues, payer)


async def may_correct(deed: Deed, dues: MonthDues) -> Person:
    """The payer, when base and amount may be corrected; Refused otherwise."""
    payer = await of_collector(deed, dues)
    if dues.state is DuesState.EXEMPT:
        raise Refused("dues.is_exempt", name=payer.name, entry=deed.book.dues_relief)
    return payer


async def of_collector(deed: Deed, dues: MonthDues) -> Person:
    """The payer of that month, when the actor may change the ledger; Refused otherwise."""
    payer = await people.person(deed.session, dues.person_id)
    if payer is None or dues.branch_id != deed.branch.id:
        raise Refused("home.old_button")
    deed.require(Permission.LEDGER, Matter(owner_id=payer.id, team_id=payer.team_id))
    return payer


async def _corrected(deed: Deed, dues: MonthDues, payer: Person) -> None:
    """What has come in is measured by the new amount: enough stays received, too little has to be made up."""
    state = DuesState.DUE if dues.state is DuesState.DISPUTED else dues.state
    if dues.received:
        enough = dues.due is not None and dues.received >= dues.due
        state = DuesState.RECEIVED if enough else DuesState.PAID
    await _officers_deed(deed, dues, payer, state, EntryKind.CORRECTED)


async def _officers_deed(
    deed: Deed, dues: MonthDues, payer: Person, state: DuesState, kind: EntryKind, words: str | None = None, *,
    moved: int = 0,
) -> None:  # fmt: skip
    """Writes what the collector did, tells the payer, and leaves a trace in the audit log."""
    dues.state, dues.note = state, words if kind is EntryKind.DISPUTED else None
    entry = enter(deed, dues, kind, words, moved=moved)
    deed.audit(f"dues.{kind.value}", f"{payer.name} {dues.month}")
    await deed.session.flush()
    await show_anew(deed, dues, payer)
    deed.tell(payer, "dues/told", entry=entry.id)
