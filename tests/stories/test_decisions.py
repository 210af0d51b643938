"""What was decided is followed up until it is done (党支部工作制度 三（一）)."""

from simulator.model import Message
from tests.scene import Actor, Scene, carried
from tests.stories.leading import COMMITTEE, committee_begun, press_on, tick, to_chair
from tests.stories.test_ballots import opened
from tests.stories.test_meetings import ASSEMBLY, call

OPINION = "/newvote 事项：学习计划怎样安排\n方式：记名\n参加：全体党员"
MOTION = "/newvote 事项：是否同意学习计划\n方式：记名\n会议：研究学习计划"
RESOLUTION = "决议：每月第一周集中学习\n负责：周宣传\n期限：10月30日"


async def _resolves(actor: Actor, text: str = RESOLUTION) -> Message:
    """登记决议 in the record of the committee meeting, without a ballot."""
    actor.says("/minutes")
    await actor.presses("10月15日（周四）09:00 支委会")
    await actor.presses("登记决议")
    actor.says(text)
    await actor.sees("请核对：登记决议")
    await actor.presses("确认")
    return await actor.sees("决议\n", "状态：")


async def test_a_committee_decision_is_followed_up_to_done(branch: Scene) -> None:
    zheng, zhou, sun = branch.person("郑书记"), branch.person("周宣传"), branch.person("孙组织")
    await opened(zheng, OPINION)
    await zheng.presses("结束投票")
    await zheng.presses("确认")
    await call(zheng, COMMITTEE)
    await branch.each(("孙组织", "周宣传", "吴纪检"), lambda actor: actor.presses("参加"))
    await branch.quiet()
    branch.move_to("2026-10-15 09:01")
    await to_chair(zheng, "研究学习计划", "支委会")
    await zheng.presses("开始会议")
    await tick(zheng, "郑书记", "孙组织", "周宣传", "吴纪检")
    await zheng.presses("已报告应到实到")
    await zheng.presses("下一项")
    chair = await zheng.sees("▶ 2. 讨论学习计划")
    await press_on(zheng, chair, "发起投票")
    zheng.says("事项：是否同意学习计划\n方式：记名")
    await zheng.sees("请核对：发起投票", "会议：1号 ")
    await zheng.presses("确认")
    await branch.quiet()
    await zheng.sees("表决：\n• 是否同意学习计划：正在投票")
    await branch.each(("郑书记", "孙组织", "周宣传"), lambda actor: actor.presses("赞成"))
    await branch.quiet()
    tally = await zheng.sees("投票：议案表决", "已投 3")
    await press_on(zheng, tally, "结束投票")
    await press_on(zheng, tally, "确认")
    board = await zheng.sees("实到 4", "主持：")
    await press_on(zheng, board, "点名")
    branch.simulator.press(zheng.user, "完成点名", message=board)
    await zheng.presses("确认")
    await branch.quiet()
    await press_on(zheng, board, "« 返回")
    await press_on(zheng, board, "主持")
    await zheng.sees("• 是否同意学习计划：通过：赞成达到 3 票。")
    await zheng.sees("表决结果", "是否同意学习计划")
    await press_on(zheng, tally, "登记决议")
    await zheng.sees("决议的内容是什么")
    zheng.says("学习计划印发各党小组")
    await zheng.sees("由谁负责落实")
    await zheng.presses("周宣传")
    zheng.says("10月30日")
    await zheng.sees(
        "请核对：登记决议", "会议：1号 ", "表决：2号 是否同意学习计划", "负责：周宣传", "期限：2026年10月30日"
    )
    await zheng.presses("确认")
    decision = await zheng.sees(
        "决议\n学习计划印发各党小组", "表决：是否同意学习计划", "负责：周宣传", "状态：办理中", "三（一）"
    )
    await press_on(zheng, decision, "事先征求意见")
    await zheng.presses("学习计划怎样安排")
    await zheng.sees("事先征求意见：学习计划怎样安排")
    await zhou.sees("请您落实一项决议", "学习计划印发各党小组", "期限：2026年10月30日")
    await press_on(zheng, chair, "会议记录")
    await zheng.sees(
        "表决：是否同意学习计划\n赞成 3 · 反对 0 · 弃权 0（应到 5、实到 4）。通过：赞成达到 3 票。依据：",
        "决议 1：学习计划印发各党小组\n负责：周宣传，2026年10月30日前",
    )  # fmt: skip
    zhou.says("/todo")
    await zhou.sees(
        "决议落实（学习计划印发各党小组） · 2026年10月", "2026年10月30日前，还有 15 天", "党支部工作制度 三（一）"
    )
    branch.move_to("2026-10-29 08:31")
    await zhou.sees("提醒 · 周宣传同志", "决议落实（学习计划印发各党小组）", "还有 1 天")
    await zhou.presses("办结：学习计划印发各党小组")
    await zhou.sees("决议\n学习计划印发各党小组", "状态：办理中")
    await zhou.presses("办结")
    await zhou.sees("请写一句办理情况")
    zhou.says("已印发，各组已学。")
    await zhou.sees("状态：已办结（2026年10月29日（周四）08:31）", "办理情况：已印发，各组已学。")
    sun.says("决议台账")
    await sun.sees("1. 学习计划印发各党小组\n✓ 已办结 · 周宣传 · 2026年10月30日前")
    sun.says("/board")
    await sun.sees("决议落实 · 2026年10月\n已办 1 · 未到期 0 · 逾期 0")
    await sun.presses("决议落实 2026年10月")
    await sun.sees("学习计划印发各党小组（负责：周宣传）（已印发，各组已学。）")
    zhou.says("/todo")
    await branch.quiet()
    assert "决议落实" not in (await zhou.sees("周宣传同志")).text
    assert [deed for deed, _ in await branch.audit("decisions")] == [
        "decisions.recorded", "decisions.consulted", "decisions.done",
    ]  # fmt: skip


