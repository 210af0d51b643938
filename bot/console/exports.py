"""Files for the office, from the command line."""

from pathlib import Path

from bot.cards import dues_files
from bot.console import deed_of
from bot.console.duties import reasons_of
from bot.documents.duty_board import BoardLine, board_book
from bot.rules.calendar import Month
from bot.rules.duties import Duty, of_year
from bot.rules.language import Language
from bot.settings import Settings
from bot.store import state


async def ledger(settings: Settings, period: Month | int, file: Path) -> None:
    """Writes the dues ledger of a month, or of a year, as .xlsx."""
    async with deed_of(settings) as deed:
        if isinstance(period, Month):
            content = await dues_files.month_content(deed.session, deed.branch, period, deed.book, deed.zone)
        else:
            content = await dues_files.year_content(deed.session, deed.branch, period)
        deed.audit("dues.taken_out", str(period))
    file.write_bytes(content)


async def board(settings: Settings, year: int, file: Path) -> None:
    """Writes how every duty of a year stands, as .xlsx."""
    async with deed_of(settings) as deed:
        facts = await state.load(deed.session, deed.branch, deed.now, deed.zone)
        reasons = await reasons_of(deed)
        lines = [_line(duty, reasons.get(duty.key)) for duty in of_year(deed.book, facts, year, deed.today)]
        content = board_book(deed.branch.name, year, deed.today, lines)
        deed.audit("duties.taken_out", str(year))
    file.write_bytes(content)


def _line(duty: Duty, reason: str | None) -> BoardLine:
    zh = Language.ZH
    evidence = duty.evidence.say(zh) if duty.evidence else ""
    if duty.waived:
        evidence = f"{duty.waived.say(zh)}：{reason}"
    return BoardLine(
        system=duty.system.say(zh), subject=duty.subject, period=duty.period.say(zh), due=duty.due,
        state="已办" if duty.done else "免除" if duty.waived else "逾期" if duty.late else "未到期",
        evidence=evidence, clause=f"{duty.clause.zh}（{duty.title.zh}）",
    )  # fmt: skip
