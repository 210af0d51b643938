"""Check-in: six digits from the screen of the room, typed or scanned, in a window around the start."""

import io
import re

import pytest
import segno

from tests.crowd import bind
from tests.scene import ROSTER, Actor, Scene, carried
from tests.stories.test_meetings import ASSEMBLY, bound_group, call

TEAM = "/newmeeting 类型：党小组会\n主题：小组的会\n时间：10月15日 14:30\n地点：小会议室\n参加：第二党小组"


async def shown(convener: Actor) -> str:
    """The convener shows the code of now: the newest board has the button."""
    await convener.presses("签到码")
    card = await convener.sees("签到码：", "请与会同志")
    return digits_of(card.text)


def digits_of(text: str) -> str:
    """The six digits on a card."""
    found = re.search(r"(\d{3}) (\d{3})", text)
    assert found is not None, text
    return found[1] + found[2]


async def gathered(branch: Scene, at: str = "2026-10-15 14:10") -> Actor:
    """An assembly of 2026-10-15, 14:30 was called; it is that time now. Answers the convener."""
    zheng = branch.person("郑书记")
    await call(zheng)
    branch.move_to(at)
    return zheng


async def test_the_digits_on_the_screen_check_a_member_in(branch: Scene) -> None:
    zheng, chen = await gathered(branch), branch.person("陈正式")
    code = await shown(zheng)
    await zheng.sees("还有", "秒更换", "出勤：应到 10 实到 0 请假 0 缺席 0 未点 10", "还差 5 人")
    chen.says(code)
    await chen.sees("已签到。", "党员大会：第四季度工作", "签到时间：2026年10月15日（周四）14:10")
    await zheng.sees("签到码：党员大会", "实到 1 请假 0 缺席 0 未点 9", "实到 1 人，还差 4 人（到会半数以上")
    await chen.sees("会议通知：党员大会", "您已签到。")
    chen.says(f"{code[:3]} {code[3:]}")
    await chen.sees("您已经签到过了，不用再签")
    board = await zheng.sees("未答复：", "出勤：应到 10 实到 1", "中国共产党支部工作条例（试行） 11")
    assert "签到码" in board.labels
    zheng.says("/attendance")
    await zheng.presses("10月15日（周四）14:30 党员大会")
    card = await zheng.sees("点名：党员大会", "实到 1")
    assert "✓ 陈正式" in card.labels
    branch.person("林预备").says(code)
    await zheng.sees("点名：党员大会", "实到 2", "有表决权的应到 9 人、实到 1 人")


async def test_an_old_code_is_taken_one_change_longer_and_then_not(branch: Scene) -> None:
    zheng, chen, lin = await gathered(branch), branch.person("陈正式"), branch.person("林预备")
    code = await shown(zheng)
    branch.move_by(minutes=1)
    chen.says(code)
    await chen.sees("已签到。")
    branch.move_by(minutes=1, seconds=1)
    lin.says(code)
    await lin.sees("签到码不对或已更换，没有签到", "还可以试 4 次")
    await zheng.presses("刷新")
    await branch.quiet()
    again = digits_of((await zheng.sees("签到码：党员大会", "实到 1")).text)
    assert again != code
    lin.says(again)
    await lin.sees("已签到。")


async def test_whoever_tries_codes_waits_a_minute(branch: Scene) -> None:
    zheng, chen, lin = await gathered(branch), branch.person("陈正式"), branch.person("林预备")
    code = await shown(zheng)
    wrong = f"{(int(code) + 1) % 10**6:06}"
    for left in (4, 3, 2, 1):
        lin.says(wrong)
        await lin.sees(f"还可以试 {left} 次")
    lin.says(wrong)
    await lin.sees("试错的次数太多。请过", "秒")
    lin.says(code)
    await branch.quiet()
    assert lin.has_seen("已签到") == 0
    assert lin.has_seen("试错的次数太多") == 2
    lin.says(f"/start in-1-{code}")
    await branch.quiet()
    assert lin.has_seen("试错的次数太多") == 3
    chen.says(code)
    await chen.sees("已签到。")
    branch.move_by(minutes=1)
    lin.says(code)
    await lin.sees("已签到。")


