"""口头汇报: noted by the recorder at organization life, seen in the record, its Word file and by the member."""

from tests.documents.opened import Word
from tests.scene import Scene
from tests.stories.leading import press_on, tick, to_chair
from tests.stories.test_filing import takes
from tests.stories.test_meetings import call

LIFE = """/newmeeting
类型：组织生活会
主题：半年小结
时间：10月15日 9:00
地点：小会议室
参加：全体党员"""
BUTTON = "10月15日（周四）09:00 组织生活会"


async def test_who_reported_orally_stands_in_the_record_and_on_the_members_own_card(branch: Scene) -> None:
    zheng, chen = branch.person("郑书记"), branch.person("陈正式")
    await call(zheng, LIFE)
    branch.move_to("2026-10-15 09:01")
    await to_chair(zheng, "半年小结", "组织生活会")
    await zheng.presses("开始会议")
    await tick(zheng, "郑书记", "陈正式")
    zheng.says("/minutes")
    await zheng.presses(BUTTON)
    await zheng.presses("口头汇报")
    card = await zheng.sees("口头汇报：组织生活会", "实到 2 人，口头汇报 0 人", "三（十一）")
    assert card.labels == ["○ 郑书记", "○ 陈正式", "« 返回"]
    await zheng.presses("○ 陈正式")
    await zheng.sees("口头汇报 1 人")
    twice = branch.simulator.press_data(zheng.user, "ha:1:0:8:1", card)
    absent = branch.simulator.press_data(zheng.user, "ha:1:0:9:1", card)
    await branch.quiet()
    assert twice.answer is None
    assert absent.answer == "没有登记为实到，不能记口头汇报。请先点名。"
    await zheng.presses("○ 郑书记")
    await zheng.presses("✓ 郑书记")
    await zheng.sees("口头汇报 1 人")
    await zheng.presses("« 返回")
    await zheng.sees("会议记录：组织生活会", "口头汇报思想：陈正式")
    chen.says("/report")
    await chen.sees("口头汇报", "2026年10月15日（周四）09:00 组织生活会")
    await press_on(zheng, await zheng.sees("主持："), "散会")
    await zheng.presses("确认")
    zheng.says("/export")
    await zheng.presses(BUTTON)
    record = Word((await takes(zheng, "会议记录")).content)
    assert ["口头汇报", "陈正式"] in record.tables[0]
    assert await branch.audit("oral") == [
        ("oral.noted", "陈正式 组织生活会 1"),
        ("oral.noted", "郑书记 组织生活会 1"),
        ("oral.taken_back", "郑书记 组织生活会 1"),
    ]


async def test_only_the_keeper_of_the_record_notes_and_only_while_it_is_open(branch: Scene) -> None:
    zheng, chen = branch.person("郑书记"), branch.person("陈正式")
    await call(zheng, LIFE)
    branch.move_to("2026-10-15 09:01")
    await to_chair(zheng, "半年小结", "组织生活会")
    zheng.says("/minutes")
    await zheng.presses(BUTTON)
    record = await zheng.sees("会议记录：组织生活会")
    early = branch.simulator.press_data(zheng.user, "hi:1:0", record)
    await branch.quiet()
    assert "还没有开始" in (early.answer or "")
    chen.says("/report")
    foreign = branch.simulator.press_data(chen.user, "ha:1:0:8:1", await chen.sees("我的思想汇报"))
    await branch.quiet()
    assert foreign.answer
    await press_on(zheng, await zheng.sees("主持："), "开始会议")
    zheng.says("/minutes")
    await zheng.presses(BUTTON)
    await zheng.presses("口头汇报")
    card = await zheng.sees("还没有登记实到人员，请先点名")
    await press_on(zheng, await zheng.sees("主持："), "散会")
    await zheng.presses("确认")
    zheng.says("/minutes")
    await zheng.presses(BUTTON)
    await zheng.presses("定稿")
    await zheng.presses("确认")
    await branch.quiet()
    await zheng.sees("记录没有开始或已定稿，不再改动")
    late = branch.simulator.press_data(zheng.user, "ha:1:0:8:1", card)
    await branch.quiet()
    assert "定稿" in (late.answer or "")


async def test_at_other_meetings_nobody_reports(branch: Scene) -> None:
    zheng = branch.person("郑书记")
    await call(zheng, LIFE.replace("组织生活会", "集中学习"))
    branch.move_to("2026-10-15 09:01")
    await to_chair(zheng, "半年小结", "集中学习")
    await zheng.presses("开始会议")
    zheng.says("/minutes")
    await zheng.presses(BUTTON.replace("组织生活会", "集中学习"))
    record = await zheng.sees("会议记录：集中学习")
    assert "口头汇报" not in record.labels
    branch.simulator.press_data(zheng.user, "hi:1:0", record)
    refused = await zheng.sees("三（十一）")
    assert refused.labels == ["依据"]
