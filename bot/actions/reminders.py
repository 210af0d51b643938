"""Reminders: what is due is computed from the rulebook and the store, and told once (PRODUCT 10).

Nothing is planned ahead, so neither a restart nor an outage of weeks can lose a reminder or send two: the rows
that say what was told are written in the transaction that tells it.
"""

from bot.actions.base import Deed
from bot.rules.duties import duties
from bot.rules.reminders import Reminder, due_reminders, is_quiet
from bot.store import branch as people
from bot.store import reminders as store
from bot.store import state
from bot.store.reminders import Reminded


async def send_due(deed: Deed) -> None:
    """One digest to everybody for whom a step of a ladder has come.

    People without an account are left unmarked: once bound they are told what is still true then.
    """
    due = await _due(deed)
    everybody = {person.id: person for person in await people.people(deed.session, deed.branch.id)} if due else {}
    for reminder in due:
        person = everybody[reminder.person_id]
        if not person.bound:
            continue
        for occurrence in reminder.occurrence_keys():
            deed.session.add(Reminded(person_id=person.id, occurrence=occurrence, at=deed.now))
        deed.tell(person, "reminders/digest", duties=[duty.key for duty, _ in reminder.items])


async def _due(deed: Deed) -> list[Reminder]:
    if is_quiet(deed.now, deed.book, deed.holidays, deed.zone):
        return []  # before anything is read: most ticks fall into quiet hours
    owed = duties(deed.book, await state.load(deed.session, deed.branch, deed.now, deed.zone), deed.today)
    told = await store.told(deed.session, deed.branch.id)
    return due_reminders(owed, told.steps, deed.now, deed.book, deed.holidays, deed.zone, told.last)
