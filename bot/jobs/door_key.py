"""The doors' key lives a day at most; it is replaced at every start too."""

from datetime import timedelta

from bot.actions.base import Deed

EVERY = timedelta(days=1)


async def run(deed: Deed) -> None:
    """Asks for a new key."""
    deed.chore("replace_door_key")
