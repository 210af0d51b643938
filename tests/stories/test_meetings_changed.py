"""Meetings are moved and cancelled: told once, and nothing old can be answered."""

from tests.scene import Scene, carried
from tests.stories.test_meetings import ASSEMBLY, bound_group, call


async def test_a_moved_meeting_is_told_once_and_asked_anew(branch: Scene) -> None:
    group = await bound_group(branch)
    zheng, chen, lin = branch.person("郑书记"), branch.person("陈正式"), branch.person("林预备")
    await call(zheng)
    await chen.presses("参加")
    await lin.presses("请假")
    await lin.presses("因病")
    await zheng.sees("参加 1 · 请假 1")
    await zheng.presses("改期")
    await zheng.sees("什么时间开会？")
    zheng.says("昨天")
    await zheng.sees("时间“昨天”：没有看懂", "什么时间开会？")
    zheng.says("10月16日 9:00")
    await zheng.sees("在什么地点？")
    await zheng.presses("跳过")
    await zheng.sees("请核对：会议改期", "时间：2026年10月16日（周五）09:00", "将通知 9 人，原来的答复作废")
    await branch.quiet()
    assert chen.has_seen("会议改期") == 0
    await zheng.presses("确认")
    moved = await chen.sees("会议改期：党员大会", "2026年10月16日（周五）09:00", "三楼会议室", "请答复是否参加")
    assert moved.labels == ["参加", "请假", "未定", "日历文件", "« 返回"]
    await branch.quiet()
    assert chen.has_seen("会议改期") == 1
    assert chen.has_seen("10月15日") == 0
    assert chen.has_seen("您的答复") == 0
    assert lin.has_seen("类别：因病") == 0
    assert chen.has_seen("会议改期", chat=group) == 1
    assert chen.has_seen("未答复 10", chat=group) == 2
    await zheng.sees("2026年10月16日（周五）09:00", "参加 0 · 请假 0 · 未定 0 · 未答复 10", "高退休（未绑定）")
    await chen.presses("参加")
    await branch.quiet()
    assert chen.has_seen("您的答复：参加") == 2
    assert chen.has_seen("参加 1 · 请假 0", chat=group) == 2


async def test_a_second_move_overtakes_the_first(branch: Scene) -> None:
    group = await bound_group(branch)
    zheng, chen = branch.person("郑书记"), branch.person("陈正式")
    await call(zheng)
    for form in ("时间：10月16日 9:00\n地点：五楼", "时间：10月19日 9:00"):
        await zheng.presses("改期")
        await zheng.sees("什么时间开会？")
        zheng.says(form)
        if "地点" not in form:
            await zheng.presses("跳过")
        await zheng.sees("请核对：会议改期")
        await zheng.presses("确认")
        await branch.quiet()
    await chen.sees("会议改期", "10月19日（周一）09:00", "地点：五楼")
    overtaken = await chen.sees("党员大会已再次改期，以最新通知为准")
    assert overtaken.labels == []
    await chen.sees("党员大会已再次改期", chat=group)
    await chen.sees("会议改期", "10月19日（周一）09:00", "未答复 10", chat=group)
    assert chen.has_seen("10月16日") == 0
    assert chen.has_seen("10月16日", chat=group) == 0


async def test_the_same_time_is_no_move(branch: Scene) -> None:
    zheng, chen = branch.person("郑书记"), branch.person("陈正式")
    await call(zheng)
    await zheng.presses("改期")
    zheng.says("10月15日 14:30")
    await zheng.presses("跳过")
    await zheng.sees("与原来的时间和地点相同", "什么时间开会？")
    zheng.says("时间：10月15日 14:30\n地点：五楼")
    await zheng.sees("请核对：会议改期", "地点：五楼")
    await zheng.presses("修改")
    await zheng.presses("会议")
    await zheng.sees("是哪次会议？")
    await zheng.presses("1号 2026年10月15日（周四）14:30 党员大会 第四季度工作")
    await zheng.presses("确认")
    await chen.sees("会议改期", "地点：五楼")


