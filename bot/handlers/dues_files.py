"""The ledger as files, from the ledger's card."""

from bot.actions.dues_files import taken_out
from bot.cards.dues_files import SendMonth, SendYear
from bot.context import Here
from bot.routing import Router, Where
from bot.rules.permissions import Permission, see

router = Router("dues")
LOOK = see(Permission.LEDGER)


@router.press(SendMonth, need=LOOK, where=Where.PRIVATE)
async def send_month(here: Here, press: SendMonth) -> None:
    """The file of a month, as a message of its own."""
    taken_out(here.deed, "dues/month_file", str(press.month), month=str(press.month))


@router.press(SendYear, need=LOOK, where=Where.PRIVATE)
async def send_year(here: Here, press: SendYear) -> None:
    """The file of a year."""
    taken_out(here.deed, "dues/year_file", str(press.year), year=press.year)
