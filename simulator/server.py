"""The doors of the simulator on 127.0.0.1."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING

from aiohttp import web

from .api import BotApi
from .control import Control
from .doors import BotFiles, page
from .files import UPLOAD_MOST

if TYPE_CHECKING:
    from .simulator import Simulator

_HOST = "127.0.0.1"
_GRACE = 0.2  # seconds for answers under way when the doors close
_BODY_MOST = 2 * UPLOAD_MOST  # a file of the page comes in base64


@asynccontextmanager
async def serve(simulator: "Simulator", port: int) -> AsyncIterator[str]:
    """Listens until the block ends; whoever is held back is let go then."""
    closing = asyncio.Event()
    # A bot that goes away in the middle of a long poll must not be given updates any more: its handler is cancelled.
    runner = web.AppRunner(
        _application(simulator, closing), access_log=None, handler_cancellation=True, shutdown_timeout=_GRACE
    )
    await runner.setup()
    try:
        await web.TCPSite(runner, _HOST, port).start()
        simulator.url = f"http://{_HOST}:{runner.addresses[0][1]}"
        yield simulator.url
    finally:
        closing.set()
        simulator.world.updates.release()
        simulator.world.changes.touch()
        await runner.cleanup()


def _application(simulator: "Simulator", closing: asyncio.Event) -> web.Application:
    app = web.Application(client_max_size=_BODY_MOST)
    app.router.add_route("*", "/bot{token:[^/]+}/{method}", BotApi(simulator, closing).handle)
    app.router.add_get("/file/bot{token:[^/]+}/{path:.+}", BotFiles(simulator).handle)
    app.add_routes(Control(simulator, closing).routes())
    app.router.add_get("/", page)
    app.router.add_get("/{path:.+}", page)
    return app
