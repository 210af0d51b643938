"""Duties and reminders for whoever looks from outside, from the same functions that remind."""

from datetime import date, datetime, time
from functools import partial
from typing import Any

from bot.console import deed_of
from bot.documents.holidays import calendar
from bot.rules.duties import Duty, duties
from bot.rules.language import Language
from bot.rules.reminders import Reminder, planned
from bot.settings import Settings
from bot.store import branch as people
from bot.store import reminders as store
from bot.store import state

Row = dict[str, Any]


async def on(settings: Settings, day: date) -> list[Row]:
    """Every duty of the branch as it stands at the end of ``day``, as far as is known now."""
    evening = datetime.combine(day, time.max, settings.zone)
    async with deed_of(settings) as deed:
        facts = await state.load(deed.session, deed.branch, evening, settings.zone)
        return [_row(duty) | _standing(duty) for duty in duties(deed.book, facts, day)]


async def between(settings: Settings, first: date, last: date) -> list[Row]:
    """What would be sent from ``first`` to ``last``, if nothing were done meanwhile."""
    async with deed_of(settings) as deed:
        facts = await state.load(deed.session, deed.branch, deed.now, settings.zone)
        told = await store.told(deed.session, deed.branch.id)
        names = {person.id: person.name for person in await people.people(deed.session, deed.branch.id)}
        days = calendar(settings.data_dir, range(first.year - 1, last.year + 2))
        owed = partial(duties, deed.book, facts)
        plan = planned(owed, told.steps, (first, last), deed.book, days, settings.zone, told.last)
        return [_reminder(moment, reminder, names) for moment, reminder in plan]


def _reminder(moment: datetime, reminder: Reminder, names: dict[int, str]) -> Row:
    owed = [_row(duty) | {"step": step} for duty, step in reminder.items]
    return {"at": moment.isoformat("T", "minutes"), "to": names[reminder.person_id], "duties": owed}


def _row(duty: Duty) -> Row:
    return {
        "system": duty.system.value, "subject": duty.subject, "period": str(duty.period),
        "due": duty.due.isoformat(), "clause": duty.clause.zh,
    }  # fmt: skip


def _standing(duty: Duty) -> Row:
    """``done``, ``waived``, ``late`` or ``open``; the evidence in words, and of a waiver also by whom and when. Why is
    sealed: whoever sees the board reads it there, or takes it out in a file, and that is in the log."""
    standing = "done" if duty.done else "waived" if duty.waived else "late" if duty.late else "open"
    row: Row = {"state": standing, "evidence": duty.evidence.say(Language.ZH) if duty.evidence else None}
    if duty.waived:
        row["waiver"] = {"by": duty.waived.by, "on": duty.waived.day.isoformat()}
    return row
