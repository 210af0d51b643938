"""What the store holds of one person, read by one list (own_data.toml) that a test compares with all tables.

The same list says what is erased of somebody who left, once the retention period is over.
"""

import tomllib
from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any, Literal

from sqlalchemy import ColumnElement, FromClause, LargeBinary, Table, delete, or_, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot.rules.registers import REGISTERS
from bot.store.base import Base
from bot.store.branch import Person

_FILE = Path(__file__).with_name("own_data.toml")
WITHOUT_PEOPLE = "without_people"
ROWS: Literal["rows"] = "rows"


@dataclass(frozen=True, kw_only=True)
class Part:
    """One table; see own_data.toml for what each field means."""

    table: str
    section: str
    owners: tuple[str, ...]
    columns: tuple[str, ...]
    mutual: bool = False
    erase: tuple[str, ...] | Literal["rows"] = ()
    erase_by: tuple[str, ...] = ()
    kept: dict[str, str] = field(default_factory=dict)


Row = dict[str, Any]
Found = dict[str, dict[str, list[Row]]]  # section, table, rows


@cache
def parts() -> tuple[Part, ...]:
    """The list, in its order."""
    return tuple(Part(table=name, **_frozen(values)) for name, values in _read().items() if name != WITHOUT_PEOPLE)


def without_people() -> dict[str, str]:
    """Tables that hold nobody's data, each with the reason."""
    return dict(_read()[WITHOUT_PEOPLE])


def _read() -> dict[str, dict[str, Any]]:
    return tomllib.loads(_FILE.read_text(encoding="utf-8"))


def _frozen(values: dict[str, Any]) -> dict[str, Any]:
    return {name: tuple(value) if isinstance(value, list) else value for name, value in values.items()}


async def collected(session: AsyncSession, person: Person) -> Found:
    """Everything of this person by section and table; values as the columns have them, sealed texts sealed.

    ``as`` says by which of several columns a row is this person's: caller, chair.
    """
    found: Found = {}
    for part in parts():
        found.setdefault(part.section, {})[part.table] = [row async for row in _rows(session, part, person.id)]
    return found


async def _rows(session: AsyncSession, part: Part, person_id: int) -> AsyncIterator[Row]:
    reach = _Reach(Base.metadata.tables[part.table])
    owners = [reach.column(path) for path in part.owners]
    columns = [reach.column(path) for path in part.columns]
    labelled = [column.label(f"c{number}") for number, column in enumerate((*owners, *columns))]
    query = select(*labelled).select_from(reach.source).where(or_(*(owner == person_id for owner in owners)))
    if part.mutual:
        query = query.where(reach.table.c.register.in_([each for each, kind in REGISTERS.items() if kind.mutual]))
    for row in await session.execute(query.order_by(*reach.table.primary_key.columns)):
        whose, values = row[: len(owners)], row[len(owners) :]
        roles = [shown(path) for path, owner in zip(part.owners, whose, strict=True) if owner == person_id]
        told = dict(zip(map(shown, part.columns), values, strict=True))
        yield {"as": roles, **told} if len(owners) > 1 else told


def shown(path: str) -> str:
    """meeting_id.topic is shown as meeting.topic, caller_id as caller."""
    return ".".join(step.removesuffix("_id") if step != "telegram_id" else step for step in path.split("."))


class _Reach:
    """A table, and what its foreign keys lead to."""

    def __init__(self, table: Table) -> None:
        self.table = table
        self.source: FromClause = table
        self._joined: dict[str, FromClause] = {}

    def column(self, path: str) -> ColumnElement[Any]:
        """The column at the end of the path; rows that lead nowhere have None there."""
        *steps, last = path.split(".")
        here: FromClause = self.table
        for number, step in enumerate(steps, start=1):
            way = ".".join(steps[:number])
            if way not in self._joined:
                key = next(iter(here.c[step].foreign_keys)).column
                there = key.table.alias()
                self.source = self.source.outerjoin(there, here.c[step] == there.c[key.name])
                self._joined[way] = there
            here = self._joined[way]
        return here.c[last]


async def erase(session: AsyncSession, person_id: int, nothing: bytes) -> None:
    """Empties what is personal; ``nothing`` is an empty text, sealed. Figures, states and names stay."""
    for part in parts():
        for owner in part.erase_by or part.owners:
            table = Base.metadata.tables[part.table]
            owned = _owned(table, owner, person_id)
            if part.erase == ROWS:
                await session.execute(delete(table).where(owned))
            elif part.erase:
                await session.execute(update(table).where(owned).values(dict(_emptied(table, part.erase, nothing))))


def _owned(table: Table, path: str, person_id: int) -> ColumnElement[bool]:
    """Without a join, which an UPDATE of SQLite does not know."""
    first, _, rest = path.partition(".")
    if not rest:
        return table.c[first] == person_id
    key = next(iter(table.c[first].foreign_keys)).column
    return table.c[first].in_(select(key).where(_owned(key.table, rest, person_id)))


def _emptied(table: Table, names: tuple[str, ...], nothing: bytes) -> Iterator[tuple[str, Any]]:
    for name in names:
        column = table.c[name]
        empty = nothing if isinstance(column.type, LargeBinary) else 0
        yield name, None if column.nullable else empty
