"""Broadcasts and whatever happens on the way: nothing lost, nothing doubled, and the progress card tells the truth."""

import pytest

from bot.gateway import courier
from simulator.faults import FaultKind
from tests.scene import Scene
from tests.stories.sending import carried, prepare, send
from tests.waiting import until

FAULTS: dict[str, FaultKind] = {"陈正式": "429", "林预备": "500", "何组长": "502", "李组长": "drop"}


async def test_faults_of_the_line_lose_nobody_and_double_nobody(branch: Scene) -> None:
    zheng = branch.person("郑书记")
    await prepare(zheng, "一人不少")
    for name, kind in FAULTS.items():
        branch.simulator.fault(method="sendMessage", kind=kind, retry_after=1, chat=branch.person(name).user.id)
    await zheng.presses("确认")
    await zheng.sees("已送达 9/10", "未绑定：高退休")
    await branch.quiet()
    assert not branch.simulator.faults.ordered
    for name in branch.cast:
        copies = [m for m in branch.simulator.messages(branch.person(name).user) if "同志发来材料" in m.text]
        assert len(copies) == (name != "黄积极"), name
    assert zheng.has_seen("正在发送") == 0


async def test_whom_it_did_not_reach_is_named_with_the_reason_and_gets_it_later_once(branch: Scene) -> None:
    zheng, chen, lin, he = (branch.person(name) for name in ("郑书记", "陈正式", "林预备", "何组长"))
    branch.simulator.block(chen.user)
    lin.user.started = False
    branch.simulator.fault(method="sendMessage", kind="400", chat=he.user.id)
    await branch.quiet()
    await prepare(zheng, "补发的材料")
    await zheng.sees("未绑定、收不到的 1 人：高退休", "可能收不到的 1 人：陈正式")
    await zheng.presses("确认")
    await zheng.sees(
        "已送达 6/10", "未绑定：高退休", "已屏蔽本机器人：陈正式", "从未打开对话：林预备", "发送失败：何组长"
    )
    branch.simulator.unblock(chen.user)
    lin.says("/menu")
    await branch.bind("高退休")
    await zheng.presses("补发（3 人）")
    await zheng.sees("补发给 4 人：何组长、陈正式、林预备、高退休")
    await zheng.presses("« 返回")
    await zheng.sees("已送达 6/10", "发送后才绑定，可以补发：高退休")
    await zheng.presses("补发（4 人）")
    question = await zheng.sees("补发给 4 人")
    presses = [branch.simulator.press_data(zheng.user, carried(question), question) for _ in range(2)]
    await zheng.sees("已送达 10/10")
    await branch.quiet()
    assert "没有再发一次" in (presses[1].answer or "")
    for name in ("陈正式", "林预备", "何组长", "高退休", "孙组织", "李组长"):
        assert branch.person(name).has_seen("补发的材料") == 1, name
    assert "补发" not in "".join(zheng.labels())


async def test_who_is_still_out_of_reach_stays_named(branch: Scene) -> None:
    zheng, chen, sun = branch.person("郑书记"), branch.person("陈正式"), branch.person("孙组织")
    branch.simulator.block(chen.user)
    await send(zheng, "再发一次也不到", "第一党小组")
    await zheng.sees("已送达 4/5", "已屏蔽本机器人：陈正式")
    await zheng.presses("补发（1 人）")
    question = await zheng.sees("补发给 1 人")
    pressed = carried(question)
    await zheng.presses("确认")
    await branch.quiet()
    await zheng.sees("已送达 4/5", "已屏蔽本机器人：陈正式")
    assert sun.has_seen("再发一次也不到") == 1
    # The button of before would send it to nobody.
    branch.simulator.unblock(chen.user)
    press = branch.simulator.press_data(zheng.user, pressed, question)
    await branch.quiet()
    assert "没有再发一次" in (press.answer or "")
    assert chen.has_seen("再发一次也不到") == 0


async def test_whoever_binds_later_finds_it_among_the_own_materials(branch: Scene) -> None:
    zheng, gao = branch.person("郑书记"), branch.person("高退休")
    await send(zheng, "先发的材料")
    await branch.bind("高退休")
    gao.says("/study")
    await gao.sees("1 份还没有确认学习")
    await gao.presses("先发的材料")
    await gao.presses("已学习")
    await zheng.sees("已送达 10/10", "已学习 1")
    assert "补发" not in "".join(zheng.labels())


