"""The study plan as a file: read whole or not at all, and written so that it can be read again (三（十三）2).

Rows are read from their texts, so what somebody sent can be looked at once more when it is confirmed.
"""

import io
import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bot.documents import excel
from bot.documents.roster import Remark, RosterErrors
from bot.documents.tables import Row
from bot.rules.calendar import Month
from bot.rules.plans import FIRST_YEAR, LAST_YEAR, LEADER_MOST, MATERIALS_MOST, TOPIC_MOST, StudyForm
from bot.rules.typed import cleaned
from bot.rules.words import Word

MOST_ROWS = 200  # items: some four a month for four years
MOST_CELLS, CELL_MOST = 20, 1000  # of a row; characters of a cell, beyond which it is too long anyway
_TITLE_ROWS = 5  # offices put a title or two above the header
_FIRST_DAY = re.compile(r"(?<=\d\d)-01$")  # Excel makes a day of a month: 2026-11-01
_SAMPLES = ("示例（请删除本行）", "Sample (delete this row)")


class PlanColumn(Word):
    """What a column holds."""

    MONTH = "month", "月份", "Month"
    TOPIC = "topic", "主题", "Topic"
    FORM = "form", "形式", "Form"
    LEADER = "leader", "主讲人", "Leader"
    MATERIALS = "materials", "备注", "Remarks"
    DONE = "done", "完成情况", "Done"  # written by us, and left out when read again


_NEEDED = (PlanColumn.MONTH, PlanColumn.TOPIC, PlanColumn.FORM)
_WIDTHS = (12, 40, 12, 14, 50, 40)
_MOST = {PlanColumn.TOPIC: TOPIC_MOST, PlanColumn.LEADER: LEADER_MOST, PlanColumn.MATERIALS: MATERIALS_MOST}


@dataclass(frozen=True, slots=True)
class PlanRow:
    """One item of the plan; ``row`` is its number in the sheet, ``done`` what was done of it, for a file we write."""

    month: Month
    topic: str
    form: StudyForm
    leader: str = ""
    materials: str = ""
    row: int = 0
    done: str = ""


@dataclass(frozen=True, slots=True)
class PlanFile:
    """The items in the file's order, and columns that we do not know, which are left out."""

    rows: tuple[PlanRow, ...]
    notices: tuple[Remark, ...]


def parse(table: Sequence[Row]) -> PlanFile:
    """The plan that stands in these rows. Raises RosterErrors with every bad row."""
    columns, body, notices = _split(table)
    if len(body) > MOST_ROWS:
        raise RosterErrors([Remark(None, "roster.too_many", {"most": MOST_ROWS})])
    rows: list[PlanRow] = []
    problems: list[Remark] = []
    for number, cells in body:
        texts = {column: _line(cells[place]) if place < len(cells) else "" for column, place in columns.items()}
        if texts[PlanColumn.TOPIC] in _SAMPLES:
            continue
        found = _row(number, texts)
        (rows if isinstance(found, PlanRow) else problems).append(found)  # type: ignore[arg-type]
    problems += _twice(rows)
    if problems or not rows:
        raise RosterErrors(problems or [Remark(None, "plans.file_empty")])
    return PlanFile(tuple(rows), tuple(notices))


def _line(cell: str) -> str:
    """One line of what a cell holds."""
    return " ".join(cleaned(cell).split())


def _split(table: Sequence[Row]) -> tuple[dict[PlanColumn, int], Sequence[Row], list[Remark]]:
    """Where each column stands, the rows below the header, and the columns that we do not know."""
    for index, (number, cells) in enumerate(table[: _TITLE_ROWS + 1]):
        known = [_column(cell) for cell in cells]
        if PlanColumn.MONTH not in known:
            continue
        twice = [each for each in PlanColumn if known.count(each) > 1]
        missing = [each for each in _NEEDED if each not in known]
        if twice or missing:
            problems = [Remark(number, "roster.twice", {"column": each}) for each in twice]
            raise RosterErrors([*problems, *(Remark(number, "roster.missing", {"column": each}) for each in missing)])
        strange = [cell for cell, column in zip(cells, known, strict=True) if cell and column is None]
        notices = [Remark(number, "roster.unknown_column", {"header": cell[:20]}) for cell in strange]
        return {column: place for place, column in enumerate(known) if column}, table[index + 1 :], notices
    if not table:
        raise RosterErrors([Remark(None, "roster.empty_file")])
    raise RosterErrors([Remark(None, "roster.no_header", {"column": PlanColumn.MONTH})])