async def test_a_tap_on_the_old_time_does_not_count_for_the_new_one(branch: Scene) -> None:
    group = await bound_group(branch)
    zheng, chen, li = branch.person("郑书记"), branch.person("陈正式"), branch.person("李组长")
    await call(zheng)
    notice, told = await chen.sees("会议通知：党员大会"), await li.sees("会议通知：党员大会", chat=group)
    mine, ours = carried(notice, "参加"), carried(told, "参加")
    await zheng.presses("代答")
    board = await zheng.sees("代答：党员大会")
    for_gao = carried(board, "○ 高退休")
    sun = branch.person("孙组织")
    sun.says("/meetings")
    await sun.presses("10月15日（周四）14:30 党员大会")
    await sun.presses("会议管理")
    await sun.presses("改期")
    sun.says("时间：10月16日 9:00")
    await sun.presses("跳过")
    await sun.presses("确认")
    await chen.sees("会议改期：党员大会", "10月16日")
    presses = [
        branch.simulator.press_data(chen.user, mine, notice),
        branch.simulator.press_data(li.user, ours, told, chat=group),
        branch.simulator.press_data(zheng.user, for_gao, board),
    ]
    await branch.quiet()
    for press in presses:
        assert press.alert
        assert "会议已改期到2026年10月16日（周五）09:00，刚才的答复没有登记" in (press.answer or "")
    await chen.sees("未答复 10", chat=group)
    await chen.presses("参加")
    await chen.sees("您的答复：参加")


async def test_of_two_meetings_alike_the_chosen_one_is_moved(branch: Scene) -> None:
    zheng, chen = branch.person("郑书记"), branch.person("陈正式")
    for place in ("一号会议室", "二号会议室"):
        await call(zheng, ASSEMBLY.replace("三楼会议室", place))
    await zheng.sees("地点：二号会议室", "等待答复")
    await zheng.presses("改期")
    await zheng.sees("什么时间开会？")
    zheng.says("10月16日 9:00")
    await zheng.presses("跳过")
    await zheng.sees("请核对：会议改期", "会议：2号")
    await zheng.presses("修改")
    await zheng.presses("会议")
    question = await zheng.sees("是哪次会议？")
    first = next(label for label in question.labels if label.startswith("1号"))
    press = carried(question, first)
    await zheng.presses(next(label for label in question.labels if label.startswith("2号")))
    await zheng.presses("确认")
    await chen.sees("会议改期", "10月16日", "二号会议室")
    await branch.quiet()
    assert not [m for m in branch.simulator.messages(chen.user) if "一号会议室" in m.text and "10月16日" in m.text]
    answer = branch.simulator.press_data(zheng.user, press, question)
    await branch.quiet()
    assert answer.alert


async def test_a_choice_that_is_gone_is_not_another_one(branch: Scene) -> None:
    zheng, sun = branch.person("郑书记"), branch.person("孙组织")
    for number in (15, 16):
        await call(zheng, ASSEMBLY.replace("10月15日", f"10月{number}日"))
    await zheng.presses("改期")
    zheng.says("会议：哪一次呢")
    question = await zheng.sees("是哪次会议？", "没有可以改期的这次会议")
    assert [label[:2] for label in question.labels[:2]] == ["1号", "2号"]
    sun.says("/meetings")
    await sun.presses("10月15日（周四）14:30 党员大会")
    await sun.presses("会议管理")
    await sun.presses("取消会议")
    await sun.presses("确认")
    await zheng.sees("会议取消")
    press = branch.simulator.press(zheng.user, question.labels[0], message=question)
    await branch.quiet()
    assert press.answer == "这一项已经不能选了，请从现在的按钮里选择。"
    assert [label[:2] for label in question.labels[:1]] == ["2号"]


async def test_what_was_cancelled_meanwhile_cannot_be_moved(branch: Scene) -> None:
    zheng, sun = branch.person("郑书记"), branch.person("孙组织")
    await call(zheng)
    await zheng.presses("改期")
    await zheng.sees("什么时间开会？")
    sun.says("/meetings")
    await sun.presses("10月15日（周四）14:30 党员大会")
    await sun.presses("会议管理")
    await sun.presses("取消会议")
    await sun.presses("确认")
    await zheng.sees("会议取消")
    zheng.says("等通知")
    await zheng.sees("没有可以改期的这次会议", "没有看懂这个时间", "是哪次会议？")
    branch.simulator.send_file(zheng.user, "s.webp", b"x", kind="sticker")
    await zheng.sees("可以一次发来整张表", "会议：点下面的按钮选择")
    zheng.says("10月16日的那次")
    await zheng.sees("会议“10月16日的那次”：没有可以改期")
    await zheng.presses("取消")
    await branch.quiet()
    assert branch.person("陈正式").has_seen("会议改期") == 0


