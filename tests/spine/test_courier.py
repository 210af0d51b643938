"""The door out: every answer of Telegram, and every silence, has its outcome; nothing is lost."""

import pytest

from bot.store import branch as people
from simulator.faults import FaultKind
from tests.scene import Scene
from tests.waiting import until


async def _reachable(scene: Scene, name: str) -> bool:
    if scene.bot is None:
        raise LookupError("the bot does not run")
    async with scene.bot.database.reading() as session:
        found = await people.person_by_telegram(session, scene.person(name).user.id)
    return found is not None and found.reachable


@pytest.mark.parametrize("kind", ["500", "502", "drop"])
async def test_a_message_that_telegram_did_not_take_is_sent_again(branch: Scene, kind: FaultKind) -> None:
    chen = branch.person("陈正式")
    branch.simulator.fault(method="sendMessage", kind=kind)
    chen.says("/privacy")
    await chen.sees("谁能看到什么", "您的思想汇报")
    await branch.quiet()
    assert chen.has_seen("您的思想汇报") == 1


async def test_a_message_whose_answer_was_lost_may_be_doubled_but_is_never_lost(branch: Scene) -> None:
    chen = branch.person("陈正式")
    branch.simulator.fault(method="sendMessage", kind="drop", after=True)
    chen.says("/privacy")
    await branch.quiet()
    assert chen.has_seen("您的思想汇报") == 2


async def test_a_flood_error_is_waited_out(branch: Scene) -> None:
    chen, sun = branch.person("陈正式"), branch.person("孙组织")
    branch.simulator.fault(method="sendMessage", kind="429", retry_after=1)
    chen.says("/privacy")
    await until(lambda: any(not call.ok for call in branch.simulator.calls[-5:]), "the flood error")
    sun.says("/privacy")
    await branch.quiet()
    assert chen.has_seen("您的思想汇报") == 1
    assert sun.has_seen("您的思想汇报") == 1


async def test_whoever_blocks_the_bot_is_noted_and_not_tried_again(branch: Scene) -> None:
    chen, sun = branch.person("陈正式"), branch.person("孙组织")
    branch.simulator.block(chen.user)
    await branch.quiet()
    assert not await _reachable(branch, "陈正式")
    sun.says("/members")
    await sun.presses("陈正式")
    await sun.sees("发不到消息，可能已屏蔽本机器人")
    branch.simulator.unblock(chen.user)
    await branch.quiet()
    assert await _reachable(branch, "陈正式")


async def test_whoever_writes_again_is_reachable_again(branch: Scene) -> None:
    chen = branch.person("陈正式")
    branch.simulator.fault(method="sendMessage", kind="403")
    chen.says("/privacy")
    await branch.quiet()
    assert not await _reachable(branch, "陈正式")
    chen.says(f"/start {(await branch.codes())['高退休']}")
    await chen.sees("您已经以“陈正式”绑定")
    assert await _reachable(branch, "陈正式")


async def test_a_message_that_is_gone_is_sent_anew(branch: Scene) -> None:
    sun = branch.person("孙组织")
    sun.says("/members")
    await sun.presses("陈正式")
    card = await sun.sees("陈正式", "职务：无")
    branch.simulator.fault(method="editMessageText", kind="400", description="Bad Request: message can't be edited")
    await sun.presses("副书记")
    fresh = await sun.sees("职务：副书记")
    assert fresh.id != card.id


async def test_edits_of_one_card_collapse_to_the_newest(branch: Scene) -> None:
    sun = branch.person("孙组织")
    sun.says("/members")
    await sun.presses("陈正式")
    card = await sun.sees("陈正式", "职务：无")
    await branch.quiet()
    before = len(branch.simulator.calls)
    data = {button.text: button.data for row in card.buttons for button in row}["副书记"]
    if data is None:
        raise LookupError("the button carries nothing")
    for number in range(41):
        branch.simulator.press_data(sun.user, data[:-1] + str((number + 1) % 2), card)
    await sun.sees("职务：副书记")
    await branch.quiet()
    edits = [call for call in branch.simulator.calls[before:] if call.method == "editMessageText"]
    assert sun.has_seen("职务：副书记") == 1
    assert len(edits) < 10


async def test_an_edit_before_its_message_was_sent_is_not_lost(branch: Scene) -> None:
    sun, gao = branch.person("孙组织"), branch.person("高退休")
    sun.says("/members")
    await sun.presses("高退休")
    code = (await branch.codes())["高退休"]
    branch.simulator.fault(method="sendMessage", kind="500", times=2)
    gao.says(f"/start {code}")
    await sun.presses("副书记")
    await branch.quiet()
    await gao.sees("请选择要办的事")
    assert "members" in branch.simulator.menu(gao.user)


async def test_a_group_that_moves_while_a_message_is_on_its_way_gets_it(branch: Scene) -> None:
    sun = branch.person("孙组织")
    group = branch.simulator.add_group("示范群", members=[sun.user])
    await branch.stop()
    sun.says("/bind", chat=group)
    new = branch.simulator.migrate(group)
    await branch.start()
    await sun.sees("本群还没有绑定", chat=new)


async def test_what_waited_when_the_bot_stopped_goes_out_when_it_starts(branch: Scene) -> None:
    chen = branch.person("陈正式")
    branch.simulator.fault(method="sendMessage", kind="500", times=1)
    chen.says("/privacy")
    await until(lambda: any(not call.ok for call in branch.simulator.calls[-5:]), "the failed send")
    await branch.stop()
    assert chen.has_seen("您的思想汇报") == 0
    await branch.start()
    await chen.sees("您的思想汇报")
