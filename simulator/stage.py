"""Where a step of the tour is played: its acts look only at what has come since the step began."""

import asyncio
from collections.abc import Callable
from typing import TypeVar

from .model import Message
from .simulator import Simulator

_QUIET = 0.25  # seconds without a change after which whatever came before has arrived
_MOST_QUIET = 10.0  # seconds that a world which never rests is waited for

T = TypeVar("T")
Words = tuple[str, ...]  # any of them will do: other languages, other cases


class StepError(Exception):
    """An act of a step did not succeed; the text says which and why."""


async def at_rest(simulator: Simulator) -> None:
    """Waits until nothing changes any more, so that what comes next is a new step's."""
    changes = simulator.world.changes
    for _ in range(int(_MOST_QUIET / _QUIET)):
        before = changes.seq
        await asyncio.sleep(_QUIET)
        if changes.seq == before and not simulator.world.updates.pending:
            return


class Stage:
    """One performance of one step."""

    def __init__(self, simulator: Simulator, patience: float) -> None:
        self.simulator = simulator
        self.patience = patience  # seconds for each act
        self.signs: list[Message] = []  # that it worked, in the order in which they were seen
        self._before = {chat.id: chat.last_id for chat in simulator.world.chats.values()}
        self._said: dict[tuple[str, int], int] = {}

    def fresh(self, user: str, chat: str | None) -> list[Message]:
        """What has come there since the step began, newest first."""
        place = self.simulator.world.place(self.simulator.world.user(user), chat)
        before = self._before.get(place.id, 0)
        return [message for message in reversed(self.simulator.messages(user, chat)) if message.id > before]

    def said(self, user: str, message: Message) -> None:
        """From now on this person presses only what has come after these words, for it may be the answer to them."""
        self._said[user, message.chat.id] = message.id

    def button(self, user: str, chat: str | None, labels: Words) -> tuple[Message, str] | None:
        """The newest button with one of the labels; of several the first named."""
        shown = self.fresh(user, chat)
        shown = [message for message in shown if message.id > self._said.get((user, message.chat.id), 0)]
        return next(((m, label) for label in labels for m in shown if label in m.labels), None)

    def option(self, user: str, chat: str | None, options: Words) -> tuple[Message, int] | None:
        """The newest open poll with one of these options that this person has not answered, and the option's place."""
        account = self.simulator.world.user(user).id
        for message in self.fresh(user, chat):
            poll = message.poll or {"is_closed": True, "options": []}
            places = [place for place, option in enumerate(poll["options"]) if option["text"] in options]
            if places and not poll["is_closed"] and account not in message.votes:
                return message, places[0]
        return None

    def message(self, user: str, chat: str | None, words: Words) -> Message | None:
        """The newest message of the bot that holds one of the texts."""
        shown = [message for message in self.fresh(user, chat) if message.from_bot]
        return next((m for m in shown if any(text in m.text for text in words)), None)

    async def until(self, look: Callable[[], T | None], what: str, patience: float | None = None) -> T:
        """Waits for it; StepError when it does not come."""
        seconds = self.patience if patience is None else patience
        try:
            found = await self.simulator.until(look, seconds, what)
        except TimeoutError as error:
            raise StepError(f"waited {seconds:g} s in vain for {what}") from error
        if found is None:
            raise LookupError("what was waited for has gone")
        return found