def _column(cell: str) -> PlanColumn | None:
    try:
        return PlanColumn.of("".join(unicodedata.normalize("NFKC", cell).split()))
    except ValueError:
        return None


def _row(number: int, texts: Mapping[PlanColumn, str]) -> PlanRow | Remark:
    """The item, or the first thing that is wrong with it."""
    empty = next((column for column in _NEEDED if not texts[column]), None)
    if empty is not None:
        return Remark(number, "roster.no_cell", {"column": empty})
    long = next((column for column, most in _MOST.items() if len(texts.get(column, "")) > most), None)
    if long is not None:
        return Remark(number, "plans.cell_too_long", {"column": long, "most": _MOST[long]})
    month = month_of(texts[PlanColumn.MONTH])
    if month is None:
        return Remark(number, "plans.bad_month", {"text": texts[PlanColumn.MONTH][:20]})
    try:
        form = StudyForm.of(texts[PlanColumn.FORM])
    except ValueError:
        return Remark(number, "plans.bad_form", {"text": texts[PlanColumn.FORM][:20], "words": list(StudyForm)})
    leader, materials = texts.get(PlanColumn.LEADER, ""), texts.get(PlanColumn.MATERIALS, "")
    return PlanRow(month, texts[PlanColumn.TOPIC], form, leader, materials, number)


def month_of(text: str) -> Month | None:
    """A month with its year, as people or Excel write it; None for anything else."""
    try:
        month = Month.parse(_FIRST_DAY.sub("", unicodedata.normalize("NFKC", text).replace("/", "-").replace(".", "-")))
    except ValueError:
        return None
    return month if FIRST_YEAR <= month.year <= LAST_YEAR else None


def _twice(rows: Sequence[PlanRow]) -> list[Remark]:
    """The same month and topic in two rows: an item is told by these two."""
    first: dict[tuple[Month, str], int] = {}
    found = []
    for row in rows:
        earlier = first.setdefault((row.month, row.topic), row.row)
        if earlier != row.row:
            found.append(Remark(row.row, "plans.row_twice", {"row": earlier}))
    return found


def write(title: str, rows: Sequence[PlanRow]) -> bytes:
    """The .xlsx of a plan. Cells are data: a topic that begins with "=" stays the text it is."""
    import xlsxwriter  # when a file is made, not when the bot starts

    content = io.BytesIO()
    with xlsxwriter.Workbook(content, excel.PLAIN) as book:
        sheet = book.add_worksheet("学习计划")
        big, bold = book.add_format({"bold": True, "font_size": 16}), book.add_format({"bold": True, "border": 1})
        cell = book.add_format({"num_format": "@", "border": 1, "text_wrap": True, "valign": "top"})
        excel.paper(sheet, heads=2)
        excel.number_pages(sheet)
        sheet.set_row(0, 30)
        excel.write(sheet, 0, 0, title, big)
        for place, (column, width) in enumerate(zip(PlanColumn, _WIDTHS, strict=True)):
            sheet.set_column(place, place, width)
            sheet.write_string(1, place, column.zh, bold)
        for number, row in enumerate(rows, start=2):
            sheet.set_row(number, excel.height(zip(_cells(row), _WIDTHS, strict=True)))
            for place, text in enumerate(_cells(row)):
                excel.write(sheet, number, place, text, cell)
        forms = [form.zh for form in StudyForm]
        sheet.data_validation(2, 2, MOST_ROWS, 2, {"validate": "list", "source": forms})
    return content.getvalue()


def _cells(row: PlanRow) -> tuple[str, ...]:
    return str(row.month), row.topic, row.form.zh, row.leader, row.materials, row.done


def template(year: int) -> bytes:
    """An empty plan with one row that shows how it is filled in, and is skipped when read."""
    sample = PlanRow(Month(year, 1), _SAMPLES[0], StudyForm.LECTURE, "主讲人姓名，可以不写", "学习材料，可以不写")
    return write(f"{year}年学习计划", [sample])
