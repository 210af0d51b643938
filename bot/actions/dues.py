"""Dues: months opened, payments confirmed, received, disputed, corrected (党支部工作制度 三（十五）).

The bot records; it never moves money. Every deed adds an entry, and no entry is ever changed.
"""

from bot.actions import dues_bases
from bot.actions.base import Deed, Refused
from bot.rules.calendar import Month
from bot.rules.dues import pays
from bot.rules.money import Fen
from bot.rules.permissions import Matter, Permission, do
from bot.rules.words import DuesState
from bot.store import branch as people
from bot.store import cards
from bot.store import dues as store
from bot.store.branch import Person
from bot.store.dues import DuesEntry, EntryKind, MonthDues

# What becomes of the state when the amount changes: who had paid stays so, but has to be marked received again.
_AFTER_CORRECTION = {DuesState.RECEIVED: DuesState.PAID, DuesState.DISPUTED: DuesState.DUE}


async def open_months(deed: Deed, only: Person | None = None) -> None:
    """Opens every month that is owed since the branch began, of everybody or of one person; again changes nothing.

    An unpaid month follows its base: a new one applies from its month on (三（十五）3).
    """
    payers = [only] if only else list(await people.people(deed.session, deed.branch.id))
    ids = [person.id for person in payers]
    known, bases = await store.opened_months(deed.session, ids), await store.bases(deed.session, ids)
    fresh = [
        store.opened(person, month, deed.book, deed.now, store.base_of(person, bases[person.id], month))
        for person in payers
        for month in _months(deed)
        if pays(person.status, person.counted_from, month) and (person.id, month) not in known
    ]
    deed.session.add_all(fresh)
    await deed.session.flush()
    for dues in fresh:
        _enter(deed, dues, EntryKind.OPENED)
    await follow_bases(deed, payers)
    await deed.session.flush()


async def confirm_paid(deed: Deed, month: Month) -> None:
    """The acting member says that the month has been paid."""
    dues = await _own(deed, month)
    if dues.due is None:
        raise Refused("dues.no_base_yet")
    if dues.state is DuesState.PAID:
        raise Refused("dues.already_paid")
    before = await store.waiting(deed.session, deed.branch.id)
    dues.state, dues.note = DuesState.PAID, None
    _enter(deed, dues, EntryKind.PAID)
    await _show_anew(deed, dues, deed.person)
    await _call_collectors(deed, waited=bool(before))


async def question(deed: Deed, month: Month, words: str) -> None:
    """The acting member says what is wrong with the amount; said again, the new words count."""
    dues = await may_question(deed, month)
    before = await store.waiting(deed.session, deed.branch.id)
    dues.state, dues.note = DuesState.DUE, words
    _enter(deed, dues, EntryKind.QUESTIONED, words)
    await _show_anew(deed, dues, deed.person)
    await _call_collectors(deed, waited=bool(before))


async def may_question(deed: Deed, month: Month) -> MonthDues:
    """The month, when its payer may say that the amount is wrong; Refused otherwise."""
    dues = await _own(deed, month)
    if dues.state is DuesState.PAID:
        raise Refused("dues.withdraw_first")
    return dues


async def withdraw(deed: Deed, month: Month) -> None:
    """The acting member takes back what was said about the month, while it has not been received."""
    dues = await _own(deed, month)
    if dues.state is DuesState.DISPUTED or (dues.state is DuesState.DUE and dues.note is None):
        raise Refused("dues.nothing_to_withdraw")
    dues.state, dues.note = DuesState.DUE, None
    _enter(deed, dues, EntryKind.WITHDRAWN)
    await _show_anew(deed, dues, deed.person)


async def receive(deed: Deed, dues: MonthDues) -> None:
    """收讫: the collector has the money, whether or not the payer said so."""
    payer = await of_collector(deed, dues)
    if dues.due is None:
        raise Refused("dues.base_first", name=payer.name)
    if dues.state is DuesState.RECEIVED:
        raise Refused("dues.is_received", name=payer.name)
    await _officers_deed(deed, dues, payer, DuesState.RECEIVED, EntryKind.RECEIVED)


async def revoke(deed: Deed, dues: MonthDues) -> None:
    """Takes a mistaken 收讫 back: the payer has still said so, or else still owes."""
    payer = await of_collector(deed, dues)
    if dues.state is not DuesState.RECEIVED:
        raise Refused("dues.not_received", name=payer.name)
    # Withdrawing and questioning set the month back to unpaid, so only the last word of the payer counts.
    said = [entry.deed for entry, _ in await store.entries(deed.session, dues.id)]
    own = [kind for kind in said if kind in (EntryKind.PAID, EntryKind.WITHDRAWN, EntryKind.QUESTIONED)]
    state = DuesState.PAID if own[-1:] == [EntryKind.PAID] else DuesState.DUE
    await _officers_deed(deed, dues, payer, state, EntryKind.REVOKED)


async def dispute(deed: Deed, dues: MonthDues, words: str) -> None:
    """有异议: the collector says what is not right; said again, the new words count."""
    payer = await may_dispute(deed, dues)
    await _officers_deed(deed, dues, payer, DuesState.DISPUTED, EntryKind.DISPUTED, words)


