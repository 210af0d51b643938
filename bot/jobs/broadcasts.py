"""Sends what waited for the morning."""

from datetime import timedelta

from bot.actions import broadcasts, quizzes
from bot.actions.base import Deed

EVERY = timedelta(minutes=1)


async def run(deed: Deed) -> None:
    """Whatever is due by now, unless it is quiet."""
    await broadcasts.send_due(deed)
    await quizzes.send_due(deed)
