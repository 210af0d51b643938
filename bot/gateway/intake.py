"""The door in: long polling into the durable inbox. An update is acknowledged only after its row is committed."""

import asyncio
from collections.abc import Callable, Sequence
from typing import Any

import structlog
from telegram.error import TelegramError

from bot.clock import Clock
from bot.gateway.api import Api
from bot.gateway.outcomes import trouble
from bot.keys.doors import Doors
from bot.patience import wait_after
from bot.store import inbox
from bot.store.database import Database
from bot.store.inbox import Item
from bot.store.outage import is_outage

log = structlog.get_logger()

_POLL = 25  # seconds that Telegram may hold an empty poll
_ALLOWED = ("message", "edited_message", "callback_query", "my_chat_member")


class Intake:
    """Asks for updates and stores each batch in one commit before it asks again."""

    def __init__(
        self, api: Api, database: Database, doors: Doors, clock: Clock, arrived: Callable[[Sequence[Item]], None],
        wake: Callable[[], None],
    ) -> None:  # fmt: skip
        self._api = api
        self._database = database
        self._doors = doors
        self._clock = clock
        self._arrived = arrived
        self._wake = wake
        self._offset = 0

    async def run(self) -> None:
        """Until cancelled. Whatever goes wrong, with the line or the database, is said, waited for and tried again."""
        failures = 0
        while True:
            try:
                await self._store(await self._fetch())
                failures = 0
            except Exception as error:
                wait = wait_after(failures)
                failures += 1
                self._say(error, wait)
                await asyncio.sleep(wait)

    def _say(self, error: Exception, wait: float) -> None:
        if isinstance(error, TelegramError):
            log.warning("intake.failed", reason=trouble(error), wait=wait)
        else:
            # Not acknowledged, so Telegram gives the same updates again.
            log.warning("intake.not_stored", error=type(error).__name__, database=is_outage(error), wait=wait)

    async def _fetch(self) -> list[dict[str, Any]]:
        payload = {"timeout": _POLL, "allowed_updates": list(_ALLOWED)}
        if self._offset:
            payload["offset"] = self._offset
        batch: list[dict[str, Any]] = await self._api.call("getUpdates", payload, read_timeout=_POLL + 10)
        return batch

    async def _store(self, batch: list[dict[str, Any]]) -> None:
        if not batch:
            return
        async with self._database.writing() as session:
            items = await inbox.store_updates(session, self._doors, batch, self._clock.now())
        self._offset = batch[-1]["update_id"] + 1
        self._arrived(items)
        if len(items) < len(batch):
            self._wake()  # stored by an attempt whose answer was lost, and perhaps not handed over then
