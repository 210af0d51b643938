"""Files for the office, from the command line."""

from pathlib import Path

from bot.cards import dues_files
from bot.console import deed_of
from bot.rules.calendar import Month
from bot.settings import Settings


async def ledger(settings: Settings, period: Month | int, file: Path) -> None:
    """Writes the dues ledger of a month, or of a year, as .xlsx."""
    async with deed_of(settings) as deed:
        if isinstance(period, Month):
            content = await dues_files.month_content(deed.session, deed.branch, period, deed.book, deed.zone)
        else:
            content = await dues_files.year_content(deed.session, deed.branch, period)
        deed.audit("dues.taken_out", str(period))
    file.write_bytes(content)
