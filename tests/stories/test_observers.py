"""列席: people of the roster and guests, told and shown, without being expected and without a vote."""

from tests.scene import ROSTER, Scene, carried
from tests.stories.test_check_in import shown
from tests.stories.test_meetings import bound_group, call


async def add(branch: Scene, names: str) -> None:
    """郑书记 adds them on the newest board."""
    zheng = branch.person("郑书记")
    await zheng.presses("列席")
    await zheng.presses("添加")
    await zheng.sees("列席：党员大会", "请发来姓名")
    zheng.says(names)


async def test_observers_are_told_and_shown_and_not_expected(branch: Scene) -> None:
    group = await bound_group(branch)
    zheng, huang, chen = branch.person("郑书记"), branch.person("黄积极"), branch.person("陈正式")
    await call(zheng)
    await add(branch, "黄积极、市直工委王科长")
    card = await zheng.sees("列席：党员大会", "• 黄积极", "• 市直工委王科长（来宾）", "没有表决权")
    assert card.labels == ["✗ 黄积极", "✗ 市直工委王科长", "添加", "« 返回"]
    told = await huang.sees("列席通知：党员大会", "三楼会议室", "请您列席，不用答复；列席没有表决权")
    assert told.labels == ["« 返回"]
    await chen.sees("会议通知：党员大会", "列席：黄积极、市直工委王科长")
    await zheng.presses("« 返回")
    await zheng.sees("应到 10 · 参加 0", "列席：黄积极、市直工委王科长")
    huang.says("/meetings")
    await huang.presses("10月15日（周四）14:30 党员大会")
    await huang.sees("列席通知：党员大会")
    await branch.quiet()
    assert huang.has_seen("会议通知") == 0
    assert chen.has_seen("列席", chat=group) == 0
    zheng.says("/newvote\n事项：是否同意\n方式：记名\n会议：1号\n参加：全体党员")
    await branch.quiet()
    assert huang.has_seen("是否同意") == 0
    deeds = await branch.audit("observers")
    assert [deed for deed, _ in deeds] == ["observers.added"]
    assert deeds[0][1].startswith("黄积极、市直工委王科长 党员大会")


async def test_who_is_invited_cannot_observe_and_nothing_is_half_done(branch: Scene) -> None:
    zheng, huang = branch.person("郑书记"), branch.person("黄积极")
    await call(zheng)
    await add(branch, "黄积极、陈正式、林预备")
    await zheng.sees("陈正式、林预备已在应到之列，不能同时列席")
    zheng.says("、，")
    await zheng.sees("这里只收姓名")
    zheng.says("全体党员")
    await branch.quiet()
    assert zheng.has_seen("这里只收姓名") == 2
    zheng.says("很长的名字" * 7)
    await zheng.sees("来宾的姓名太长，最多 30 字")
    zheng.says("、".join(f"来宾{number}" for number in range(21)))
    await zheng.sees("一次会议最多 20 人列席")
    await branch.quiet()
    assert huang.has_seen("列席通知") == 0
    zheng.says("黄积极、老同志")
    await huang.sees("列席通知")
    await zheng.sees("列席：党员大会", "• 老同志（来宾）")
    await zheng.presses("添加")
    zheng.says("老同志、黄积极、新同志")
    await zheng.sees("黄积极、老同志已在列席名单里")
    assert huang.has_seen("列席通知") == 1


async def test_an_observer_can_be_taken_off_and_is_told(branch: Scene) -> None:
    zheng, huang = branch.person("郑书记"), branch.person("黄积极")
    await call(zheng)
    await add(branch, "黄积极、来宾甲")
    card = await zheng.sees("列席：党员大会", "来宾甲")
    data = carried(card, "✗ 黄积极")
    await zheng.presses("✗ 黄积极")
    await zheng.sees("不再请黄积极列席吗？", "确认后将通知本人")
    assert huang.has_seen("不再请您列席") == 0
    press = await zheng.presses("确认")
    assert press.answer == "已从列席名单去掉。"
    await huang.sees("这次会议不再请您列席", "党员大会：第四季度工作")
    await branch.quiet()
    assert huang.has_seen("列席通知") == 0
    press = branch.simulator.press_data(zheng.user, f"{data[:-1]}1", card)
    await branch.quiet()
    assert press.answer == "这位同志已不在列席名单里。"
    await zheng.presses("✗ 来宾甲")
    sure = await zheng.sees("不再请来宾甲列席吗？")
    assert "通知本人" not in sure.text
    await zheng.presses("确认")
    await zheng.sees("还没有列席的同志")
    huang.says("/meetings")
    await huang.sees("目前没有您要参加的会议")
    assert [deed for deed, _ in await branch.audit("observers")] == [
        "observers.added",
        "observers.removed",
        "observers.removed",
    ]