async def test_a_decision_goes_to_another_owner_and_another_day(branch: Scene) -> None:
    zheng = await committee_begun(branch)
    zhou, li = branch.person("周宣传"), branch.person("李组长")
    card = await _resolves(zheng)
    assert "事先征求意见" not in card.labels
    told = await zhou.sees("请您落实一项决议", "每月第一周集中学习")
    assert told.labels == ["办结", "« 返回"]
    await press_on(zheng, card, "改负责人、期限")
    await zheng.sees("由谁负责落实")
    zheng.says("全体党员")
    await zheng.sees("请写一位同志的姓名")
    zheng.says("李组长")
    await zheng.sees("什么时候以前办好")
    zheng.says("等有空的时候")
    await zheng.sees("没有看懂这个日期")
    zheng.says("昨天")
    await zheng.sees("“昨天”：这个日期已经过去")
    zheng.says("2026-10-01")
    await zheng.sees("这个日期已经过去")
    zheng.says("11月6日")
    await zheng.sees("请核对：改负责人、期限", "负责：李组长", "期限：2026年11月6日")
    await zheng.presses("确认")
    await li.sees("请您落实一项决议", "期限：2026年11月6日")
    await zhou.sees("第 1 号决议已改由其他同志负责落实")
    li.says("/todo")
    await li.sees("决议落实（每月第一周集中学习） · 2026年11月")
    assert li.has_seen("请您落实一项决议") == 1
    branch.move_to("2026-11-09 08:31")
    li.says("/todo")
    await li.sees("决议落实（每月第一周集中学习）", "已逾期 3 天")
    zheng.says("/decisions")
    await zheng.sees("⚠️ 已逾期 · 李组长 · 2026年11月6日前")
    await zheng.presses("1. 每月第一周集中学习")
    await zheng.presses("办结")
    zheng.says("代为办结：已开展。")
    await zheng.sees("状态：已办结")
    press = await zheng.presses("撤回办结")
    assert press.answer == "已撤回办结。"
    await zheng.sees("状态：已逾期", "办理情况：代为办结：已开展。")


