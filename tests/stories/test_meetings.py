"""Meetings are called."""

from simulator.model import Chat
from tests.scene import Actor, Scene

ASSEMBLY = """/newmeeting
类型：党员大会
主题：第四季度工作
时间：10月15日 下午2点半
地点：三楼会议室
议程：1. 传达文件
2. 讨论计划
参加：全体党员"""
EVERYBODY = ("郑书记", "孙组织", "周宣传", "吴纪检", "冯青年", "李组长", "何组长", "陈正式", "林预备")


async def bound_group(branch: Scene, to: str = "示范机关党支部") -> Chat:
    """A group with 孙组织, 陈正式, 李组长 and somebody from outside, bound to the branch or a team."""
    members = ("孙组织", "陈正式", "李组长", "黄积极", "路人甲")
    group = branch.simulator.add_group("示范群", members=[branch.person(name).user for name in members])
    sun = branch.person("孙组织")
    sun.says("/bind", chat=group)
    await sun.presses(to, chat=group)
    await sun.sees(f"本群已绑定：{to}", chat=group)
    return group


async def call(actor: Actor, form: str = ASSEMBLY) -> None:
    """Pastes a whole form and confirms it."""
    actor.says(form)
    await actor.sees("请核对：召开会议")
    await actor.presses("确认")
    await actor.scene.quiet()


async def test_a_pasted_form_invites_everybody_at_once(branch: Scene) -> None:
    group = await bound_group(branch)
    zheng, chen = branch.person("郑书记"), branch.person("陈正式")
    zheng.says(ASSEMBLY)
    preview = await zheng.sees("请核对：召开会议", "时间：2026年10月15日（周四）14:30", "将通知 10 人")
    assert "其中 1 人没有绑定账号" in preview.text
    assert "高退休" in preview.text
    assert "同时发到群：示范群" in preview.text
    await branch.quiet()
    assert chen.has_seen("会议通知") == 0
    await zheng.presses("确认")
    for name in EVERYBODY:
        notice = await branch.person(name).sees("会议通知：党员大会", "主题：第四季度工作", "三楼会议室", "2. 讨论计划")
        assert [label for label in notice.labels if label in ("参加", "请假", "未定")] == ["参加", "请假", "未定"]
    await chen.sees("会议通知：党员大会", "未答复 10", chat=group)
    board = await zheng.sees("应到 10 · 参加 0 · 请假 0 · 未定 0 · 未答复 10", "高退休（未绑定）")
    assert {
        "点名", "代答", "签到码", "列席", "主持", "议程", "提醒未答复的人", "改期", "取消会议", "文件", "« 返回",
    } == set(board.labels)  # fmt: skip
    assert branch.person("黄积极").has_seen("会议通知") == 0


async def test_the_form_is_asked_one_by_one_and_wrong_answers_are_asked_again(branch: Scene) -> None:
    zheng = branch.person("郑书记")
    zheng.says("/newmeeting")
    first = await zheng.sees("可以一次发来整张表", "类型：党员大会", "参加：全体党员", "是什么会议？")
    assert first.labels[:6] == ["党员大会", "支委会", "党小组会", "组织生活会", "党课", "集中学习"]
    zheng.says("茶话会")
    await zheng.sees("类型“茶话会”：没有这种会议", "是什么会议？")
    await zheng.presses("支委会")
    await zheng.sees("会议的主题是什么？")
    zheng.says("长" * 4000)
    await zheng.sees("太长，最多 100 字", "会议的主题是什么？")
    branch.simulator.send_file(zheng.user, "s.webp", b"x", kind="sticker")
    zheng.says("研究发展计划")
    await zheng.sees("什么时间开会？")
    zheng.says("等通知")
    await zheng.sees("时间“等通知”：没有看懂这个时间")
    zheng.says("今天 8:00")
    await zheng.sees("时间“今天 8:00”：这个时间已经过去")
    zheng.says("明天 9:00")
    await zheng.sees("在什么地点？")
    zheng.says("书记办公室")
    await zheng.sees("有哪些议程？")
    await zheng.presses("跳过")
    await zheng.sees("请谁参加？")
    zheng.says("支委会、张三")
    await zheng.sees("名册里没有“张三”")
    zheng.says("陈正式、" * 1000)
    await zheng.sees("太长，最多 1000 字", "请谁参加？")
    await zheng.presses("跳过")
    await zheng.sees("请核对", "类型：支委会", "时间：2026年10月13日（周二）09:00", "将通知 5 人")
    await zheng.presses("确认")
    await branch.person("吴纪检").sees("会议通知：支委会", "研究发展计划")
    await branch.quiet()
    assert branch.person("李组长").has_seen("会议通知") == 0


async def test_bad_lines_of_a_pasted_form_are_asked_again_and_the_good_ones_kept(branch: Scene) -> None:
    zheng = branch.person("郑书记")
    zheng.says(ASSEMBLY.replace("10月15日 下午2点半", "10月15日（周一）14:30").replace("全体党员", "第九党小组"))
    await zheng.sees("时间“10月15日（周一）14:30”：没有看懂", "参加“第九党小组”：名册里没有", "什么时间开会？")
    zheng.says("10月15日 下午2点半")
    await zheng.sees("请谁参加？")
    await zheng.presses("第一党小组")
    await zheng.sees("请核对", "主题：第四季度工作", "2. 讨论计划", "参加：第一党小组", "将通知 5 人")
    await zheng.presses("修改")
    await zheng.presses("地点")
    zheng.says("五楼")
    await zheng.sees("请核对", "地点：五楼", "参加：第一党小组")
    await zheng.presses("取消")
    await branch.quiet()
    assert branch.person("陈正式").has_seen("会议通知") == 0


