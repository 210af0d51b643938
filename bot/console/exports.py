"""Files for the office, from the command line."""

from pathlib import Path

import click

from bot.actions.base import Deed
from bot.actions.dues import open_months
from bot.cards import dues_files, duties_files
from bot.console import deed_of, say
from bot.rules.calendar import Month
from bot.rules.duties import of_year
from bot.settings import Settings
from bot.store import state, waivers


async def ledger(settings: Settings, period: Month | int, file: Path) -> None:
    """Writes the dues ledger of a month, or of a year, as .xlsx."""
    async with deed_of(settings) as deed:
        _warn_of_none(settings, deed, period)
        await open_months(deed)  # where the bot has not run since the roster was read, or since the month began
        if isinstance(period, Month):
            content = await dues_files.month_content(deed.session, deed.branch, period, deed.book, deed.zone)
        else:
            content = await dues_files.year_content(deed.session, deed.branch, period)
        deed.audit("dues.taken_out", str(period))
    file.write_bytes(content)


def _warn_of_none(settings: Settings, deed: Deed, period: Month | int) -> None:
    """An empty sheet of a time before the branch began with the bot, or still to come, is not one of a month unpaid."""
    kept = Month.of(deed.branch.started), Month.of(deed.today)
    first, last = (period, period) if isinstance(period, Month) else (Month(period, 1), Month(period, 12))
    if last < kept[0] or first > kept[1]:
        click.echo(say(settings, "console.no_ledger", first=kept[0], last=kept[1]), err=True)


async def board(settings: Settings, year: int, file: Path) -> None:
    """Writes how every duty of a year stands, as .xlsx, or as a page to be printed where the file is called .html."""
    form = file.suffix.lower().removeprefix(".")
    make = duties_files.MAKERS.get(form, duties_files.MAKERS["xlsx"])
    async with deed_of(settings) as deed:
        facts = await state.load(deed.session, deed.branch, deed.now, deed.zone)
        owed = of_year(deed.book, facts, year, deed.today)
        content = make(duties_files.board(deed.branch.name, year, deed.today, owed, await _reasons(deed)))
        deed.audit("duties.taken_out", str(year))
    file.write_bytes(content)


async def _reasons(deed: Deed) -> dict[str, str]:
    """Why duties were waived, by their keys."""
    found = await waivers.in_force(deed.session, deed.branch.id)
    return {each.duty: deed.keys.reports.open(each.reason) for each in found}
