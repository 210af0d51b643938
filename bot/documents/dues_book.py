"""The dues ledger as Excel files, as an office files them: a month, and a year (党支部工作制度 三（十五）).

Amounts are numbers in yuan and totals are formulas, each with its value, so that a reader that does not calculate
shows it too. Texts are data: a name that begins with "=" stays a name.
"""

import io
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from bot.documents import excel
from bot.documents.excel import Sheet, Style
from bot.rules.calendar import Month
from bot.rules.money import FEN_A_YUAN, Fen, capitals

_MONTHS = 12
_REMARK = 28  # width of its column
_MONTH_COLUMNS = (
    ("序号", 6), ("姓名", 12), ("党费基数（元）", 14), ("比例", 8), ("应交（元）", 12), ("实交（元）", 12),
    ("交纳日期", 12), ("签字", 12), ("收缴人", 12), ("备注", _REMARK),
)  # fmt: skip
_DUE, _PAID = 4, 5  # columns of the month's sheet
_ROW = 18  # points
_SUMS = (("实交合计", 11), ("应交合计", 11), ("未交", 11), ("多收", 9))


@dataclass(frozen=True, kw_only=True)
class MonthLine:
    """One payer of a month. Amounts are fen; ``rate`` 0.015 is 1.5 %; None is not known, or not yet."""

    name: str
    base: int | None
    rate: Decimal | None
    due: int | None
    paid: int | None
    day: date | None
    collector: str
    remark: str


@dataclass(frozen=True, kw_only=True)
class YearLine:
    """One payer of a year: fen due and fen received in each of the twelve months, None where nothing was owed;
    ``said`` stands where nothing has come in, empty where nothing was owed."""

    name: str
    due: tuple[int | None, ...]
    paid: tuple[int | None, ...]
    said: tuple[str, ...]

    @property
    def sums(self) -> tuple[int, int, int, int]:
        """Received, due, still open, and too much, in fen: what is too much of one month pays no other."""
        over = [(paid or 0) - (due or 0) for paid, due in zip(self.paid, self.due, strict=True)]
        open_, excess = (sum(max(0, fen) for fen in side) for side in ([-fen for fen in over], over))
        return sum(fen or 0 for fen in self.paid), sum(fen or 0 for fen in self.due), open_, excess


def month_book(branch: str, month: Month, lines: Sequence[MonthLine]) -> bytes:
    """The .xlsx of a month."""
    said = f"{month.year}年{month.month}月"
    with _book(said) as (book, sheet, content):
        _head(book, sheet, f"{branch} {said}党费收缴台账", _MONTH_COLUMNS)
        for number, line in enumerate(lines, start=1):
            _month_line(book, sheet, number, line)
        _month_total(book, sheet, lines)
    return content.getvalue()


def year_book(branch: str, year: int, lines: Sequence[YearLine]) -> bytes:
    """The .xlsx of a year: what was received in each month; and what is still open."""
    with _book(f"{year}年") as (book, sheet, content):
        months = tuple((f"{number}月", 9) for number in range(1, _MONTHS + 1))
        _head(book, sheet, f"{branch} {year}年党费收缴台账（单位：元）", (("序号", 6), ("姓名", 12), *months, *_SUMS))
        for number, line in enumerate(lines, start=1):
            _year_line(book, sheet, number, line)
        _year_total(book, sheet, lines)
    return content.getvalue()


@contextmanager
def _book(name: str) -> Iterator[tuple[Sheet, Sheet, io.BytesIO]]:
    """A workbook with one sheet, set up for printing on A4."""
    import xlsxwriter  # when a file is made, not when the bot starts

    content = io.BytesIO()
    with xlsxwriter.Workbook(content, excel.PLAIN) as book:
        sheet = book.add_worksheet(name)
        excel.paper(sheet, heads=2, kept=2)
        excel.number_pages(sheet)
        sheet.set_margins(left=0.5, right=0.5, top=0.6, bottom=0.6)
        sheet.set_default_row(_ROW)
        yield book, sheet, content


def _head(book: Sheet, sheet: Sheet, title: str, columns: Sequence[tuple[str, int]]) -> None:
    big = _format(book, bold=True, font_size=16, border=0)
    sheet.set_row(0, 30)
    sheet.merge_range(0, 0, 0, len(columns) - 1, "", big)
    excel.write(sheet, 0, 0, title, big)
    for place, (label, width) in enumerate(columns):
        sheet.set_column(place, place, width)
        sheet.write_string(1, place, label, _format(book, bold=True, bg_color="#EEEEEE", text_wrap=True))


def _format(book: Sheet, **more: object) -> Style:
    return book.add_format({"border": 1, "align": "center", "valign": "vcenter", "font_name": "宋体", **more})


