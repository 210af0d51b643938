"""Every wrong call gets Telegram's error and is kept as a violation."""

import json
from typing import Any

import aiohttp
import pytest

from simulator import Simulator, User
from tests.simulator.api import TOKEN, Api
from tests.simulator.wrong_calls import LET_PASS, WRONG


@pytest.mark.parametrize(("method", "params", "description"), WRONG, ids=[f"{m}-{d[:40]}" for m, _, d in WRONG])
async def test_wrong_call(
    sim: Simulator, user: User, api: Api, method: str, params: dict[str, object], description: str
) -> None:
    await api.ok("sendMessage", chat_id=user.id, text="one to work on")
    assert await api.refused(method, **params) == (400, f"Bad Request: {description}")
    (violation,) = sim.violations
    assert (violation.method, violation.parameters) == (method, tuple(params))
    assert violation.reason == f"Bad Request: {description}"
    assert not sim.calls[-1].ok


@pytest.mark.parametrize(("method", "params", "reason"), LET_PASS, ids=[r[:40] for _, _, r in LET_PASS])
async def test_breach_that_telegram_lets_pass(
    sim: Simulator, user: User, api: Api, method: str, params: dict[str, object], reason: str
) -> None:
    await api.ok(method, **params)
    assert [v.reason for v in sim.violations] == [reason]


async def test_unknown_method_and_token(sim: Simulator, api: Api, session: aiohttp.ClientSession) -> None:
    assert await api.refused("sendLove") == (404, "Not Found")
    assert [v.method for v in sim.violations] == ["sendLove"]
    async with session.get(f"{sim.url}/bot2:other/getMe") as response:
        assert response.status == 401
        assert await response.json() == {"ok": False, "error_code": 401, "description": "Unauthorized"}


async def test_unimplemented_method_is_listed(sim: Simulator, api: Api) -> None:
    await api.refused("getMyStarBalance")
    assert sim.unimplemented == ["getMyStarBalance"]


@pytest.mark.usefixtures("valid")
async def test_every_way_to_send_parameters(sim: Simulator, user: User, session: aiohttp.ClientSession) -> None:
    address = f"{sim.url}/bot{TOKEN}/SENDMESSAGE"
    markup = {"inline_keyboard": [[{"text": "x", "callback_data": "x"}]]}
    form = {"chat_id": str(user.id), "text": "你好", "reply_markup": json.dumps(markup), "protect_content": "True"}
    parts = aiohttp.FormData(form, default_to_multipart=True)
    nested = {"chat_id": user.id, "text": "你好", "reply_markup": markup, "protect_content": True}
    ways: list[dict[str, Any]] = [{"params": form}, {"data": form}, {"data": parts}, {"json": nested}, {"json": form}]
    for way in ways:
        async with session.request("GET" if "params" in way else "POST", address, **way) as response:
            result = (await response.json())["result"]
        assert (result["text"], result["reply_markup"], result["has_protected_content"]) == ("你好", markup, True)
    assert len({m.id for m in sim.messages(user)}) == len(ways) + 1


@pytest.mark.parametrize("body", ["{", "[]"])
async def test_body_that_is_no_object(sim: Simulator, session: aiohttp.ClientSession, body: str) -> None:
    headers = {"Content-Type": "application/json"}
    async with session.post(f"{sim.url}/bot{TOKEN}/getMe", data=body, headers=headers) as response:
        assert response.status == 400
    assert len(sim.violations) == 1
