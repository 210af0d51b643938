"""/meetings: the own ones in private, the announced ones in a group."""

from tests.scene import Scene
from tests.stories.test_meetings import bound_group, call


async def test_the_list_shows_ones_own_meetings_and_what_came_of_them(branch: Scene) -> None:
    zheng, huang, he = branch.person("郑书记"), branch.person("黄积极"), branch.person("何组长")
    zheng.says("/meetings")
    await zheng.sees("目前没有您要参加的会议")
    await call(zheng)
    await call(zheng, "/newmeeting 类型：党小组会\n主题：一组的会\n时间：明天 9:00\n地点：小会议室")
    zheng.says("/meetings")
    card = await zheng.sees("将要召开", "一组的会", "第四季度工作")
    assert card.labels == ["10月13日（周二）09:00 党小组会", "10月15日（周四）14:30 党员大会", "« 返回"]
    he.says("会议")
    card = await he.sees("将要召开", "第四季度工作")
    assert "一组的会" not in card.text
    huang.says("/meetings")
    await huang.sees("目前没有您要参加的会议")
    branch.move_to("2026-10-14 09:00")
    zheng.says("/meetings")
    await zheng.sees("近期：", "一组的会（尚未点名）")


async def test_whoever_binds_later_finds_the_meeting_and_answers(branch: Scene) -> None:
    zheng, gao = branch.person("郑书记"), branch.person("高退休")
    await call(zheng)
    await branch.bind("高退休")
    gao.says("/meetings")
    await gao.presses("10月15日（周四）14:30 党员大会")
    await gao.sees("会议通知：党员大会", "请答复是否参加")
    await gao.presses("参加")
    await zheng.sees("应到 10 · 参加 1", "参加：高退休")


async def test_in_a_group_the_list_names_what_was_announced_there(branch: Scene) -> None:
    group = await bound_group(branch)
    zheng, chen = branch.person("郑书记"), branch.person("陈正式")
    chen.says("/meetings@branch_bot", chat=group)
    await chen.sees("目前没有在本群通知的会议", chat=group)
    await call(zheng)
    await call(zheng, "/newmeeting 类型：支委会\n主题：研究人选\n时间：明天 9:00\n地点：小会议室")
    await call(zheng, "/newmeeting 类型：党小组会\n主题：一组的会\n时间：明天 9:00\n地点：小会议室")
    chen.says("/meetings@branch_bot", chat=group)
    listed = await chen.sees("近期会议", "第四季度工作，三楼会议室", chat=group)
    assert listed.labels == []
    everything = "".join(message.text for message in branch.simulator.messages(chen.user, group))
    assert "研究人选" not in everything
    assert "一组的会" not in everything
    unbound = branch.simulator.add_group("别的群", members=[chen.user])
    chen.says("/meetings@branch_bot", chat=unbound)
    await chen.sees("本群还没有绑定", chat=unbound)
