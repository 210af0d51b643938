"""补签: whoever was there and did not check in asks to be marked as present, and the convener decides."""

from tests.scene import Actor, Scene, carried
from tests.stories.test_ballots import opened
from tests.stories.test_ballots_closed import ends, votes
from tests.stories.test_ballots_verdict import MOTION, attendance
from tests.stories.test_check_in import gathered, shown
from tests.stories.test_meetings import ASSEMBLY, call


async def pleads(person: Actor, reason: str) -> None:
    """Asks for it, as people do."""
    person.says("补签")
    await person.presses("补签：10月15日（周四）14:30 党员大会")
    await person.sees("您到了会但没有签到吗？")
    person.says(reason)


async def test_a_member_who_forgot_asks_and_the_convener_agrees(branch: Scene) -> None:
    zheng, chen = await gathered(branch, "2026-10-15 14:40"), branch.person("陈正式")
    zheng.says("/attendance")
    await zheng.presses("10月15日（周四）14:30 党员大会")
    await zheng.presses("完成点名")
    await zheng.presses("确认")
    await zheng.sees("点名已完成", "实到 0 请假 0 缺席 10")
    chen.says("/meetings")
    await chen.sees("您：缺席")
    await chen.presses("签到")
    await chen.sees("没有签到。到了会的，可以申请补签")
    await chen.presses("补签：10月15日（周四）14:30 党员大会")
    chen.says("长" * 101)
    await chen.sees("说明太长，最多 100 字")
    branch.simulator.send_file(chen.user, "s.webp", b"x", kind="sticker")
    await chen.sees("请用文字写一句说明")
    chen.says("手机没电，坐在后排")
    await chen.sees("补签申请已送会议召集人")
    asked = await zheng.sees("补签申请：陈正式", "说明：手机没电，坐在后排", "记为实到（补签）")
    assert asked.labels == ["同意", "不同意", "会议管理"]
    assert branch.person("孙组织").has_seen("补签申请") == 0
    chen.says("/checkin")
    waiting = await chen.sees("已申请补签，等待答复")
    assert waiting.labels == ["« 返回"]
    data = carried(asked, "不同意")
    press = await zheng.presses("同意")
    assert press.answer == "已同意，记为实到（补签）。"
    await zheng.sees("补签申请：陈正式", "郑书记同志已同意，记为实到（补签）")
    await chen.sees("补签已同意", "已记为实到（补签）")
    await zheng.sees("点名已完成", "实到 1 请假 0 缺席 9", "补签：陈正式")
    chen.says("/meetings")
    await chen.sees("应到 10 实到 1 请假 0 缺席 9；您：实到（补签）")
    press = branch.simulator.press_data(zheng.user, data, asked)
    await branch.quiet()
    assert press.answer == "这个补签申请已经处理，没有改动。"
    deeds = await branch.audit("check_in")
    assert [deed for deed, _ in deeds] == ["check_in.pleaded", "check_in.made_up"]
    assert deeds[-1][1].startswith("陈正式 党员大会")
    assert "手机" not in str(deeds)


async def test_the_convener_may_say_no_and_a_better_reason_may_follow(branch: Scene) -> None:
    zheng, chen = await gathered(branch, "2026-10-15 16:00"), branch.person("陈正式")
    await pleads(chen, "在场")
    await zheng.sees("补签申请：陈正式")
    press = await zheng.presses("不同意")
    assert press.answer == "已答复：没有同意。"
    await zheng.sees("补签申请：陈正式", "没有同意，或会议已改期；出勤没有改动")
    await chen.sees("补签没有同意", "请直接向会议召集人说明")
    await pleads(chen, "坐在林预备旁边")
    await zheng.sees("说明：坐在林预备旁边")
    await zheng.presses("同意")
    await chen.sees("补签已同意")
    zheng.says("/attendance")
    await zheng.presses("10月15日（周四）14:30 党员大会")
    await zheng.sees("点名：党员大会", "实到 1", "补签：陈正式")
    deeds = [deed for deed, _ in await branch.audit("check_in")]
    assert deeds == ["check_in.pleaded", "check_in.plea_refused", "check_in.pleaded", "check_in.made_up"]


async def test_it_can_be_asked_for_until_the_end_of_the_next_workday(branch: Scene) -> None:
    zheng, chen, lin = await gathered(branch), branch.person("陈正式"), branch.person("林预备")
    code = await shown(zheng)
    chen.says("/checkin")
    card = await chen.sees("正在签到")
    assert card.labels == ["« 返回"]
    branch.move_to("2026-10-16 23:58")
    chen.says("/checkin")
    card = await chen.sees("没有签到。到了会的")
    data = carried(card, "补签：10月15日（周四）14:30 党员大会")
    lin.says("/checkin")
    await lin.presses("补签：10月15日（周四）14:30 党员大会")
    branch.move_to("2026-10-17 00:00")
    press = branch.simulator.press_data(chen.user, data, card)
    await branch.quiet()
    assert await chen.told(press) == (
        "补签只能在会后 1 个工作日内申请（默认设置；党支部工作制度 三（九））。请直接向会议召集人说明。"
    )
    lin.says("昨天没来得及")
    await lin.sees("补签只能在会后 1 个工作日内申请")
    lin.says(code)
    await lin.sees("现在没有您可以签到的会议")  # the question about the reason is over
    chen.says("/checkin")
    await chen.sees("现在没有您要签到或补签的会议")


