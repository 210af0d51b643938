"""Dues: months opened and kept in line with bases and reliefs, and what every entry of the ledger has in common.

What the payer says is bot/actions/dues_paid.py, what the collector does bot/actions/dues_received.py. The bot records;
it never moves money. Every deed adds an entry, and no entry is ever changed (党支部工作制度 三（十五）).
"""

from collections.abc import Collection
from dataclasses import dataclass

from bot.actions.base import Deed
from bot.rules.calendar import Month
from bot.rules.permissions import Permission, do
from bot.rules.words import DuesState
from bot.store import branch as people
from bot.store import cards
from bot.store import dues as store
from bot.store import reliefs as relief_store
from bot.store.branch import Person
from bot.store.dues import DuesBase, DuesEntry, EntryKind, MonthDues
from bot.store.reliefs import Relief


async def open_months(deed: Deed, only: Person | None = None) -> None:
    """Opens every month that is owed since the branch began, of everybody or of one person; again changes nothing.

    An unpaid month follows its base: a new one applies from its month on (三（十五）3). So it does what was approved.
    """
    payers = [only] if only else list(await people.people(deed.session, deed.branch.id))
    ids = [person.id for person in payers]
    known, grounds = await store.opened_months(deed.session, ids), await _grounds(deed, ids)
    fresh = [
        store.opened(
            person, month, deed.book, deed.now, store.base_of(person, grounds.bases[person.id], month),
            relief_store.of_month(grounds.reliefs[person.id], month),
        )
        for person in payers
        for month in _months(deed)
        if store.owes(person, month) and (person.id, month) not in known
    ]  # fmt: skip
    deed.session.add_all(fresh)
    await deed.session.flush()
    for dues in fresh:
        enter(deed, dues, EntryKind.OPENED)
    await _follow(deed, payers, grounds)
    await deed.session.flush()


@dataclass(frozen=True)
class _Grounds:
    """What amounts rest on, by person: the bases that were entered, the reliefs in force."""

    bases: dict[int, list[DuesBase]]
    reliefs: dict[int, list[Relief]]


async def _grounds(deed: Deed, ids: Collection[int]) -> _Grounds:
    return _Grounds(await store.bases(deed.session, ids), await relief_store.in_force(deed.session, ids))


async def follow(deed: Deed, payers: list[Person], months: Collection[Month] = ()) -> None:
    """Works unpaid months out anew where a base has changed, and ``months`` in any case: a relief has changed."""
    await _follow(deed, payers, await _grounds(deed, [payer.id for payer in payers]), months)


async def _follow(deed: Deed, payers: list[Person], grounds: _Grounds, months: Collection[Month] = ()) -> None:
    by_id, current = {person.id: person for person in payers}, Month.of(deed.today)
    for payer in payers:
        payer.base = store.base_of(payer, grounds.bases[payer.id], current)
    for dues in await store.unsettled(deed.session, by_id.keys()):
        payer, own = by_id[dues.person_id], grounds.bases[dues.person_id]
        base = store.base_of(payer, own, dues.month) if own or dues.month == current else dues.base
        reliefs = relief_store.of_month(grounds.reliefs[payer.id], dues.month)
        if dues.month == current:
            dues.employment = payer.employment
        if dues.month not in (current, *months) and base == dues.base and not _asks_too_much(dues, reliefs):
            continue
        if _work_out(deed, dues, payer, base, reliefs):
            enter(deed, dues, EntryKind.RELIEVED if reliefs else EntryKind.OPENED)
            await show_anew(deed, dues, payer)


def _asks_too_much(dues: MonthDues, reliefs: list[Relief]) -> bool:
    """Whether less was approved while the month was paid or said to be: it is unpaid again by now."""
    less = any(each.amount is not None and (dues.due is None or each.amount < dues.due) for each in reliefs)
    return less or store.is_exempt(reliefs)


def _work_out(deed: Deed, dues: MonthDues, payer: Person, base: int | None, reliefs: list[Relief]) -> bool:
    """Whether amount, base or state are others now. An amount entered by hand gives way to an exemption only."""
    before, exempt = (dues.base, dues.due, dues.state), store.is_exempt(reliefs)
    if not dues.by_hand or exempt:
        dues.base, dues.by_hand = base, False
        dues.due = store.assess(payer, dues.employment, deed.book.of(dues.month), base, reliefs)
    paid = dues.due is not None and 0 < dues.received >= dues.due
    dues.state = DuesState.EXEMPT if exempt else DuesState.RECEIVED if paid else DuesState.DUE
    return before != (dues.base, dues.due, dues.state)


def _months(deed: Deed) -> list[Month]:
    """From the month in which the branch began with the bot: there is nothing before it."""
    months, current = [Month.of(deed.branch.started)], Month.of(deed.today)
    while months[-1] < current:
        months.append(months[-1].next())
    return months


def enter(deed: Deed, dues: MonthDues, kind: EntryKind, words: str | None = None, *, moved: int = 0) -> DuesEntry:
    """An entry about the month as it stands now; ``moved`` fen came in with it, or went back."""
    dues.changed = deed.now
    dues.received += moved
    entry = DuesEntry(
        dues_id=dues.id, at=deed.now, actor_id=deed.actor.id if deed.actor else None, deed=kind, amount=dues.due,
        base=dues.base, moved=moved, note=words,
    )  # fmt: skip
    deed.session.add(entry)
    return entry


async def show_anew(deed: Deed, dues: MonthDues, payer: Person) -> None:
    """Everybody who has this month on screen sees it as it is now."""
    deed.refresh("dues/card", only=payer, month=str(dues.month))
    deed.refresh("dues/history", only=payer)
    deed.refresh("dues/receipt", only=payer, month=str(dues.month))
    deed.refresh("dues/payer", dues=dues.id)
    deed.refresh("dues/pending")
    deed.refresh("closings/book")
    payers = len(await store.ledger(deed.session, deed.branch.id, dues.month))
    for page in range(-(-payers // store.PAGE)):
        deed.refresh("dues/ledger", month=str(dues.month), page=page)


async def collectors(deed: Deed) -> list[Person]:
    """Whoever keeps the ledger, in roster order (三（十五）2)."""
    everybody = await people.people(deed.session, deed.branch.id)
    return [person for person in everybody if person.grants.satisfies(do(Permission.LEDGER))]


async def call_collectors(deed: Deed, *, waited: bool) -> None:
    """One card for whoever keeps the ledger: a new message when the list had been empty, else the old one changes."""
    for person in await collectors(deed):
        if not waited or not await cards.live_cards(deed.session, "dues/pending", {}, person_id=person.id):
            deed.tell(person, "dues/pending")