async def test_confirming_twice_calls_one_meeting(branch: Scene) -> None:
    zheng, chen = branch.person("郑书记"), branch.person("陈正式")
    zheng.says(ASSEMBLY)
    preview = await zheng.sees("请核对：召开会议")
    data = next(button.data for row in preview.buttons for button in row if button.text == "确认")
    assert data is not None
    presses = [branch.simulator.press_data(zheng.user, data, preview) for _ in range(2)]
    await branch.quiet()
    assert chen.has_seen("会议通知") == 1
    assert "已经提交或已退出" in (presses[1].answer or "")
    await zheng.sees("应到 10")


async def test_a_form_that_was_left_is_confirmed_no_more(branch: Scene) -> None:
    zheng = branch.person("郑书记")
    zheng.says(ASSEMBLY)
    await zheng.sees("请核对：召开会议")
    zheng.says("/cancel")
    await zheng.sees("已退出，没有提交的内容不会保存")
    await branch.quiet()
    press = await zheng.presses("确认")
    assert "已经提交或已退出" in (press.answer or "")
    left = await zheng.sees("这张表已经提交或已退出。")
    assert left.labels == []
    await branch.quiet()
    assert branch.person("陈正式").has_seen("会议通知") == 0


async def test_tomorrow_stays_the_day_it_was_when_it_was_written(branch: Scene) -> None:
    branch.move_to("2026-10-12 23:58")
    zheng = branch.person("郑书记")
    zheng.says(ASSEMBLY.replace("10月15日 下午2点半", "明天 9:00"))
    await zheng.sees("2026年10月13日（周二）09:00", "现在是休息时间，确认后仍会立即发出")
    branch.move_to("2026-10-13 00:05")
    await zheng.presses("确认")
    await branch.person("陈正式").sees("会议通知", "2026年10月13日（周二）09:00")


async def test_a_time_that_passes_while_the_form_is_open_is_asked_again(branch: Scene) -> None:
    zheng = branch.person("郑书记")
    zheng.says(ASSEMBLY.replace("10月15日 下午2点半", "今天 10:00"))
    await zheng.sees("请核对")
    branch.move_to("2026-10-12 10:01")
    await zheng.presses("确认")
    await zheng.sees("这个时间已经过去", "什么时间开会？")
    assert branch.person("陈正式").has_seen("会议通知") == 0


async def test_each_kind_invites_whom_it_is_for(branch: Scene) -> None:
    li = branch.person("李组长")
    li.says("/newmeeting")
    question = await li.sees("是什么会议？")
    assert question.labels == ["党小组会", "取消"]
    await call(li, "/newmeeting 类型:党小组会\n主题:十月小组会\n时间:明天 9:00\n地点:小会议室")
    await branch.person("陈正式").sees("会议通知：党小组会", "十月小组会")
    await branch.person("郑书记").sees("会议通知：党小组会")
    assert branch.person("何组长").has_seen("会议通知") == 0
    zhou = branch.person("周宣传")
    await call(zhou, "/newmeeting 类型：党课\n主题：理论学习\n时间：明天 14:00\n地点：礼堂")
    await branch.person("何组长").sees("会议通知：党课")
    await branch.person("林预备").sees("会议通知：党课")


async def test_a_teams_meeting_is_told_in_the_teams_group(branch: Scene) -> None:
    group = await bound_group(branch, "第一党小组")
    chen = branch.person("陈正式")
    await call(branch.person("郑书记"))
    assert chen.has_seen("会议通知", chat=group) == 0
    await call(branch.person("李组长"), "/newmeeting 类型：党小组会\n主题：一组的会\n时间：明天 9:00\n地点：小会议室")
    await chen.sees("会议通知：党小组会", "一组的会", "未答复 5", chat=group)


async def test_calling_a_meeting_in_a_group_leads_to_the_private_chat(branch: Scene) -> None:
    group = await bound_group(branch)
    li = branch.person("李组长")
    li.says("/newmeeting@branch_bot 类型：党小组会", chat=group)
    await li.sees("这件事请到与我的私聊中办理", chat=group)
    await li.presses("到私聊中办理", chat=group)
    await li.sees("是什么会议？")


async def test_a_name_that_two_people_bear_takes_the_phone(scene: Scene) -> None:
    scene.move_to("2026-10-12 09:30")
    await scene.found(
        "姓名,党小组,职务,党员类别,联系电话\n郑书记,,书记,正式党员,\n"
        "王伟,,,正式党员,13800000001\n王伟,,,正式党员,13800000002\n黄积极,第二党小组,,入党积极分子,\n"
    )
    await scene.start()
    await scene.bind("郑书记")
    zheng = scene.person("郑书记")
    zheng.says(ASSEMBLY.replace("全体党员", "王伟"))
    await zheng.sees("名册里有多位“王伟”", "请谁参加？")
    zheng.says("第二党小组")
    await zheng.sees("“第二党小组”里还没有人")
    zheng.says("王伟（13800000002）")
    await zheng.sees("请核对", "将通知 1 人", "其中 1 人没有绑定账号", "不发到群")
