"""Paints the live cards that were put off; see bot/repaints.py. The engine wakes it when their time has come."""

from datetime import timedelta

from bot.actions.base import Deed, Refresh
from bot.store import cards

EVERY = timedelta(hours=1)  # what a restart left is painted at the start


async def run(deed: Deed) -> None:
    """Whatever is still stale."""
    deed.notices += [Refresh(row.name, row.args, row.person_id) for row in await cards.stale_cards(deed.session)]
