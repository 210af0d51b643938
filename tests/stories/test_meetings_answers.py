"""The invited answer, in private and in the group; a leave has its reason."""

from tests.scene import Scene
from tests.stories.test_meetings import EVERYBODY, bound_group, call


async def test_an_answer_is_marked_and_a_second_tap_changes_it(branch: Scene) -> None:
    group = await bound_group(branch)
    zheng, chen = branch.person("郑书记"), branch.person("陈正式")
    await call(zheng)
    press = await chen.presses("参加")
    assert press.answer == "已登记：参加"
    notice = await chen.sees("会议通知", "您的答复：参加")
    assert notice.labels == ["✓ 参加", "请假", "未定", "日历文件", "« 返回"]
    await chen.sees("参加 1 · 请假 0 · 未定 0 · 未答复 9", chat=group)
    await zheng.sees("应到 10 · 参加 1", "参加：陈正式")
    await chen.presses("未定")
    await chen.sees("参加 0 · 请假 0 · 未定 1 · 未答复 9", chat=group)
    await zheng.sees("应到 10 · 参加 0", "未定：陈正式")
    await chen.presses("✓ 未定")
    await branch.quiet()
    assert chen.has_seen("会议通知") == 1
    await chen.sees("您的答复：未定")


async def test_the_groups_card_takes_answers_of_the_invited_only(branch: Scene) -> None:
    group = await bound_group(branch)
    zheng, chen, huang = branch.person("郑书记"), branch.person("陈正式"), branch.person("黄积极")
    await call(zheng)
    await chen.presses("参加", chat=group)
    await chen.sees("参加 1 · 请假 0 · 未定 0 · 未答复 9", chat=group)
    await chen.sees("会议通知", "您的答复：参加")
    press = await huang.presses("参加", chat=group)
    assert press.answer == "您不在这次会议的参加范围内（党支部工作制度 三（二））。"
    assert press.alert
    assert huang.has_seen("您不在这次会议的参加范围内") == 0
    press = await branch.person("路人甲").presses("参加", chat=group)
    assert press.answer == "您好，这里只为受邀的同志服务。"
    await branch.quiet()
    await chen.sees("参加 1 · 请假 0 · 未定 0 · 未答复 9", chat=group)
    assert all(
        name not in message.text
        for message in branch.simulator.messages(chen.user, group)
        for name in EVERYBODY
    )  # fmt: skip


async def test_leave_in_private_asks_the_category_and_a_note_for_the_convener(branch: Scene) -> None:
    zheng, sun, chen = branch.person("郑书记"), branch.person("孙组织"), branch.person("陈正式")
    await call(zheng)
    await chen.presses("请假")
    await chen.sees("已登记请假。请选择请假类别")
    press = await chen.presses("因病")
    assert press.answer == "请假类别：因病"
    await chen.sees("类别：因病", "可以发来一句说明")
    branch.simulator.send_file(chen.user, "s.webp", b"x", kind="sticker")
    await chen.sees("请用文字写说明")
    chen.says("长" * 4000)
    await chen.sees("说明太长，最多 100 字")
    chen.says("发烧 <39> 度")
    await chen.sees("请假说明已记下（10月15日（周四）14:30 党员大会）")
    await chen.sees("类别：因病", "说明：发烧 <39> 度")
    await zheng.sees("请假 1", "请假：陈正式（因病：发烧 <39> 度）")
    sun.says("会议")
    await sun.presses("10月15日（周四）14:30 党员大会")
    await sun.presses("会议管理")
    await sun.sees("请假：陈正式（因病：发烧 <39> 度）")
    await chen.presses("写说明")
    chen.says("已退烧，仍需休息")
    await zheng.sees("请假：陈正式（因病：已退烧，仍需休息）")
    await chen.presses("« 返回")
    await chen.sees("会议通知", "您的答复：请假（因病）")
    await chen.presses("参加")
    board = await zheng.sees("参加：陈正式")
    assert "休息" not in board.text


