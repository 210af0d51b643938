"""The doors of the simulator on 127.0.0.1."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING

from aiohttp import web

from .api import BotApi

if TYPE_CHECKING:
    from .simulator import Simulator

_HOST = "127.0.0.1"
_GRACE = 0.2  # seconds for answers under way when the doors close


@asynccontextmanager
async def serve(simulator: "Simulator", port: int) -> AsyncIterator[str]:
    """Listens until the block ends; whoever is held back is let go then."""
    closing = asyncio.Event()
    app = web.Application()
    app.router.add_route("*", "/bot{token:[^/]+}/{method}", BotApi(simulator, closing).handle)
    # A bot that goes away in the middle of a long poll must not be given updates any more.
    runner = web.AppRunner(app, access_log=None, handler_cancellation=True, shutdown_timeout=_GRACE)
    await runner.setup()
    try:
        await web.TCPSite(runner, _HOST, port).start()
        simulator.url = f"http://{_HOST}:{runner.addresses[0][1]}"
        yield simulator.url
    finally:
        closing.set()
        simulator.world.updates.release()
        await runner.cleanup()
