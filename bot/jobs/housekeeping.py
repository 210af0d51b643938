"""Forgets what both doors no longer need."""

from datetime import timedelta

from bot.actions.base import Deed
from bot.store import inbox, outbox, quizzes

# Telegram keeps an undelivered update for 24 hours at most (Bot API, getUpdates): twice that is safe.
KEEP = timedelta(hours=48)
EVERY = timedelta(hours=6)


async def run(deed: Deed) -> None:
    """Removes finished rows older than 48 hours, and what was told of polls that were never ours."""
    await inbox.forget(deed.session, deed.now - KEEP)
    await outbox.forget(deed.session, deed.now - KEEP)
    await quizzes.forget_strays(deed.session, deed.now - KEEP)
