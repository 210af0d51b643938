"""A tour: steps told by a file, done one act after the other, on what has come since the step began."""

import asyncio
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from simulator import Simulator, Tour, User
from simulator.deeds import deed
from simulator.stage import Stage, StepError
from simulator.tour import Step
from tests.simulator.api import Api
from tests.waiting import until

BUTTON = '{"inline_keyboard": [[{"text": "For", "callback_data": "f"}]]}'
FILE = """
[[step]]
id = "vote"
title = {zh = "投票", en = "Vote"}
text = {zh = "看", en = "Look"}
look = [{user = "李华"}]
acts = [
  {user = "李华", say = "/vote"},
  {user = "李华", press = {zh = "赞成", en = "For"}},
  {user = "李华", sees = {zh = "已投", en = "Voted"}},
]
"""


class Keeper:
    """Notes what it is asked to do."""

    def __init__(self) -> None:
        self.running = True

    async def kill(self) -> None:
        self.running = False

    async def start(self) -> None:
        self.running = True


def _step(*acts: dict[str, Any], name: str = "one") -> Step:
    words = {"zh": "步", "en": "Step"}
    return Step.of({"id": name, "title": words, "text": words, "look": [{"user": "李华"}], "acts": [*acts]})


def _stage(sim: Simulator) -> Stage:
    return Stage(sim, 0.05)


async def test_a_step_is_done_and_its_sign_is_named(sim: Simulator, api: Api, user: User, tmp_path: Path) -> None:
    file = tmp_path / "tour.toml"
    file.write_text(FILE, encoding="utf-8")
    sim.tour = Tour.read(file)
    old = await api.ok("sendMessage", chat_id=user.id, text="an old one", reply_markup=BUTTON)
    step = {
        "id": "vote", "title": {"zh": "投票", "en": "Vote"}, "text": {"zh": "看", "en": "Look"},
        "look": [{"user": "李华", "chat": None}], "done": False,
    }  # fmt: skip
    assert await api.control("GET", "tour") == {"steps": [step], "running": None}
    doing = asyncio.create_task(api.control("POST", "tour", {"step": "vote"}))
    await until(lambda: sim.messages(user)[-1].text == "/vote", "the command")
    assert sim.messages(user)[-2].id == old["message_id"]  # whose button is not pressed
    await api.control("POST", "tour", {"step": "vote"}, status=409)
    await api.ok("sendMessage", chat_id=user.id, text="?", reply_markup=BUTTON)
    query = (await api.updates(timeout=5))[-1].get("callback_query") or (await api.updates(timeout=5))[-1][
        "callback_query"
    ]
    assert query["message"]["text"] == "?"
    await api.ok("answerCallbackQuery", callback_query_id=query["id"])
    voted = await api.ok("sendMessage", chat_id=user.id, text="Voted.")
    signs = [{"chat": user.id, "message": voted["message_id"]}]
    assert await doing == {"look": step["look"], "message": voted["message_id"], "signs": signs}
    assert await api.control("GET", "tour") == {"steps": [step | {"done": True}], "running": None}
    told = [change.detail for change in sim.world.changes.since(0) if change.kind == "tour"]
    assert [(each["running"], each["done"]) for each in told] == [(True, False), (False, True)]


async def test_what_did_not_succeed_is_said(sim: Simulator, api: Api, user: User) -> None:
    steps = [
        _step({"user": "李华", "say": "a"}, {"user": "李华", "sees": "b"}),
        _step({"user": "谁", "say": "a"}, name="nobody"),
    ]
    sim.tour = Tour(steps)
    with pytest.raises(StepError, match=r"one, act 2: waited 0\.05 s in vain for 李华 to see b"):
        await sim.tour.perform(sim, "one", patience=0.05)
    sim.world.updates.pending.clear()  # else the next step would wait for a bot to take them
    assert (await api.control("POST", "tour", {"step": "nobody"}, status=409))["error"].startswith(
        "nobody, act 1: no user"
    )
    assert "no step 'two'" in (await api.control("POST", "tour", {"step": "two"}, status=404))["error"]
    assert not sim.tour.done
    assert sim.tour.running is None


