"""A file of dues bases, each from a month on: read whole or not at all (党支部工作制度 三（十五）3)."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from bot.documents.roster import MOST_ROWS, Remark, RosterErrors
from bot.documents.tables import Row, TableError, read_rows
from bot.rules.calendar import Month
from bot.rules.money import FEN_A_YUAN, LARGEST, BadAmount, Fen, parse_yuan
from bot.rules.typed import cleaned
from bot.rules.words import Word

_FIRST_DAY = re.compile(r"(?<=-\d\d)-01$")  # Excel makes a day of a month: 2026-11-01
_TITLE_ROWS = 5  # offices put a title or two above the header


class BaseColumn(Word):
    """What a column holds."""

    NAME = "name", "姓名", "Name"
    BASE = "base", "党费基数", "Dues base"
    FROM = "from", "起始月份", "From month"


@dataclass(frozen=True, slots=True)
class BaseRow:
    """A base in fen that applies from ``month`` on; ``row`` is its number in the sheet."""

    name: str
    base: Fen
    month: Month
    row: int


def read(path: Path, names: Sequence[str]) -> list[BaseRow]:
    """The rows of an .xlsx or .csv file; ``names`` are those of the roster. Raises RosterErrors with every bad row."""
    try:
        table = read_rows(path, MOST_ROWS + _TITLE_ROWS)
    except TableError as error:
        raise RosterErrors([Remark(None, str(error))]) from error
    columns, body = _split(table)
    rows: list[BaseRow] = []
    problems: list[Remark] = []
    for number, cells in body:
        texts = {column: cells[place] if place < len(cells) else "" for column, place in columns.items()}
        found = _row(number, texts, names)
        (rows if isinstance(found, BaseRow) else problems).append(found)  # type: ignore[arg-type]
    problems += _twice(rows)
    if problems or not rows:
        raise RosterErrors(problems or [Remark(None, "roster.nobody")])
    return rows


def _split(table: list[Row]) -> tuple[dict[BaseColumn, int], list[Row]]:
    """Where each column stands, and the rows below the header."""
    for index, (_, cells) in enumerate(table[: _TITLE_ROWS + 1]):
        columns = {column: place for place, cell in enumerate(cells) if (column := _column(cell))}
        if BaseColumn.NAME in columns:
            if missing := [column for column in BaseColumn if column not in columns]:
                raise RosterErrors([Remark(table[index][0], "roster.missing", {"column": each}) for each in missing])
            return columns, table[index + 1 :]
    raise RosterErrors([Remark(None, "roster.no_header", {"column": BaseColumn.NAME})])


def _column(cell: str) -> BaseColumn | None:
    try:
        return BaseColumn.of(cell.strip())
    except ValueError:
        return None


def _row(number: int, texts: dict[BaseColumn, str], names: Sequence[str]) -> BaseRow | Remark:
    name = cleaned(texts[BaseColumn.NAME]).replace(" ", "")
    if not name:
        return Remark(number, "roster.no_cell", {"column": BaseColumn.NAME})
    if names.count(name) != 1:
        return Remark(number, "roster.nobodys_name", {"name": name})
    try:
        base = parse_yuan(texts[BaseColumn.BASE], allow_zero=True)
    except BadAmount as error:
        return Remark(number, f"roster.base_{error.reason}", {"most": LARGEST // FEN_A_YUAN})
    try:
        month = Month.parse(_FIRST_DAY.sub("", texts[BaseColumn.FROM]))
    except ValueError:
        return Remark(number, "roster.bad_month", {"text": texts[BaseColumn.FROM][:20]})
    return BaseRow(name, base, month, number)


def _twice(rows: Sequence[BaseRow]) -> list[Remark]:
    """The same person and month in two rows: nobody can say which is meant."""
    first: dict[tuple[str, Month], int] = {}
    found = []
    for row in rows:
        earlier = first.setdefault((row.name, row.month), row.row)
        if earlier != row.row:
            found.append(Remark(row.row, "roster.base_twice", {"row": earlier}))
    return found
