"""The bot, as long as it runs."""

import asyncio
import os
import signal
from functools import partial

from telegram.error import InvalidToken

from bot.app import build
from bot.console import Problem, deed_of, in_reach, say
from bot.documents import holidays
from bot.lock import only_copy
from bot.settings import Settings


async def run(settings: Settings) -> None:
    """The bot, until SIGTERM or SIGINT. Waits while another copy holds the lock."""
    if not settings.token.get_secret_value():
        raise Problem(say(settings, "console.no_token"))
    with in_reach(settings):
        holidays.check(settings.data_dir)
        async with only_copy(settings.database, lost=partial(os._exit, 1)):
            await _run_alone(settings)


async def _run_alone(settings: Settings) -> None:
    async with deed_of(settings):
        pass  # migrated, founded, and the keys are there
    stop = asyncio.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(number, stop.set)
    try:
        await build(settings).run(stop)
    except InvalidToken as error:
        raise Problem(say(settings, "console.wrong_token")) from error