async def test_before_and_after_the_window_no_code_is_shown_or_taken(branch: Scene) -> None:
    zheng, chen = await gathered(branch, "2026-10-15 13:59"), branch.person("陈正式")
    press = await zheng.presses("签到码")
    await zheng.is_refused(press, "14:00起可以签到（会前 30 分钟，默认设置；党支部工作制度 三（九））")
    chen.says("123456")
    await chen.sees("现在没有您可以签到的会议")
    await chen.presses("签到和补签")
    await chen.sees("党员大会：2026年10月15日（周四）14:00 起可以签到")
    branch.move_to("2026-10-15 14:00")
    code = await shown(zheng)
    chen.says("/checkin")
    await chen.sees("正在签到，请直接发送会场出示的六位数字")
    branch.move_to("2026-10-15 15:30")
    chen.says(code)
    await branch.quiet()
    assert chen.has_seen("现在没有您可以签到的会议") == 1
    chen.says(f"/start in-1-{code}")
    await chen.sees("这次会议的签到已经结束", "党支部工作制度 三（九）")
    press = await zheng.presses("刷新")
    await zheng.is_refused(press, "已经结束")
    board = await zheng.sees("党员大会：第四季度工作", "出勤：应到 10 实到 0")
    assert "签到码" not in board.labels


async def test_the_scanned_picture_checks_in(branch: Scene) -> None:
    zheng, chen, lin = await gathered(branch), branch.person("陈正式"), branch.person("林预备")
    code = await shown(zheng)
    await zheng.presses("二维码")
    picture = await zheng.sees("扫码签到：党员大会", "也可以发送六位数字")
    assert picture.protected
    address = f"https://t.me/branch_bot?start=in-1-{digits_of(picture.text)}"
    drawn = io.BytesIO()
    segno.make(address, micro=False).save(drawn, kind="png", scale=10)
    assert picture.media is not None
    assert picture.media.file.content == drawn.getvalue()
    branch.simulator.follow(chen.user, address)
    await chen.sees("已签到。")
    branch.simulator.follow(chen.user, address)
    await chen.sees("您已经签到过了")
    stranger = branch.person("路人甲")
    branch.simulator.follow(stranger.user, address)
    await stranger.sees("这里只为受邀的同志服务")
    branch.move_by(minutes=2)
    branch.simulator.follow(lin.user, address)
    await lin.sees("签到码不对或已更换")
    await zheng.presses("换一张")
    await branch.quiet()
    assert zheng.has_seen("扫码签到") == 2
    branch.simulator.follow(lin.user, f"https://t.me/branch_bot?start=in-1-{code}5")
    await lin.sees("这个签到链接不完整")
    branch.simulator.follow(lin.user, f"https://t.me/branch_bot?start=in-77-{code}")
    await lin.sees("这个按钮已失效")


async def test_whoever_comes_after_the_start_is_late_and_the_convener_can_say_otherwise(branch: Scene) -> None:
    zheng, chen, lin = await gathered(branch, "2026-10-15 14:45"), branch.person("陈正式"), branch.person("林预备")
    chen.says(await shown(zheng))
    await chen.sees("已签到（迟到）。", "14:45")
    await zheng.sees("签到码：党员大会", "实到 1", "迟到：陈正式")
    zheng.says("/attendance")
    await zheng.presses("10月15日（周四）14:30 党员大会")
    early = await zheng.sees("点名：党员大会", "未点 9")
    ticked = carried(early, "○ 林预备")
    await zheng.presses("◔ 陈正式")
    await zheng.sees("点名：党员大会", "实到 1")
    card = await zheng.sees("点名：党员大会")
    assert "迟到：" not in card.text
    for label in ("○ 林预备", "✓ 林预备", "△ 林预备"):
        await zheng.presses(label)
    press = await zheng.presses("✗ 林预备")
    assert press.answer == "已记：迟到"
    await zheng.sees("点名：党员大会", "实到 2", "迟到：林预备")
    branch.simulator.press_data(zheng.user, ticked, card)  # meant before, and overtaken
    await branch.quiet()
    await zheng.sees("点名：党员大会", "迟到：林预备")
    await zheng.presses("完成点名")
    await zheng.presses("确认")
    press = await zheng.presses("◔ 林预备")
    assert press.answer == "已更正：实到"
    press = await zheng.presses("✓ 林预备")
    press = await zheng.presses("△ 林预备")
    press = await zheng.presses("✗ 林预备")
    assert press.answer == "已更正：迟到"
    lin.says("/meetings")
    await lin.sees("您：实到（迟到）")


async def test_somebody_on_leave_who_comes_after_all_is_present(branch: Scene) -> None:
    zheng, lin = branch.person("郑书记"), branch.person("林预备")
    await call(zheng)
    await lin.presses("请假")
    await branch.quiet()
    branch.move_to("2026-10-15 14:20")
    code = await shown(zheng)
    await zheng.sees("签到码：党员大会", "实到 0 请假 1 缺席 0 未点 9")
    lin.says(code)
    await lin.sees("已签到。")
    await zheng.sees("签到码：党员大会", "实到 1 请假 0 缺席 0 未点 9")


