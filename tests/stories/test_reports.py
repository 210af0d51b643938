"""Members write, submit and track their thought reports."""

from tests.scene import Actor, Scene

TEXT = "敬爱的党组织：本季度我认真学习了<党章>，联系群众 & 改进作风。"


async def _drafts(branch: Scene, name: str = "陈正式", text: str = TEXT) -> Actor:
    author = branch.person(name)
    author.says("/report")
    await author.sees("我的思想汇报", "直接发来正文即可开始写")
    author.says(text)
    await author.sees("已记入草稿")
    return author


async def _submits(branch: Scene, name: str = "陈正式", text: str = TEXT) -> Actor:
    author = await _drafts(branch, name, text)
    await author.presses("提交")
    period = "2026年9月10日—2026年12月9日" if name == "林预备" else "2026年第4季度"
    await author.sees(f"思想汇报 · {period}", "状态：已提交")
    return author


async def stored(branch: Scene) -> str:
    """Every value of every row, as text; JSON escapes written out."""
    tables = await branch.place.rows()
    values = [value for rows in tables.values() for row in rows for value in row.values()]
    texts = [value.decode("utf-8", "replace") if isinstance(value, bytes) else str(value) for value in values]
    return "\n".join(text.encode().decode("unicode_escape", "replace") + text for text in texts)


async def test_a_report_is_written_in_several_messages_previewed_and_submitted(branch: Scene) -> None:
    chen = branch.person("陈正式")
    chen.says("思想汇报")
    card = await chen.sees("我的思想汇报", "本季度（2026年第4季度）：还没有写")
    assert card.labels == ["写汇报", "外出", "« 返回"]
    await chen.presses("写汇报")
    await chen.sees("可以分多条")
    chen.says(TEXT)
    await chen.sees("已记入草稿", f"共 {len(TEXT)} 字")
    chen.says("今后努力方向。")
    await chen.sees("已记入草稿", f"共 {len(TEXT) + 8} 字")
    await chen.presses("预览")
    await chen.sees("草稿", f"{TEXT}\n今后努力方向。")
    press = await chen.presses("提交")
    assert press.answer == "已提交。在被阅之前可以撤回。"
    await chen.sees("思想汇报 · 2026年第4季度", "状态：已提交", "还没有人打开过")
    chen.says("/report")
    await chen.sees("本季度（2026年第4季度）：已提交", "2026年第4季度 · 已提交")


async def test_a_text_right_after_the_command_and_in_one_line_with_it_are_taken(branch: Scene) -> None:
    await _drafts(branch)
    lin = branch.person("林预备")
    lin.says("/report 今天我学习了。")
    await lin.sees("已记入草稿，共 7 字")
    lin.says("又学习了。")
    await lin.sees("已记入草稿，共 13 字")
    await lin.presses("预览")
    await lin.sees("今天我学习了。\n又学习了。")


async def test_a_draft_lives_through_restarts_and_days(branch: Scene) -> None:
    chen = await _drafts(branch)
    await branch.quiet()
    await branch.stop()
    branch.move_to("2026-10-20 20:00")
    await branch.start()
    await branch.quiet()
    chen.says("几天以后。")
    await chen.sees("已记入草稿", f"共 {len(TEXT) + 6} 字")
    chen.says("/dues")
    chen.says("/report")
    await chen.sees("本季度（2026年第4季度）：草稿", "会接在草稿后面")
    await chen.presses("继续写")
    chen.says("再接着写。")
    await chen.sees("已记入草稿", f"共 {len(TEXT) + 12} 字")


async def test_leaving_the_dialog_keeps_the_draft(branch: Scene) -> None:
    chen = await _drafts(branch)
    chen.says("/cancel")
    await chen.sees("已退出", "思想汇报的草稿除外")
    chen.says("这不是汇报")
    await chen.sees("没有看懂")
    chen.says("/report")
    await chen.sees("本季度（2026年第4季度）：草稿", "会接在草稿后面")
    await chen.presses("2026年第4季度 草稿")
    await chen.sees("状态：草稿", f"字数：{len(TEXT)}")


