"""Reliefs of dues: what was approved is entered, or revoked, by the collector; unpaid months follow.

A hardship is decided by the branch and its superiors; here stands what they decided, for how long, and by which paper.
"""

from dataclasses import dataclass

from bot.actions.base import Deed, Refused
from bot.actions.dues import follow, open_months
from bot.rules.calendar import Month
from bot.rules.money import Fen
from bot.rules.permissions import Matter, Permission
from bot.rules.words import ReliefKind
from bot.store import reliefs as store
from bot.store.branch import Person
from bot.store.reliefs import Relief


@dataclass(frozen=True, kw_only=True)
class Approval:
    """What was approved; ``amount`` in fen is what is still due each month, of a reduction alone."""

    person: Person
    kind: ReliefKind
    first: Month
    last: Month
    amount: Fen | None
    decision: str


async def enter(deed: Deed, approval: Approval) -> Relief:
    """Enters it; the payer is told, and unpaid months of the time follow at once."""
    _require(deed, approval.person)
    if await overlapping(deed, approval):
        raise Refused("reliefs.overlaps", name=approval.person.name)
    relief = Relief(
        branch_id=deed.branch.id, person=approval.person, kind=approval.kind, first=approval.first,
        last=approval.last, amount=approval.amount, decision=approval.decision, entered=deed.now,
        entered_by_id=deed.person.id, revoked=None, revoked_by_id=None,
    )  # fmt: skip
    deed.session.add(relief)
    await deed.session.flush()
    await _follow(deed, relief, "reliefs.entered")
    return relief


async def overlapping(deed: Deed, approval: Approval) -> bool:
    """Whether something is in force for one of these months already."""
    granted = (await store.in_force(deed.session, [approval.person.id]))[approval.person.id]
    return any(each.first <= approval.last and approval.first <= each.last for each in granted)


async def revoke(deed: Deed, relief: Relief) -> None:
    """From now on it is as if it had not been; what was paid stays as it is."""
    _require(deed, relief.person)
    if relief.revoked is not None:
        raise Refused("reliefs.is_revoked")
    relief.revoked, relief.revoked_by_id = deed.now, deed.person.id
    await deed.session.flush()
    await _follow(deed, relief, "reliefs.revoked")


async def _follow(deed: Deed, relief: Relief, what: str) -> None:
    await open_months(deed, only=relief.person)
    await follow(deed, [relief.person], _months(relief))
    deed.audit(what, f"{relief.person.name} {relief.first}–{relief.last}")
    deed.refresh("reliefs/list")
    deed.tell(relief.person, "reliefs/told", relief=relief.id)


def _months(relief: Relief) -> list[Month]:
    months = [relief.first]
    while months[-1] < relief.last:
        months.append(months[-1].next())
    return months


def _require(deed: Deed, person: Person) -> None:
    deed.require(Permission.LEDGER, Matter(owner_id=person.id, team_id=person.team_id))
