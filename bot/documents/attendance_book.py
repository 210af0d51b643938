"""出勤统计: attendance by person over a period, and the meetings it comes from, as an Excel file.

People stand in roster order: nobody is ranked.
"""

from collections.abc import Sequence
from datetime import datetime
from io import BytesIO

import xlsxwriter

from bot.documents import excel
from bot.documents.excel import Sheet, Style
from bot.rules.attended import AttendanceFacts, Held

_FIGURES = (("应到", 8), ("实到", 8), ("其中迟到", 10), ("请假", 8), ("缺席", 8))
_PEOPLE = (("序号", 6), ("姓名", 12), ("党小组", 16), ("职务", 24), *_FIGURES)
_MEETINGS = (
    ("编号", 6), ("时间", 18), ("类型", 14), ("主题", 36), ("地点", 20), *_FIGURES, ("备注", 24),
)  # fmt: skip

_Cell = str | int | datetime | None
_Styles = dict[str, Style]


def write(facts: AttendanceFacts) -> bytes:
    """The book (.xlsx): a sheet of people with their sums, a sheet of meetings."""
    target = BytesIO()
    with xlsxwriter.Workbook(target, excel.PLAIN) as book:
        book.set_properties({"title": f"{facts.branch}出勤统计", "author": facts.branch})
        styles = _styles(book)
        title = f"{facts.branch}出勤统计（{facts.first.isoformat()} 至 {facts.last.isoformat()}）"
        _sheet(book, styles, "出勤统计", title, _PEOPLE, _people(facts), portrait=True)
        _sheet(book, styles, "会议", f"{title}：会议", _MEETINGS, _meetings(facts), portrait=False)
    return target.getvalue()


def _people(facts: AttendanceFacts) -> list[list[_Cell]]:
    return [
        [number, each.name, each.team, each.post, each.expected, each.present, each.late, each.excused, each.absent]
        for number, each in enumerate(facts.people, 1)
    ]


def _meetings(facts: AttendanceFacts) -> list[list[_Cell]]:
    rows: list[list[_Cell]] = []
    for each in facts.meetings:
        when = each.starts.astimezone(facts.zone).replace(tzinfo=None)
        figures = (each.expected, each.present, each.late, each.excused, each.absent)
        rows.append([each.number, when, each.kind.zh, each.topic, each.place, *figures, _remark(each)])
    return rows


def _remark(held: Held) -> str:
    return "未登记出勤，不计入统计" if held.present is None else ""


def _styles(book: Sheet) -> _Styles:
    edge = {"border": 1, "font_name": "宋体", "font_size": 11, "valign": "vcenter"}
    head = {"font_name": "黑体", "align": "center", "bg_color": "#F2F2F2", "text_wrap": True}
    return {
        "title": book.add_format({"font_name": "黑体", "font_size": 16, "align": "center", "valign": "vcenter"}),
        "head": book.add_format({**edge, **head}),
        "text": book.add_format({**edge, "num_format": "@", "text_wrap": True}),
        "figure": book.add_format({**edge, "num_format": "0", "align": "center"}),
        "time": book.add_format({**edge, "num_format": "yyyy-mm-dd hh:mm", "align": "center"}),
    }


def _sheet(
    book: Sheet,
    styles: _Styles,
    name: str,
    title: str,
    columns: Sequence[tuple[str, int]],
    rows: Sequence[Sequence[_Cell]],
    *,
    portrait: bool,
) -> None:
    sheet = book.add_worksheet(name)
    excel.paper(sheet, heads=2, kept=2, portrait=portrait)
    excel.number_pages(sheet)
    for place, (_, width) in enumerate(columns):
        sheet.set_column(place, place, width)
    sheet.set_row(0, 32)
    sheet.merge_range(0, 0, 0, len(columns) - 1, "", styles["title"])
    excel.write(sheet, 0, 0, title, styles["title"])
    sheet.write_row(1, 0, [head for head, _ in columns], styles["head"])
    for number, cells in enumerate(rows, 2):
        texts = [(cell, width) for cell, (_, width) in zip(cells, columns, strict=True) if isinstance(cell, str)]
        sheet.set_row(number, excel.height(texts))
        for place, cell in enumerate(cells):
            _write(sheet, styles, number, place, cell)


def _write(sheet: Sheet, styles: _Styles, row: int, place: int, cell: _Cell) -> None:
    if cell == "":
        sheet.write_blank(row, place, None, styles["text"])
    elif isinstance(cell, str):
        excel.write(sheet, row, place, cell, styles["text"])
    elif cell is None:
        sheet.write_blank(row, place, None, styles["figure"])
    elif isinstance(cell, int):
        sheet.write_number(row, place, cell, styles["figure"])
    else:
        sheet.write_datetime(row, place, cell, styles["time"])