async def test_a_note_may_be_skipped_and_the_category_changed(branch: Scene) -> None:
    zheng, chen = branch.person("郑书记"), branch.person("陈正式")
    await call(zheng)
    await chen.presses("请假")
    await chen.presses("休假")
    await chen.presses("跳过")
    await chen.sees("会议通知", "您的答复：请假（休假）")
    chen.says("这句话不是说明")
    await chen.sees("没有看懂您发的内容")
    await zheng.sees("请假：陈正式（休假）")
    await chen.presses("✓ 请假")
    question = await chen.sees("类别：休假")
    data = next(button.data for row in question.buttons for button in row if button.text == "因公")
    await chen.presses("因公")
    await zheng.sees("请假：陈正式（因公）")
    await chen.presses("跳过")
    await chen.presses("参加")
    assert data is not None
    press = branch.simulator.press_data(chen.user, data, question)
    await branch.quiet()
    assert press.answer == "您现在没有请假。"
    await zheng.sees("参加：陈正式")


async def test_leave_in_the_group_leads_to_the_private_chat(branch: Scene) -> None:
    group = await bound_group(branch)
    zheng, chen = branch.person("郑书记"), branch.person("陈正式")
    await call(zheng)
    press = await chen.presses("请假", chat=group)
    assert press.answer == "已登记请假。请到与我的私聊中选择请假类别。"
    await chen.sees("请选择请假类别")
    again = await chen.presses("请假", chat=group)
    assert again.answer == "您已请假。类别和说明请到与我的私聊中修改。"
    await chen.presses("其他")
    chen.says("家中有事")
    await zheng.sees("请假：陈正式（其他：家中有事）")
    await branch.quiet()
    assert chen.has_seen("请选择请假类别") == 0
    assert chen.has_seen("类别：其他") == 1
    await chen.sees("请假 1", chat=group)
    assert all("家中" not in m.text and "其他" not in m.text for m in branch.simulator.messages(chen.user, group))


async def test_a_leave_does_not_disturb_a_form_that_is_open(branch: Scene) -> None:
    zheng, li = branch.person("郑书记"), branch.person("李组长")
    await call(zheng)
    notice = await li.sees("会议通知")
    li.says("/newmeeting")
    await li.presses("党小组会")
    branch.simulator.press(li.user, "请假", message=notice)
    await li.presses("因公")
    li.says("十月小组会")
    await li.sees("什么时间开会？")
    await zheng.sees("请假：李组长（因公）")


async def test_a_note_after_the_leave_was_taken_back_is_not_kept(branch: Scene) -> None:
    group = await bound_group(branch)
    zheng, chen = branch.person("郑书记"), branch.person("陈正式")
    await call(zheng)
    await chen.presses("请假", chat=group)
    await chen.presses("因病")
    await chen.sees("可以发来一句说明")
    await branch.person("李组长").presses("参加", chat=group)
    await zheng.presses("代答")
    await zheng.presses("△ 陈正式")
    await zheng.sees("代答", "未定 1")
    chen.says("头疼")
    await chen.sees("这句说明没有记下")
    chen.says("头疼")
    await chen.sees("没有看懂您发的内容")


async def test_answers_end_with_the_start(branch: Scene) -> None:
    group = await bound_group(branch)
    zheng, chen = branch.person("郑书记"), branch.person("陈正式")
    await call(zheng)
    await chen.presses("请假")
    await chen.sees("请选择请假类别")
    branch.move_to("2026-10-15 14:30")
    press = await chen.presses("因病")
    assert (press.answer, press.alert) == ("已到开会时间，答复已截止。", True)
    notice = await chen.sees("已到开会时间，答复已截止。您的答复：请假。")
    assert notice.labels == ["« 返回"]
    press = await branch.person("李组长").presses("参加", chat=group)
    assert press.answer == "已到开会时间，答复已截止。"
    await branch.quiet()  # the answer goes out before the card that it closes
    card = await chen.sees("会议通知", "未答复 9", chat=group)
    assert card.labels == []
    li = branch.person("李组长")
    press = await li.presses("参加")
    assert press.answer == "已到开会时间，答复已截止。"
    await li.sees("您没有答复")


async def test_the_convener_answers_for_those_who_cannot(branch: Scene) -> None:
    zheng = branch.person("郑书记")
    await call(zheng)
    await zheng.presses("代答")
    await zheng.sees("代答：党员大会", "未答复 10")
    press = await zheng.presses("○ 高退休")
    assert press.answer == "已登记：参加"
    await zheng.presses("✓ 高退休")
    await zheng.sees("代答", "请假 1 · 未定 0 · 未答复 9")
    await zheng.presses("○ 陈正式")
    await branch.person("陈正式").sees("您的答复：参加")
    branch.simulator.press(zheng.user, "« 返回", message=await zheng.sees("代答", "参加 1"))
    await zheng.sees("请假：高退休", "参加：陈正式")
