"""交费凭证: what the payer shows to the collector, and to nobody else. It binds neither and moves nothing."""

from bot.actions.base import Deed, Refused
from bot.actions.dues import show_anew
from bot.actions.dues_paid import own_month
from bot.rules.calendar import Month
from bot.store import dues as dues_store
from bot.store import receipts as store
from bot.store.dues import MonthDues
from bot.store.receipts import Kind, Receipt


async def may_attach(deed: Deed, month: Month) -> None:
    """Refused where the acting member's month has not been said to be paid, or the collector has received it, or there
    are enough files."""
    if not await has_room(deed, month):
        raise Refused("receipts.enough", most=store.MOST)


async def has_room(deed: Deed, month: Month) -> bool:
    """Whether one more file may be attached; Refused where none may be in any case."""
    return await _most(deed, await _taking(deed, month)) < store.MOST


async def attach(deed: Deed, month: Month, kind: Kind, file_id: str) -> None:
    """One more file, for the month and for those that were said with it to be paid."""
    await may_attach(deed, month)
    for dues in await _taking(deed, month):
        deed.session.add(Receipt(dues_id=dues.id, kind=kind, file_id=file_id, sent=deed.now))
        await show_anew(deed, dues, deed.person)


async def take_back(deed: Deed, month: Month) -> None:
    """The payer takes back the files of the month, and of those said with it; Refused once money has come in for it."""
    own = await own_month(deed, deed.person, month)
    if own.received:
        raise Refused("receipts.received")
    together = await dues_store.said_with(deed.session, own)
    if not await _most(deed, together):
        raise Refused("receipts.none")
    for dues in together:
        await store.forget(deed.session, dues.id)
        await show_anew(deed, dues, deed.person)


async def _taking(deed: Deed, month: Month) -> list[MonthDues]:
    dues = await own_month(deed, deed.person, month)
    if dues.state not in store.TAKING:
        raise Refused("receipts.say_paid_first")
    return await dues_store.said_with(deed.session, dues)


async def _most(deed: Deed, months: list[MonthDues]) -> int:
    """How many files the month has that has most."""
    return max((await store.counted(deed.session, [dues.id for dues in months])).values(), default=0)