async def may_dispute(deed: Deed, dues: MonthDues) -> Person:
    """The payer, when the month may be disputed; Refused otherwise."""
    payer = await of_collector(deed, dues)
    if dues.state is DuesState.RECEIVED:
        raise Refused("dues.revoke_first", name=payer.name)
    return payer


async def correct_base(deed: Deed, dues: MonthDues, base: Fen) -> None:
    """A new base in fen. Of the current month it is the person's base from now on, of a past one only that month's."""
    payer = await of_collector(deed, dues)
    current = dues.month == Month.of(deed.today)
    await (dues_bases.enter if current else dues_bases.enter_once)(deed, payer, base, dues.month)
    dues.base, dues.due, dues.by_hand = base, store.assess(payer, deed.book.of(dues.month), base), False
    await _corrected(deed, dues, payer)


async def correct_amount(deed: Deed, dues: MonthDues, amount: Fen) -> None:
    """Another amount in fen for this month alone."""
    payer = await of_collector(deed, dues)
    dues.due, dues.by_hand = amount, True
    await _corrected(deed, dues, payer)


async def of_collector(deed: Deed, dues: MonthDues) -> Person:
    """The payer of that month, when the actor may change the ledger; Refused otherwise."""
    payer = await people.person(deed.session, dues.person_id)
    if payer is None or dues.branch_id != deed.branch.id:
        raise Refused("home.old_button")
    deed.require(Permission.LEDGER, Matter(owner_id=payer.id, team_id=payer.team_id))
    return payer


def _months(deed: Deed) -> list[Month]:
    """From the month in which the branch began with the bot: there is nothing before it."""
    months, current = [Month.of(deed.branch.started)], Month.of(deed.today)
    while months[-1] < current:
        months.append(months[-1].next())
    return months


async def follow_bases(deed: Deed, payers: list[Person]) -> None:
    """Works unpaid months out anew where a base has changed."""
    by_id, current = {person.id: person for person in payers}, Month.of(deed.today)
    bases = await store.bases(deed.session, by_id.keys())
    for payer in payers:
        payer.base = store.base_of(payer, bases[payer.id], current)
    for dues in await store.unpaid(deed.session, by_id.keys()):
        payer, own = by_id[dues.person_id], bases[dues.person_id]
        base = store.base_of(payer, own, dues.month)
        due = store.assess(payer, deed.book.of(dues.month), base)
        if dues.by_hand or (dues.base, dues.due) == (base, due) or not (own or dues.month == current):
            continue
        dues.base, dues.due = base, due
        _enter(deed, dues, EntryKind.OPENED)
        await _show_anew(deed, dues, payer)


async def _own(deed: Deed, month: Month) -> MonthDues:
    """The acting person's month, not yet received."""
    await open_months(deed, only=deed.person)
    dues = await store.of_month(deed.session, deed.person.id, month)
    if dues is None or not store.counts(dues, deed.person):
        raise Refused("dues.not_owed", entry=deed.book.dues)
    if dues.state is DuesState.RECEIVED:
        raise Refused("dues.already_received")
    return dues


async def _corrected(deed: Deed, dues: MonthDues, payer: Person) -> None:
    state = _AFTER_CORRECTION.get(dues.state, dues.state)
    await _officers_deed(deed, dues, payer, state, EntryKind.CORRECTED)


async def _officers_deed(
    deed: Deed, dues: MonthDues, payer: Person, state: DuesState, kind: EntryKind, words: str | None = None
) -> None:
    """Writes what the collector did, tells the payer, and leaves a trace in the audit log."""
    dues.state, dues.note = state, words
    entry = _enter(deed, dues, kind, words)
    deed.audit(f"dues.{kind.value}", f"{payer.name} {dues.month}")
    await deed.session.flush()
    await _show_anew(deed, dues, payer)
    deed.tell(payer, "dues/told", entry=entry.id)


def _enter(deed: Deed, dues: MonthDues, kind: EntryKind, words: str | None = None) -> DuesEntry:
    dues.changed = deed.now
    entry = DuesEntry(
        dues_id=dues.id, at=deed.now, actor_id=deed.actor.id if deed.actor else None, deed=kind, amount=dues.due,
        base=dues.base, note=words,
    )  # fmt: skip
    deed.session.add(entry)
    return entry


async def _show_anew(deed: Deed, dues: MonthDues, payer: Person) -> None:
    """Everybody who has this month on screen sees it as it is now."""
    deed.refresh("dues/card", only=payer, month=str(dues.month))
    deed.refresh("dues/payer", dues=dues.id)
    deed.refresh("dues/pending")
    payers = len(await store.ledger(deed.session, deed.branch.id, dues.month))
    for page in range(-(-payers // store.PAGE)):
        deed.refresh("dues/ledger", month=str(dues.month), page=page)


async def _call_collectors(deed: Deed, *, waited: bool) -> None:
    """One card for whoever keeps the ledger: a new message when the list had been empty, else the old one changes."""
    for person in await people.people(deed.session, deed.branch.id):
        if not person.grants.satisfies(do(Permission.LEDGER)):
            continue
        if not waited or not await cards.live_cards(deed.session, "dues/pending", {}, person_id=person.id):
            deed.tell(person, "dues/pending")
