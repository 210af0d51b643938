"""The ledger as files: a month, a year."""

from collections.abc import Iterator, Sequence
from datetime import tzinfo

from sqlalchemy.ext.asyncio import AsyncSession

from bot.cards.base import Card, Upload, View, card
from bot.cards.rulebook import why
from bot.documents.dues_book import MonthLine, YearLine, month_book, year_book
from bot.presses import Press
from bot.rules.calendar import Month, Year
from bot.rules.dues import rate
from bot.rules.language import Language
from bot.rules.money import Fen, yuan
from bot.rules.permissions import Permission, see
from bot.rules.rulebook import Rulebook
from bot.rules.words import DuesState
from bot.store import dues as store
from bot.store import reliefs
from bot.store.branch import Branch, Person
from bot.store.dues import SAID, DuesEntry, EntryKind, MonthDues
from bot.store.reliefs import Relief


class SendMonth(Press, tag="dx"):
    """The file of a month."""

    month: Month


class SendYear(Press, tag="dy"):
    """The file of a year."""

    year: int


@card("dues/month_file", need=see(Permission.LEDGER))
async def month_file(view: View, month: str) -> Card:
    """A month's ledger as it stands now."""
    which = Month.parse(month)
    content = await month_content(view.session, view.branch, which, view.book, view.zone)
    upload = Upload("document", f"党费台账_{which}.xlsx", content)
    return Card(view.text("dues/file", period=which), [[why(view, "dues_employed")]], upload)


@card("dues/year_file", need=see(Permission.LEDGER))
async def year_file(view: View, year: int) -> Card:
    """A year's ledger as it stands now."""
    content = await year_content(view.session, view.branch, year)
    upload = Upload("document", f"党费台账_{year}.xlsx", content)
    return Card(view.text("dues/file", period=Year(year)), [[why(view, "dues_employed")]], upload)


async def month_content(session: AsyncSession, branch: Branch, month: Month, book: Rulebook, zone: tzinfo) -> bytes:
    """The .xlsx of a month."""
    rows = await store.ledger(session, branch.id, month)
    granted = await reliefs.in_force(session, [person.id for _, person in rows])
    lines = []
    for dues, person in rows:
        entries = await store.entries(session, dues.id)
        approved = reliefs.of_month(granted[person.id], month)
        lines.append(month_line(dues, person, entries, approved, book.of(month), zone))
    return month_book(branch.name, month, lines)


Entries = Sequence[tuple[DuesEntry, Person | None]]


def month_line(
    dues: MonthDues, person: Person, entries: Entries, approved: Sequence[Relief], book: Rulebook, zone: tzinfo
) -> MonthLine:
    """One payer's month. The day and the collector are those of the last receipt that still counts."""
    kept = _money(entries) if dues.received else []
    receipts = [(each, who) for each, who in kept if each.deed is EntryKind.RECEIVED]
    entry, collector = receipts[-1] if receipts else (None, None)
    return MonthLine(
        name=person.name, base=dues.base, due=dues.due, paid=dues.received or None,
        rate=None if dues.base is None or dues.by_hand else rate(Fen(dues.base), dues.employment, book),
        day=entry.at.astimezone(zone).date() if entry else None, collector=collector.name if collector else "",
        remark="；".join(_remarks(dues, person, entries, approved)),
    )  # fmt: skip


def _money(entries: Entries) -> list[tuple[DuesEntry, Person | None]]:
    """Receipts and refunds that count: taking back undoes what was moved last, as if it had not been."""
    kept: list[tuple[DuesEntry, Person | None]] = []
    for entry, who in entries:
        back = -entry.moved if entry.deed is EntryKind.REVOKED else 0
        while back and kept:
            back -= kept.pop()[0].moved
        if entry.moved and entry.deed is not EntryKind.REVOKED:
            kept.append((entry, who))
    return kept


def _remarks(dues: MonthDues, person: Person, entries: Entries, approved: Sequence[Relief]) -> Iterator[str]:
    """What is not as usual: not received, set by hand, approved otherwise and by which paper, paid by somebody else,
    given back, too much or too little."""
    named = dues.state is DuesState.EXEMPT and store.is_exempt(approved)
    if dues.state is not DuesState.RECEIVED and not named:
        yield _standing(dues)
    if dues.by_hand:
        yield "核定金额"
    yield from (f"{each.kind.say(Language.ZH)}：{each.decision}" for each in approved)
    payer = _payer(dues, entries)
    if payer is not None and payer.id != person.id:
        yield f"{payer.name}代交"
    returned = -sum(entry.moved for entry, _ in _money(entries) if entry.deed is EntryKind.REFUNDED)
    if returned:
        yield f"已退 {yuan(Fen(returned))} 元"
    over = dues.received - (dues.due or 0)
    if dues.received and over:
        yield f"{'多收' if over > 0 else '尚差'} {yuan(Fen(abs(over)))} 元"


def _standing(dues: MonthDues) -> str:
    return "基数未登记" if dues.due is None else dues.state.say(Language.ZH)


def _payer(dues: MonthDues, entries: Entries) -> Person | None:
    """Who said to have paid, while that stands."""
    said = [(entry.deed, who) for entry, who in entries if entry.deed in SAID]
    stands = dues.state not in (DuesState.DUE, DuesState.EXEMPT) and said and said[-1][0] is EntryKind.PAID
    return said[-1][1] if stands else None


async def year_content(session: AsyncSession, branch: Branch, year: int) -> bytes:
    """The .xlsx of a year."""
    months = [Month(year, number) for number in range(1, 13)]
    ledgers = [await store.ledger(session, branch.id, month) for month in months]
    people = {person.id: person for ledger in ledgers for _, person in ledger}
    owed = {(person.id, dues.month): dues for ledger in ledgers for dues, person in ledger}
    lines = [year_line(people[key], [owed.get((key, month)) for month in months]) for key in sorted(people)]
    return year_book(branch.name, year, lines)


def year_line(person: Person, months: Sequence[MonthDues | None]) -> YearLine:
    """One payer's twelve months; None where nothing was owed."""
    return YearLine(
        name=person.name,
        due=tuple(dues.due if dues else None for dues in months),
        paid=tuple(dues.received or None if dues else None for dues in months),
        said=tuple(_standing(dues) if dues and not dues.received else "" for dues in months),
    )
