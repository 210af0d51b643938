"""The month's card for every payer, on the rulebook's day (PRODUCT 9)."""

from bot.actions.base import Deed
from bot.rules.calendar import Month
from bot.rules.reminders import is_quiet
from bot.rules.words import DuesState
from bot.store import dues as store
from bot.store import proxies
from bot.store.branch import Person


async def send_due(deed: Deed) -> None:
    """To everybody with an account who still has to pay this month, once; to whoever may pay for them too.

    The months have been opened. Not where the day had passed before the branch began. Whoever has no account yet gets
    it once they have.
    """
    month = Month.of(deed.today)
    day = month.day(deed.book.dues.card_day)
    if not deed.branch.started <= day <= deed.today or _closed(deed):
        return
    for dues, payer in await store.ledger(deed.session, deed.branch.id, month):
        if dues.state in (DuesState.DUE, DuesState.DISPUTED) and dues.announced is None and payer.bound:
            dues.announced = deed.now
            await _tell(deed, payer, month)


def _closed(deed: Deed) -> bool:
    """In quiet hours, and before the hour of digests."""
    early = deed.now.astimezone(deed.zone).time() < deed.book.reminders.morning
    return early or is_quiet(deed.now, deed.book, deed.holidays, deed.zone)


async def _tell(deed: Deed, payer: Person, month: Month) -> None:
    deed.tell(payer, "dues/card", month=str(month))
    agreed = await proxies.open_of(deed.session, payer.id, month)
    if agreed is not None and agreed.covers(month) and agreed.proxy.bound and agreed.first < month:
        deed.tell(agreed.proxy, "proxies/card", proxy=agreed.id, month=str(month))