async def test_a_cancelled_meeting_is_told_once_and_loses_its_buttons(branch: Scene) -> None:
    group = await bound_group(branch)
    zheng, chen = branch.person("郑书记"), branch.person("陈正式")
    await call(zheng)
    old = await chen.sees("会议通知", chat=group)
    data = next(button.data for row in old.buttons for button in row if button.text == "参加")
    await zheng.presses("取消会议")
    asked = await zheng.sees("要取消这次会议吗", "将立即通知 9 人")
    assert asked.labels == ["确认", "« 返回"]
    await branch.quiet()
    assert chen.has_seen("会议取消") == 0
    press = await zheng.presses("确认")
    assert press.answer == "已取消并通知大家。"
    await chen.sees("会议取消：党员大会", "第四季度工作")
    await branch.quiet()
    assert chen.has_seen("会议取消") == 1
    assert chen.has_seen("会议取消", chat=group) == 1
    notice = await chen.sees("会议通知：党员大会", "已取消")
    assert notice.labels == []
    notice = await chen.sees("会议通知：党员大会", "已取消", chat=group)
    assert notice.labels == []
    assert data is not None
    press = branch.simulator.press_data(chen.user, data, notice, chat=group)
    await branch.quiet()
    assert (press.answer, press.alert) == ("这次会议已取消。", True)
    board = await zheng.sees("已取消", "应到 10")
    assert board.labels == ["« 返回"]
    chen.says("/meetings")
    await chen.sees("目前没有您要参加的会议")
    branch.move_to("2026-10-16 09:00")
    chen.says("/meetings")
    await chen.sees("近期：", "第四季度工作（已取消）")


async def test_thinking_better_of_cancelling_changes_nothing(branch: Scene) -> None:
    zheng, chen = branch.person("郑书记"), branch.person("陈正式")
    await call(zheng)
    await zheng.presses("取消会议")
    card = await zheng.sees("要取消这次会议吗")
    branch.simulator.press(zheng.user, "« 返回", message=card)
    await zheng.sees("应到 10", "等待答复")
    await branch.quiet()
    assert chen.has_seen("会议取消") == 0


async def test_cancelling_twice_tells_once(branch: Scene) -> None:
    zheng, chen = branch.person("郑书记"), branch.person("陈正式")
    await call(zheng)
    await zheng.presses("取消会议")
    card = await zheng.sees("要取消这次会议吗")
    first = branch.simulator.press(zheng.user, "确认", message=card)
    second = branch.simulator.press(zheng.user, "确认", message=card)
    await branch.quiet()
    assert first.answer == "已取消并通知大家。"
    assert second.answer == "这次会议已取消。"
    assert chen.has_seen("会议取消") == 1


async def test_a_meeting_that_did_not_come_about_may_still_be_moved_but_a_held_one_not(branch: Scene) -> None:
    zheng, chen = branch.person("郑书记"), branch.person("陈正式")
    await call(zheng)
    branch.move_to("2026-10-15 15:00")
    await zheng.presses("改期")
    await zheng.sees("什么时间开会？")
    zheng.says("明天 9:00")
    await zheng.presses("跳过")
    await zheng.presses("确认")
    await chen.sees("会议改期", "10月16日（周五）09:00")
    await chen.presses("参加")
    await chen.sees("会议通知（已改期）", "您的答复：参加")
    branch.move_to("2026-10-16 10:00")
    board = await zheng.sees("应到 10 · 参加 1")
    press_data = next(b.data for row in board.buttons for b in row if b.text == "取消会议")
    branch.simulator.press(zheng.user, "点名", message=board)
    await zheng.presses("完成点名")
    await zheng.presses("确认")
    assert press_data is not None
    press = branch.simulator.press_data(zheng.user, press_data, board)
    await branch.quiet()
    assert press.answer == "这次会议已经开始或已完成点名，不能再改期或取消。"
    assert chen.has_seen("会议取消") == 0