async def test_whom_the_convener_has_ticked_is_not_late_and_whom_the_convener_has_corrected_stays_so(
    branch: Scene,
) -> None:
    zheng, chen, lin = await gathered(branch, "2026-10-15 14:40"), branch.person("陈正式"), branch.person("林预备")
    code = await shown(zheng)
    lin.says(code)
    await lin.sees("已签到（迟到）")
    zheng.says("/attendance")
    await zheng.presses("10月15日（周四）14:30 党员大会")
    await zheng.presses("○ 陈正式")
    chen.says(code)
    await chen.sees("已签到。")
    await zheng.presses("◔ 林预备")
    await zheng.presses("✓ 林预备")
    await zheng.presses("△ 林预备")
    await zheng.sees("点名：党员大会", "实到 1 请假 0 缺席 1")
    lin.says(code)
    await lin.sees("您的出勤已由召集人更正", "党支部工作制度 三（九）")
    await zheng.sees("点名：党员大会", "实到 1 请假 0 缺席 1")


async def test_the_window_moves_with_the_meeting_and_early_check_ins_lapse(branch: Scene) -> None:
    zheng, chen = await gathered(branch), branch.person("陈正式")
    chen.says(await shown(zheng))
    await chen.sees("已签到。")
    await zheng.presses("改期")
    zheng.says("10月15日 16:00")
    await zheng.presses("跳过")
    await zheng.presses("确认")
    await chen.sees("会议改期：党员大会", "请答复是否参加")
    press = await zheng.presses("签到码")
    assert "15:30起可以签到" in await zheng.told(press)
    branch.move_to("2026-10-15 15:40")
    code = await shown(zheng)
    await zheng.sees("签到码：党员大会", "实到 0")
    chen.says(code)
    await branch.quiet()
    assert chen.has_seen("已签到。") >= 2


async def test_a_cancelled_meeting_takes_no_code(branch: Scene) -> None:
    zheng, chen = await gathered(branch), branch.person("陈正式")
    code = await shown(zheng)
    card = await zheng.sees("签到码：党员大会")
    refresh = carried(card, "刷新")
    await zheng.presses("取消会议")
    await zheng.presses("确认")
    await chen.sees("会议取消：党员大会")
    chen.says(code)
    await chen.sees("现在没有您可以签到的会议")
    chen.says(f"/start in-1-{code}")
    await chen.sees("这次会议已取消")
    press = branch.simulator.press_data(zheng.user, refresh, card)
    await branch.quiet()
    assert press.answer == "这次会议已取消。"


async def test_once_attendance_was_taken_no_code_is_taken(branch: Scene) -> None:
    zheng, chen = await gathered(branch, "2026-10-15 14:40"), branch.person("陈正式")
    code = await shown(zheng)
    zheng.says("/attendance")
    await zheng.presses("10月15日（周四）14:30 党员大会")
    await zheng.presses("完成点名")
    await zheng.presses("确认")
    chen.says(f"/checkin {code}")
    await chen.sees("现在没有您可以签到的会议")
    chen.says(f"/start in-1-{code}")
    await chen.sees("这次会议的签到已经结束")


async def test_of_two_meetings_the_code_tells_which_and_only_the_invited_check_in(branch: Scene) -> None:
    zheng, he, chen = branch.person("郑书记"), branch.person("何组长"), branch.person("陈正式")
    await call(zheng)
    await call(he, TEAM)
    branch.move_to("2026-10-15 14:20")
    assembly, team = await shown(zheng), await shown(he)
    he.says(assembly)
    await he.sees("已签到。", "党员大会：第四季度工作")
    he.says(team)
    await he.sees("已签到。", "党小组会：小组的会")
    chen.says(team)
    await chen.sees("您不在这次会议的参加范围内")
    huang = branch.person("黄积极")
    huang.says(f"{(int(team) + 1) % 10**6:06}")
    await huang.sees("现在没有您可以签到的会议")
    await zheng.presses("本人签到")
    await zheng.sees("签到码：党员大会", "实到 2")
    card = await zheng.sees("签到码：党员大会")
    assert "本人签到" not in card.labels


async def test_only_whoever_manages_the_meeting_sees_the_code(branch: Scene) -> None:
    zheng, zhou, sun = await gathered(branch), branch.person("周宣传"), branch.person("孙组织")
    await shown(zheng)
    card = await zheng.sees("签到码：党员大会")
    assert card.protected
    data = [carried(card, label) for label in ("刷新", "二维码", "本人签到")]
    notice = await zhou.sees("会议通知：党员大会")
    for each in data:
        press = branch.simulator.press_data(zhou.user, each, notice)
        await branch.quiet()
        assert press.answer == "这件事不在您的职责范围内，没有改动任何内容。"
        press = branch.simulator.press_data(branch.person("陈正式").user, each, notice.id)
        await branch.quiet()
        assert press.answer == "这件事不在您的职责范围内。您能办的事项见 /help。"
    await sun.presses("会议管理")
    assert len(await shown(sun)) == 6


