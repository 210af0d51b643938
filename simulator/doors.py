"""The page and the bot's files over HTTP."""

from pathlib import Path

from aiohttp import web

from .errors import RefusedError
from .simulator import Simulator
from .wire import encode

_PAGE = Path(__file__).parent / "page"
_HEADERS = {
    "Content-Security-Policy": "default-src 'self'; frame-ancestors 'none'; base-uri 'none'; form-action 'self'",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cache-Control": "no-cache",
}


async def page(request: web.Request) -> web.StreamResponse:
    """A file of the page; the bare address gives its start."""
    wanted = (_PAGE / (request.match_info.get("path") or "index.html")).resolve()
    if not wanted.is_relative_to(_PAGE.resolve()) or not wanted.is_file():
        return web.Response(status=404, text="Not Found", headers=_HEADERS)
    return web.FileResponse(wanted, headers=_HEADERS)


class BotFiles:
    """`/file/bot<token>/<path>`: what the bot fetches after getFile."""

    def __init__(self, simulator: Simulator) -> None:
        self._sim = simulator

    async def handle(self, request: web.Request) -> web.StreamResponse:
        """One file."""
        if request.match_info["token"] != self._sim.token:
            return _failed(RefusedError(401, "Unauthorized"))
        file = self._sim.world.files.by_path.get(request.match_info["path"])
        if file is None:
            return _failed(RefusedError(404, "Not Found"))
        return web.Response(body=file.content, content_type="application/octet-stream")


def _failed(error: RefusedError) -> web.Response:
    body = {"ok": False, "error_code": error.code, "description": error.description}
    return web.Response(status=error.code, body=encode(body), content_type="application/json")