async def test_while_the_code_is_taken_or_once_present_there_is_nothing_to_make_up(branch: Scene) -> None:
    zheng, chen = await gathered(branch, "2026-10-15 15:40"), branch.person("陈正式")
    chen.says("/checkin")
    card = await chen.sees("没有签到")
    data = carried(card, "补签：10月15日（周四）14:30 党员大会")
    zheng.says("/attendance")
    await zheng.presses("10月15日（周四）14:30 党员大会")
    await zheng.presses("○ 陈正式")
    await branch.quiet()
    press = branch.simulator.press_data(chen.user, data, card)
    await branch.quiet()
    assert press.answer == "您已记为实到，不用补签。"
    await call(zheng, ASSEMBLY.replace("10月15日 下午2点半", "10月15日 16:00"))
    press = branch.simulator.press_data(chen.user, data.replace(":1", ":2"), card)
    await branch.quiet()
    assert "请直接发送会场出示的六位数字签到" in (press.answer or "")
    huang = branch.person("黄积极")
    huang.says("/checkin")
    own = await huang.sees("现在没有您要签到或补签的会议")
    press = branch.simulator.press_data(huang.user, data, own)
    await branch.quiet()
    await huang.is_refused(press, "您不在这次会议的参加范围内（党支部工作制度 三（二））。")
    press = branch.simulator.press_data(huang.user, data.replace(":1", ":9"), own)
    await branch.quiet()
    assert press.answer == "这个按钮已失效。请发 /menu 打开首页。"


async def test_nobody_decides_on_the_own_one(branch: Scene) -> None:
    zheng, sun, chen = await gathered(branch, "2026-10-15 16:00"), branch.person("孙组织"), branch.person("陈正式")
    await pleads(zheng, "忙着主持，没有签到")
    asked = await sun.sees("补签申请：郑书记")
    assert zheng.has_seen("补签申请：") == 0
    data = carried(asked, "同意")
    zheng.says("/checkin")
    own = await zheng.sees("已申请补签")
    press = branch.simulator.press_data(zheng.user, data, own)
    await branch.quiet()
    await zheng.is_refused(press, "自己的补签由别的同志答复（党支部工作制度 三（九））。")
    notice = await chen.sees("会议通知：党员大会")
    press = branch.simulator.press_data(chen.user, data, notice)
    await branch.quiet()
    assert press.answer == "这件事不在您的职责范围内。您能办的事项见 /help。"
    await sun.presses("同意")
    await zheng.sees("补签已同意")


async def test_the_same_button_twice_asks_once_and_a_tick_settles_it(branch: Scene) -> None:
    zheng, chen = await gathered(branch, "2026-10-15 16:00"), branch.person("陈正式")
    chen.says("/checkin")
    card = await chen.sees("没有签到")
    data = carried(card, "补签：10月15日（周四）14:30 党员大会")
    await pleads(chen, "在场")
    asked = await zheng.sees("补签申请：陈正式")
    press = branch.simulator.press_data(chen.user, data, card)
    await branch.quiet()
    assert press.answer == "您已申请补签，请等待答复。"
    agree = carried(asked, "同意")
    zheng.says("/attendance")
    await zheng.presses("10月15日（周四）14:30 党员大会")
    await zheng.presses("○ 陈正式")
    settled = await zheng.sees("补签申请：陈正式", "已记为实到，不用再处理")
    assert settled.labels == ["会议管理"]
    press = branch.simulator.press_data(zheng.user, agree, asked)
    await branch.quiet()
    assert press.answer == "这个补签申请已经处理，没有改动。"
    assert chen.has_seen("补签已同意") == 0


async def test_with_the_meeting_cancelled_the_question_is_over(branch: Scene) -> None:
    zheng, chen = await gathered(branch, "2026-10-15 16:00"), branch.person("陈正式")
    await pleads(chen, "在场")
    await zheng.sees("补签申请：陈正式")
    await zheng.presses("取消会议")
    await zheng.presses("确认")
    await zheng.sees("补签申请：陈正式", "会议已取消，不用再处理")


async def test_where_nobody_can_decide_it_is_said(scene: Scene) -> None:
    scene.move_to("2026-10-12 09:30")
    await scene.found()
    await scene.start()
    await scene.bind("郑书记")
    zheng = await gathered(scene, "2026-10-15 16:00")
    await pleads(zheng, "忙着主持")
    await zheng.sees("现在没有可以答复补签的同志")


async def test_the_verdict_of_a_motion_follows(branch: Scene) -> None:
    zheng, feng = await gathered(branch, "2026-10-15 14:40"), branch.person("冯青年")
    await attendance(zheng, "冯青年", "李组长", "何组长", "陈正式", "高退休")
    await opened(zheng, MOTION)
    await votes(branch, 赞成="郑书记 孙组织 周宣传 吴纪检")
    await ends(zheng)
    await feng.sees("表决结果", "未通过：到会不足 5 人", "实到 4")
    await pleads(feng, "在会场做记录")
    await zheng.presses("同意")
    await feng.sees("表决结果", "未通过：赞成不足 5 票", "实到 5", "赞成 4")
