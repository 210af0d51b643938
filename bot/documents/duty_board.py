"""The board of a year as an Excel file: what was due, when, on which clause, and how it stands. Nobody is ranked."""

import io
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

_COLUMNS = (("制度", 14), ("对象", 16), ("周期", 16), ("期限", 12), ("状态", 10), ("凭据", 30), ("依据", 44))
_A4 = 9  # paper number (XlsxWriter, set_paper)
_PLAIN = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False, "in_memory": True}
_COLOURS = {"已办": "#E2F0D9", "逾期": "#F8CBAD"}


@dataclass(frozen=True, kw_only=True)
class BoardLine:
    """One duty, in words."""

    system: str
    subject: str
    period: str
    due: date
    state: str
    evidence: str
    clause: str


def board_book(branch: str, year: int, today: date, lines: Sequence[BoardLine]) -> bytes:
    """The .xlsx of a year, with a filter on every column; set up for printing on A4."""
    import xlsxwriter  # when a file is made, not when the bot starts

    content = io.BytesIO()
    with xlsxwriter.Workbook(content, _PLAIN) as book:
        sheet = book.add_worksheet(f"{year}年")
        frame = {"border": 1, "valign": "vcenter", "font_name": "宋体", "text_wrap": True}
        big = book.add_format({"bold": True, "font_size": 16, "align": "center", "font_name": "宋体"})
        sheet.merge_range(0, 0, 0, len(_COLUMNS) - 1, "", big)
        sheet.write_string(0, 0, f"{branch} {year}年制度落实情况（截至 {today.isoformat()}）", big)
        for place, (label, width) in enumerate(_COLUMNS):
            sheet.set_column(place, place, width)
            sheet.write_string(1, place, label, book.add_format({**frame, "bold": True, "bg_color": "#EEEEEE"}))
        for row, line in enumerate(lines, start=2):
            colour = {"bg_color": _COLOURS[line.state]} if line.state in _COLOURS else {}
            texts = (
                line.system,
                line.subject,
                line.period,
                line.due.isoformat(),
                line.state,
                line.evidence,
                line.clause,
            )
            for place, text in enumerate(texts):
                sheet.write_string(row, place, text, book.add_format({**frame, **(colour if place == 4 else {})}))
        _set_up(sheet, len(lines))
    return content.getvalue()


def _texts(line: BoardLine) -> tuple[str, ...]:
    day = line.due.isoformat()
    return line.system, line.subject, line.period, day, line.state, line.evidence, line.clause


def _set_up(sheet: Any, count: int) -> None:  # noqa: ANN401 - XlsxWriter has no types
    sheet.autofilter(1, 0, max(2, count + 1), len(_COLUMNS) - 1)
    sheet.freeze_panes(2, 0)
    sheet.set_paper(_A4)
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0, 1)
    sheet.set_footer("&C第 &P 页，共 &N 页")
