"""The queue of updates and the long poll: https://core.telegram.org/bots/api#getupdates."""

import asyncio
from collections import deque
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import islice

from .errors import RefusedError
from .wire import Json

_BATCH = 100  # most updates in one answer
_ONLY_ON_REQUEST = {"chat_member", "message_reaction", "message_reaction_count"}
_TAKEN_OVER = "Conflict: terminated by other getUpdates request; make sure that only one bot instance is running"


@dataclass(frozen=True, slots=True)
class Delivery:
    """An update handed to the bot. The same update comes again until the bot confirms it."""

    update_id: int
    kind: str


class Updates:
    """Updates wait here until the bot confirms them by asking for later ones."""

    def __init__(self, first_id: int) -> None:
        self.deliveries: list[Delivery] = []
        self.pending: deque[Json] = deque()
        self.allowed: frozenset[str] | None = None  # None: Telegram's default kinds
        self.next_id = first_id  # of the next update
        self._poller: asyncio.Future[bool] | None = None  # answers: has another poller taken over?

    @property
    def polled(self) -> bool:
        """Whether a poll of the bot waits for updates."""
        return self._poller is not None and not self._poller.done()

    def put(self, kind: str, body: Json) -> None:
        """Queues an update, unless the bot does not want this kind."""
        if kind in _ONLY_ON_REQUEST if self.allowed is None else kind not in self.allowed:
            return
        self.queue(kind, body)

    def queue(self, kind: str, body: Json) -> None:
        """Queues an update of any kind."""
        self.pending.append({"update_id": self.next_id, kind: body})
        self.next_id += 1
        self._wake(taken_over=False)

    async def get(self, offset: int, limit: int, seconds: float, allowed: Iterable[str] | None) -> list[Json]:
        """Waits up to ``seconds`` for updates. A newer poll ends this one with 409."""
        if allowed is not None:
            self.allowed = frozenset(allowed) or None
        self.confirm(offset)
        self._wake(taken_over=True)
        if not self.pending and seconds > 0 and await self._wait(seconds):
            raise RefusedError(409, _TAKEN_OVER)
        batch = list(islice(self.pending, min(limit, _BATCH) if limit > 0 else _BATCH))
        self.deliveries += [Delivery(u["update_id"], next(k for k in u if k != "update_id")) for u in batch]
        return batch

    def confirm(self, offset: int) -> None:
        """Forgets the updates before ``offset``; a negative one counts from the end of the queue."""
        if offset < 0:
            while len(self.pending) > -offset:
                self.pending.popleft()
        while offset > 0 and self.pending and self.pending[0]["update_id"] < offset:
            self.pending.popleft()

    def release(self) -> None:
        """Lets the waiting poll answer now, with nothing if need be."""
        self._wake(taken_over=False)

    async def _wait(self, seconds: float) -> bool:
        loop = asyncio.get_running_loop()
        poller: asyncio.Future[bool] = loop.create_future()
        self._poller = poller
        alarm = loop.call_later(seconds, _answer, poller, False)
        try:
            return await poller
        finally:
            alarm.cancel()
            if self._poller is poller:
                self._poller = None

    def _wake(self, *, taken_over: bool) -> None:
        poller, self._poller = self._poller, None
        if poller is not None:
            _answer(poller, taken_over)


def _answer(poller: asyncio.Future[bool], taken_over: bool) -> None:
    if not poller.done():
        poller.set_result(taken_over)
