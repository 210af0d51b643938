"""Answers to callback queries: sent at once, outside the outbox.

They are a courtesy of the moment (Bot API, answerCallbackQuery): after a kill the query is too old to be answered,
and what it changed is on the card.
"""

import asyncio

import structlog
from telegram.error import TelegramError

from bot.context import Toast
from bot.gateway.api import Api

log = structlog.get_logger()


class Answers:
    """Sends toasts without making anybody wait."""

    def __init__(self, api: Api) -> None:
        self._api = api
        self._flying: set[asyncio.Task[None]] = set()

    @property
    def idle(self) -> bool:
        """Whether every answer has gone."""
        return not self._flying

    def send(self, toasts: list[Toast]) -> None:
        """One call each."""
        for toast in toasts:
            task = asyncio.create_task(self._answer(toast))
            self._flying.add(task)
            task.add_done_callback(self._flying.discard)

    async def stop(self, patience: float) -> None:
        """Waits up to ``patience`` seconds for what is in flight."""
        if self._flying:
            await asyncio.wait(self._flying, timeout=patience)

    async def _answer(self, toast: Toast) -> None:
        payload: dict[str, object] = {"callback_query_id": toast.callback_id}
        if toast.text is not None:
            payload |= {"text": toast.text[:200], "show_alert": toast.alert}
        try:
            await self._api.call("answerCallbackQuery", payload)
        except TelegramError as error:
            log.info("answer.lost", error=type(error).__name__)
