"""Meetings are called, and the invited answer."""

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
    assert {"点名", "代答", "改期", "取消会议", "« 返回"} == set(board.labels)
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


async def test_an_answer_is_marked_and_a_second_tap_changes_it(branch: Scene) -> None:
    group = await bound_group(branch)
    zheng, chen = branch.person("郑书记"), branch.person("陈正式")
    await call(zheng)
    press = await chen.presses("参加")
    assert press.answer == "已登记：参加"
    notice = await chen.sees("会议通知", "您的答复：参加")
    assert notice.labels == ["✓ 参加", "请假", "未定", "« 返回"]
    await chen.sees("参加 1 · 请假 0 · 未定 0 · 未答复 9", chat=group)
    await zheng.sees("应到 10 · 参加 1", "参加：陈正式")
    await chen.presses("未定")
    await chen.sees("参加 0 · 请假 0 · 未定 1 · 未答复 9", chat=group)
    await zheng.sees("应到 10 · 参加 0", "未定：陈正式")
    await chen.presses("✓ 未定")
    await branch.quiet()
    assert chen.has_seen("会议通知") == 1
    await chen.sees("您的答复：未定")


async def test_the_groups_card_takes_answers_of_the_invited_only(branch: Scene) -> None:
    group = await bound_group(branch)
    zheng, chen, huang = branch.person("郑书记"), branch.person("陈正式"), branch.person("黄积极")
    await call(zheng)
    await chen.presses("参加", chat=group)
    await chen.sees("参加 1 · 请假 0 · 未定 0 · 未答复 9", chat=group)
    await chen.sees("会议通知", "您的答复：参加")
    press = await huang.presses("参加", chat=group)
    assert press.answer == "您不在这次会议的参加范围内。"
    press = await branch.person("路人甲").presses("参加", chat=group)
    assert press.answer == "您好，这里只为受邀的同志服务。"
    await branch.quiet()
    await chen.sees("参加 1 · 请假 0 · 未定 0 · 未答复 9", chat=group)
    assert all(
        name not in message.text
        for message in branch.simulator.messages(chen.user, group)
        for name in EVERYBODY
    )  # fmt: skip


async def test_leave_in_private_asks_the_category_and_a_note_for_the_convener(branch: Scene) -> None:
    zheng, sun, chen = branch.person("郑书记"), branch.person("孙组织"), branch.person("陈正式")
    await call(zheng)
    await chen.presses("请假")
    await chen.sees("已登记请假。请选择请假类别")
    press = await chen.presses("因病")
    assert press.answer == "请假类别：因病"
    await chen.sees("类别：因病", "可以发来一句说明")
    branch.simulator.send_file(chen.user, "s.webp", b"x", kind="sticker")
    await chen.sees("请用文字写说明")
    chen.says("长" * 4000)
    await chen.sees("说明太长，最多 100 字")
    chen.says("发烧 <39> 度")
    await chen.sees("请假说明已记下（10月15日（周四）14:30 党员大会）")
    await chen.sees("类别：因病", "说明：发烧 <39> 度")
    await zheng.sees("请假 1", "请假：陈正式（因病：发烧 <39> 度）")
    sun.says("会议")
    await sun.presses("10月15日（周四）14:30 党员大会")
    await sun.presses("会议管理")
    await sun.sees("请假：陈正式（因病：发烧 <39> 度）")
    await chen.presses("写说明")
    chen.says("已退烧，仍需休息")
    await zheng.sees("请假：陈正式（因病：已退烧，仍需休息）")
    await chen.presses("« 返回")
    await chen.sees("会议通知", "您的答复：请假（因病）")
    await chen.presses("参加")
    board = await zheng.sees("参加：陈正式")
    assert "休息" not in board.text


async def test_a_note_may_be_skipped_and_the_category_changed(branch: Scene) -> None:
    zheng, chen = branch.person("郑书记"), branch.person("陈正式")
    await call(zheng)
    await chen.presses("请假")
    await chen.presses("休假")
    await chen.presses("跳过")
    await chen.sees("会议通知", "您的答复：请假（休假）")
    chen.says("这句话不是说明")
    await chen.sees("没有看懂您发的内容")
    await zheng.sees("请假：陈正式（休假）")
    await chen.presses("✓ 请假")
    question = await chen.sees("类别：休假")
    data = next(button.data for row in question.buttons for button in row if button.text == "因公")
    await chen.presses("因公")
    await zheng.sees("请假：陈正式（因公）")
    await chen.presses("跳过")
    await chen.presses("参加")
    assert data is not None
    press = branch.simulator.press_data(chen.user, data, question)
    await branch.quiet()
    assert press.answer == "您现在没有请假。"
    await zheng.sees("参加：陈正式")


