"""What happened, in order; and waiting for the next thing to happen without polling."""

import asyncio
from collections import deque
from dataclasses import dataclass, field
from itertools import islice

from .model import Message
from .wire import Json

_KEPT = 20_000  # changes remembered for readers of the event stream


@dataclass(frozen=True, slots=True)
class Change:
    """One change of the world, as `/control/events` tells it."""

    seq: int
    kind: str
    chat: int | None = None
    message: Message | None = None
    detail: Json = field(default_factory=dict)


class Changes:
    """The log of changes. Anyone may wait for the next one."""

    def __init__(self) -> None:
        self.seq = 0
        self.last: dict[str, int] = {}  # kind → number of its latest change
        self._log: deque[Change] = deque(maxlen=_KEPT)
        self._next: asyncio.Future[None] | None = None

    def record(self, kind: str, *, chat: int | None = None, message: Message | None = None, **detail: object) -> None:
        """Remembers a change and wakes whoever waits."""
        self.seq += 1
        self.last[kind] = self.seq
        self._log.append(Change(self.seq, kind, chat, message, detail))
        self.touch()

    def touch(self) -> None:
        """Wakes the waiting without an event of its own (a call was answered, say)."""
        waiter, self._next = self._next, None
        if waiter is not None and not waiter.done():
            waiter.set_result(None)

    async def next(self) -> None:
        """Returns after the next change."""
        if self._next is None:
            self._next = asyncio.get_running_loop().create_future()
        await asyncio.shield(self._next)  # one waiter giving up must not end the wait of the others

    def since(self, seq: int) -> list[Change]:
        """The remembered changes after ``seq``, oldest first."""
        behind = min(self.seq - seq, len(self._log))
        return list(islice(self._log, len(self._log) - behind, None)) if behind > 0 else []
