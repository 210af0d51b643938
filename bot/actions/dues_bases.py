"""Dues bases, each from a month on (党支部工作制度 三（十五）3)."""

from bot.actions.base import Deed
from bot.rules.calendar import Month
from bot.store import dues as store
from bot.store.branch import Person
from bot.store.dues import DuesBase


async def enter(deed: Deed, person: Person, base: int, month: Month) -> None:
    """A base in fen from this month on. What applied before is kept for the months before it."""
    known = await store.bases(deed.session, [person.id])
    if not known.get(person.id) and person.base is not None and month > Month.of(deed.branch.started):
        await _put(deed, person, person.base, Month.of(deed.branch.started))
    await _put(deed, person, base, month)
    await deed.session.flush()


async def _put(deed: Deed, person: Person, base: int, month: Month) -> None:
    row = await deed.session.get(DuesBase, (person.id, month))
    if row is None:
        row = DuesBase(person_id=person.id, month=month, base=base, entered=deed.now)
        deed.session.add(row)
    row.base, row.entered = base, deed.now
    row.entered_by_id = deed.actor.id if deed.actor else None


async def enter_once(deed: Deed, person: Person, base: int, month: Month) -> None:
    """A base in fen for this month alone: the next one goes on as it would have."""
    known = (await store.bases(deed.session, [person.id])).get(person.id, [])
    after = store.base_of(person, known, month.next())
    await enter(deed, person, base, month)
    if after is not None:
        await _put(deed, person, after, month.next())
    await deed.session.flush()
