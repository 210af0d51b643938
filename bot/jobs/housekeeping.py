"""Forgets what both doors no longer need, and what is personal of those who left long ago."""

from datetime import timedelta

from bot.actions import leaving
from bot.actions.base import Deed
from bot.store import inbox, outbox, quizzes

# Telegram keeps an undelivered update for 24 hours at most (Bot API, getUpdates): twice that is safe.
KEEP = timedelta(hours=48)
EVERY = timedelta(hours=6)


async def run(deed: Deed) -> None:
    """Removes finished rows older than 48 hours, and what was told of polls that were never ours; empties what the
    retention period no longer covers."""
    await inbox.forget(deed.session, deed.now - KEEP)
    await outbox.forget(deed.session, deed.now - KEEP)
    await quizzes.forget_strays(deed.session, deed.now - KEEP)
    await leaving.erase_due(deed)