async def test_leave_in_the_group_leads_to_the_private_chat(branch: Scene) -> None:
    group = await bound_group(branch)
    zheng, chen = branch.person("郑书记"), branch.person("陈正式")
    await call(zheng)
    press = await chen.presses("请假", chat=group)
    assert press.answer == "已登记请假。请到与我的私聊中选择请假类别。"
    await chen.sees("请选择请假类别")
    again = await chen.presses("请假", chat=group)
    assert again.answer == "您已请假。类别和说明请到与我的私聊中修改。"
    await chen.presses("其他")
    chen.says("家中有事")
    await zheng.sees("请假：陈正式（其他：家中有事）")
    await branch.quiet()
    assert chen.has_seen("请选择请假类别") == 0
    assert chen.has_seen("类别：其他") == 1
    await chen.sees("请假 1", chat=group)
    assert all("家中" not in m.text and "其他" not in m.text for m in branch.simulator.messages(chen.user, group))


async def test_a_leave_does_not_disturb_a_form_that_is_open(branch: Scene) -> None:
    zheng, li = branch.person("郑书记"), branch.person("李组长")
    await call(zheng)
    notice = await li.sees("会议通知")
    li.says("/newmeeting")
    await li.presses("党小组会")
    branch.simulator.press(li.user, "请假", message=notice)
    await li.presses("因公")
    li.says("十月小组会")
    await li.sees("什么时间开会？")
    await zheng.sees("请假：李组长（因公）")


async def test_a_note_after_the_leave_was_taken_back_is_not_kept(branch: Scene) -> None:
    group = await bound_group(branch)
    zheng, chen = branch.person("郑书记"), branch.person("陈正式")
    await call(zheng)
    await chen.presses("请假", chat=group)
    await chen.presses("因病")
    await chen.sees("可以发来一句说明")
    await branch.person("李组长").presses("参加", chat=group)
    await zheng.presses("代答")
    await zheng.presses("△ 陈正式")
    await zheng.sees("代答", "未定 1")
    chen.says("头疼")
    await chen.sees("这句说明没有记下")
    chen.says("头疼")
    await chen.sees("没有看懂您发的内容")


async def test_answers_end_with_the_start(branch: Scene) -> None:
    group = await bound_group(branch)
    zheng, chen = branch.person("郑书记"), branch.person("陈正式")
    await call(zheng)
    await chen.presses("请假")
    await chen.sees("请选择请假类别")
    branch.move_to("2026-10-15 14:30")
    press = await chen.presses("因病")
    assert (press.answer, press.alert) == ("已到开会时间，答复已截止。", True)
    notice = await chen.sees("已到开会时间，答复已截止。您的答复：请假。")
    assert notice.labels == ["« 返回"]
    press = await branch.person("李组长").presses("参加", chat=group)
    assert press.answer == "已到开会时间，答复已截止。"
    card = await chen.sees("会议通知", "未答复 9", chat=group)
    assert card.labels == []
    li = branch.person("李组长")
    press = await li.presses("参加")
    assert press.answer == "已到开会时间，答复已截止。"
    await li.sees("您没有答复")


async def test_the_convener_answers_for_those_who_cannot(branch: Scene) -> None:
    zheng = branch.person("郑书记")
    await call(zheng)
    await zheng.presses("代答")
    await zheng.sees("代答：党员大会", "未答复 10")
    press = await zheng.presses("○ 高退休")
    assert press.answer == "已登记：参加"
    await zheng.presses("✓ 高退休")
    await zheng.sees("代答", "请假 1 · 未定 0 · 未答复 9")
    await zheng.presses("○ 陈正式")
    await branch.person("陈正式").sees("您的答复：参加")
    branch.simulator.press(zheng.user, "« 返回", message=await zheng.sees("代答", "参加 1"))
    await zheng.sees("请假：高退休", "参加：陈正式")


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
