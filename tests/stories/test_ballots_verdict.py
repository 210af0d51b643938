"""What the rules make of a motion: who came decides with the votes, and attendance may be taken before or after."""

from tests.scene import Actor, Scene
from tests.stories.test_ballots import ELECTORS, PLAN, opened
from tests.stories.test_ballots_closed import ends, votes
from tests.stories.test_meetings import ASSEMBLY, bound_group, call

MOTION = PLAN.replace("参加：全体党员", "会议：第四季度工作")


async def attendance(actor: Actor, *absent: str) -> None:
    """Ticks the meeting's attendance: all came but these."""
    actor.says("/attendance")
    await actor.presses("10月15日（周四）14:30 党员大会")
    for name in absent:
        await actor.presses(f"○ {name}")
        await actor.presses(f"✓ {name}")
        await actor.presses(f"△ {name}")
        await actor.sees("点名")
    await actor.presses("全部实到")
    await actor.presses("完成点名")
    await actor.presses("确认")
    await actor.scene.quiet()


async def corrected(actor: Actor, *absent: str) -> None:
    """Corrects attendance that has been taken: these were not there."""
    actor.says("/attendance")
    await actor.presses("✓ 10月15日（周四）14:30 党员大会")
    for name in absent:
        await actor.presses(f"✓ {name}")
        await actor.presses(f"△ {name}")
    await actor.scene.quiet()


async def test_a_motion_passes_when_enough_came_and_more_than_half_of_the_expected_agree(branch: Scene) -> None:
    group = await bound_group(branch)
    zheng, chen = branch.person("郑书记"), branch.person("陈正式")
    await call(zheng, ASSEMBLY)
    branch.move_to("2026-10-15 14:40")
    await attendance(zheng, "何组长", "高退休")
    await opened(zheng, MOTION)
    await votes(branch, 赞成="郑书记 周宣传 吴纪检 冯青年 陈正式", 反对="李组长")
    await ends(zheng)
    result = (
        "表决结果",
        "会议：10月15日（周四）14:30 党员大会 第四季度工作",
        "通过：赞成达到 5 票",
        "应到（有表决权） 9 · 实到 7",
        "赞成 5 · 反对 1 · 弃权 0 · 未投 3",
        "规定：到会 5 人以上，赞成 5 票以上",
        "支部工作条例",
    )
    await chen.sees(*result)
    shared = await chen.sees(*result, chat=group)
    assert "没有点到" not in shared.text


async def test_a_motion_fails_with_half_of_the_expected(branch: Scene) -> None:
    zheng = branch.person("郑书记")
    await call(zheng, ASSEMBLY)
    branch.move_to("2026-10-15 14:40")
    await attendance(zheng)
    await opened(zheng, MOTION)
    await votes(branch, 赞成="郑书记 周宣传 吴纪检 冯青年")
    await ends(zheng)
    await zheng.sees("表决结果", "未通过：赞成不足 5 票", "实到 9", "赞成 4 · 反对 0")


async def test_a_motion_without_a_quorum_is_not_passed_whatever_the_votes(branch: Scene) -> None:
    zheng = branch.person("郑书记")
    await call(zheng, ASSEMBLY)
    branch.move_to("2026-10-15 14:40")
    await attendance(zheng, "周宣传", "吴纪检", "冯青年", "李组长", "高退休")
    await opened(zheng, MOTION)
    await votes(branch, 赞成="郑书记 孙组织 何组长 陈正式")
    await ends(zheng)
    await zheng.sees("未通过：到会不足 5 人", "实到 4", "赞成 4")


async def test_attendance_corrected_after_the_end_changes_the_verdict_for_everybody(branch: Scene) -> None:
    group = await bound_group(branch)
    zheng, chen = branch.person("郑书记"), branch.person("陈正式")
    await call(zheng, ASSEMBLY)
    branch.move_to("2026-10-15 14:40")
    await attendance(zheng, "高退休")
    await opened(zheng, MOTION)
    await votes(branch, 赞成=" ".join(ELECTORS))
    await ends(zheng)
    await chen.sees("表决结果", "通过：赞成达到 5 票", "实到 8", chat=group)
    await corrected(zheng, "周宣传", "吴纪检", "冯青年")
    await chen.sees("表决结果", "通过", "实到 5", "其中 3 票来自没有点到的同志", chat=group)
    await chen.sees("表决结果", "通过", "您的选择：赞成。")
    await corrected(zheng, "何组长")
    await chen.sees("未通过：到会不足 5 人", "实到 4", "其中 4 票来自没有点到的同志", chat=group)


async def test_attendance_taken_after_the_end_makes_the_figures_a_verdict(branch: Scene) -> None:
    zheng, chen = branch.person("郑书记"), branch.person("陈正式")
    await call(zheng, ASSEMBLY)
    branch.move_to("2026-10-15 14:40")
    zheng.says("/attendance")
    await zheng.presses("10月15日（周四）14:30 党员大会")
    await zheng.presses("全部实到")
    await opened(zheng, MOTION)
    await votes(branch, 赞成=" ".join(ELECTORS))
    await ends(zheng)
    shown = await chen.sees("意见征集结果", "会议没有点名记录", "赞成 8")
    assert "实到" not in shown.text
    zheng.says("/attendance")
    await zheng.presses("10月15日（周四）14:30 党员大会")
    await zheng.presses("完成点名")
    await zheng.presses("确认")
    await chen.sees("表决结果", "通过：赞成达到 5 票", "实到 9")
