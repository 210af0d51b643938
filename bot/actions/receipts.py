"""交费凭证: what the payer shows to the collector, and to nobody else. It binds neither and moves nothing."""

from bot.actions.base import Deed, Refused
from bot.actions.dues import show_anew
from bot.actions.dues_paid import own_month
from bot.rules.calendar import Month
from bot.rules.words import DuesState
from bot.store import dues as dues_store
from bot.store import receipts as store
from bot.store.dues import MonthDues
from bot.store.receipts import Kind, Receipt


async def may_attach(deed: Deed, month: Month) -> list[MonthDues]:
    """The months that a receipt sent for this one is about: those said in one go to be paid. Refused where the month
    has not been said to be paid, or the collector has received it, or there are enough files."""
    dues = await own_month(deed, deed.person, month)
    if dues.state not in (DuesState.PAID, DuesState.DISPUTED):
        raise Refused("receipts.say_paid_first")
    if len(await store.of_dues(deed.session, dues.id)) >= store.MOST:
        raise Refused("receipts.enough", most=store.MOST)
    return await dues_store.said_with(deed.session, dues)


async def attach(deed: Deed, month: Month, kind: Kind, file_id: str) -> None:
    """One more file."""
    for dues in await may_attach(deed, month):
        deed.session.add(Receipt(dues_id=dues.id, kind=kind, file_id=file_id, sent=deed.now))
        await show_anew(deed, dues, deed.person)


async def take_back(deed: Deed, month: Month) -> None:
    """The payer takes the files of the month back, while it has not been received."""
    dues = await own_month(deed, deed.person, month)
    if not await store.of_dues(deed.session, dues.id):
        raise Refused("receipts.none")
    await store.forget(deed.session, dues.id)
    await show_anew(deed, dues, deed.person)
