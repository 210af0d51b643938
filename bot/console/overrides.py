"""A file of the branch's own values in the rulebook is taken over: all of it or nothing."""

from pathlib import Path

from bot.actions import rulebook
from bot.actions.rulebook import Change
from bot.console import Problem, deed_of, say
from bot.rules.overrides_file import Fault, Row, fault_of, read
from bot.rules.rulebook import RulebookError, load
from bot.settings import Settings
from bot.store import rulebook as store
from bot.store.base import canonical


async def import_file(settings: Settings, file: Path) -> list[str]:
    """Lines to print. What the file has that was taken over before is left as it is; a Problem names every bad line."""
    try:
        text = file.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        raise _problem(settings, [Fault(None, "rulebook.no_toml", {"reason": "UTF-8"})]) from error
    async with deed_of(settings) as deed:
        known = {
            (row.entry, row.name, canonical(row.value), row.since)
            for row in await store.overrides(deed.session, deed.branch.id)
        }
        earliest = min((since for *_, since in known), default=deed.today)
        rows, faults = read(text, load(), min(earliest, deed.today))
        fresh = [row for row in rows if (row.entry, row.name, canonical(row.value), row.since) not in known]
        faults += [Fault(row.line, "rulebook.past_day", {}) for row in fresh if row.since < deed.today]
        if faults:
            raise _problem(settings, faults)
        if fresh:
            try:
                await rulebook.override(deed, [_change(row) for row in fresh])
            except RulebookError as error:
                raise _problem(settings, [fault_of(error, fresh)]) from error
    return [say(settings, "console.overrides", count=len(fresh))]


def _change(row: Row) -> Change:
    return Change(entry=row.entry, name=row.name, value=row.value, since=row.since, reason=row.reason)


def _problem(settings: Settings, faults: list[Fault]) -> Problem:
    problems = [
        say(settings, "console.line", line=each.line, fault=say(settings, each.key, **each.facts)) for each in faults
    ]
    return Problem(say(settings, "console.bad_overrides", problems=problems))
