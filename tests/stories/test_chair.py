"""The chair leads a meeting item by item; an admission keeps its seven steps."""

from tests.scene import Scene, carried
from tests.stories.leading import COMMITTEE, about, committee_begun, press_on, tick, to_chair
from tests.stories.test_meetings import ASSEMBLY, call

ADMISSION = """/newmeeting
类型：党员大会
主题：讨论发展党员
时间：10月15日 14:30
地点：三楼会议室
参加：全体党员"""
CLAUSE = "党支部工作制度 三（十四）6"


async def test_a_chair_walks_the_agenda_and_closes_the_meeting(branch: Scene) -> None:
    zheng = branch.person("郑书记")
    await call(zheng, COMMITTEE)
    card = await to_chair(zheng, "研究学习计划", "支委会")
    assert "还没有开始" in card.text
    press = await zheng.presses("开始会议")
    assert press.answer == "会议当天才能开始：2026年10月15日（周四）09:00。"
    branch.move_to("2026-10-15 09:01")
    press = await zheng.presses("开始会议")
    assert press.answer == "会议开始。"
    card = await zheng.sees("已开始：2026年10月15日（周四）09:01", "▶ 1. 通报情况（孙组织）", "　2. 讨论学习计划")
    assert "还差 3 人（到会半数以上，赞成超过应到半数；中国共产党支部工作条例（试行） 11）" in card.text
    assert "上一项" not in card.labels
    assert "改期" not in card.labels
    await tick(zheng, "郑书记", "孙组织", "周宣传")
    await zheng.sees("应到 5 · 实到 3 · 请假 0 · 缺席 0 · 未点 2", "应到 5 人、实到 3 人，到会人数符合规定")
    press = await zheng.presses("已报告应到实到")
    assert press.answer == "已记入：应到 5、实到 3。"
    await zheng.sees("已报告：有表决权的应到 5 人、实到 3 人（2026年10月15日（周四）09:01）")
    await zheng.presses("下一项")
    card = await zheng.sees("✓ 1. 通报情况（孙组织）", "▶ 2. 讨论学习计划")
    assert "下一项" not in card.labels
    for data, said in (("jt:1", "会议已在进行，不能撤回开始。"), ("jo:1", "会议还没有散会。")):
        press = branch.simulator.press_data(zheng.user, data, card)
        await branch.quiet()
        assert press.answer == said
    await zheng.presses("上一项")
    await zheng.sees("▶ 1. 通报情况（孙组织）")
    zheng.says("/meetings")
    await zheng.presses("主持：支委会")
    await zheng.sees("▶ 1. 通报情况（孙组织）")
    branch.move_to("2026-10-15 10:00")
    await zheng.presses("散会")
    asked = await zheng.sees("要散会吗？", "还没有完成点名")
    assert "还没有进行到" not in asked.text
    press = await zheng.presses("确认")
    assert press.answer == "已散会。"
    card = await zheng.sees("已散会：2026年10月15日（周四）09:01 至 2026年10月15日（周四）10:00")
    assert card.labels == ["重新开会", "会议记录", "依据", "« 返回"]
    await zheng.presses("重新开会")
    await zheng.sees("已开始：2026年10月15日（周四）09:01", "▶ 1.")
    assert [deed for deed, _ in await branch.audit("chair")] == [
        "chair.begun", "chair.stated", "chair.ended", "chair.resumed",
    ]  # fmt: skip