async def test_what_nobody_has_to_follow_up_is_only_noted(branch: Scene) -> None:
    zheng = await committee_begun(branch)
    zheng.says("/minutes")
    await zheng.presses("10月15日（周四）09:00 支委会")
    await zheng.presses("登记决议")
    for _ in range(3):
        await zheng.presses("跳过")
    await zheng.sees("请写决议的内容")
    zheng.says("表扬全体同志")
    await zheng.presses("确认")
    card = await zheng.sees("决议\n表扬全体同志", "状态：无须落实")
    assert "负责：" not in card.text
    assert "办结" not in card.labels
    press = branch.simulator.press_data(zheng.user, "rf:1", card)
    await branch.quiet()
    assert press.answer == "这项决议没有负责人，不需要办结。"
    press = branch.simulator.press_data(zheng.user, "rq:1", card)
    await branch.quiet()
    await zheng.is_refused(press, "只有支委会表决作出的决议，才写明事先征求意见的情况。依据：党支部工作制度 三（一）")
    zheng.says("/decisions")
    await zheng.sees("1. 表扬全体同志\n— 无须落实")


async def test_owner_and_day_come_together(branch: Scene) -> None:
    zheng = await committee_begun(branch)
    zheng.says("/minutes")
    await zheng.presses("10月15日（周四）09:00 支委会")
    await zheng.presses("登记决议")
    zheng.says("决议：整理资料\n负责：孙组织")
    await zheng.sees("负责人和期限都要写明", "党支部工作制度 三（一）", "什么时候以前办好")
    zheng.says("长" * 40)
    await zheng.sees("没有看懂这个日期")
    zheng.says("下周五")
    await zheng.sees("请核对：登记决议", "期限：2026年10月23日")
    await zheng.presses("确认")
    await branch.person("孙组织").sees("请您落实一项决议", "整理资料")


async def test_what_is_no_word_on_what_was_done_is_asked_again(branch: Scene) -> None:
    zheng = await committee_begun(branch)
    await _resolves(zheng)
    zhou = branch.person("周宣传")
    await zhou.sees("请您落实一项决议")
    await zhou.presses("办结")
    branch.simulator.send_file(zhou.user, "s.webp", b"x", kind="sticker")
    await zhou.sees("请用文字写一句办理情况")
    zhou.says("长" * 5000)
    await zhou.sees("太长，最多 500 字")
    await branch.quiet()
    await zheng.presses("办结")
    zheng.says("书记已办。")
    await zheng.sees("状态：已办结")
    await branch.quiet()
    zhou.says("我也办了。")
    await zhou.sees("这项决议已经办结")
    rows = (await branch.place.rows("decisions"))["decisions"]
    assert [row["outcome"] for row in rows] == ["书记已办。"]


async def test_a_ballot_is_entered_once_and_only_when_it_has_passed(branch: Scene) -> None:
    zheng, sun = branch.person("郑书记"), branch.person("孙组织")
    await committee_begun(branch)
    await opened(zheng, MOTION)
    tally = await zheng.sees("投票：议案表决", "已投 0")
    await branch.each(("郑书记", "孙组织"), lambda actor: actor.presses("赞成"))
    await branch.quiet()
    await press_on(zheng, tally, "结束投票")
    await press_on(zheng, tally, "确认")
    chair = await zheng.sees("主持：")
    await press_on(zheng, chair, "点名")
    branch.simulator.press(zheng.user, "完成点名", message=chair)
    await zheng.presses("确认")
    await branch.quiet()
    assert "登记决议" not in (await zheng.sees("未通过：赞成不足 3 票")).labels
    press = branch.simulator.press_data(zheng.user, "rb:1", tally)
    await branch.quiet()
    assert press.answer == "这次表决没有通过，或还没有结束，不能登记为决议。"
    await opened(zheng, MOTION.replace("是否同意", "再次表决"))
    second = await zheng.sees("投票：议案表决", "再次表决", "已投 0")
    await branch.each(("郑书记", "孙组织", "周宣传"), lambda actor: actor.presses("赞成"))
    await branch.quiet()
    await press_on(zheng, second, "结束投票")
    await press_on(zheng, second, "确认")
    await branch.quiet()
    enter = carried(second, "登记决议")
    sun.says("/minutes")
    await sun.presses("10月15日（周四）09:00 支委会")
    await sun.presses("登记决议")
    await sun.presses("2号 再次表决学习计划")
    await sun.presses("跳过")
    await sun.presses("跳过")
    await sun.presses("跳过")
    await sun.presses("确认")
    await sun.sees("决议\n再次表决学习计划", "表决：再次表决学习计划")
    await zheng.sees("通过：赞成达到 3 票")
    press = branch.simulator.press_data(zheng.user, enter, second)
    await branch.quiet()
    assert press.answer == "这次表决已经登记为决议。"
    await zheng.presses("查看决议")
    await zheng.sees("决议\n再次表决学习计划")


