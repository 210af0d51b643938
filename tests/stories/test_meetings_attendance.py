"""Attendance is ticked, for those without Telegram too, and corrected in the open."""

import pytest
from sqlalchemy import select

from bot.store.database import Database
from bot.store.post import Audit
from tests.scene import ROSTER, Scene, carried
from tests.stories.test_meetings import ASSEMBLY, bound_group, call


async def _audited(branch: Scene) -> list[tuple[str, str]]:
    """What the audit log holds about meetings; there is no screen for it yet."""
    database = Database(branch.settings.database)
    async with database.reading() as session:
        rows = (await session.scalars(select(Audit).where(Audit.deed.startswith("meetings.")).order_by(Audit.id))).all()
    await database.close()
    return [(row.deed, row.subject) for row in rows]


async def test_attendance_is_ticked_name_by_name(branch: Scene) -> None:
    group = await bound_group(branch)
    zheng, chen, lin = branch.person("郑书记"), branch.person("陈正式"), branch.person("林预备")
    await call(zheng)
    await lin.presses("请假")
    await branch.quiet()
    branch.move_to("2026-10-15 14:20")
    zheng.says("/attendance")
    await zheng.presses("10月15日（周四）14:30 党员大会")
    card = await zheng.sees(
        "点名：党员大会", "应到 10 实到 0 请假 1 缺席 0 未点 9", "有表决权的应到 9 人、实到 0 人，还差 5 人"
    )
    assert "△ 林预备" in card.labels
    assert "○ 高退休" in card.labels
    press = await zheng.presses("○ 高退休")
    assert press.answer == "已记：实到"
    await zheng.sees("实到 1 请假 1 缺席 0 未点 8")
    await zheng.presses("✓ 高退休")
    await zheng.presses("△ 高退休")
    await zheng.sees("实到 0 请假 1 缺席 1 未点 8")
    await zheng.presses("✗ 高退休")
    await zheng.presses("○ 孙组织")
    await zheng.presses("✓ 孙组织")
    await zheng.presses("△ 孙组织")
    await zheng.sees("实到 1 请假 1 缺席 1 未点 7")
    await zheng.presses("全部实到")
    await zheng.sees("应到 10 实到 8 请假 1 缺席 1", "有表决权的应到 9 人、实到 8 人，到会人数符合规定")
    branch.move_to("2026-10-15 14:40")
    await zheng.presses("完成点名")
    press = await zheng.presses("确认")
    assert press.answer == "点名已完成。"
    done = await zheng.sees("点名已完成。点姓名仍可更正", "应到 10 实到 8 请假 1 缺席 1")
    assert "完成点名" not in done.labels
    assert "全部实到" not in done.labels
    branch.move_to("2026-10-15 16:00")
    chen.says("/meetings")
    await chen.sees("第四季度工作（应到 10 实到 8 请假 1 缺席 1；您：实到）")
    await branch.quiet()
    shown = "".join(message.text for message in branch.simulator.messages(chen.user, group))
    assert "缺席" not in shown
    assert "孙组织" not in shown


async def test_who_has_no_mark_at_the_end_is_absent_and_who_is_on_leave_excused(branch: Scene) -> None:
    zheng, lin = branch.person("郑书记"), branch.person("林预备")
    await call(zheng)
    await lin.presses("请假")
    await branch.quiet()
    branch.move_to("2026-10-15 15:00")
    board = await zheng.sees("应到 10 · 参加 0 · 请假 1")
    branch.simulator.press(zheng.user, "点名", message=board)
    await zheng.presses("○ 陈正式")
    await zheng.presses("完成点名")
    await zheng.presses("确认")
    await zheng.sees("应到 10 实到 1 请假 1 缺席 8")
    card = await zheng.sees("点名已完成")
    branch.simulator.press(zheng.user, "« 返回", message=card)
    await zheng.sees("出勤：应到 10 实到 1 请假 1 缺席 8")


async def test_a_correction_is_made_in_the_open(branch: Scene) -> None:
    zheng, sun = branch.person("郑书记"), branch.person("孙组织")
    await call(zheng)
    branch.move_to("2026-10-15 15:00")
    sun.says("点名")
    await sun.presses("10月15日（周四）14:30 党员大会")
    await sun.presses("全部实到")
    await sun.presses("完成点名")
    await sun.presses("确认")
    sun.says("点名")
    await sun.presses("✓ 10月15日（周四）14:30 党员大会")
    press = await sun.presses("✓ 陈正式")
    assert press.answer == "已更正：请假"
    await sun.sees("应到 10 实到 9 请假 1 缺席 0")
    deeds = await _audited(branch)
    assert [deed for deed, _ in deeds] == [
        "meetings.called",
        "meetings.attendance_taken",
        "meetings.attendance_corrected",
    ]
    assert deeds[-1][1].startswith("陈正式 党员大会")


