"""The roster file: read whole or not at all.

Every bad row is listed with its number and its reason, and then nothing comes back: half a roster in the
database is worse than none. ``today`` is handed in, because only the clock knows it.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from bot.documents.roster_cells import Cells, Column, RosterRow, column_of
from bot.documents.roster_template import SAMPLE_NAMES, Short, roster_book, write_template
from bot.documents.tables import Row, TableError, read_rows
from bot.rules.posts import Finding, Holder, faults
from bot.rules.words import Employment

__all__ = ["MOST_ROWS", "Remark", "Roster", "RosterErrors", "RosterRow", "read", "roster_book", "write_template"]

MOST_ROWS = 5000
# Offices put a title or two above the header, never more than this.
_TITLE_ROWS = 5
_NEEDED = (Column.NAME, Column.STATUS)
_WITH_BASE = (Employment.EMPLOYED, Employment.RETIRED, None)


@dataclass(frozen=True, slots=True)
class Remark:
    """Something to tell about a row, or about the whole file when ``row`` is None: a short text's key and facts."""

    row: int | None
    key: str
    facts: Mapping[str, object] = field(default_factory=dict)

    def say(self, short: Short) -> str:
        """In words; ``short`` renders a short text."""
        said = short(self.key, **self.facts)
        return said if self.row is None else short("roster.row", row=self.row, said=said)


class RosterErrors(Exception):
    """Why the file was refused, ordered by row."""

    def __init__(self, problems: Iterable[Remark]) -> None:
        self.problems = tuple(sorted(problems, key=lambda problem: problem.row or 0))
        super().__init__(f"{len(self.problems)} problems")


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
        raise RosterErrors([Remark(None, "roster.too_many", {"most": MOST_ROWS})])
    columns, notices = _columns(header), _unknown(header)
    rows, problems = _rows(body, columns, today, notices)
    problems += _across(rows)
    if not problems and not rows:
        problems.append(Remark(None, "roster.nobody"))
    if problems:
        raise RosterErrors(problems)
    notices += [Remark(row.row, "roster.no_base") for row in rows if _lacks_base(row)]
    return Roster(tuple(rows), tuple(notices))


def _split(table: list[Row]) -> tuple[Row, list[Row]]:
    """The header and the rows below it."""
    if not table:
        raise RosterErrors([Remark(None, "roster.empty_file")])
    for index, (_, cells) in enumerate(table[: _TITLE_ROWS + 1]):
        if any(column_of(cell) is Column.NAME for cell in cells):
            return table[index], table[index + 1 :]
    raise RosterErrors([Remark(None, "roster.no_header", {"column": Column.NAME})])


def _columns(header: Row) -> dict[Column, int]:
    """Where each column stands."""
    number, cells = header
    columns: dict[Column, int] = {}
    problems: list[Remark] = []
    for index, cell in enumerate(cells):
        column = column_of(cell)
        if column is not None and column in columns:
            problems.append(Remark(number, "roster.twice", {"column": column}))
        elif column is not None:
            columns[column] = index
    problems += [Remark(number, "roster.missing", {"column": column}) for column in _NEEDED if column not in columns]
    if problems:
        raise RosterErrors(problems)
    return columns


def _unknown(header: Row) -> list[Remark]:
    number, cells = header
    return [
        Remark(number, "roster.unknown_column", {"header": cell}) for cell in cells if cell and column_of(cell) is None
    ]


def _rows(
    body: list[Row], columns: dict[Column, int], today: date, notices: list[Remark]
) -> tuple[list[RosterRow], list[Remark]]:
    """The readable rows and the problems of the others; samples go to ``notices``."""
    rows: list[RosterRow] = []
    problems: list[Remark] = []
    for number, texts in body:
        cells = {column: texts[index] for column, index in columns.items() if index < len(texts)}
        if cells.get(Column.NAME) in SAMPLE_NAMES:
            notices.append(Remark(number, "roster.sample"))
            continue
        reader = Cells(cells)
        row = reader.row(number, today)
        if row is not None:
            rows.append(row)
        problems += [Remark(number, key, facts) for key, facts in reader.complaints]
    return rows, problems


def _across(rows: list[RosterRow]) -> list[Remark]:
    """What is wrong between rows, told at the later row."""
    holders = [Holder(row.name, row.status, row.team, row.posts, row.row) for row in rows]
    return [*_namesakes(rows), *map(_of_posts, faults(holders))]


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
                yield Remark(other.row, "roster.namesake", {"row": first.row})
            phones.add(other.phone)


def _of_posts(found: Finding) -> Remark:
    holder, other = found.holder, found.other
    facts = {"row": other.mark if other else None, "team": holder.team, "status": holder.status}
    return Remark(holder.mark, f"roster.{found.fault}", facts)


def _lacks_base(row: RosterRow) -> bool:
    return row.status.is_member and row.employment in _WITH_BASE and not row.base
