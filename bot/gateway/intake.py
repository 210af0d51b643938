"""The door in: long polling. An update is acknowledged only after it is kept, by asking for those that follow it."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence

import structlog
from telegram.error import TelegramError

from bot.gateway.api import Api
from bot.gateway.outcomes import trouble
from bot.patience import wait_after
from bot.store.inbox import Raw

log = structlog.get_logger()

_POLL = 25  # seconds that Telegram may hold an empty poll
_LARGEST = 2**63  # what a database's integer holds
_ALLOWED = ("message", "edited_message", "callback_query", "my_chat_member", "poll_answer", "poll")


class Intake:
    """Asks for updates and hands each batch to ``receive``, which returns once they are kept; then it asks again.

    ``looked`` is set when what had waited at the start is kept, or the line could not be had.
    """

    def __init__(self, api: Api, receive: Callable[[Sequence[Raw]], Awaitable[None]]) -> None:
        self._api = api
        self._receive = receive
        self._offset = 0
        self.looked = asyncio.Event()

    async def run(self) -> None:
        """Until cancelled. Whatever goes wrong with the line is said, waited for and tried again."""
        failures = 0
        while True:
            try:
                await self._take(await self._fetch())
                failures = 0
            except Exception as error:
                wait = wait_after(failures)
                failures += 1
                reason = trouble(error) if isinstance(error, TelegramError) else type(error).__name__
                log.warning("intake.failed", reason=reason, wait=wait)
                self.looked.set()
                await asyncio.sleep(wait)
            else:
                self.looked.set()

    async def _take(self, batch: list[Raw]) -> None:
        """What has no number that could be acknowledged is nothing that Telegram has sent: it is left out."""
        sound = [raw for raw in batch if type(raw.get("update_id")) is int and abs(raw["update_id"]) < _LARGEST]
        if len(sound) < len(batch):
            log.warning("intake.malformed", updates=len(batch) - len(sound))
        if sound:
            await self._receive(sound)
            self._offset = sound[-1]["update_id"] + 1
        elif batch:
            raise ValueError("updates without numbers")

    async def _fetch(self) -> list[Raw]:
        hold = _POLL if self.looked.is_set() else 0
        payload = {"timeout": hold, "allowed_updates": list(_ALLOWED)}
        if self._offset:
            payload["offset"] = self._offset
        batch: list[Raw] = await self._api.call("getUpdates", payload, read_timeout=hold + 10)
        return batch
