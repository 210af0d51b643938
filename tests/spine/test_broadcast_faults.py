"""A broadcast to three hundred while the line is at its worst: nobody is left out, and the progress card says why."""

import functools

import pytest

from bot import app
from bot.gateway.transport import Transport
from tests.crowd import CROWD, confirm, copies, found, names
from tests.scene import Scene

BLOCKED = ("党员010", "党员020", "党员030")
NEVER_STARTED = ("党员040", "党员050")


async def test_drops_hangs_server_errors_and_floods_lose_nobody(scene: Scene, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(app, "Transport", functools.partial(Transport, read_timeout=3.0))
    zheng = await found(scene)
    for name in BLOCKED:
        scene.simulator.block(scene.person(name).user)
    for name in NEVER_STARTED:
        scene.person(name).user.started = False
    await scene.start()
    for nth, kind, after in ((20, "drop", False), (50, "drop", True), (70, "500", False), (90, "502", True)):
        scene.simulator.fault("sendMessage", kind, nth=nth, times=3, after=after)  # type: ignore[arg-type]
    scene.simulator.fault("sendMessage", "hang", nth=110, times=2, seconds=30.0)
    scene.simulator.fault("sendMessage", "hang", nth=130, seconds=30.0, after=True)
    scene.simulator.fault("sendMessage", "429", nth=160, times=4, retry_after=1)
    scene.simulator.fault("sendMessage", "429", nth=220, retry_after=3)
    lost_answers = 3 + 3 + 1
    await confirm(zheng)
    left_out = {*BLOCKED, *NEVER_STARTED}
    card = await zheng.sees(f"已送达 {CROWD - len(left_out)}/{CROWD}")
    assert f"已屏蔽本机器人：{'、'.join(BLOCKED)}" in card.text
    assert f"从未打开对话：{'、'.join(NEVER_STARTED)}" in card.text
    await scene.quiet()
    taken = copies(scene)
    assert {name for name in names() if not taken[name]} == left_out
    assert taken.total() - (CROWD - len(left_out)) <= lost_answers
    assert not scene.simulator.faults.ordered


async def test_nothing_is_sent_inside_a_ban_and_nothing_is_lost(scene: Scene) -> None:
    zheng = await found(scene)
    await scene.start()
    scene.simulator.limits.ban(5.0, after=CROWD // 3)
    await confirm(zheng)
    await zheng.sees(f"已送达 {CROWD}/{CROWD}")
    await scene.quiet()
    refused = scene.simulator.limits.refused_in_ban
    assert refused
    # Only what was on its way when the first refusal came back.
    assert max(refused) < 2.5
    assert set(copies(scene).values()) == {1}