async def test_the_code_goes_from_the_screen_of_whoever_loses_the_post(branch: Scene) -> None:
    zheng, sun, chen = branch.person("郑书记"), branch.person("孙组织"), branch.person("陈正式")
    await call(sun, ASSEMBLY)
    branch.move_to("2026-10-15 14:10")
    code = await shown(sun)
    await sun.presses("二维码")
    await sun.sees("扫码签到")
    zheng.says("/members")
    await zheng.presses("孙组织")
    await zheng.presses("✓ 组织委员")
    await branch.quiet()
    assert sun.has_seen(f"{code[:3]} {code[3:]}") == 0
    chen.says(code)
    await chen.sees("已签到。")
    await branch.quiet()
    assert sun.has_seen("实到 1") == 0


async def test_digits_in_a_group_are_nothing(branch: Scene) -> None:
    group = await bound_group(branch)
    zheng, chen = await gathered(branch), branch.person("陈正式")
    code = await shown(zheng)
    before = len(branch.simulator.messages(chen.user, group))
    chen.says(code, chat=group)
    chen.says("/checkin", chat=group)
    await chen.sees("请到与我的私聊中办理", chat=group)
    await branch.quiet()
    assert len(branch.simulator.messages(chen.user, group)) == before + 3
    await zheng.sees("签到码：党员大会", "实到 0")
    assert chen.has_seen("签到", chat=group) == 0


async def test_in_the_middle_of_something_else_a_right_code_checks_in_and_other_digits_are_the_answer(
    branch: Scene,
) -> None:
    zheng, lin = await gathered(branch), branch.person("林预备")
    code = await shown(zheng)
    await lin.presses("请假")
    await lin.presses("因病")
    await lin.sees("可以发来一句说明")
    lin.says(code)
    await lin.sees("已签到。")
    wrong = f"{(int(code) + 1) % 10**6:06}"
    lin.says(wrong)
    await lin.sees("请假说明已记下")
    await zheng.sees("签到码：党员大会", "实到 1 请假 0")


async def test_whoever_tries_codes_in_the_middle_of_something_else_is_not_let_in_either(branch: Scene) -> None:
    zheng, lin = await gathered(branch), branch.person("林预备")
    code = await shown(zheng)
    lin.says("/report")
    wrong = f"{(int(code) + 1) % 10**6:06}"
    for _ in range(5):
        lin.says(wrong)
    lin.says(code)
    await branch.quiet()
    assert lin.has_seen("已签到") == 0
    await zheng.sees("签到码：党员大会", "实到 0")


async def test_the_same_in_english(branch: Scene) -> None:
    zheng, chen = await gathered(branch, "2026-10-15 14:40"), branch.person("陈正式")
    for person in (zheng, chen):
        person.says("/language")
        await person.presses("English")
    zheng.says("/meetings")
    zheng.says("/attendance")
    await zheng.presses("Thu 15 Oct, 14:30 Branch assembly")
    await zheng.presses("« Back")
    await zheng.presses("Check-in code")
    code = digits_of((await zheng.sees("Check-in code: Branch assembly", "It changes in")).text)
    chen.says(code)
    await chen.sees("You are checked in (late).", "Branch assembly")
    await zheng.sees("Attendance: expected 10, present 1, on leave 0, absent 0, not ticked 9", "Late: 陈正式")


@pytest.mark.parametrize("count", [30])
async def test_thirty_people_at_once_are_one_live_line_at_the_end(scene: Scene, count: int) -> None:
    names = [f"党员{number:02}" for number in range(1, count + 1)]
    scene.move_to("2026-10-12 09:30")
    await scene.found(ROSTER + "".join(f"{name},第一党小组,,正式党员,,,在职,5000\n" for name in names))
    await scene.start()
    await scene.bind("郑书记")
    await bind(scene, names)
    zheng = await gathered(scene)
    bot = scene.bot
    assert bot is not None
    bot.engine.studio.repaints.every = 1.0
    code = await shown(zheng)
    before = len([call for call in scene.simulator.calls if call.method == "editMessageText"])
    for name in names:
        scene.person(name).says(code)
    for name in names:
        await scene.person(name).sees("已签到。")
    await zheng.sees("签到码：党员大会", f"应到 {count + 10} 实到 {count} 请假 0 缺席 0 未点 10", "到会人数符合规定")
    await scene.quiet()
    card = await zheng.sees("签到码：党员大会")
    edits = [call for call in scene.simulator.calls if call.method == "editMessageText"][before:]
    mine = [call for call in edits if call.chat == zheng.user.id]
    assert card.text.count("出勤") == 1
    assert len(mine) <= count // 2
