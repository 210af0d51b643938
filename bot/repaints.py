"""How often a live card is painted anew for whoever only looks on: at once, and then at most once a second.

Sixty people who answer within a second change the convener's list sixty times, and Telegram takes one message a second
for a chat anyway (Bots FAQ, "My bot is hitting limits"). What is put off is marked in the store (CardRow.stale), so
that a restart makes up for it. Whoever pressed a button sees the answer at once, always.
"""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from functools import partial

from bot.actions.base import Deed, Job, Refresh
from bot.failures import new_reference, record
from bot.store import cards
from bot.store.database import Database
from bot.store.outage import is_outage

REPAINTS = "repaints"  # the job that paints what was put off
_MOST = 1000  # cards remembered before those of long ago are forgotten


@dataclass
class Repaints:
    """Times are monotonic seconds. ``every``: between two paintings of one message."""

    every: float = 1.0
    _painted: dict[int, float] = field(default_factory=dict)  # row of the card → when

    def wait(self, card_id: int, now: float) -> float:
        """Seconds until this card may be painted; 0: it may now."""
        return max(self._painted.get(card_id, now - self.every) + self.every - now, 0.0)

    def painted(self, card_id: int, now: float) -> None:
        """This card has been painted."""
        if len(self._painted) >= _MOST:
            self._painted = {card: when for card, when in self._painted.items() if when + self.every > now}
        self._painted[card_id] = now


class Repainting:
    """One wake-up for all that was put off."""

    def __init__(self, wake: Callable[[], None]) -> None:
        self._wake = wake
        self._timer: asyncio.TimerHandle | None = None

    @property
    def waits(self) -> bool:
        """Whether the time of something has not come yet."""
        return self._timer is not None

    def within(self, seconds: float | None) -> None:
        """Wakes in so many seconds, if not sooner; None: nothing was put off."""
        if seconds is None:
            return
        loop = asyncio.get_running_loop()
        if self._timer is not None:
            seconds = min(seconds, self._timer.when() - loop.time())
            self._timer.cancel()
        self._timer = loop.call_later(seconds, self._now)

    def _now(self) -> None:
        self._timer = None
        self._wake()


async def paint_together(deed: Deed) -> None:
    """Whatever is still stale."""
    deed.notices += [Refresh(row.name, row.args, row.person_id) for row in await cards.stale_cards(deed.session)]


async def paint_apart(database: Database, commit: Callable[[Job], Awaitable[None]]) -> None:
    """Each in a transaction of its own: one that cannot be painted must not keep the others waiting. It stays as it
    is until it changes again. Raises where the database is in trouble."""
    async with database.reading() as session:
        waiting = [row.id for row in await cards.stale_cards(session)]
    for card_id in waiting:
        try:
            await commit(partial(_paint, card_id))
        except Exception as error:
            if is_outage(error):
                raise
            record(error, new_reference(), "a card that was put off")
            await commit(partial(_give_up, card_id))


async def _paint(card_id: int, deed: Deed) -> None:
    for row in await cards.cards_by_id(deed.session, [card_id]):
        deed.notices.append(Refresh(row.name, row.args, row.person_id))


async def _give_up(card_id: int, deed: Deed) -> None:
    for row in await cards.cards_by_id(deed.session, [card_id]):
        row.stale = False