async def test_an_agenda_is_edited_until_the_meeting_begins_and_the_notices_follow(branch: Scene) -> None:
    zheng, sun, lin = branch.person("郑书记"), branch.person("孙组织"), branch.person("林预备")
    await call(zheng, ASSEMBLY)
    await lin.sees("会议通知：党员大会", "议程：\n1. 传达文件\n2. 讨论计划")
    board = await zheng.sees("党员大会：第四季度工作", "应到 10")
    await press_on(zheng, board, "议程")
    await zheng.presses("逐项修改")
    await branch.quiet()
    card = await zheng.sees("议程：党员大会", "1. 传达文件", "2. 讨论计划")
    assert card.labels == ["1. 传达文件", "2. 讨论计划", "加一项", "« 返回"]
    await zheng.presses("加一项")
    zheng.says("3、民主评议｜孙组织\n（四）其他<事项>")
    await lin.sees("会议通知：党员大会", "2. 讨论计划\n3. 民主评议（孙组织）\n4. 其他<事项>")
    await zheng.presses("3. 民主评议")
    await zheng.presses("上移")
    await zheng.sees("第 2 项：民主评议", "主讲人：孙组织")
    await zheng.presses("主讲人")
    branch.simulator.send_file(zheng.user, "s.webp", b"x", kind="sticker")
    await zheng.sees("请用文字写，没有改动任何内容")
    zheng.says("长" * 51)
    await zheng.sees("太长，最多 50 字")
    zheng.says("周宣传")
    await zheng.presses("附文件")
    branch.simulator.send_file(zheng.user, "p.jpg", b"x", kind="photo")
    await zheng.sees("请以文件形式发送")
    branch.simulator.send_file(zheng.user, "方案.docx", b"PK")
    await zheng.sees("第 2 项：民主评议", "文件：方案.docx")
    notice = await lin.sees("1. 传达文件\n2. 民主评议（周宣传） 📎\n3. 讨论计划\n4. 其他<事项>")
    await press_on(lin, notice, "📎 2. 方案.docx")
    sent = await lin.sees("会议文件：党员大会", "2. 民主评议（周宣传） 📎")
    assert sent.document is not None
    assert sent.protected
    await zheng.presses("附文件")
    branch.simulator.send_file(zheng.user, "方案二.docx", b"PK 2")
    await zheng.sees("第 2 项：民主评议", "文件：方案二.docx")
    gone = "这份会议文件已更换或去掉。现在的文件在会议通知上。"
    await lin.sees(gone)
    assert lin.contents() == [gone.encode()]
    await press_on(lin, notice, "📎 2. 方案二.docx")
    await branch.quiet()
    assert lin.contents() == [gone.encode(), b"PK 2"]
    await zheng.presses("去掉文件")
    await branch.quiet()
    assert lin.contents() == [gone.encode()] * 2
    press = branch.simulator.press_data(lin.user, "jf:3", notice)
    await branch.quiet()
    assert press.answer == "这份文件已经去掉。"
    assert (await zheng.sees("第 2 项：民主评议", "文件：—")).labels[-1] == "« 返回"
    await zheng.presses("删除")
    await zheng.sees("要从议程中删除这一项吗", "2. 民主评议（周宣传）")
    press = await zheng.presses("确认")
    assert press.answer == "已从议程中删除。"
    await lin.sees("1. 传达文件\n2. 讨论计划\n3. 其他<事项>")
    assert ("agenda.changed", "党员大会 1") in await branch.audit("agenda")
    assert sun.has_seen("民主评议") == 0


async def test_an_agenda_has_room_for_so_many_items_and_keeps_what_others_do_meanwhile(branch: Scene) -> None:
    zheng, sun = branch.person("郑书记"), branch.person("孙组织")
    await call(zheng, ASSEMBLY)
    board = await zheng.sees("党员大会：第四季度工作", "应到 10")
    await press_on(zheng, board, "议程")
    await zheng.presses("逐项修改")
    await branch.quiet()
    await zheng.presses("加一项")
    zheng.says("1.")
    await zheng.sees("请用文字写，没有改动任何内容")
    zheng.says("项\n" * 39)
    await zheng.sees("议程最多 40 项，没有增加")
    zheng.says("项\n" * 38)
    card = await zheng.sees("议程：党员大会", "2. 讨论计划\n3. 项", "40. 项")
    await press_on(zheng, card, "40. 项")
    await press_on(zheng, card, "主讲人")
    await zheng.sees("40. 项", "请写这一项由谁主讲")
    remove = "jx:40:1"
    sun.says("/menu")
    press = branch.simulator.press_data(sun.user, remove, await sun.sees("请选择要办的事"))
    await branch.quiet()
    assert press.answer == "已从议程中删除。"
    zheng.says("周宣传")
    await zheng.sees("这一项已经不在议程上")