async def test_what_is_no_text_is_answered_and_not_taken(branch: Scene) -> None:
    chen = await _drafts(branch)
    branch.simulator.send_file(chen.user, "s.webp", b"RIFF", kind="sticker")
    await chen.sees("只收文字、.docx 文件和照片，这一条没有记入")
    branch.simulator.send_file(chen.user, "a.pdf", b"%PDF", caption="见附件")
    await branch.quiet()
    assert chen.has_seen("只收文字、.docx 文件和照片，这一条没有记入") == 2
    await chen.presses("预览")
    preview = await chen.sees("草稿", TEXT)
    assert "见附件" not in preview.text


async def test_nothing_to_submit_is_said(branch: Scene) -> None:
    chen = await _drafts(branch)
    card = await chen.sees("已记入草稿")
    await chen.presses("去掉刚才这段")
    await chen.sees("我的思想汇报", "还没有写过思想汇报")
    await branch.quiet()
    press = branch.simulator.press_data(chen.user, "hs:1", card)
    await branch.quiet()
    assert press.answer == "这份思想汇报已经不在了。请发 /report 查看。"


async def test_the_last_paragraph_can_be_taken_back_once(branch: Scene) -> None:
    chen = await _drafts(branch)
    chen.says("党费")
    await chen.sees("“党费”也是一条命令")
    chen.says("党费")
    card = await chen.sees("已记入草稿", f"共 {len(TEXT) + 3} 字")
    data = next(b.data for row in card.buttons for b in row if b.text == "去掉刚才这段")
    await chen.presses("去掉刚才这段")
    await chen.sees("状态：草稿", f"字数：{len(TEXT)}")
    chen.says("又一段。")
    await chen.sees("已记入草稿", f"共 {len(TEXT) + 5} 字")
    late = branch.simulator.press_data(chen.user, data or "", card)
    await branch.quiet()
    assert late.answer == "草稿后来又有变动，没有去掉任何内容。"


async def test_revising_replaces_the_text_and_keeps_it_until_then(branch: Scene) -> None:
    chen = await _drafts(branch)
    await chen.presses("修改")
    await chen.sees("第一条会替换原来的全文")
    await chen.presses("取消")
    await chen.sees("状态：草稿", f"字数：{len(TEXT)}")
    await chen.presses("修改")
    chen.says("新的正文。")
    await chen.sees("已记入草稿，共 5 字")
    chen.says("第二段。")
    await chen.sees("已记入草稿，共 10 字")
    await chen.presses("预览")
    preview = await chen.sees("新的正文。\n第二段。")
    assert TEXT not in preview.text


async def test_a_draft_is_dropped_in_two_steps(branch: Scene) -> None:
    chen = await _drafts(branch)
    await chen.presses("撤回")
    await chen.sees(f"{len(TEXT)} 字将全部删除")
    await chen.presses("取消")
    await chen.sees("状态：草稿")
    await chen.presses("撤回")
    await chen.presses("确认")
    await chen.sees("还没有写过思想汇报")
    await branch.quiet()
    again = branch.simulator.press_data(chen.user, "hd:1:1", chen.scene.simulator.messages(chen.user)[-1])
    await branch.quiet()
    assert again.answer == "这份思想汇报已经不在了。请发 /report 查看。"


async def test_a_submitted_report_is_withdrawn_until_it_is_read(branch: Scene) -> None:
    chen, zheng = await _submits(branch), branch.person("郑书记")
    await zheng.sees("有新的思想汇报", "陈正式")
    card = await chen.sees("状态：已提交")
    await chen.presses("撤回")
    await chen.sees("状态：草稿")
    await zheng.sees("没有待阅的思想汇报")
    again = branch.simulator.press_data(chen.user, "hr:1", card)
    await branch.quiet()
    assert again.answer == "这份思想汇报已经是草稿。"
    await chen.presses("提交")
    await zheng.presses("查看")
    await zheng.presses("已阅")
    await chen.sees("郑书记同志已阅")
    late = branch.simulator.press_data(chen.user, "hr:1", card)
    await branch.quiet()
    assert late.answer == "这份思想汇报已阅，不能撤回。"


async def test_submitting_twice_is_once(branch: Scene) -> None:
    chen = await _drafts(branch)
    card = await chen.sees("已记入草稿")
    await chen.presses("提交")
    await branch.quiet()
    again = branch.simulator.press_data(chen.user, "hs:1", card)
    await branch.quiet()
    assert again.answer is not None
    assert "已经提交，不能再改" in again.answer
    assert branch.person("郑书记").has_seen("有新的思想汇报") == 1
    chen.says("提交以后的话")
    await chen.sees("没有看懂")


