"""The ledger as files: a month, a year."""

from collections.abc import Sequence
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
from bot.rules.words import DuesState, ReliefKind
from bot.store import dues as store
from bot.store import reliefs
from bot.store.branch import Branch, Person
from bot.store.dues import EntryKind, MonthDues


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
    lines = [await _line(session, dues, person, book, zone) for dues, person in rows]
    return month_book(branch.name, month, lines)


async def _line(session: AsyncSession, dues: MonthDues, person: Person, book: Rulebook, zone: tzinfo) -> MonthLine:
    entries = await store.entries(session, dues.id) if dues.received else []
    receipts = [(each, who) for each, who in entries if each.deed is EntryKind.RECEIVED]
    entry, collector = receipts[-1] if receipts else (None, None)
    share = None if dues.base is None or dues.by_hand else rate(Fen(dues.base), person.employment, book.of(dues.month))
    return MonthLine(
        name=person.name, base=dues.base, rate=share, due=dues.due, paid=dues.received or None,
        day=entry.at.astimezone(zone).date() if entry else None, collector=collector.name if collector else "",
        remark=await _remark(session, dues, person),
    )  # fmt: skip


async def _remark(session: AsyncSession, dues: MonthDues, person: Person) -> str:
    """What is not as usual: not received, approved otherwise, too much received, paid by somebody else."""
    granted = reliefs.of_month((await reliefs.in_force(session, [person.id]))[person.id], dues.month)
    state = [] if dues.state is DuesState.RECEIVED else [dues.state.say(Language.ZH)]
    approved = [each.kind.say(Language.ZH) for each in granted if each.kind is not ReliefKind.EXEMPT]
    payers = [who for each, who in await store.entries(session, dues.id) if each.deed is EntryKind.PAID]
    proxy = [f"{payers[-1].name}代交"] if payers and payers[-1] and payers[-1].id != person.id else []
    excess = dues.received - (dues.due or 0)
    over = [f"多收 {yuan(Fen(excess))} 元"] if excess > 0 else []
    return "；".join([*state, *approved, *proxy, *over])


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
    )
