"""The board of a year as an Excel file: what was due, when, on which clause, and how it stands. Nobody is ranked."""

import io
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from bot.documents import excel
from bot.documents.excel import Sheet

STATES = ("已办", "未到期", "待收讫", "逾期", "免除")
_COLUMNS = (("制度", 14), ("对象", 16), ("周期", 30), ("期限", 12), ("状态", 10), ("凭据", 22), ("依据", 54))
_SUMS = (("制度", 14), ("周期", 30), ("期限", 12), ("应办", 9), *((state, 9) for state in STATES), ("依据", 54))
_COLOURS = {"已办": "#E2F0D9", "逾期": "#F8CBAD"}
_STATE = 4  # its column


@dataclass(frozen=True, kw_only=True)
class BoardLine:
    """One duty, in words; ``first`` and ``last`` are the days of its period."""

    system: str
    subject: str
    period: str
    first: date
    last: date
    due: date
    state: str
    evidence: str
    clause: str


@dataclass(frozen=True)
class Board:
    """A year of somebody's board as it stood on ``day``, by due day."""

    whose: str
    year: int
    day: date
    lines: Sequence[BoardLine]

    @property
    def title(self) -> str:
        """What stands above it."""
        return f"{self.whose} {self.year}年制度落实情况（截至 {self.day.isoformat()}）"

    def groups(self) -> Iterator[tuple[BoardLine, Counter[str], list[BoardLine]]]:
        """System by system, period by period: a line of it, how many stand how, and all of them."""
        systems = list(dict.fromkeys(line.system for line in self.lines))
        same: dict[tuple[int, str], list[BoardLine]] = {}
        for line in self.lines:
            same.setdefault((systems.index(line.system), line.period), []).append(line)
        for lines in (same[key] for key in sorted(same, key=lambda key: (key[0], same[key][0].due))):
            yield lines[0], Counter(line.state for line in lines), lines


def board_book(board: Board) -> bytes:
    """The .xlsx of a year: every duty, with a filter on every column; and the sums. Set up for printing on A4."""
    import xlsxwriter  # when a file is made, not when the bot starts

    content = io.BytesIO()
    with xlsxwriter.Workbook(content, excel.PLAIN) as book:
        _sheet(book, f"{board.year}年", board.title, _COLUMNS, [_texts(line) for line in board.lines])
        _sheet(book, "汇总", board.title, _SUMS, [_sums(*group) for group in board.groups()])
    return content.getvalue()


def _texts(line: BoardLine) -> tuple[str, ...]:
    day = line.due.isoformat()
    return line.system, line.subject, line.period, day, line.state, line.evidence, line.clause


def _sums(line: BoardLine, counts: Counter[str], lines: list[BoardLine]) -> tuple[str | int, ...]:
    states = [counts[state] for state in STATES]
    return line.system, line.period, line.due.isoformat(), len(lines), *states, line.clause


def _sheet(
    book: Sheet,
    name: str,
    title: str,
    columns: Sequence[tuple[str, int]],
    rows: Sequence[Sequence[str | int]],
) -> None:
    sheet = book.add_worksheet(name)
    frame = {"border": 1, "valign": "vcenter", "font_name": "宋体", "text_wrap": True}
    big = book.add_format({"bold": True, "font_size": 16, "align": "center", "font_name": "宋体"})
    plain, head = book.add_format(frame), book.add_format({**frame, "bold": True, "bg_color": "#EEEEEE"})
    figure = book.add_format({**frame, "align": "center"})
    colours = {state: book.add_format({**frame, "bg_color": colour}) for state, colour in _COLOURS.items()}
    sheet.merge_range(0, 0, 0, len(columns) - 1, "", big)
    excel.write(sheet, 0, 0, title, big)
    sheet.set_row(0, 30)
    for place, (label, width) in enumerate(columns):
        sheet.set_column(place, place, width)
        sheet.write_string(1, place, label, head)
    for row, cells in enumerate(rows, start=2):
        texts = [(cell, width) for cell, (_, width) in zip(cells, columns, strict=True) if isinstance(cell, str)]
        sheet.set_row(row, excel.height(texts))
        for place, cell in enumerate(cells):
            if isinstance(cell, int):
                sheet.write_number(row, place, cell, figure)
            else:
                excel.write(sheet, row, place, cell, colours.get(cell, plain) if place == _STATE else plain)
    sheet.autofilter(1, 0, max(2, len(rows) + 1), len(columns) - 1)
    excel.paper(sheet, heads=2)
    excel.number_pages(sheet)