async def test_without_a_tour_there_are_no_steps(api: Api) -> None:
    assert await api.control("GET", "tour") == {"steps": [], "running": None}
    await api.control("POST", "tour", {"step": "one"}, status=404)


async def test_what_is_no_step_and_no_act_is_refused() -> None:
    with pytest.raises(ValueError, match="a step has acts, id, look, text, title, not id"):
        Step.of({"id": "x"})
    with pytest.raises(ValueError, match="two steps have the same id"):
        Tour([_step(), _step()])
    for entry in ({"user": "李华"}, {"user": "李华", "say": "a", "press": "b"}, {"say": "a", "unless": "b"}):
        with pytest.raises(ValueError, match="an act has one of"):
            deed(entry)


async def test_a_press_is_left_out_where_its_alternative_is_there(sim: Simulator, api: Api, user: User) -> None:
    stage = _stage(sim)
    await api.ok("sendMessage", chat_id=user.id, text="?", reply_markup=BUTTON)
    sim.world.updates.pending.clear()
    await deed({"user": "李华", "press": "Against", "unless": "For"}).perform(stage)
    assert not sim.world.updates.pending
    with pytest.raises(StepError, match="李华 to have the button Against"):
        await deed({"user": "李华", "press": "Against"}).perform(stage)


async def test_a_file_is_sent_and_a_link_of_another_is_followed(sim: Simulator, api: Api, user: User) -> None:
    other = sim.add_user("王芳")
    stage = _stage(sim)
    await deed({"user": "李华", "file": {"name": "a.txt", "text": "学习"}}).perform(stage)
    sent = sim.messages(user)[-1].document
    assert sent is not None
    assert (sent.name, sent.content.decode()) == ("a.txt", "学习")
    await api.ok("sendMessage", chat_id=user.id, text="https://t.me/branch_bot?start=k7 for you")
    await deed({"user": "王芳", "link": "李华"}).perform(stage)
    assert sim.messages(other)[-1].text == "/start k7"


@pytest.mark.parametrize(
    ("clock", "becomes"),
    [
        ({"days": 1, "at": "09:05+08:00"}, "2026-11-26T09:05+08:00"),
        ({"month": -7, "at": "08:31+08:00"}, "2026-12-24T08:31+08:00"),
        ({"month": 0, "at": "08:31+08:00"}, "2026-11-30T08:31+08:00"),
    ],
)
async def test_the_clock_is_moved_forward(sim: Simulator, clock: dict[str, Any], becomes: str) -> None:
    sim.clock.move(to=datetime.fromisoformat("2026-11-25T09:30+08:00"))
    await deed({"clock": clock}).perform(_stage(sim))
    assert abs((sim.clock.now() - datetime.fromisoformat(becomes)).total_seconds()) < 5


async def test_mornings_come_until_something_is_seen(
    sim: Simulator, user: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("simulator.deeds._A_MORNING", 0.05)
    sim.clock.move(to=datetime.fromisoformat("2026-11-25T09:30+08:00"))
    entry = {"user": "李华", "sees": "Reminder", "mornings": 2, "at": "08:31+08:00"}
    with pytest.raises(StepError, match="2 mornings went by, and 李华 did not see Reminder"):
        await deed(entry).perform(_stage(sim))
    assert sim.clock.now().day == 27


async def test_the_bots_process_is_killed_and_started(sim: Simulator, api: Api) -> None:
    assert (await api.control("GET", "state"))["process"] is None
    await api.control("POST", "process", {"do": "kill"}, status=404)
    sim.keeper = Keeper()
    sim.tour = Tour([_step()])
    assert await api.control("POST", "process", {"do": "kill"}) == {"running": False}
    assert (await api.control("GET", "state"))["process"] == {"running": False}
    error = await api.control("POST", "tour", {"step": "one"}, status=409)
    assert error == {"error": "the bot does not run"}
    assert await api.control("POST", "process", {"do": "start"}) == {"running": True}
    await api.control("POST", "process", {"do": "rest"}, status=400)
    told = [change.detail for change in sim.world.changes.since(0) if change.kind == "process"]
    assert told == [{"running": False}, {"running": True}]
    assert (await api.control("GET", "state"))["language"] == "zh"