async def test_a_decision_is_for_its_owner_and_for_the_readers_of_the_board(branch: Scene) -> None:
    zheng = await committee_begun(branch)
    await _resolves(zheng)
    for name, reads in (("吴纪检", True), ("李组长", False), ("何组长", True), ("陈正式", False)):
        other = branch.person(name)
        other.says("/decisions")
        other.says("/menu")
        await branch.quiet()
        assert other.has_seen("1. 每月第一周集中学习") == int(reads), name
        home = await other.sees("请选择要办的事")
        press = branch.simulator.press_data(other.user, "rf:1", home)
        await branch.quiet()
        assert press.answer == "这件事不在您的职责范围内，没有改动任何内容。", name
        branch.simulator.press_data(other.user, "rs:1", home)
        await branch.quiet()
        assert other.has_seen("状态：办理中") == int(reads), name
    chen = branch.person("陈正式")
    press = branch.simulator.press_data(chen.user, "rs:99", await chen.sees("不在您的职责范围内，不再显示"))
    await branch.quiet()
    assert press.answer == "这个按钮已失效。请发 /menu 打开首页。"


async def test_a_long_register_has_pages(branch: Scene) -> None:
    zheng = await committee_begun(branch)
    for number in range(1, 10):
        await _resolves(zheng, f"决议：第{number}件事\n负责：郑书记\n期限：10月30日")
    zheng.says("/decisions")
    await zheng.sees("决议台账", "9. 第9件事", "2. 第2件事")
    await zheng.presses("下一页")
    card = await zheng.sees("决议台账", "1. 第1件事")
    assert card.labels == ["1. 第1件事", "上一页", "« 返回"]
    await zheng.presses("上一页")
    await zheng.sees("9. 第9件事")


async def test_decisions_in_english(branch: Scene) -> None:
    zheng = await committee_begun(branch)
    await _resolves(zheng)
    zheng.says("/language")
    await zheng.presses("English")
    zheng.says("/decisions")
    await zheng.sees("Decision register", "1. 每月第一周集中学习\n○ open · 周宣传 · by 30 October 2026")
    await zheng.presses("1. 每月第一周集中学习")
    await zheng.sees("Owner: 周宣传", "State: open", "Branch Working Rules III(1)")


async def test_a_team_leader_enters_what_the_own_team_decided(branch: Scene) -> None:
    li = branch.person("李组长")
    await call(li, "/newmeeting 类型：党小组会\n主题：小组学习\n时间：今天 14:00\n地点：二楼\n参加：第一党小组")
    await to_chair(li, "小组学习", "党小组会")
    await li.presses("开始会议")
    await li.presses("会议记录")
    await li.presses("登记决议")
    li.says("决议：结对学习\n负责：陈正式\n期限：10月30日")
    await li.presses("确认")
    chen = branch.person("陈正式")
    await chen.sees("请您落实一项决议", "结对学习")
    li.says("/decisions")
    await li.sees("1. 结对学习\n○ 办理中 · 陈正式")
    chen.says("/todo")
    card = await chen.sees("决议落实（结对学习）")
    assert "办结：结对学习" in card.labels
    he = branch.person("何组长")
    he.says("/decisions")
    await he.sees("还没有登记决议")


