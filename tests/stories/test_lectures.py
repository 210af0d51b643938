"""党课流程: what was recorded of a lecture, and the button that does what is still to do."""

from tests.scene import Scene
from tests.stories.quizzing import attach, take
from tests.stories.sending import send

LECTURE = "/newmeeting\n类型：党课\n主题：党章第三条\n时间：2026-10-13 15:00\n地点：礼堂\n参加：全体党员"


async def _called(branch: Scene) -> None:
    zhou = branch.person("周宣传")
    zhou.says(LECTURE)
    await zhou.presses("确认")
    await zhou.presses("党课流程")
    await zhou.sees("党课流程：党章第三条", "✓ 通知：10 人，其中 1 人未绑定", "○ 材料", "○ 召开", "○ 讨论", "○ 测验")


async def test_a_lecture_goes_from_its_notice_to_its_quiz(branch: Scene) -> None:
    zhou, chen, zheng = branch.person("周宣传"), branch.person("陈正式"), branch.person("郑书记")
    await _called(branch)
    await zhou.presses("发材料")
    await zhou.sees("请发来内容")
    zhou.says("党章第三条全文")
    await zhou.presses("全体党员")
    await zhou.presses("确认")
    await chen.sees("党章第三条全文")
    await chen.presses("已学习")
    await zhou.sees("已学习 1")
    branch.move_to("2026-10-13 15:10")
    zhou.says("/attendance")
    await zhou.presses("10月13日（周二）15:00 党课")
    await zhou.presses("全部实到")
    await zhou.presses("完成点名")
    await zhou.presses("确认")
    await branch.quiet()
    zheng.says("/menu")
    shown = await zheng.sees("请选择要办的事")
    branch.simulator.press_data(zheng.user, "lc:1", shown)
    await zheng.sees("✓ 材料：1/10 人已学习", "✓ 召开：应到 10，实到 10", "○ 讨论", "○ 测验")
    await zheng.presses("附测验")
    zheng.says("1. 几项义务？\nA. 六项\nB. 八项\n答案：B\n2. 有表决权吗？\nA. 有\nB. 没有\n答案：B")
    await zheng.sees("请核对测验：党章第三条", "党课应到 10 人")
    await zheng.presses("发给全部（10 人）")
    await zheng.sees("测验情况：党章第三条")
    await take(chen, 1, 1)
    await zheng.sees("1 人答完")
    branch.simulator.press_data(zheng.user, "lc:1", await zheng.sees("1 人答完"))
    await zheng.sees("党课流程", "✓ 测验：1/10 人答完")


async def test_a_quiz_goes_only_to_those_who_came_to_the_lecture(branch: Scene) -> None:
    zhou, chen, lin = branch.person("周宣传"), branch.person("陈正式"), branch.person("林预备")
    await _called(branch)
    branch.move_to("2026-10-13 15:10")
    zhou.says("/attendance")
    await zhou.presses("10月13日（周二）15:00 党课")
    await zhou.presses("○ 陈正式")
    await zhou.presses("○ 周宣传")
    await branch.quiet()
    zhou.says("/menu")
    branch.simulator.press_data(zhou.user, "lc:1", await zhou.sees("请选择要办的事"))
    await zhou.sees("党课流程：党章第三条")
    await attach(zhou)
    await zhou.presses("只发给到会的（2 人）")
    await zhou.sees("测验情况：党章第三条", "发给 2 人，0 人答完")
    await chen.sees("测验：党章第三条")
    await branch.quiet()
    assert lin.has_seen("测验：党章第三条") == 0


async def test_a_discussion_is_a_meeting_called_for_the_lecture(branch: Scene) -> None:
    li, zheng = branch.person("李组长"), branch.person("郑书记")
    zheng.says(LECTURE)
    await zheng.presses("确认")
    await zheng.presses("党课流程")
    await zheng.presses("组织讨论")
    zheng.says("时间：2026-10-14 15:00\n地点：小会议室\n参加：第一党小组")
    await zheng.sees("请核对", "类型：党小组会", "主题：党章第三条")
    await zheng.presses("确认")
    await li.sees("党小组会", "党章第三条")
    await branch.quiet()
    shown = await zheng.sees("党小组会", "党章第三条")
    branch.simulator.press_data(zheng.user, "lc:1", shown)
    await zheng.sees("党课流程", "○ 讨论：2026年10月14日（周三）15:00 党小组会")
    branch.move_to("2026-10-15 09:30")
    branch.simulator.press_data(zheng.user, "lc:1", shown)
    await zheng.sees("党课流程", "✓ 讨论：2026年10月14日（周三）15:00 党小组会")


async def test_only_a_lecture_has_these_steps_and_only_for_who_manages_it(branch: Scene) -> None:
    zhou, li, chen = branch.person("周宣传"), branch.person("李组长"), branch.person("陈正式")
    await _called(branch)
    zhou.says("/newmeeting\n类型：集中学习\n主题：学习\n时间：2026-10-14 15:00\n地点：礼堂")
    await zhou.presses("确认")
    await zhou.sees("集中学习", "学习")
    assert "党课流程" not in zhou.labels()
    for actor, data in ((li, "lc:1"), (li, "lu:1"), (chen, "lc:1"), (chen, "lv:1"), (zhou, "lc:2"), (zhou, "la:0:99")):
        actor.says("/menu")
        press = branch.simulator.press_data(actor.user, data, await actor.sees("请选择要办的事"))
        await branch.quiet()
        assert press.answer, (actor.name, data)


async def test_a_cancelled_lecture_says_so(branch: Scene) -> None:
    zhou = branch.person("周宣传")
    await _called(branch)
    branch.simulator.press_data(zhou.user, "kb:1", await zhou.sees("党课流程"))
    await zhou.presses("取消会议")
    await zhou.presses("确认")
    await branch.quiet()
    zhou.says("/menu")
    shown = await zhou.sees("请选择要办的事")
    branch.simulator.press_data(zhou.user, "lc:1", shown)
    await zhou.sees("党课流程：党章第三条", "已取消")
    press = branch.simulator.press_data(zhou.user, "la:0:1", shown)
    await branch.quiet()
    assert "暂时不能附测验" in (press.answer or "")


async def test_a_material_of_the_plan_counts_for_its_lecture(branch: Scene) -> None:
    zhou = branch.person("周宣传")
    zhou.says("/plan")
    await zhou.presses("新增一项")
    zhou.says("月份：2026-10\n主题：党章第三条\n形式：党课")
    await zhou.presses("确认")
    await zhou.presses("召开")
    zhou.says("时间：2026-10-20 15:00\n地点：礼堂\n参加：全体党员")
    await zhou.presses("确认")
    zhou.says("/plan")
    await zhou.presses("党章第三条")
    await zhou.presses("发材料")
    zhou.says("全文")
    await zhou.presses("全体党员")
    await zhou.presses("确认")
    await branch.quiet()
    branch.simulator.press_data(zhou.user, "lc:1", await zhou.sees("已送达"))
    await zhou.sees("党课流程", "✓ 材料：0/10 人已学习")
    await zhou.presses("材料情况")
    await attach(zhou)
    await send(zhou, "别的")
