"""Calls the meetings of series whose time for a notice has come."""

from datetime import timedelta

from bot.actions import series
from bot.actions.base import Deed

EVERY = timedelta(minutes=5)


async def run(deed: Deed) -> None:
    """Whatever is due by now, unless it is quiet."""
    await series.call_due(deed)
