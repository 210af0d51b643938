"""The collector's cash book: closed when what was counted agrees, and what was passed on (机关党建工作责任制 二.4)."""

from datetime import date

from bot.actions.base import Deed, Refused
from bot.rules.calendar import Month
from bot.rules.money import Fen, yuan
from bot.rules.permissions import Matter, Permission, see
from bot.store import branch as people
from bot.store import closings as store
from bot.store.closings import Closing, Remittance


async def close(deed: Deed, counted: Fen) -> Closing:
    """结账: all since the last closing, when it comes to exactly what was ``counted``; whoever may look is told."""
    _require(deed)
    entries = await store.open_entries(deed.session, deed.branch.id)
    if not entries:
        raise Refused("closings.nothing_open")
    total = sum(entry.moved for entry in entries)
    if counted != total:
        raise Refused("closings.differs", counted=yuan(counted), total=yuan(Fen(total)), by=yuan(Fen(counted - total)))
    closing = Closing(
        branch_id=deed.branch.id, month=Month.of(deed.today), total=total, last_entry_id=entries[-1].id, at=deed.now,
        closed_by_id=deed.person.id,
    )  # fmt: skip
    deed.session.add(closing)
    await deed.session.flush()
    deed.audit("closings.closed", str(closing.month))
    for person in await people.people(deed.session, deed.branch.id):
        if person.id != deed.person.id and person.grants.satisfies(see(Permission.LEDGER)):
            deed.tell(person, "closings/told", closing=closing.id)
    deed.refresh("closings/book")
    return closing


async def remit(deed: Deed, amount: Fen, day: date, number: str | None) -> Remittance:
    """上缴 of ``amount`` fen on that day; no more than what was closed and not passed on."""
    _require(deed)
    left = (await store.cash(deed.session, deed.branch.id)).to_remit
    if amount > left:
        raise Refused("closings.too_much", left=yuan(Fen(left)), entry=deed.book.dues_passed_on)
    return await _enter(deed, day, amount, number)


async def reverse(deed: Deed, remittance: Remittance) -> Remittance:
    """冲销 of a mistaken one: an entry of its own that takes it back."""
    _require(deed)
    every = await store.remittances(deed.session, deed.branch.id)
    if remittance.reverses_id is not None or any(each.reverses_id == remittance.id for each in every):
        raise Refused("closings.is_reversed")
    return await _enter(deed, deed.today, Fen(-remittance.amount), remittance.number, remittance.id)


async def _enter(deed: Deed, day: date, amount: Fen, number: str | None, reverses_id: int | None = None) -> Remittance:
    remittance = Remittance(
        branch_id=deed.branch.id, day=day, amount=amount, number=number, reverses_id=reverses_id, at=deed.now,
        entered_by_id=deed.person.id,
    )  # fmt: skip
    deed.session.add(remittance)
    await deed.session.flush()
    deed.audit("closings.reversed" if reverses_id else "closings.remitted", day.isoformat())
    deed.refresh("closings/book")
    return remittance


def _require(deed: Deed) -> None:
    deed.require(Permission.LEDGER, Matter())