async def test_what_a_member_does_goes_before_what_waits_to_be_sent(
    branch: Scene, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(courier, "_IN_FLIGHT", 1)
    zheng, chen = branch.person("郑书记"), branch.person("陈正式")
    await prepare(zheng, "可以等一等的材料")
    branch.simulator.fault(method="sendMessage", kind="429", retry_after=1)
    await zheng.taps("确认")
    await until(lambda: any(not call.ok for call in branch.simulator.calls[-3:]), "the flood error")
    chen.says("/privacy")
    await zheng.sees("已送达 9/10")
    heard = [message.text for message in branch.simulator.messages(chen.user)][-2:]
    assert "谁能看到什么" in heard[0]
    assert "可以等一等的材料" in heard[1]


async def test_in_quiet_hours_confirming_sends_at_once(branch: Scene) -> None:
    branch.move_to("2026-10-12 22:00")
    zheng, chen = branch.person("郑书记"), branch.person("陈正式")
    await prepare(zheng, "夜里的急件")
    await zheng.sees("现在是休息时间", "2026年10月13日（周二）08:30")
    await zheng.presses("确认")
    await chen.sees("夜里的急件")
    await zheng.sees("已送达 9/10")


async def test_in_quiet_hours_it_may_wait_for_the_morning(branch: Scene) -> None:
    branch.move_to("2026-10-16 21:30")  # a Friday
    zheng, chen = branch.person("郑书记"), branch.person("陈正式")
    await prepare(zheng, "下周一再看")
    await zheng.presses("明早发送")
    await zheng.sees("下周一再看", "将在 2026年10月19日（周一）08:30 发送")
    chen.says("/study")
    await chen.sees("还没有收到材料")
    for moment in ("2026-10-17 10:00", "2026-10-19 08:29"):
        branch.move_to(moment)
        await branch.quiet()
        assert chen.has_seen("下周一再看") == 0
    await branch.bind("高退休")
    branch.move_to("2026-10-19 08:30")
    await chen.sees("下周一再看")
    await zheng.sees("下周一再看", "已送达 10/10")
    branch.move_to("2026-10-20 08:30")
    await branch.quiet()
    assert chen.has_seen("下周一再看") == 1


async def test_a_morning_that_an_outage_took_is_made_up_for_in_open_hours(branch: Scene) -> None:
    branch.move_to("2026-10-12 22:00")
    zheng, chen = branch.person("郑书记"), branch.person("陈正式")
    await prepare(zheng, "停机也不丢")
    await zheng.presses("明早发送")
    await zheng.sees("将在 2026年10月13日（周二）08:30 发送")
    await branch.stop()
    branch.move_to("2026-10-13 23:00")
    await branch.start()
    chen.says("/privacy")
    await chen.sees("谁能看到什么")
    await branch.quiet()
    assert chen.has_seen("停机也不丢") == 0
    branch.move_to("2026-10-14 08:01")
    await chen.sees("停机也不丢")


async def test_the_morning_is_offered_only_while_it_is_quiet(branch: Scene) -> None:
    branch.move_to("2026-10-13 07:50")
    zheng, chen = branch.person("郑书记"), branch.person("陈正式")
    preview = await prepare(zheng, "赶早不赶晚")
    branch.move_to("2026-10-13 09:00")
    press = await zheng.presses("明早发送")
    assert "现在已是工作时间" in (press.answer or "")
    await branch.quiet()
    assert list(preview.labels) == ["确认", "取消", "« 返回"]
    assert chen.has_seen("赶早不赶晚") == 0


async def test_what_waits_can_be_stopped_and_taken_up_again(branch: Scene) -> None:
    branch.move_to("2026-10-12 22:00")
    zheng, chen = branch.person("郑书记"), branch.person("陈正式")
    await prepare(zheng, "先等一等")
    await zheng.presses("明早发送")
    waiting = await zheng.sees("将在 2026年10月13日")
    stop = carried(waiting)
    # A button that such a card never has.
    press = branch.simulator.press_data(zheng.user, "nr:1:0:1", waiting)
    await zheng.presses("取消发送")
    await zheng.sees("已取消发送")
    assert "没有再发一次" in (press.answer or "")
    branch.move_to("2026-10-13 09:00")
    await branch.quiet()
    assert chen.has_seen("先等一等") == 0
    await zheng.presses("恢复发送")
    await zheng.sees("将在 2026年10月14日（周三）08:30 发送")
    branch.move_to("2026-10-14 08:30")
    await chen.sees("先等一等")
    press = branch.simulator.press_data(zheng.user, stop, waiting)
    await branch.quiet()
    assert press.answer == "已经发出，不能再取消。"
    await zheng.sees("先等一等", "已送达 9/10")


async def test_a_copy_that_was_deleted_comes_anew_and_stays_protected(branch: Scene) -> None:
    zheng, chen = branch.person("郑书记"), branch.person("陈正式")
    await send(zheng, "不可转发的材料")
    first = await chen.sees("不可转发的材料")
    chen.says("/study")
    await chen.presses("不可转发的材料")
    await until(lambda: chen.has_seen("同志发来材料") == 2, "the second copy")
    branch.simulator.delete(chen.user, branch.simulator.messages(chen.user)[-1])
    branch.simulator.press(chen.user, "已学习", message=first)
    anew = await chen.sees("不可转发的材料", "确认学习")
    assert anew.protected