def _yuan(book: Sheet, **more: object) -> Style:
    """Shrunk where it does not fit, for #### is no amount."""
    return _format(book, num_format="#,##0.00", align="right", shrink=True, **more)


def _month_line(book: Sheet, sheet: Sheet, number: int, line: MonthLine) -> None:
    row, plain = number + 1, _format(book)
    sheet.set_row(row, excel.height([(line.remark, _REMARK)]))
    sheet.write_number(row, 0, number, plain)
    excel.write(sheet, row, 1, line.name, _format(book, shrink=True))
    for place, fen in ((2, line.base), (_DUE, line.due), (_PAID, line.paid)):
        _amount(book, sheet, row, place, fen)
    if line.rate is None:
        sheet.write_blank(row, 3, None, plain)
    else:
        sheet.write_number(row, 3, float(line.rate), _format(book, num_format="0.0%"))
    sheet.write_string(row, 6, line.day.isoformat() if line.day else "", plain)
    sheet.write_string(row, 7, "", plain)
    excel.write(sheet, row, 8, line.collector, _format(book, shrink=True))
    excel.write(sheet, row, 9, line.remark, _format(book, text_wrap=True))


def _amount(book: Sheet, sheet: Sheet, row: int, place: int, fen: int | None) -> None:
    if fen is None:
        sheet.write_blank(row, place, None, _format(book))
    else:
        sheet.write_number(row, place, fen / FEN_A_YUAN, _yuan(book))


def _sum(book: Sheet, sheet: Sheet, row: int, place: int, fen: int) -> None:
    """The total of the column above; with no line there is nothing to add up."""
    column = _letter(place)
    formula = f"=SUM({column}3:{column}{row})" if row > 2 else "=0"
    sheet.write_formula(row, place, formula, _yuan(book, bold=True), fen / FEN_A_YUAN)


def _month_total(book: Sheet, sheet: Sheet, lines: Sequence[MonthLine]) -> None:
    row, last = len(lines) + 2, len(_MONTH_COLUMNS) - 1
    paid = sum(line.paid or 0 for line in lines)
    for place in range(last + 1):
        sheet.write_string(row, place, "合计" if place == 1 else "", _format(book, bold=True))
    _sum(book, sheet, row, _DUE, sum(line.due or 0 for line in lines))
    _sum(book, sheet, row, _PAID, paid)
    left = _format(book, align="left", bold=True)
    sheet.merge_range(row + 1, 0, row + 1, last, f"实收合计（大写）：{capitals(Fen(paid))}", left)
    _to_sign(book, sheet, row + 3, last)


def _to_sign(book: Sheet, sheet: Sheet, row: int, last: int) -> None:
    signed = "收缴人（签字）：　　　　　　　　审核人（签字）：　　　　　　　　　　　　年　　月　　日"
    sheet.merge_range(row, 0, row, last, signed, _format(book, align="left", border=0))


def _year_line(book: Sheet, sheet: Sheet, number: int, line: YearLine) -> None:
    row, narrow = number + 1, _format(book, shrink=True)
    sheet.write_number(row, 0, number, _format(book))
    excel.write(sheet, row, 1, line.name, narrow)
    for place, (fen, words) in enumerate(zip(line.paid, line.said, strict=True), start=2):
        if words:
            excel.write(sheet, row, place, words, narrow)
        else:
            _amount(book, sheet, row, place, fen)
    paid, *others = line.sums
    last = _MONTHS + 2
    formula = f"=SUM(C{row + 1}:{_letter(last - 1)}{row + 1})"
    sheet.write_formula(row, last, formula, _yuan(book), paid / FEN_A_YUAN)
    for place, fen in enumerate(others, start=last + 1):
        _amount(book, sheet, row, place, fen)


def _year_total(book: Sheet, sheet: Sheet, lines: Sequence[YearLine]) -> None:
    row, last = len(lines) + 2, _MONTHS + len(_SUMS) + 1
    months = [sum(line.paid[month] or 0 for line in lines) for month in range(_MONTHS)]
    sums = [sum(line.sums[place] for line in lines) for place in range(len(_SUMS))]
    for place, text in ((0, ""), (1, "合计")):
        sheet.write_string(row, place, text, _format(book, bold=True))
    for place, fen in enumerate([*months, *sums], start=2):
        _sum(book, sheet, row, place, fen)
    left = _format(book, align="left", bold=True)
    sheet.merge_range(row + 1, 0, row + 1, last, f"全年实收合计（大写）：{capitals(Fen(sums[0]))}", left)
    _to_sign(book, sheet, row + 3, last)


def _letter(place: int) -> str:
    """The letter of a column; a ledger has fewer than twenty-six."""
    return chr(ord("A") + place)
