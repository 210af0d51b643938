"""Flood limits, counted on a clock of the test's own; and once on the wire."""

import asyncio
import time

import pytest

from simulator import Chat, Simulator, User
from simulator.limits import Limits, counted
from tests.simulator.api import Api


class Seconds:
    """A clock that stands still."""

    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def seconds() -> Seconds:
    return Seconds()


@pytest.fixture
def limits(seconds: Seconds) -> Limits:
    return Limits(True, seconds)


def test_private_chat_takes_three_then_one_a_second(limits: Limits, seconds: Seconds) -> None:
    assert [limits.take(7) for _ in range(4)] == [0, 0, 0, 1]
    assert limits.take(8) == 0
    seconds.now += 1
    assert [limits.take(7) for _ in range(2)] == [0, 1]
    seconds.now += 100
    assert [limits.take(7) for _ in range(4)] == [0, 0, 0, 1]
    assert limits.floods == 3


def test_group_takes_twenty_within_any_minute(limits: Limits, seconds: Seconds) -> None:
    for _ in range(20):
        assert limits.take(-7) == 0
        seconds.now += 1
    assert limits.take(-7) == 40
    assert limits.take(-8) == 0
    seconds.now += 40
    assert [limits.take(-7) for _ in range(2)] == [0, 1]


def test_thirty_a_second_in_all(limits: Limits, seconds: Seconds) -> None:
    assert [limits.take(chat) for chat in range(1, 32)] == [0] * 30 + [1]
    seconds.now += 0.5
    assert limits.take(99) == 1
    seconds.now += 0.5
    assert limits.take(99) == 0


def test_a_ban_refuses_everything_until_it_ends(limits: Limits, seconds: Seconds) -> None:
    limits.on = False
    limits.ban(5)
    seconds.now += 1.5
    assert [limits.take(7), limits.take(-8)] == [4, 4]
    assert limits.refused_in_ban == [1.5, 1.5]
    seconds.now += 3.5
    assert limits.take(7) == 0


def test_a_ban_may_begin_after_some_calls(limits: Limits, seconds: Seconds) -> None:
    limits.on = False
    limits.ban(5, after=2)
    assert [limits.take(7), limits.take(7), limits.take(7)] == [0, 0, 5]
    seconds.now += 5
    assert limits.take(7) == 0


def test_what_counts() -> None:
    methods = ["sendMessage", "sendDocument", "editMessageText", "copyMessage", "forwardMessages"]
    assert all(map(counted, methods))
    assert not any(
        map(counted, ["sendChatAction", "answerCallbackQuery", "getChat", "deleteMessage", "pinChatMessage"])
    )


async def test_refusal_on_the_wire(sim: Simulator, user: User, group: Chat, api: Api) -> None:
    sim.limits.on = True
    for _ in range(3):
        await api.ok("sendMessage", chat_id=user.id, text="x")
    answer = await api.call("sendMessage", chat_id=user.id, text="lost")
    assert (answer["error_code"], answer["description"]) == (429, "Too Many Requests: retry after 1")
    assert answer["parameters"] == {"retry_after": 1}
    await api.ok("sendMessage", chat_id=group.id, text="x")
    assert (sim.floods, sim.violations) == (1, [])
    assert "lost" not in [m.text for m in sim.messages(user)]
    sim.limits.on = False
    await api.ok("sendMessage", chat_id=user.id, text="x")


async def test_a_call_and_its_answer_are_on_their_way_for_a_while(sim: Simulator, user: User, api: Api) -> None:
    sim.latency = 0.2
    began = time.monotonic()
    calling = asyncio.create_task(api.ok("sendMessage", chat_id=user.id, text="x"))
    await sim.until(lambda: sim.messages(user)[-1].text == "x")
    arrived = time.monotonic() - began
    await calling
    assert 0.1 <= arrived < time.monotonic() - began
    assert time.monotonic() - began >= 0.2
