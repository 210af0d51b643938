"""Wakes the reminders. How often decides only how late after its moment a reminder may come."""

from datetime import timedelta

from bot.actions import reminders
from bot.actions.base import Deed

EVERY = timedelta(minutes=5)


async def run(deed: Deed) -> None:
    """Sends the digests that have become due."""
    await reminders.send_due(deed)