async def test_attendance_is_not_taken_before_the_start_and_can_be_taken_back(branch: Scene) -> None:
    zheng = branch.person("郑书记")
    await call(zheng)
    branch.move_to("2026-10-15 14:20")
    zheng.says("/attendance")
    await zheng.presses("10月15日（周四）14:30 党员大会")
    await zheng.presses("○ 高退休")
    press = await zheng.presses("完成点名")
    assert press.alert
    assert "14:30才开会" in (press.answer or "")
    await branch.quiet()
    assert zheng.has_seen("要完成点名吗") == 0
    branch.move_to("2026-10-15 14:30")
    await zheng.presses("完成点名")
    await zheng.presses("« 返回")
    await zheng.sees("点名：党员大会", "实到 1 请假 0 缺席 0 未点 9")
    await zheng.presses("完成点名")
    await zheng.presses("确认")
    done = await zheng.sees("点名已完成", "实到 1 请假 0 缺席 9")
    again = carried(done, "重新点名")
    press = await zheng.presses("重新点名")
    assert press.answer == "已撤回完成点名，可以继续点名。"
    await zheng.sees("点名：党员大会", "实到 1 请假 0 缺席 0 未点 9")
    press = branch.simulator.press_data(zheng.user, again, done)
    await branch.quiet()
    assert press.answer == "点名还没有完成，可以直接点姓名。"
    await zheng.presses("全部实到")
    await zheng.presses("完成点名")
    await zheng.presses("确认")
    await zheng.sees("点名已完成", "实到 10 请假 0 缺席 0")
    deeds = [deed for deed, _ in await _audited(branch)]
    assert deeds[1:] == [
        "meetings.attendance_taken",
        "meetings.attendance_reopened",
        "meetings.attendance_taken",
    ]


async def test_a_double_tap_marks_once_and_finishing_twice_is_said(branch: Scene) -> None:
    zheng = branch.person("郑书记")
    await call(zheng)
    branch.move_to("2026-10-15 15:00")
    zheng.says("/attendance")
    await zheng.presses("10月15日（周四）14:30 党员大会")
    card = await zheng.sees("点名：党员大会", "未点 10")
    for _ in range(2):
        branch.simulator.press(zheng.user, "○ 陈正式", message=card)
    await zheng.sees("实到 1 请假 0 缺席 0 未点 9")
    await branch.quiet()
    await zheng.presses("完成点名")
    await zheng.sees("要完成点名吗", "还没有点到的 9 人将记为缺席：郑书记")
    presses = [branch.simulator.press(zheng.user, "确认", message=card) for _ in range(2)]
    await branch.quiet()
    assert [press.answer for press in presses] == ["点名已完成。", "点名已完成，可以点姓名更正。"]
    await zheng.sees("应到 10 实到 1 请假 0 缺席 9")


async def test_nothing_is_ticked_before_the_day_or_when_cancelled(branch: Scene) -> None:
    zheng, sun = branch.person("郑书记"), branch.person("孙组织")
    await call(zheng)
    zheng.says("/attendance")
    await zheng.sees("今天和近期没有您可以点名的会议")
    board = await zheng.sees("应到 10", "等待答复")
    press = branch.simulator.press(zheng.user, "点名", message=board)
    await branch.quiet()
    assert press.answer == "会议当天才能点名。"
    branch.move_to("2026-10-15 09:00")
    sun.says("/attendance")
    await sun.presses("10月15日（周四）14:30 党员大会")
    card = await sun.sees("点名：党员大会")
    branch.simulator.press(zheng.user, "取消会议", message=board)
    await zheng.presses("确认")
    await branch.quiet()
    press = branch.simulator.press(sun.user, "○ 陈正式", message=card)
    await sun.sees("党员大会：第四季度工作", "已取消")
    await branch.quiet()
    assert press.answer == "这次会议已取消。"
    sun.says("/attendance")
    await branch.quiet()
    assert sun.has_seen("今天和近期没有您可以点名的会议") == 1


@pytest.mark.parametrize("kind", ["组织生活会", "党课"])
async def test_a_meeting_that_decides_nothing_has_no_quorum_line(branch: Scene, kind: str) -> None:
    zheng = branch.person("郑书记")
    await call(zheng, f"/newmeeting 类型：{kind}\n主题：理论学习\n时间：今天 14:00\n地点：礼堂")
    zheng.says("/attendance")
    await zheng.presses(f"10月12日（周一）14:00 {kind}")
    card = await zheng.sees(f"点名：{kind}")
    assert "表决权" not in card.text


async def test_a_long_list_has_pages(scene: Scene) -> None:
    scene.move_to("2026-10-12 09:30")
    more = "".join(f"党员{number},第一党小组,,正式党员,,,在职,5000\n" for number in range(1, 32))
    await scene.found(ROSTER + more)
    await scene.start()
    await scene.bind("郑书记", "党员31")
    zheng = scene.person("郑书记")
    await call(zheng, ASSEMBLY.replace("10月15日 下午2点半", "今天 15:00"))
    await zheng.presses("代答")
    await zheng.sees("未答复 41")
    await zheng.presses("下一页")
    await zheng.presses("○ 党员20")
    await zheng.sees("参加 1")
    await zheng.presses("上一页")
    card = await zheng.sees("代答", "参加 1")
    scene.simulator.press(zheng.user, "« 返回", message=card)
    board = await zheng.sees("应到 41", "参加：党员20")
    scene.simulator.press(zheng.user, "点名", message=board)
    await zheng.presses("下一页")
    await zheng.presses("下一页")
    await zheng.presses("○ 党员31")
    card = await zheng.sees("应到 41 实到 1", "未点 40")
    assert card.labels == ["✓ 党员31", "上一页", "完成点名", "全部实到", "« 返回"]
