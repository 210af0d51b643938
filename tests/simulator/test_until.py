"""Waiting without polling."""

import asyncio
import time
from collections.abc import Callable

import pytest

from simulator import Simulator, User
from tests.simulator.api import Api
from tests.waiting import until


async def test_wakes_with_the_change(sim: Simulator, user: User, api: Api) -> None:
    looks = 0

    def found() -> str | None:
        nonlocal looks
        looks += 1
        return next((m.text for m in sim.messages(user) if m.text == "到了"), None)

    waiting = asyncio.create_task(sim.until(found))
    await until(lambda: looks, "the first look")
    assert looks == 1
    await api.ok("sendMessage", chat_id=user.id, text="到了")
    assert await waiting == "到了"


async def test_many_wait_at_once(sim: Simulator, user: User) -> None:
    def more_than(number: int) -> Callable[[], bool]:
        return lambda: len(sim.messages(user)) > number

    waits = [asyncio.create_task(sim.until(more_than(number))) for number in range(1, 50)]
    hopeless = asyncio.create_task(sim.until(lambda: False, timeout=0.01))
    with pytest.raises(TimeoutError):
        await hopeless
    for _ in range(50):
        sim.say(user, "x")
    assert all(await asyncio.gather(*waits))


async def test_lookup_errors_are_not_yet(sim: Simulator, user: User) -> None:
    looks: list[int] = []

    def second() -> str:
        looks.append(1)
        return [m for m in sim.messages(user) if not m.from_bot][1].text

    waiting = asyncio.create_task(sim.until(second))
    await until(lambda: looks, "the first look")
    sim.say(user, "second")
    assert await waiting == "second"
    with pytest.raises(TimeoutError) as error:
        await sim.until(lambda: sim.press(user, "参加"), timeout=0.01)
    assert isinstance(error.value.__cause__, LookupError)


async def test_other_errors_come_out(sim: Simulator) -> None:
    with pytest.raises(ZeroDivisionError):
        await sim.until(lambda: 1 // 0)


async def test_report_of_a_wait_in_vain(sim: Simulator, user: User, api: Api) -> None:
    await api.refused("sendMessage", chat_id=9, text="x")
    sim.say(user, "你好")
    with pytest.raises(TimeoutError) as error:
        await sim.until(lambda: None, timeout=0.01, what="the impossible")
    report = str(error.value)
    assert "in vain for the impossible" in report
    assert "<李华/2 李华: '你好'>" in report
    assert "violation: sendMessage: Bad Request: chat not found" in report


async def test_a_thousand_calls_a_second(sim: Simulator, user: User, api: Api) -> None:
    started = time.perf_counter()
    for number in range(300):
        await api.ok("sendMessage", chat_id=user.id, text=f"<b>{number}</b>", parse_mode="HTML")
    assert time.perf_counter() - started < 1.5  # 0.3 s is what the promise leaves; the rest is for a busy machine
