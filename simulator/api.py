"""The Bot API over HTTP: `/bot<token>/<method>`."""

import asyncio
import contextlib
from typing import TYPE_CHECKING

from aiohttp import web

from .bodies import read_body
from .calls import Call
from .description import Method, methods, update_kinds
from .errors import RefusedError, wrong
from .faults import Fault
from .limits import counted
from .methods import HANDLERS
from .wire import encode

if TYPE_CHECKING:
    from .simulator import Simulator

_POLL_MOST = 50  # seconds: a longer poll is cut short, as Telegram does


class BotApi:
    """Answers the bot's calls: description, faults, limits, effect – in this order."""

    def __init__(self, simulator: "Simulator", closing: asyncio.Event) -> None:
        self._sim = simulator
        self._world = simulator.world
        self._closing = closing  # whoever is held back is let go when it is set

    async def handle(self, request: web.Request) -> web.StreamResponse:
        """One call, which takes its time on the way there and back."""
        await self._on_its_way()
        answer = await self._carry_out(request)
        await self._on_its_way()
        return answer

    async def _on_its_way(self) -> None:
        if self._sim.latency:
            await asyncio.sleep(self._sim.latency / 2)

    async def _carry_out(self, request: web.Request) -> web.StreamResponse:
        if request.match_info["token"] != self._sim.token:
            return _failed(RefusedError(401, "Unauthorized"))
        name = request.match_info["method"]
        method = methods().get(name.lower())
        call = Call(method.name if method else name)
        try:
            return await self._answer(request, call, method)
        except RefusedError as error:
            self._note(call, error)
            return _failed(error)

    async def _answer(self, request: web.Request, call: Call, method: Method | None) -> web.StreamResponse:
        if method is None:
            raise RefusedError(404, "Not Found", violation=True)
        given, call.files = await read_body(request)
        call.params = given  # a violation tells what was sent, even where it can't be read
        call.params = method.read(given, call.files, call.notes)
        chat = call.params.get("chat_id")
        fault = self._sim.faults.take(call.method, chat)
        if fault is not None and not fault.after:
            return await self._strike(request, call, fault)
        result = await self._perform(call)
        if fault is not None:
            return await self._strike(request, call, fault)
        self._note(call, None)
        return web.Response(body=encode({"ok": True, "result": result}), content_type="application/json")

    async def _perform(self, call: Call) -> object:
        if call.method == "getUpdates":
            return await self._get_updates(call)
        handler = HANDLERS.get(call.method)
        if handler is None:
            self._sim.log.unimplemented.append(call.method)
            raise wrong(f"Not implemented by the simulator: {call.method}")
        chat = call.params.get("chat_id")
        if counted(call.method) and chat in self._world.chats and (wait := self._sim.limits.take(chat)):
            raise RefusedError(429, f"Too Many Requests: retry after {wait}", parameters={"retry_after": wait})
        return handler(self._world, call)

    async def _get_updates(self, call: Call) -> object:
        allowed: list[str] | None = call.params.get("allowed_updates")
        call.notes += [f"there are no updates of kind {kind}" for kind in set(allowed or ()) - update_kinds()]
        timeout = min(call.number("timeout"), _POLL_MOST)
        return await self._world.updates.get(call.number("offset"), call.number("limit"), timeout, allowed)

    async def _strike(self, request: web.Request, call: Call, fault: Fault) -> web.StreamResponse:
        if fault.after:
            self._keep_from_bot(call)
        if fault.kind not in {"drop", "hang"}:
            raise fault.error()
        self._note(call, RefusedError(0, f"ordered fault: {fault.kind}"))
        if fault.kind == "hang":
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(self._closing.wait(), fault.seconds)
        if request.transport is not None:
            request.transport.abort()
        return web.Response()

    def _keep_from_bot(self, call: Call) -> None:
        """The bot never learns that this call got through, so calling again is no breach."""
        if call.method == "answerCallbackQuery":
            self._world.presses[call.text("callback_query_id")].answer_lost = True
        if call.method == "deleteMessage":
            self._world.chats[call.number("chat_id")].messages[call.number("message_id")].deleted_by_bot = False

    def _note(self, call: Call, error: RefusedError | None) -> None:
        log = self._sim.log
        log.add(call, self._world.clock.now(), error.description if error else None)
        if error is not None and error.violation:
            log.violation(call, error.description)
        for reason in call.notes:
            log.violation(call, reason)
        self._world.changes.touch()


def _failed(error: RefusedError) -> web.Response:
    body: dict[str, object] = {"ok": False, "error_code": error.code, "description": error.description}
    if error.parameters:
        body["parameters"] = error.parameters
    return web.Response(status=error.code, body=encode(body), content_type="application/json")