async def test_observers_hear_of_a_move_and_of_the_end_once(branch: Scene) -> None:
    zheng, huang = branch.person("郑书记"), branch.person("黄积极")
    await call(zheng)
    await add(branch, "黄积极")
    await huang.sees("列席通知：党员大会", "14:30")
    await zheng.presses("« 返回")
    await zheng.presses("改期")
    zheng.says("10月16日 9:00")
    await zheng.presses("跳过")
    await zheng.presses("确认")
    await huang.sees("列席会议改期：党员大会", "10月16日（周五）09:00")
    await huang.sees("列席通知（已改期）：党员大会", "10月16日（周五）09:00")
    await branch.quiet()
    assert huang.has_seen("14:30") == 0
    assert huang.has_seen("列席会议改期") == 1
    await zheng.presses("取消会议")
    await zheng.presses("确认")
    await huang.sees("会议取消：党员大会", "已取消")
    await branch.quiet()
    assert huang.has_seen("列席会议改期") == 0
    zheng.says("/meetings")


async def test_a_cancelled_meeting_takes_no_observers(branch: Scene) -> None:
    zheng = branch.person("郑书记")
    await call(zheng)
    await zheng.presses("列席")
    await zheng.presses("添加")
    await zheng.sees("请发来姓名")
    sun = branch.person("孙组织")
    await sun.presses("会议管理")
    await sun.presses("取消会议")
    await sun.presses("确认")
    await zheng.sees("列席：党员大会", "还没有列席的同志")
    zheng.says("黄积极")
    await zheng.sees("这次会议已取消")
    await branch.quiet()
    assert branch.person("黄积极").has_seen("列席") == 0
    zheng.says("黄积极")
    await zheng.sees("没有看懂")  # the question about names is over


async def test_an_observer_who_checks_in_is_told_so(branch: Scene) -> None:
    zheng, huang = branch.person("郑书记"), branch.person("黄积极")
    await call(zheng)
    await add(branch, "黄积极")
    await zheng.presses("« 返回")
    branch.move_to("2026-10-15 14:20")
    code = await shown(zheng)
    huang.says(code)
    await huang.sees("您列席这次会议", "不计入应到，不用签到")
    await zheng.sees("签到码：党员大会", "应到 10 实到 0")


async def test_an_observer_without_telegram_is_pointed_out(branch: Scene) -> None:
    zheng = branch.person("郑书记")
    await call(zheng, "/newmeeting 类型：支委会\n主题：研究计划\n时间：明天 9:00\n地点：会议室")
    await zheng.presses("列席")
    await zheng.presses("添加")
    zheng.says("高退休、陈正式")
    card = await zheng.sees("列席：支委会", "• 高退休（未绑定）", "来宾和未绑定的请另行通知")
    assert "陈正式（" not in card.text
    await branch.person("陈正式").sees("列席通知：支委会")


async def test_who_has_one_name_with_another_is_named_with_the_phone(scene: Scene) -> None:
    header, rest = ROSTER.split("\n", 1)
    rows = [f"{header},联系电话", *(f"{row}," for row in rest.splitlines())]
    rows += ["万重名,,,入党积极分子,,,在职,,13800000001", "万重名,,,入党申请人,,,在职,,13800000002"]
    scene.move_to("2026-10-12 09:30")
    await scene.found("\n".join(rows) + "\n")
    await scene.start()
    await scene.bind("郑书记")
    zheng = scene.person("郑书记")
    await call(zheng)
    await add(scene, "万重名")
    await zheng.sees("名册里有多位“万重名”")
    zheng.says("万重名（13800000002）")
    await zheng.sees("列席：党员大会", "• 万重名")


async def test_only_whoever_manages_the_meeting_changes_the_list(branch: Scene) -> None:
    zheng, zhou, chen = branch.person("郑书记"), branch.person("周宣传"), branch.person("陈正式")
    await call(zheng)
    await add(branch, "黄积极")
    card = await zheng.sees("列席：党员大会", "• 黄积极")
    notice = await zhou.sees("会议通知：党员大会")
    for label in ("✗ 黄积极", "添加"):
        press = branch.simulator.press_data(zhou.user, carried(card, label), notice)
        await branch.quiet()
        assert press.answer == "这件事不在您的职责范围内，没有改动任何内容。"
        press = branch.simulator.press_data(chen.user, carried(card, label), notice.id)
        await branch.quiet()
        assert press.answer == "这件事不在您的职责范围内。您能办的事项见 /help。"


async def test_the_list_closes_for_whoever_loses_the_post_while_writing_names(branch: Scene) -> None:
    zheng, sun = branch.person("郑书记"), branch.person("孙组织")
    await call(sun)
    await sun.presses("列席")
    await sun.presses("添加")
    await sun.sees("请发来姓名")
    zheng.says("/members")
    await zheng.presses("孙组织")
    await zheng.presses("✓ 组织委员")
    await branch.quiet()
    sun.says("黄积极")
    await branch.quiet()
    assert branch.person("黄积极").has_seen("列席") == 0
