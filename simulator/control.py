"""The control interface over HTTP: `/control/…`. See the README for every call."""

import asyncio
import json
from collections.abc import Awaitable, Callable
from typing import TypeAlias
from urllib.parse import quote

from aiohttp import web

from . import views
from .acts import SLOW, act
from .fields import Fields
from .model import Message
from .simulator import Simulator
from .stage import StepError
from .tour import tour_view
from .wire import Json, encode

Handler: TypeAlias = Callable[[web.Request], Awaitable[web.StreamResponse]]


class Control:
    """Answers tests and the page."""

    def __init__(self, simulator: Simulator, closing: asyncio.Event) -> None:
        self._sim = simulator
        self._closing = closing

    def routes(self) -> list[web.RouteDef]:
        """Every address."""
        return [
            web.post("/control/{name}", _guarded(self._act)),
            web.delete("/control/faults", _guarded(self._forget_faults)),
            web.get("/control/state", _guarded(self._state)),
            web.get("/control/chat", _guarded(self._chat)),
            web.get("/control/wait", _guarded(self._wait)),
            web.get("/control/events", _guarded(self._events)),
            web.get("/control/calls", _guarded(self._calls)),
            web.get("/control/violations", _guarded(self._violations)),
            web.get("/control/clock", _guarded(self._clock)),
            web.get("/control/tour", _guarded(self._tour)),
            web.get("/control/files/{path:.+}", _guarded(self._file)),
        ]

    async def _act(self, request: web.Request) -> web.StreamResponse:
        try:
            given = json.loads(await request.read() or b"{}")
        except ValueError as error:
            raise ValueError(f"the body must be JSON: {error}") from error
        if not isinstance(given, dict):
            raise ValueError("the body must be a JSON object")
        name = request.match_info["name"]
        return _answer(await SLOW[name](self._sim, given) if name in SLOW else act(self._sim, name, given))

    async def _forget_faults(self, request: web.Request) -> web.StreamResponse:
        self._sim.faults.forget(Fields(dict(request.query), "kind").optional("kind"))
        self._sim.world.changes.record("faults")
        return _answer({})

    async def _state(self, request: web.Request) -> web.StreamResponse:
        messages = Fields(dict(request.query), "messages").whole("messages", 1)
        return _answer(views.state_view(self._sim, messages=bool(messages)))

    async def _chat(self, request: web.Request) -> web.StreamResponse:
        fields = Fields(dict(request.query), "user chat limit before after")
        user = self._sim.world.user(fields.ref("user"))
        chat = self._sim.world.place(user, fields.place())
        part = views.Part(*(fields.whole(name) if name in fields else None for name in ("limit", "before", "after")))
        return _answer(views.person_view(self._sim, user, chat, part))

    async def _wait(self, request: web.Request) -> web.StreamResponse:
        fields = Fields(dict(request.query), "user chat text timeout after")
        user, chat, text = fields.ref("user"), fields.place(), fields.text("text")
        after = fields.whole("after", 0)
        self._sim.messages(user, chat)  # an unknown name is an error now, not after the wait

        def newest() -> Message | None:
            shown = self._sim.messages(user, chat)
            return next((m for m in reversed(shown) if text in m.text and m.id > after), None)

        try:
            found = await self._sim.until(newest, fields.number("timeout", 10.0), f"a message with {text!r}")
        except TimeoutError as error:
            return _answer({"error": str(error)}, 408)
        return _answer(views.message_view(found) if found is not None else {})

    async def _events(self, request: web.Request) -> web.StreamResponse:
        """Server-sent events; a browser that comes back names the last one it has seen."""
        fields = Fields(dict(request.query), "since")
        last = request.headers.get("Last-Event-ID")
        seq = int(last) if last is not None and last.isdigit() else fields.whole("since", 0)
        response = web.StreamResponse(headers={"Content-Type": "text/event-stream", "Cache-Control": "no-store"})
        await response.prepare(request)
        changes = self._sim.world.changes
        if seq > changes.seq:
            seq = 0  # the number is from before a restart
        while not self._closing.is_set():
            for change in changes.since(seq):
                seq = change.seq
                await response.write(b"id: %d\ndata: %b\n\n" % (seq, encode(views.change_view(change))))
            if seq >= changes.seq:
                await changes.next()
        return response

    async def _calls(self, request: web.Request) -> web.StreamResponse:
        since = Fields(dict(request.query), "since").whole("since", 0)
        return _answer([views.call_view(call) for call in self._sim.calls[since:]])

    async def _violations(self, request: web.Request) -> web.StreamResponse:
        return _answer([views.violation_view(violation) for violation in self._sim.violations])

    async def _clock(self, request: web.Request) -> web.StreamResponse:
        return _answer(views.clock_view(self._sim))

    async def _tour(self, request: web.Request) -> web.StreamResponse:
        return _answer(tour_view(self._sim.tour))

    async def _file(self, request: web.Request) -> web.StreamResponse:
        """A file for the page. Only pictures and sound open in the browser; whatever else is saved."""
        file = self._sim.world.files.by_path.get(request.match_info["path"])
        if file is None:
            raise LookupError("no such file")
        kind = file.mime if file.mime.startswith(("image/", "audio/")) and "svg" not in file.mime else ""
        headers = {"X-Content-Type-Options": "nosniff", "Content-Type": kind or "application/octet-stream"}
        if not kind:
            headers["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(file.name)}"
        return web.Response(body=file.content, headers=headers)


def _answer(value: Json | list[Json], status: int = 200) -> web.Response:
    return web.Response(status=status, body=encode(value), content_type="application/json")


def _guarded(handler: Handler) -> Handler:
    """Turns what went wrong into the answers the README names, and shuts out other web sites' pages."""

    async def guarded(request: web.Request) -> web.StreamResponse:
        origin = request.headers.get("Origin")
        if origin is not None and origin.split("://")[-1] != request.host:
            return _answer({"error": f"not for pages of {origin}"}, 403)
        try:
            return await handler(request)
        except (KeyError, IndexError):
            raise  # a fault of the simulator itself: 500
        except LookupError as error:
            return _answer({"error": str(error)}, 404)
        except ValueError as error:
            return _answer({"error": str(error)}, 400)
        except StepError as error:
            return _answer({"error": str(error)}, 409)

    return guarded
