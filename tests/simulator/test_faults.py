"""Faults by order."""

import asyncio
import time

import aiohttp
import pytest

from simulator import Chat, Simulator, User
from simulator.faults import FaultKind
from tests.simulator.api import Api
from tests.waiting import until


def texts(sim: Simulator, user: User) -> list[str]:
    return [m.text for m in sim.messages(user) if m.from_bot]


ANSWERED: list[tuple[FaultKind, str]] = [
    ("429", "Too Many Requests: retry after 1"),
    ("500", "Internal Server Error"),
    ("502", "Bad Gateway"),
    ("403", "Forbidden: bot was blocked by the user"),
    ("400", "Bad Request: ordered fault"),
]


@pytest.mark.parametrize("after", [False, True])
@pytest.mark.parametrize(("kind", "description"), ANSWERED)
async def test_answered_fault(
    sim: Simulator, user: User, api: Api, kind: FaultKind, description: str, after: bool
) -> None:
    sim.fault("sendMessage", kind, after=after)
    assert await api.refused("sendMessage", chat_id=user.id, text="1") == (int(kind), description)
    await api.ok("sendMessage", chat_id=user.id, text="2")
    assert texts(sim, user) == (["1", "2"] if after else ["2"])
    assert sim.violations == []


@pytest.mark.parametrize("after", [False, True])
async def test_drop(sim: Simulator, user: User, api: Api, after: bool) -> None:
    sim.fault("sendMessage", "drop", after=after)
    with pytest.raises(aiohttp.ServerDisconnectedError):
        await api.ok("sendMessage", chat_id=user.id, text="1")
    assert texts(sim, user) == ["1"] * after
    await api.ok("getMe")


@pytest.mark.parametrize("after", [False, True])
async def test_hang(sim: Simulator, user: User, api: Api, after: bool) -> None:
    sim.fault("sendMessage", "hang", seconds=0.2, after=after)
    started = time.monotonic()
    call = asyncio.create_task(api.ok("sendMessage", chat_id=user.id, text="1"))
    await api.ok("getMe")
    assert texts(sim, user) == ["1"] * after
    with pytest.raises(aiohttp.ServerDisconnectedError):
        await call
    assert 0.15 < time.monotonic() - started < 1


async def test_closing_the_doors_lets_a_hanging_call_go(user: User, sim: Simulator) -> None:
    other = Simulator("2:other", limits=False)
    other.say(other.add_user("李华"), "/start")
    other.fault("getMe", "hang", seconds=60)
    started = time.monotonic()
    async with aiohttp.ClientSession() as session, other.serve() as url:
        call = asyncio.create_task(session.get(f"{url}/bot2:other/getMe").__aenter__())
        poll = asyncio.create_task(session.get(f"{url}/bot2:other/getUpdates?timeout=50&offset=-1").__aenter__())
        await until(poll.done, "the poll, begun after the call, to be answered")
    await asyncio.gather(call, poll, return_exceptions=True)
    assert time.monotonic() - started < 2


async def test_which_call_is_hit(sim: Simulator, user: User, group: Chat, api: Api) -> None:
    sim.fault("sendMessage", "500", nth=2, times=2, chat="第一党小组", description="Oops")
    hits = []
    for chat in (user.id, group.id, user.id, group.id, group.id, group.id):
        hits.append(not (await api.call("sendMessage", chat_id=chat, text="x"))["ok"])
    assert hits == [False, False, False, True, True, False]
    assert [c.error for c in sim.calls if c.error] == ["Oops", "Oops"]


async def test_star_is_every_method_but_polls(sim: Simulator, user: User, api: Api) -> None:
    sim.fault("*", "500", times=2)
    await api.updates()
    await api.refused("getMe")
    await api.refused("sendMessage", chat_id=user.id, text="x")
    await api.ok("getMe")
    sim.fault("getUpdates", "500")
    await api.refused("getUpdates")


async def test_invalid_calls_are_not_counted(sim: Simulator, user: User, api: Api) -> None:
    sim.fault("sendMessage", "500")
    assert (await api.refused("sendMessage", chat_id=user.id))[0] == 400
    assert (await api.refused("sendMessage", chat_id=user.id, text="x"))[0] == 500


async def test_answer_again_after_a_lost_answer_is_no_violation(sim: Simulator, user: User, api: Api) -> None:
    markup = '{"inline_keyboard": [[{"text": "x", "callback_data": "x"}]]}'
    await api.ok("sendMessage", chat_id=user.id, text="?", reply_markup=markup)
    press = sim.press(user, "x")
    sim.fault("answerCallbackQuery", "502", after=True)
    await api.refused("answerCallbackQuery", callback_query_id=press.id, text="a")
    assert press.answer == "a"
    await api.refused("answerCallbackQuery", callback_query_id=press.id, text="a")
    assert sim.violations == []


def test_orders_that_make_no_sense() -> None:
    sim = Simulator()
    with pytest.raises(ValueError, match="no such kind"):
        sim.fault(kind="418")  # type: ignore[arg-type]
    with pytest.raises(ValueError, match="start at 1"):
        sim.fault(nth=0)


async def test_delete_again_after_a_lost_answer_is_no_violation(sim: Simulator, user: User, api: Api) -> None:
    sent = await api.ok("sendMessage", chat_id=user.id, text="x")
    sim.fault("deleteMessage", "drop", after=True)
    with pytest.raises(aiohttp.ServerDisconnectedError):
        await api.ok("deleteMessage", chat_id=user.id, message_id=sent["message_id"])
    await api.refused("deleteMessage", chat_id=user.id, message_id=sent["message_id"])
    assert sim.violations == []
