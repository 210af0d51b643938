"""交费凭证: what the payer shows to the collector, and to nobody else. It binds neither and moves nothing."""

from bot.actions.base import Deed, Refused
from bot.actions.dues import show_anew
from bot.actions.dues_paid import forget_receipts, own_month
from bot.rules.calendar import Month
from bot.store import dues as dues_store
from bot.store import receipts as store
from bot.store.dues import MonthDues
from bot.store.receipts import Kind, Receipt


async def may_attach(deed: Deed, month: Month) -> list[MonthDues]:
    """The months that a file sent for this one is about: those that were said with it to be paid. Refused where the
    acting member has not said so, or the collector has received it."""
    dues = await own_month(deed, deed.person, month)
    if dues.state not in store.TAKING:
        raise Refused("receipts.say_paid_first")
    return await dues_store.said_with(deed.session, dues)


async def attach(deed: Deed, month: Month, kind: Kind, file_id: str) -> bool:
    """One more file; False where there are enough, and nothing is added."""
    together = await may_attach(deed, month)
    if await _most(deed, together) >= store.MOST:
        return False
    for dues in together:
        deed.session.add(Receipt(dues_id=dues.id, kind=kind, file_id=file_id, sent=deed.now))
        await show_anew(deed, dues, deed.person)
    return True


async def take_back(deed: Deed, month: Month) -> None:
    """The payer takes back the files of the month, and of those said with it; Refused once money has come in."""
    together = await dues_store.said_with(deed.session, await own_month(deed, deed.person, month))
    if any(dues.received for dues in together):
        raise Refused("receipts.received")
    if not await _most(deed, together):
        raise Refused("receipts.none")
    for dues in together:
        await forget_receipts(deed, dues)
        await show_anew(deed, dues, deed.person)


async def _most(deed: Deed, months: list[MonthDues]) -> int:
    """How many files the month has that has most."""
    return max((await store.counted(deed.session, [dues.id for dues in months])).values(), default=0)