async def test_what_does_not_go_together_is_asked_again(branch: Scene) -> None:
    zheng = await committee_begun(branch)
    zheng.says("/minutes")
    await zheng.presses("10月15日（周四）09:00 支委会")
    await zheng.presses("登记决议")
    zheng.says(RESOLUTION)
    await zheng.sees("请核对：登记决议")
    await zheng.presses("修改")
    await zheng.presses("表决")
    zheng.says("7号")
    await zheng.sees("没有这次通过的表决")
    await zheng.presses("跳过")
    await zheng.presses("修改")
    await zheng.presses("会议")
    zheng.says("上次的会")
    await zheng.sees("没有这次会议，请点按钮选择", "是哪次会议的决议")
    await zheng.presses("跳过")
    press = await zheng.presses("确认")
    assert press.answer == "决议要写明是哪次会议，或哪次表决。"
    await zheng.presses("修改")
    await zheng.presses("会议")
    await zheng.presses("1号 2026年10月15日（周四）09:00 支委会 研究学习计划")
    await zheng.presses("确认")
    card = await zheng.sees("决议\n每月第一周集中学习")
    press = branch.simulator.press_data(zheng.user, "rr:1", card)
    await branch.quiet()
    assert press.answer == "这项决议还没有办结。"
    await press_on(zheng, card, "改负责人、期限")
    zheng.says("负责：孙组织\n期限：11月6日")
    await zheng.sees("请核对：改负责人、期限")
    await zheng.presses("修改")
    await zheng.presses("决议")
    await zheng.sees("是哪项决议")
    zheng.says("九号")
    await zheng.sees("没有这项决议")
    zheng.says("1")
    await zheng.presses("确认")
    await branch.person("孙组织").sees("请您落实一项决议", "期限：2026年11月6日")


async def test_a_ballot_is_entered_for_its_own_meeting(branch: Scene) -> None:
    zheng = await committee_begun(branch)
    await opened(zheng, MOTION)
    tally = await zheng.sees("投票：议案表决", "已投 0")
    await branch.each(("郑书记", "孙组织", "周宣传"), lambda actor: actor.presses("赞成"))
    await branch.quiet()
    await press_on(zheng, tally, "结束投票")
    await press_on(zheng, tally, "确认")
    chair = await zheng.sees("主持：")
    await press_on(zheng, chair, "点名")
    branch.simulator.press(zheng.user, "完成点名", message=chair)
    await zheng.presses("确认")
    await branch.quiet()
    await press_on(zheng, tally, "登记决议")
    zheng.says("负责：周宣传\n期限：10月30日")
    await zheng.sees("请核对：登记决议", "表决：1号 是否同意学习计划")
    await zheng.presses("修改")
    await zheng.presses("会议")
    await zheng.presses("跳过")
    await zheng.sees("这次表决不属于这次会议")


async def test_a_recorder_without_a_post_enters_what_was_resolved(branch: Scene) -> None:
    zheng, chen = branch.person("郑书记"), branch.person("陈正式")
    await call(zheng, ASSEMBLY)
    branch.move_to("2026-10-15 14:31")
    await to_chair(zheng, "第四季度工作", "党员大会")
    await zheng.presses("开始会议")
    await zheng.presses("记录人")
    await zheng.presses("○ 陈正式")
    await chen.sees("请您做会议记录")
    await chen.presses("会议记录")
    await chen.presses("登记决议")
    chen.says("决议：清理资料室\n负责：冯青年\n期限：11月6日")
    await chen.presses("确认")
    card = await chen.sees("决议\n清理资料室", "负责：冯青年")
    assert card.labels == ["« 返回"]
    await branch.person("冯青年").sees("请您落实一项决议", "清理资料室")