async def test_an_agenda_is_nobodys_to_edit_but_the_managers_and_not_once_begun(branch: Scene) -> None:
    zheng, sun, li = branch.person("郑书记"), branch.person("孙组织"), branch.person("李组长")
    await call(zheng, ASSEMBLY)
    board = await zheng.sees("党员大会：第四季度工作", "应到 10")
    await press_on(zheng, board, "议程")
    await zheng.presses("逐项修改")
    await branch.quiet()
    card = await zheng.sees("议程：党员大会")
    add, item = carried(card, "加一项"), carried(card, "1. 传达文件")
    notice = await li.sees("会议通知：党员大会")
    for data in (add, item):
        press = branch.simulator.press_data(li.user, data, notice)
        await branch.quiet()
        assert "不在您的职责范围内" in (press.answer or "")
    await zheng.presses("加一项")
    await zheng.sees("请写要增加的议程")
    branch.move_to("2026-10-15 14:30")
    sun.says("/meetings")
    sun.says("/attendance")
    await sun.presses("10月15日（周四）14:30 党员大会")
    await sun.presses("« 返回")
    await sun.presses("主持")
    await sun.presses("开始会议")
    await branch.quiet()
    zheng.says("临时动议")
    await zheng.sees("会议已经开始，议程不能再改")
    press = branch.simulator.press_data(zheng.user, add, board)
    await branch.quiet()
    assert press.answer == "会议已经开始，议程不能再改。"


async def test_an_admission_goes_through_its_seven_steps_in_order(branch: Scene) -> None:
    zheng, lin = branch.person("郑书记"), branch.person("林预备")
    await call(zheng, ADMISSION)
    await about(branch, "讨论发展党员", "林预备")
    board = await zheng.sees("党员大会：讨论发展党员", "应到 10")
    await press_on(zheng, board, "议程")
    await zheng.presses("逐项修改")
    await branch.quiet()
    card = await zheng.sees("按规定的七个步骤进行", "1. 宣布议题，报告应到、实到人数", "7. 表决并宣布结果")
    assert "加一项" not in card.labels
    assert (await lin.sees("会议通知：党员大会")).text.count("宣布议题") <= 1
    await zheng.presses("2. 申请人汇报")
    card = await zheng.sees("第 2 项：申请人汇报")
    assert not {"上移", "删除"} & set(card.labels)
    for data in ("jn:1", carried(card, "主讲人").replace("jp", "jx") + ":1"):
        press = branch.simulator.press_data(zheng.user, data, card)
        await branch.quiet()
        await zheng.is_refused(press, f"讨论发展党员按规定的七个步骤进行，不能增减或调换。依据：{CLAUSE}")
    branch.move_to("2026-10-15 14:31")
    await press_on(zheng, board, "« 返回")
    await press_on(zheng, board, "« 返回")
    await press_on(zheng, board, "主持")
    await zheng.presses("开始会议")
    await zheng.sees("▶ 1. 宣布议题，报告应到、实到人数", "请先点名", CLAUSE)
    press = await zheng.presses("下一项")
    await zheng.is_refused(press, f"先报告应到、实到人数，才能继续。依据：{CLAUSE}")
    press = await zheng.presses("已报告应到实到")
    await zheng.is_refused(press, f"还没有点到任何人，请先点名，再报告应到、实到人数。依据：{CLAUSE}")
    zheng.says("/newvote 事项：是否接收\n方式：无记名\n会议：讨论发展党员")
    await zheng.sees("请核对")
    press = await zheng.presses("确认")
    await zheng.is_refused(press, f"先报告应到、实到人数，才能继续。依据：{CLAUSE}")
    zheng.says("/cancel")
    await branch.quiet()
    await tick(zheng, "郑书记", "孙组织", "周宣传", "吴纪检", "冯青年", "李组长")
    await zheng.sees("有表决权的应到 9 人、实到 6 人，到会人数符合规定", "三（十四）6(7)")
    await zheng.presses("已报告应到实到")
    card = await zheng.sees("已报告：有表决权的应到 9 人、实到 6 人")
    ahead = carried(card, "下一项").replace(":2", ":7")
    press = branch.simulator.press_data(zheng.user, ahead, card)
    await branch.quiet()
    assert press.answer == "会议已经进行到别的议程，没有改动任何内容。"
    once = carried(card, "下一项")
    presses = [branch.simulator.press_data(zheng.user, once, card) for _ in range(2)]
    await branch.quiet()
    assert [press.answer for press in presses] == [None, None]
    await zheng.sees("▶ 2. 申请人汇报")
    zheng.says("/newvote 事项：是否接收\n方式：无记名\n会议：讨论发展党员")
    await zheng.sees("请核对")
    press = await zheng.presses("确认")
    await zheng.is_refused(press, f"按规定的步骤，到“表决并宣布结果”才能表决。依据：{CLAUSE}")
    for step in ("入党介绍人介绍情况", "支委会报告审议意见", "党员讨论", "申请人表明态度", "表决并宣布结果"):
        branch.simulator.press(zheng.user, "下一项", message=card)
        await zheng.sees(f". {step}", "▶")
        await branch.quiet()
    await zheng.sees("▶ 7. 表决并宣布结果", "现在可以表决")
    await zheng.presses("确认")
    await zheng.sees("投票：", "是否接收")
    await zheng.sees("▶ 7. 表决并宣布结果", "表决：\n• 是否接收：正在投票")
    press = branch.simulator.press(zheng.user, "散会", message=card)
    await branch.quiet()
    assert press.answer == "这次会议还有表决没有结束，请先结束投票，再散会。"


