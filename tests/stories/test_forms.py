"""Forms: answered one by one, by buttons, or pasted; what is not understood is asked again and nothing is lost."""

from tests.scene import Scene


async def test_a_form_can_be_answered_one_by_one_and_each_answer_changed(branch: Scene) -> None:
    zheng = branch.person("郑书记")
    zheng.says("/newmeeting")
    await zheng.sees("类型：", "主题：", "时间：")
    await zheng.presses("集中学习")
    zheng.says("学习第三章")
    zheng.says("上个月")
    await zheng.sees("时间“上个月”")
    zheng.says("明天 9:00")
    zheng.says("三楼")
    await zheng.presses("跳过")
    await zheng.presses("全体党员")
    await zheng.sees("请核对", "主题：学习第三章", "时间：2026年10月13日（周二）09:00", "地点：三楼")
    await zheng.presses("修改")
    await zheng.presses("地点")
    zheng.says("四楼")
    await zheng.sees("请核对", "主题：学习第三章", "地点：四楼")


async def test_one_line_corrects_one_field_of_a_pasted_form(branch: Scene) -> None:
    zheng = branch.person("郑书记")
    zheng.says("/newmeeting\n类型：集中学习\n主题：学习\n时间：那天\n地点：三楼\n参加：全体党员")
    await zheng.sees("时间“那天”")
    zheng.says("时间: 后天 9:00")
    await zheng.sees("请核对", "主题：学习", "时间：2026年10月14日（周三）09:00")
    zheng.says("主题：新的主题：带冒号")
    await zheng.sees("请核对", "主题：新的主题：带冒号")


async def test_a_form_left_leaves_nothing_and_its_old_buttons_say_so(branch: Scene) -> None:
    zheng = branch.person("郑书记")
    zheng.says("/newmeeting\n类型：集中学习\n主题：学习\n时间：明天 9:00\n地点：三楼\n参加：全体党员")
    preview = await zheng.sees("请核对")
    confirm = next(button.data for row in preview.buttons for button in row if button.text == "确认")
    if confirm is None:
        raise LookupError("the button carries nothing")
    await zheng.presses("取消")
    await zheng.sees("请选择要办的事")
    press = branch.simulator.press_data(zheng.user, confirm, preview)
    await branch.quiet()
    assert press.alert
    assert "已经提交或已退出" in (press.answer or "")
    assert branch.person("陈正式").has_seen("会议通知") == 0


async def test_a_preview_shown_before_another_form_was_begun_is_over(branch: Scene) -> None:
    zheng = branch.person("郑书记")
    zheng.says("/newmeeting\n类型：集中学习\n主题：学习\n时间：明天 9:00\n地点：三楼\n参加：全体党员")
    await zheng.sees("请核对")
    zheng.says("/cancel")
    await zheng.sees("已退出")
    press = await zheng.presses("确认")
    assert "已经提交或已退出" in (press.answer or "")


async def test_who_loses_the_post_in_the_middle_of_a_form_cannot_finish_it(branch: Scene) -> None:
    sun, li = branch.person("孙组织"), branch.person("李组长")
    li.says("/newmeeting\n类型：党小组会\n主题：学习\n时间：明天 9:00\n地点：三楼\n参加：第一党小组")
    await li.sees("请核对")
    sun.says("/members")
    await sun.presses("李组长")
    await sun.presses("✓ 党小组长")
    await sun.sees("李组长", "职务：无")
    press = await li.presses("确认")
    assert press.alert
    assert "不在您的职责范围内" in (press.answer or "")
    assert branch.person("陈正式").has_seen("会议通知") == 0


async def test_a_command_word_in_the_middle_of_a_form_is_asked_about(branch: Scene) -> None:
    zheng = branch.person("郑书记")
    zheng.says("/newmeeting\n类型：集中学习\n时间：明天 9:00\n地点：三楼\n参加：全体党员")
    await zheng.sees("会议的主题是什么")
    zheng.says("党费")
    await zheng.sees("“党费”也是一条命令")
    await zheng.presses("打开：党费")
    await zheng.sees("2026年10月党费")
    zheng.says("党费")
    await zheng.sees("请核对", "主题：党费")
    zheng.says("取消")
    await zheng.sees("已退出")
    zheng.says("会议")
    await zheng.sees("目前没有您要参加的会议")


async def test_a_question_to_a_former_post_is_closed_once_and_then_words_count_again(branch: Scene) -> None:
    sun, li = branch.person("孙组织"), branch.person("李组长")
    li.says("/newmeeting")
    await li.sees("是什么会议？")
    sun.says("/members")
    await sun.presses("李组长")
    await sun.presses("✓ 党小组长")
    await sun.sees("李组长", "职务：无")
    await branch.quiet()
    li.says("党小组会")
    await li.sees("正在填写的内容已不在您的职责范围内，已退出")
    li.says("党费")
    await li.sees("2026年10月党费")


async def test_a_form_survives_a_restart_and_half_an_answer_is_kept(branch: Scene) -> None:
    zheng = branch.person("郑书记")
    zheng.says("/newmeeting\n类型：集中学习\n主题：重启前写的\n地点：三楼")
    await zheng.sees("什么时间开会")
    await branch.stop()
    await branch.start()
    zheng.says("明天 9:00")
    await zheng.sees("请核对", "主题：重启前写的")


async def test_confirming_twice_does_it_once(branch: Scene) -> None:
    zheng, chen = branch.person("郑书记"), branch.person("陈正式")
    zheng.says("/newmeeting\n类型：集中学习\n主题：只开一次\n时间：明天 9:00\n地点：三楼\n参加：全体党员")
    preview = await zheng.sees("请核对")
    await branch.stop()
    for _ in range(3):
        branch.simulator.press(zheng.user, "确认", message=preview)
    await branch.start()
    await chen.sees("只开一次")
    await branch.quiet()
    assert chen.has_seen("只开一次") == 1


async def test_a_command_for_groups_says_so_in_private(branch: Scene) -> None:
    sun = branch.person("孙组织")
    sun.says("/bind")
    await sun.sees("这条命令要在群里发送")
