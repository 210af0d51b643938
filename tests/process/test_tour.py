"""The tour of the demo over its control interface, step by step; and the bot's process killed and started beside it."""

import random
import tomllib
import urllib.error
from collections.abc import AsyncIterator, Callable
from typing import Any

import pytest

from tests.process.demos import Demo, demo
from tests.process.running import ROOT

STEPS = [step["id"] for step in tomllib.loads((ROOT / "bot/sample/tour.toml").read_text(encoding="utf-8"))["step"]]


@pytest.fixture
async def running(lived: Callable[[], str]) -> AsyncIterator[Demo]:
    """A demo without flood limits: what is asked here is what happens, not how fast."""
    async with demo("--no-limits", "--keep", lived()) as one:
        yield one


def _done(running: Demo) -> dict[str, bool]:
    return {step["id"]: step["done"] for step in running.page.look("tour")["steps"]}


def _perform(running: Demo, step: str) -> None:
    """Does the step; what it points at is there, and was not there before."""
    look = next(each["look"] for each in running.page.look("tour")["steps"] if each["id"] == step)
    places = [{name: value for name, value in place.items() if value is not None} for place in look]
    before = [_newest(running, place) for place in places]
    answer = running.page.act("tour", step=step)
    assert answer["look"] == look
    assert isinstance(answer["message"], int)
    assert all(_newest(running, place) > old for place, old in zip(places, before, strict=True)), step


def _newest(running: Demo, place: dict[str, str]) -> int:
    """The number of the newest message there; 0 where nobody has written yet."""
    return max((message["id"] for message in running.page.look("chat", **place)["messages"]), default=0)


async def test_every_step_works_in_order_and_then_again_in_any_order(running: Demo) -> None:
    assert list(_done(running)) == STEPS
    assert not any(_done(running).values())
    for step in STEPS:
        _perform(running, step)
        assert _done(running)[step]
    seed = random.randrange(1_000_000)
    print(f"the second pass is shuffled with seed {seed}")
    for step in random.Random(seed).sample(STEPS, len(STEPS)):
        _perform(running, step)
    _perform(running, "dues")
    _perform(running, "dues")  # twice in the same month, whatever the order was


async def test_what_is_tapped_and_written_while_the_bot_is_dead_is_not_lost(running: Demo) -> None:
    page = running.page
    assert page.look("state")["process"] == {"running": True}
    await page.sees("褚同志", "提醒")
    await page.press("褚同志", "我的待办")  # it works
    assert page.act("process", do="kill") == {"running": False}
    assert page.act("process", do="kill") == {"running": False}  # and nothing more
    assert page.look("state")["process"] == {"running": False}
    assert _refused(running, step="dues") == (409, "the bot does not run")
    page.say("陈同志", "/dues")
    page.say("褚同志", "/help")
    tap = page.act("press", user="陈同志", label="参加")
    assert not tap["answered"]
    assert page.seen("陈同志", "您的答复：参加", "讨论党员教育工作安排") == []
    assert page.act("process", do="start") == {"running": True}
    await page.sees("陈同志", "130.50", "状态：未交")
    await page.sees("褚同志", "您能办的事")
    await page.sees("陈同志", "您的答复：参加", "讨论党员教育工作安排")
    _perform(running, "dues")


def _refused(running: Demo, **fields: str) -> tuple[int, str]:
    with pytest.raises(urllib.error.HTTPError) as caught:
        running.page.act("tour", **fields)
    answer: dict[str, Any] = running.page.body(caught.value)
    return caught.value.code, answer["error"]
