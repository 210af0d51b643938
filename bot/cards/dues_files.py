"""The ledger as files: a month, a year."""

from collections.abc import Sequence
from datetime import tzinfo

from sqlalchemy.ext.asyncio import AsyncSession

from bot.cards.base import Card, Upload, View, card
from bot.documents.dues_book import MonthLine, YearLine, month_book, year_book
from bot.presses import Press
from bot.rules.calendar import Month, Year
from bot.rules.dues import rate
from bot.rules.language import Language
from bot.rules.money import Fen
from bot.rules.permissions import Permission, see
from bot.rules.rulebook import Rulebook
from bot.rules.words import DuesState
from bot.store import dues as store
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
    return Card(view.text("dues/file", period=which), media=Upload("document", f"党费台账_{which}.xlsx", content))


@card("dues/year_file", need=see(Permission.LEDGER))
async def year_file(view: View, year: int) -> Card:
    """A year's ledger as it stands now."""
    content = await year_content(view.session, view.branch, year)
    upload = Upload("document", f"党费台账_{year}.xlsx", content)
    return Card(view.text("dues/file", period=Year(year)), media=upload)


async def month_content(session: AsyncSession, branch: Branch, month: Month, book: Rulebook, zone: tzinfo) -> bytes:
    """The .xlsx of a month."""
    rows = await store.ledger(session, branch.id, month)
    lines = [await _line(session, dues, person, book, zone) for dues, person in rows]
    return month_book(branch.name, month, lines)


async def _line(session: AsyncSession, dues: MonthDues, person: Person, book: Rulebook, zone: tzinfo) -> MonthLine:
    received = dues.state is DuesState.RECEIVED
    entries = await store.entries(session, dues.id) if received else []
    entry, collector = next(
        ((each, who) for each, who in reversed(entries) if each.deed is EntryKind.RECEIVED), (None, None)
    )
    share = None if dues.base is None or dues.by_hand else rate(Fen(dues.base), person.employment, book.of(dues.month))
    return MonthLine(
        name=person.name, base=dues.base, rate=share, due=dues.due, paid=dues.due if received else None,
        day=entry.at.astimezone(zone).date() if entry else None, collector=collector.name if collector else "",
        remark="" if received else dues.state.say(Language.ZH),
    )  # fmt: skip


async def year_content(session: AsyncSession, branch: Branch, year: int) -> bytes:
    """The .xlsx of a year."""
    months = [Month(year, number) for number in range(1, 13)]
    ledgers = [await store.ledger(session, branch.id, month) for month in months]
    people = {person.id: person for ledger in ledgers for _, person in ledger}
    owed = {(person.id, dues.month): dues for ledger in ledgers for dues, person in ledger}
    lines = [_year_line(people[key], [owed.get((key, month)) for month in months]) for key in sorted(people)]
    return year_book(branch.name, year, lines)


def _year_line(person: Person, months: Sequence[MonthDues | None]) -> YearLine:
    return YearLine(
        name=person.name,
        due=tuple(dues.due if dues else None for dues in months),
        paid=tuple(dues.due if dues and dues.state is DuesState.RECEIVED else None for dues in months),
    )