async def test_a_long_text_is_shown_in_parts_that_fit(branch: Scene) -> None:
    chen, zheng = branch.person("陈正式"), branch.person("郑书记")
    chen.says("/report")
    await chen.sees("我的思想汇报")
    pieces = [f"第{number}段：" + "学<习>&😀" * 680 for number in range(1, 4)]
    for number, piece in enumerate(pieces, start=1):
        chen.says(piece)
        await chen.sees("已记入草稿", f"共 {sum(map(len, pieces[:number])) + number - 1} 字")
    await chen.presses("预览")
    await chen.sees("草稿", "（5/5）")
    assert "提交" in chen.labels()
    await chen.presses("提交")
    await zheng.presses("查看")
    await zheng.sees("陈正式同志的思想汇报", "（5/5）")
    bodies = [m.text.partition("提交\n\n") for m in branch.simulator.messages(zheng.user)]
    assert "".join(body for _, _, body in bodies).replace("\n", "") == "".join(pieces)
    assert zheng.labels() == ["已阅", "退回", "Word 文件", "« 返回"]


async def test_a_text_without_end_is_answered_and_what_is_there_stays(branch: Scene) -> None:
    chen = branch.person("陈正式")
    chen.says("/report")
    await chen.sees("我的思想汇报")
    for _ in range(5):
        chen.says("学" * 4000)
    await chen.sees("最多 20000 字，这一条没有记入")
    await chen.presses("去掉刚才这段")
    await chen.sees("状态：草稿", "字数：12002")


async def test_a_report_counts_for_the_quarter_of_its_submission(branch: Scene) -> None:
    chen = await _drafts(branch)
    branch.move_to("2027-01-01 00:30")
    await branch.quiet()
    await chen.presses("提交")
    await chen.sees("思想汇报 · 2027年第1季度", "状态：已提交")


async def test_no_row_of_the_store_holds_the_text_or_the_remarks_in_clear(branch: Scene) -> None:
    chen, zheng = await _submits(branch), branch.person("郑书记")
    await zheng.presses("查看")
    await zheng.sees(TEXT)
    await zheng.presses("退回")
    await zheng.sees("请写下意见")
    zheng.says("请补充联系群众的内容")
    await zheng.sees("点“确认”退回")
    await branch.quiet()
    everything = await stored(branch)
    assert "陈正式" in everything
    for secret in ("敬爱的党组织", "联系群众", "改进作风", "请补充"):
        assert secret not in everything
    await zheng.presses("确认")
    await chen.sees("请补充联系群众的内容")
    await branch.quiet()
    assert "请补充" not in await stored(branch)
    await branch.stop()
    content = branch.place.on_disk()
    for secret in ("敬爱的党组织", "请补充"):
        assert secret.encode() not in content
        assert secret.encode("unicode_escape") not in content


async def test_a_report_sent_in_a_group_is_not_kept_and_leads_to_the_private_chat(branch: Scene) -> None:
    chen = branch.person("陈正式")
    group = branch.simulator.add_group("示范群", members=[chen.user])
    chen.says(f"/report {TEXT}", chat=group)
    message = await chen.sees("请到与我的私聊中办理", chat=group)
    branch.simulator.say(chen.user, TEXT, chat=group, reply_to=message)
    chen.says(f"/report@branch_bot\n{TEXT}", chat=group)
    await branch.quiet()
    assert "敬爱的党组织" not in await stored(branch)
    await chen.presses("到私聊中办理", chat=group)
    await chen.sees("我的思想汇报", "还没有写过思想汇报")


async def test_a_report_does_not_end_a_form_that_is_being_filled_in(branch: Scene) -> None:
    chen = branch.person("陈正式")
    chen.says("/dues")
    await chen.presses("金额有误")
    await chen.sees("金额哪里不对")
    chen.says("/report")
    await chen.sees("我的思想汇报", "请点下面的按钮继续")
    chen.says("多算了")
    await chen.sees("您反映的问题：多算了")


async def test_everybody_of_the_roster_may_write_and_strangers_may_not(branch: Scene) -> None:
    for name in ("黄积极", "林预备", "李组长", "郑书记"):
        assert "report" in branch.simulator.menu(branch.person(name).user)
        await _submits(branch, name, f"{name}的思想汇报正文。")
    stranger = branch.person("路人甲")
    stranger.says("/report 我想说")
    await stranger.sees("这里只为受邀的同志服务")
