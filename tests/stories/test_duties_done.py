"""What people do in the other systems ends their duties: nothing has to be ticked off."""

from tests.scene import Scene

TEAM_MEETING = """类型：党小组会
主题：十月学习
时间：10月28日 15:00
地点：二楼会议室
议程：学习讨论
参加：第一党小组"""


async def test_a_reminder_leads_to_the_dues_and_once_received_nobody_owes_them(branch: Scene) -> None:
    branch.move_to("2026-10-13 08:31")
    chen, org = branch.person("陈正式"), branch.person("孙组织")
    await chen.sees("提醒 · 陈正式同志", "党费 · 2026年10月")
    await chen.presses("办理党费")
    await chen.presses("确认已交")
    await branch.quiet()
    chen.says("/todo")
    await chen.sees("陈正式同志，您目前没有待办事项")
    org.says("/board")
    await org.sees("党费 · 2026年10月\n已办 0 · 未到期 9 · 逾期 0 · 待收讫 1")
    org.says("/ledger")
    await org.presses("陈正式")
    await org.presses("收讫")
    await branch.quiet()
    org.says("/board")
    await org.sees("党费 · 2026年10月\n已办 1 · 未到期 9 · 逾期 0")
    branch.move_to("2026-10-28 08:31")
    await branch.quiet()
    assert chen.has_seen("提醒 ·") == 0  # the first one has become the dues card; no other has come


async def test_a_reminder_leads_to_calling_the_meeting_which_counts_once_it_has_begun(branch: Scene) -> None:
    leader = branch.person("李组长")
    branch.move_to("2026-10-26 08:31")
    await leader.sees("提醒 · 李组长同志", "党小组会（第一党小组） · 2026年10月")
    await leader.presses("召集会议")
    leader.says(TEAM_MEETING)
    await leader.presses("确认")
    await branch.quiet()
    leader.says("/todo")
    await leader.sees("李组长同志的待办", "党小组会（第一党小组） · 2026年10月", "请答复是否参加：十月学习")
    branch.move_to("2026-10-28 15:01")
    await branch.quiet()
    leader.says("/todo")
    card = await leader.sees("李组长同志的待办", "党费 · 2026年10月", "已逾期 8 天")
    assert "党小组会" not in card.text
    assert "十月学习" not in card.text
