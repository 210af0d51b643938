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


async def names(deed: Deed) -> list[str]:
    """Those a row may name, one as often as people have it."""
    return [person.name for person in await people.people(deed.session, deed.branch.id)]


async def take_over(deed: Deed, rows: Sequence[Entry]) -> None:
    """Enters all of them; each names one of :func:`names` whom nobody shares it with."""
    by_name = {person.name: person for person in await people.people(deed.session, deed.branch.id)}
    for row in sorted(rows, key=lambda row: row.month):
        await enter(deed, by_name[row.name], row.base, row.month)
    deed.audit("dues.bases_imported", str(len(rows)))
    await follow(deed, list(dict.fromkeys(by_name[row.name] for row in rows)))
