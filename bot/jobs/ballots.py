"""Closes ballots at their set time. No vote is taken after it in any case: this marks them and tells the opener."""

from datetime import timedelta

from bot.actions import ballots, ballots_box
from bot.actions.base import Deed

EVERY = timedelta(minutes=1)


async def run(deed: Deed) -> None:
    """Closes what has reached its time, after an outage too, and finishes burying keys where a kill came between."""
    await ballots.close_due(deed)
    await ballots_box.ask_to_bury(deed)
