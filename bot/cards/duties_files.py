"""The board of a year as a file: Excel, or a page to be printed. Of whom, is what the viewer sees on the board."""

from collections.abc import Iterable, Mapping
from datetime import date

from bot.cards.base import Card, Upload, View, card
from bot.cards.duties import Standing, extent, seen, standing
from bot.cards.duties_waived import reasons
from bot.cards.state import in_year
from bot.documents.duty_board import Board, BoardLine, board_book
from bot.documents.duty_page import board_page
from bot.rules.calendar import Year
from bot.rules.duties import Duty
from bot.rules.language import Language
from bot.rules.permissions import Permission, see

MAKERS = {"xlsx": board_book, "html": board_page}
_STATES = {
    Standing.DONE: "已办", Standing.OPEN: "未到期", Standing.WAITING: "待收讫", Standing.LATE: "逾期",
    Standing.WAIVED: "免除",
}  # fmt: skip


@card("duties/board_file", need=see(Permission.BOARD))
async def board_file(view: View, year: int, form: str) -> Card:
    """A year of the board as it stands now."""
    whose, day = extent(view), view.today
    owed = seen(view, await in_year(view, year))
    content = MAKERS[form](board(whose, year, day, owed, await reasons(view, owed)))
    upload = Upload("document", f"看板_{year}.{form}", content)
    return Card(view.text("duties/file", extent=whose, year=Year(year), day=day, form=form), media=upload)


def board(whose: str, year: int, day: date, duties: Iterable[Duty], reasons: Mapping[str, str]) -> Board:
    """The facts of the file, in words. What a duty was done by stands there, or by whom and why it was waived
    (``reasons`` by the keys of duties); how far an open one has come does not."""
    return Board(whose, year, day, [_line(duty, reasons.get(duty.key, "")) for duty in duties])


def _line(duty: Duty, reason: str) -> BoardLine:
    zh = Language.ZH
    proof = duty.waived or (duty.evidence if duty.done and not duty.personal else None)
    return BoardLine(
        system=duty.system.say(zh), subject=duty.subject, period=duty.period.say(zh), first=duty.period.first_day(),
        last=duty.period.last_day(), due=duty.due, state=_STATES[standing(duty)],
        evidence="：".join(filter(None, [proof.say(zh) if proof else "", reason])),
        clause=f"{duty.clause.zh}（{duty.title.zh}）",
    )  # fmt: skip
