"""A file of dues bases is taken over: all of it or nothing."""

from collections.abc import Sequence
from typing import Protocol

from bot.actions.base import Deed
from bot.actions.dues import follow
from bot.actions.dues_bases import enter
from bot.rules.calendar import Month
from bot.rules.money import Fen
from bot.store import branch as people


class Entry(Protocol):
    """One row of a file, already validated."""

    @property
    def name(self) -> str: ...

    @property
    def base(self) -> Fen: ...

    @property
    def month(self) -> Month: ...

    @property
    def row(self) -> int: ...


async def unknown(deed: Deed, rows: Sequence[Entry]) -> list[Entry]:
    """Those of the rows whose name is nobody's of the roster, or several people's."""
    names = [person.name for person in await people.people(deed.session, deed.branch.id)]
    return [row for row in rows if names.count(row.name) != 1]


async def take_over(deed: Deed, rows: Sequence[Entry]) -> None:
    """Enters all of them; ask :func:`unknown` first."""
    by_name = {person.name: person for person in await people.people(deed.session, deed.branch.id)}
    for row in sorted(rows, key=lambda row: row.month):
        await enter(deed, by_name[row.name], row.base, row.month)
    deed.audit("dues.bases_imported", str(len(rows)))
    await follow(deed, list(dict.fromkeys(by_name[row.name] for row in rows)))