async def test_a_chair_who_is_named_leads_though_no_officer_and_nobody_else_does(branch: Scene) -> None:
    zheng, chen, li = branch.person("郑书记"), branch.person("陈正式"), branch.person("李组长")
    await call(zheng, ASSEMBLY)
    await to_chair(zheng, "第四季度工作", "党员大会")
    await zheng.presses("主持人")
    await zheng.sees("由谁主持？")
    press = await zheng.presses("○ 陈正式")
    assert press.answer == "已指定，并通知本人。"
    await zheng.sees("主持人：陈正式 · 记录人：未指定")
    await chen.sees("请您主持会议", "第四季度工作")
    chen.says("/meetings")
    await chen.presses("10月15日（周四）14:30 党员大会")
    await chen.presses("主持")
    branch.move_to("2026-10-15 14:30")
    card = await chen.sees("主持：党员大会")
    begin = carried(card, "开始会议")
    notice = await li.sees("会议通知：党员大会")
    press = branch.simulator.press_data(li.user, begin, notice)
    await branch.quiet()
    assert press.answer == "这件事不在您的职责范围内，没有改动任何内容。"
    await chen.presses("开始会议")
    card = await chen.sees("已开始", "主持人：陈正式")
    assert "点名" not in card.labels
    press = await chen.presses("撤回开始")
    assert press.answer == "已撤回，会议还没有开始。"
    press = branch.simulator.press_data(chen.user, begin.replace("jb", "jt"), card)
    await branch.quiet()
    assert press.answer == "会议还没有开始。"
    await chen.presses("开始会议")
    press = branch.simulator.press_data(zheng.user, begin, await zheng.sees("主持：党员大会"))
    await branch.quiet()
    assert press.answer == "会议已经开始。"
    await zheng.presses("记录人")
    await zheng.sees("由谁记录？")
    await zheng.presses("○ 林预备")
    lin = branch.person("林预备")
    await lin.sees("请您做会议记录")
    await zheng.presses("主持人")
    await zheng.presses("○ 李组长")
    await li.sees("请您主持会议")
    await zheng.presses("记录人")
    await zheng.presses("○ 何组长")
    await lin.sees("这次会议改由其他同志记录，或已取消", "第四季度工作")
    await zheng.presses("主持人")
    await zheng.presses("○ 何组长")
    await li.sees("这次会议改由其他同志主持，或已取消", "第四季度工作")
    await branch.quiet()
    assert chen.has_seen("主持：党员大会") == 0
    assert [subject for deed, subject in await branch.audit("chair") if deed == "chair.handed"] == [
        f"{name} 党员大会 1" for name in ("陈正式", "林预备", "李组长", "何组长", "何组长")
    ]  # fmt: skip


