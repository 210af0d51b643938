"""Wakes the reminders. How often decides only how late after its moment a reminder may come."""

from bot.actions import reminders
from bot.actions.base import Deed


async def run(deed: Deed) -> None:
    """Sends the digests that have become due."""
    await reminders.send_due(deed)
