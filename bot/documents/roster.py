"""The roster file: read whole or not at all.

Every bad row is listed with its number and its reason, and then nothing comes back: half a roster in the
database is worse than none. ``today`` is handed in, because only the clock knows it.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from bot.documents.roster_cells import HEADERS, Cells, Column, RosterRow, column_of
from bot.documents.roster_template import SAMPLE_NAMES, write_template
from bot.documents.tables import Row, TableError, read_rows
from bot.rules.words import Employment, Post

__all__ = ["MOST_ROWS", "Remark", "Roster", "RosterErrors", "RosterRow", "read", "write_template"]

MOST_ROWS = 5000
# Offices put a title or two above the header, never more than this.
_TITLE_ROWS = 5
_NEEDED = (Column.NAME, Column.STATUS)
_WITH_BASE = (Employment.EMPLOYED, Employment.RETIRED)


@dataclass(frozen=True, slots=True)
class Remark:
    """Something to tell about a row, or about the whole file when ``row`` is None. In Chinese."""

    row: int | None
    text: str

    def __str__(self) -> str:
        return self.text if self.row is None else f"第 {self.row} 行：{self.text}"


class RosterErrors(Exception):
    """Why the file was refused, ordered by row."""

    def __init__(self, problems: Iterable[Remark]) -> None:
        self.problems = tuple(sorted(problems, key=lambda problem: problem.row or 0))
        super().__init__("\n".join(str(problem) for problem in self.problems))


@dataclass(frozen=True, slots=True)
class Roster:
    """The people in the file's order, and what is worth telling although nothing is wrong."""

    rows: tuple[RosterRow, ...]
    notices: tuple[Remark, ...]


def read(path: Path, *, today: date) -> Roster:
    """The roster in an .xlsx or .csv file (UTF-8, GB 18030 or, marked as such, UTF-16). Raises RosterErrors.

    The header may stand below a title; the order of the columns is free; columns that we do not know are
    noticed and left out; the template's two sample rows are noticed and skipped.
    """
    try:
        table = read_rows(path, MOST_ROWS + _TITLE_ROWS + 1)
    except TableError as error:
        raise RosterErrors([Remark(None, str(error))]) from error
    header, body = _split(table)
    if len(body) > MOST_ROWS:
        raise RosterErrors([Remark(None, f"超过 {MOST_ROWS} 行，请确认是否选错了文件")])
    columns, notices = _columns(header), _unknown(header)
    rows, problems = _rows(body, columns, today, notices)
    problems += _across(rows)
    if not problems and not rows:
        problems.append(Remark(None, "表中没有人员"))
    if problems:
        raise RosterErrors(problems)
    notices += [Remark(row.row, "党费基数未填") for row in rows if _lacks_base(row)]
    return Roster(tuple(rows), tuple(notices))


def _split(table: list[Row]) -> tuple[Row, list[Row]]:
    """The header and the rows below it."""
    if not table:
        raise RosterErrors([Remark(None, "文件是空的")])
    for index, (_, cells) in enumerate(table[: _TITLE_ROWS + 1]):
        if any(column_of(cell) is Column.NAME for cell in cells):
            return table[index], table[index + 1 :]
    raise RosterErrors([Remark(None, "没有找到“姓名”一列，请使用模板的表头")])


def _columns(header: Row) -> dict[Column, int]:
    """Where each column stands."""
    number, cells = header
    columns: dict[Column, int] = {}
    problems: list[Remark] = []
    for index, cell in enumerate(cells):
        column = column_of(cell)
        if column is not None and column in columns:
            problems.append(Remark(number, f"“{HEADERS[column]}”一列出现了两次"))
        elif column is not None:
            columns[column] = index
    problems += [Remark(number, f"缺少“{HEADERS[column]}”一列") for column in _NEEDED if column not in columns]
    if problems:
        raise RosterErrors(problems)
    return columns


def _unknown(header: Row) -> list[Remark]:
    number, cells = header
    return [Remark(number, f"不认识“{cell}”一列，已略过") for cell in cells if cell and column_of(cell) is None]


def _rows(
    body: list[Row], columns: dict[Column, int], today: date, notices: list[Remark]
) -> tuple[list[RosterRow], list[Remark]]:
    """The readable rows and the problems of the others; samples go to ``notices``."""
    rows: list[RosterRow] = []
    problems: list[Remark] = []
    for number, texts in body:
        cells = {column: texts[index] for column, index in columns.items() if index < len(texts)}
        if cells.get(Column.NAME) in SAMPLE_NAMES:
            notices.append(Remark(number, "示例行，已略过"))
            continue
        reader = Cells(cells)
        row = reader.row(number, today)
        if row is not None:
            rows.append(row)
        problems += [Remark(number, complaint) for complaint in reader.complaints]
    return rows, problems


def _across(rows: list[RosterRow]) -> list[Remark]:
    """What is wrong between rows, told at the later row."""
    return [*_namesakes(rows), *_second_secretaries(rows), *_second_leaders(rows)]


def _namesakes(rows: list[RosterRow]) -> Iterator[Remark]:
    """Identity is the name, or name and phone where names repeat."""
    by_name: dict[str, list[RosterRow]] = defaultdict(list)
    for row in rows:
        by_name[row.name].append(row)
    for same in by_name.values():
        first, *others = same
        phones = {first.phone}
        for other in others:
            if first.phone is None or other.phone is None or other.phone in phones:
                yield Remark(other.row, f"与第 {first.row} 行重名；同名的人须各填不同的联系电话")
            phones.add(other.phone)


def _second_secretaries(rows: list[RosterRow]) -> Iterator[Remark]:
    secretaries = [row for row in rows if Post.SECRETARY in row.posts]
    for other in secretaries[1:]:
        yield Remark(other.row, f"书记只能有一位，第 {secretaries[0].row} 行已有")


def _second_leaders(rows: list[RosterRow]) -> Iterator[Remark]:
    leaders: dict[str | None, int] = {}
    for row in rows:
        if Post.TEAM_LEADER not in row.posts:
            continue
        if row.team in leaders:
            yield Remark(row.row, f"{row.team}的党小组长只能有一位，第 {leaders[row.team]} 行已有")
        leaders.setdefault(row.team, row.row)


def _lacks_base(row: RosterRow) -> bool:
    return row.status.is_member and row.employment in _WITH_BASE and not row.base