async def test_a_meeting_of_no_decisions_states_all_who_came(branch: Scene) -> None:
    zheng = branch.person("郑书记")
    await call(zheng, "/newmeeting 类型：党课\n主题：理论学习\n时间：今天 14:00\n地点：礼堂")
    card = await to_chair(zheng, "理论学习", "党课")
    assert "表决权" not in card.text
    await zheng.presses("开始会议")
    await zheng.sees("▶ 1. 理论学习")
    press = await zheng.presses("已报告应到实到")
    assert press.answer == "还没有点到任何人，请先点名，再报告应到、实到人数。"
    await tick(zheng, "郑书记", "林预备")
    await zheng.presses("已报告应到实到")
    card = await zheng.sees("已报告：应到 11 人、实到 2 人")
    assert "发起投票" not in card.labels
    await tick(zheng, "陈正式")
    await zheng.presses("重新报告应到实到")
    await zheng.sees("已报告：应到 11 人、实到 3 人")


async def test_a_meeting_cancelled_or_over_is_led_no_more(branch: Scene) -> None:
    zheng, sun = branch.person("郑书记"), branch.person("孙组织")
    await call(zheng, COMMITTEE)
    card = await to_chair(zheng, "研究学习计划", "支委会")
    begin = carried(card, "开始会议")
    wu = branch.person("吴纪检")
    await zheng.presses("主持人")
    await zheng.presses("○ 吴纪检")
    await wu.sees("请您主持会议")
    await wu.presses("主持")
    await wu.sees("主持：支委会")
    await press_on(zheng, card, "« 返回")
    await zheng.presses("取消会议")
    await zheng.presses("确认")
    await branch.quiet()
    assert wu.has_seen("主持：支委会") == 0
    assert wu.has_seen("会议取消：支委会") == 2  # told, and in place of the chair's card
    branch.move_to("2026-10-15 09:01")
    press = branch.simulator.press_data(zheng.user, begin, card)
    await branch.quiet()
    assert press.answer == "这次会议已取消。"
    zhou = branch.person("周宣传")
    await zhou.sees("会议取消：支委会", "已取消")
    await call(sun, COMMITTEE.replace("10月15日 9:00", "今天 10:00"))
    await to_chair(sun, "研究学习计划", "支委会")
    await sun.presses("开始会议")
    await sun.sees("已开始")
    card = await sun.sees("主持：支委会")
    end, hand, state = (carried(card, label) for label in ("散会", "主持人", "已报告应到实到"))
    await sun.presses("散会")
    await sun.sees("还没有进行到：\n2. 讨论学习计划")
    await sun.presses("确认")
    for data in (end, hand, state):
        press = branch.simulator.press_data(sun.user, data, card)
        await branch.quiet()
        assert press.answer == "会议已经散会。"
    done = await sun.sees("已散会")
    again = carried(done, "重新开会")
    branch.move_to("2026-10-16 10:00")
    press = branch.simulator.press_data(sun.user, again, card)
    await branch.quiet()
    assert press.answer == "散会已超过一天，或会议记录已定稿，不能重新开会。"


async def test_the_chairs_card_in_english(branch: Scene) -> None:
    zheng = branch.person("郑书记")
    zheng.says("/language")
    await zheng.presses("English")
    await call_english(branch)
    await zheng.presses("Lead the meeting")
    await zheng.sees("Chair: Committee meeting", "Not begun yet")
    await zheng.presses("Begin the meeting")
    await zheng.sees("Begun:", "▶ 1. Report (孙组织)")


async def call_english(branch: Scene) -> None:
    zheng = branch.person("郑书记")
    zheng.says(
        "/newmeeting Kind: Committee meeting\nTopic: Plan\nTime: today 14:00\nPlace: Room 1\nAgenda: 1. Report | 孙组织"
    )
    await zheng.presses("Confirm")
    await branch.quiet()


async def test_a_begun_meeting_is_neither_moved_nor_cancelled(branch: Scene) -> None:
    zheng = await committee_begun(branch)
    card = await zheng.sees("主持：支委会")
    await press_on(zheng, card, "« 返回")
    board = await zheng.sees("支委会：研究学习计划", "应到 5")
    assert "改期" not in board.labels
