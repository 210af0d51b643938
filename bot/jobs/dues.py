"""Opens the months of dues, and sends their cards on the rulebook's day."""

from datetime import timedelta

from bot.actions import dues, dues_cards
from bot.actions.base import Deed

EVERY = timedelta(hours=1)


async def run(deed: Deed) -> None:
    """A row for every payer and month up to this one; after an outage, of all months that passed."""
    await dues.open_months(deed)
    await dues_cards.send_due(deed)
