"""The branch's own values in the rulebook: set, and given up again. No row is ever changed; the newest counts."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, tzinfo
from typing import Any

from sqlalchemy.ext.asyncio import AsyncSession

from bot.actions import dues
from bot.actions.base import Deed, Refused
from bot.rules import rulebook as shipped
from bot.rules.overrides import Override, RulebookError, Timeline, fields_of, overridable
from bot.rules.permissions import Matter, Permission
from bot.store import rulebook as store
from bot.store.rulebook import OverrideRow


@dataclass(frozen=True, kw_only=True)
class Change:
    """Another ``value`` for a field, spelled as in rulebook.toml, from ``since`` on; None: the shipped one again."""

    entry: str
    name: str
    value: Any
    since: date
    reason: str


async def override(deed: Deed, changes: Sequence[Change]) -> None:
    """Takes over all of them, or none: Refused, or RulebookError where the schema does not allow what they come to."""
    for change in changes:
        may_change(deed, change.entry, change.name)
        if change.since < deed.today:
            raise Refused("rulebook.past_day")
    await check(deed.session, deed.branch.id, deed.zone, changes)
    for change in changes:
        row = OverrideRow(branch_id=deed.branch.id, entered=deed.now, entered_by=deed.actor, **vars(change))
        deed.session.add(row)
        await deed.session.flush()
        deed.audit(f"rulebook.{'restored' if change.value is None else 'overridden'}", f"{change.entry}.{change.name}")
        deed.refresh("rulebook/entry", entry=change.entry)
    await _follow(deed, changes)


def may_change(deed: Deed, entry: str, name: str = "") -> None:
    """Refused unless the actor may set values for the branch, and this one, or any of that entry, may be set."""
    if deed.actor is not None:  # the operator's own, where nobody acts
        deed.require(Permission.BOARD, Matter())
    if entry not in deed.book.entries:
        raise Refused("home.old_button")
    if not ((entry, name) in overridable() if name else fields_of(entry)):
        raise Refused("rulebook.fixed", entry=deed.book.entries[entry])


async def check(session: AsyncSession, branch_id: int, zone: tzinfo, changes: Sequence[Change]) -> None:
    """RulebookError unless the schema allows what the changes come to, together with what else applies then."""
    rows = [row.plain for row in await store.overrides(session, branch_id)]
    for number, change in enumerate(changes, start=max((row.number for row in rows), default=0) + 1):
        since = change.since
        rows.append(Override(number=number, entry=change.entry, name=change.name, value=change.value, since=since))
    Timeline(shipped.load(), rows, zone).check(min(change.since for change in changes))


async def _follow(deed: Deed, changes: Sequence[Change]) -> None:
    """Whatever is computed from now on is computed by the new values."""
    deed.book = (await store.book_of(deed.session, deed.branch.id, deed.zone)).on(deed.today)
    deed.refresh("duties/board")
    if any(change.entry.startswith("dues") for change in changes):
        await dues.open_months(deed)


__all__ = ["Change", "RulebookError", "check", "may_change", "override"]
