"""Readers open, mark and return thought reports; nobody else sees them."""

from tests.scene import Actor, Scene
from tests.stories.test_reports import TEXT, _submits


async def _opened(branch: Scene, reader: str = "郑书记") -> tuple[Actor, Actor]:
    author, opener = await _submits(branch), branch.person(reader)
    await opener.sees("有新的思想汇报", "陈正式 · 2026年第4季度")
    await opener.presses("查看")
    await opener.sees("陈正式同志的思想汇报", TEXT)
    return author, opener


async def test_the_author_sees_who_opened_the_report_and_that_it_was_read(branch: Scene) -> None:
    chen, zheng = await _opened(branch)
    shown = await zheng.sees("陈正式同志的思想汇报", TEXT)
    assert shown.protected
    await chen.sees("状态：已提交", "谁打开过", "郑书记 2026年10月12日（周一）09:30")
    await zheng.presses("已阅")
    await chen.sees("您2026年第4季度的思想汇报，郑书记同志已阅")
    await chen.sees("状态：已阅（郑书记）", "谁打开过")
    await zheng.sees("没有待阅的思想汇报")
    await zheng.sees("陈正式同志的思想汇报", "已阅（郑书记）")


async def test_a_returned_report_comes_back_as_the_next_version(branch: Scene) -> None:
    chen, zheng = await _opened(branch)
    await zheng.presses("退回")
    await zheng.sees("请写下意见")
    branch.simulator.send_file(zheng.user, "s.webp", b"RIFF", kind="sticker")
    await zheng.sees("请用文字写下意见")
    zheng.says("长" * 1001)
    await zheng.sees("意见请写在 1000 字以内")
    zheng.says("太短")
    await zheng.sees("意见\n太短", "要改意见，重新发来即可")
    zheng.says("请写 <具体> 事例 & 数据")
    await zheng.sees("请写 <具体> 事例 & 数据")
    assert chen.has_seen("退回") == 0
    await zheng.presses("确认")
    await chen.sees("由郑书记同志退回", "请写 <具体> 事例 & 数据")
    await chen.sees("状态：已退回（郑书记）", "退回意见")
    await chen.presses("修改")
    await chen.sees("退回意见", "第一条会替换原来的全文")
    chen.says("补充了具体事例。")
    await chen.presses("提交")
    await chen.sees("状态：已提交", "第 2 稿")
    await zheng.sees("有新的思想汇报", "陈正式 · 2026年第4季度 · 第 2 稿")
    await zheng.presses("查看")
    await zheng.sees("第 2 稿", "补充了具体事例。")
    await zheng.presses("已阅")
    await chen.sees("状态：已阅（郑书记）", "第 2 稿")


async def test_a_returned_report_keeps_its_quarter(branch: Scene) -> None:
    chen, zheng = await _opened(branch)
    await zheng.presses("退回")
    zheng.says("请修改")
    await zheng.presses("确认")
    await chen.sees("由郑书记同志退回")
    await branch.quiet()
    branch.move_to("2027-01-04 09:00")
    await branch.quiet()
    await chen.presses("修改")
    chen.says("修改好了。")
    await chen.presses("提交")
    await chen.sees("思想汇报 · 2026年第4季度", "状态：已提交 · 第 2 稿")


async def test_what_is_being_revised_is_for_the_author_alone(branch: Scene) -> None:
    chen, zheng = await _opened(branch)
    shown = await zheng.sees("陈正式同志的思想汇报", TEXT)
    await zheng.presses("退回")
    zheng.says("请修改")
    await zheng.presses("确认")
    await chen.presses("修改")
    chen.says("还没有改完的话")
    await chen.sees("已记入草稿")
    for data in ("hn:1", "hm:1:1", "hb:1:1:0"):
        press = branch.simulator.press_data(zheng.user, data, shown)
        await branch.quiet()
        assert press.answer is not None
        assert "退回" in press.answer or "正文不再显示" in press.answer
    assert zheng.has_seen("还没有改完的话") == 0
    assert zheng.has_seen(TEXT) == 0
    await chen.presses("提交")
    await branch.quiet()
    assert zheng.has_seen("还没有改完的话") == 0
    late = branch.simulator.press_data(zheng.user, "hm:1:1", shown)
    await branch.quiet()
    assert late.answer == "本人已提交新的一稿，请重新打开。"


async def test_a_report_withdrawn_meanwhile_cannot_be_read_or_returned(branch: Scene) -> None:
    chen, zheng = await _opened(branch)
    shown = await zheng.sees("陈正式同志的思想汇报", TEXT)
    await zheng.presses("退回")
    zheng.says("请修改")
    await zheng.sees("点“确认”退回")
    await chen.presses("撤回")
    await chen.sees("状态：草稿")
    await branch.quiet()
    assert zheng.has_seen(TEXT) == 0
    late = branch.simulator.press_data(zheng.user, "hm:1:1", shown)
    confirmed = await zheng.presses("确认")
    await branch.quiet()
    assert late.answer == confirmed.answer == "本人已撤回，正文不再显示。"
    assert chen.has_seen("请修改") == 0


async def test_two_readers_at_once_are_told_what_is_true(branch: Scene) -> None:
    chen, zheng = await _opened(branch)
    sun = branch.person("孙组织")
    await sun.presses("查看")
    await sun.sees("陈正式同志的思想汇报", TEXT)
    await zheng.presses("退回")
    zheng.says("请修改")
    await zheng.sees("点“确认”退回")
    await sun.presses("已阅")
    await zheng.sees("陈正式同志的思想汇报", "已阅（孙组织）")
    confirmed = await zheng.presses("确认")
    assert confirmed.answer == "孙组织同志已标为已阅，没有改动任何内容。"
    again = branch.simulator.press_data(zheng.user, "hm:1:1", await zheng.sees("陈正式同志的思想汇报"))
    await branch.quiet()
    assert again.answer == "孙组织同志已标为已阅，没有改动任何内容。"
    assert chen.has_seen("退回，请修改") == 0
    await chen.sees("状态：已阅（孙组织）", "郑书记 2026", "孙组织 2026")


async def test_a_report_marked_read_can_still_be_returned_and_not_twice(branch: Scene) -> None:
    chen, zheng = await _opened(branch)
    await zheng.presses("已阅")
    shown = await zheng.sees("陈正式同志的思想汇报", "已阅（郑书记）")
    assert shown.labels == ["退回", "Word 文件", "« 返回"]
    await zheng.presses("退回")
    zheng.says("再想想")
    card = await zheng.sees("点“确认”退回")
    await zheng.presses("确认")
    await chen.sees("由郑书记同志退回", "再想想")
    await branch.quiet()
    twice = branch.simulator.press_data(zheng.user, "hb:1:1:1", card)
    await branch.quiet()
    assert twice.answer == "郑书记同志已退回，等本人修改。"
    assert chen.has_seen("由郑书记同志退回") == 1


async def test_a_return_that_was_cancelled_returns_nothing(branch: Scene) -> None:
    chen, zheng = await _opened(branch)
    await zheng.presses("退回")
    nothing = branch.simulator.press_data(zheng.user, "hb:1:1:1", branch.simulator.messages(zheng.user)[-1])
    await branch.quiet()
    assert nothing.answer == "请用文字写下意见。"
    zheng.says("请修改")
    card = await zheng.sees("点“确认”退回")
    await zheng.presses("取消")
    await zheng.sees("有新的思想汇报", "陈正式")
    late = branch.simulator.press_data(zheng.user, "hb:1:1:1", card)
    await branch.quiet()
    assert late.answer is not None
    assert "已经取消" in late.answer
    await chen.sees("状态：已提交")


async def test_several_reports_are_one_card_and_each_can_be_opened(branch: Scene) -> None:
    zheng = branch.person("郑书记")
    for name in ("陈正式", "林预备", "周宣传"):
        await _submits(branch, name, f"{name}写的正文。")
    await zheng.sees("有新的思想汇报", "3 份待阅", "1. 陈正式", "2. 林预备", "3. 周宣传")
    await branch.quiet()
    assert zheng.has_seen("有新的思想汇报") == 1
    await zheng.presses("周宣传")
    await zheng.sees("周宣传写的正文。")
    await zheng.presses("已阅")
    await zheng.sees("有新的思想汇报", "2 份待阅")
    await zheng.presses("查看")
    await zheng.sees("陈正式写的正文。")


async def test_readers_are_those_of_the_permission_table_and_never_the_author(branch: Scene) -> None:
    await _submits(branch, "陈正式", "陈正式写的正文。")
    await branch.quiet()
    told = {name for name in branch.cast if branch.person(name).has_seen("有新的思想汇报")}
    assert told == {"郑书记", "孙组织", "李组长"}
    await _submits(branch, "李组长", "李组长写的正文。")
    await branch.person("郑书记").sees("2 份待阅")
    await branch.person("李组长").sees("1 份待阅", "陈正式")
    await _submits(branch, "郑书记", "郑书记写的正文。")
    await branch.person("孙组织").sees("3 份待阅")
    await branch.person("郑书记").sees("2 份待阅")


async def test_nobody_else_opens_a_report_by_an_old_or_foreign_button(branch: Scene) -> None:
    chen, zheng = await _opened(branch)
    for name in ("何组长", "吴纪检", "周宣传", "冯青年", "林预备", "黄积极"):
        other = branch.person(name)
        other.says("/report")
        card = await other.sees("我的思想汇报")
        for data in ("hn:1", "hm:1:1", "hb:1:1:0", "hp:1", "ho:1", "hs:1", "he:1", "hr:1", "hd:1:1", "hu:1:0:5"):
            press = branch.simulator.press_data(other.user, data, card)
            await branch.quiet()
            assert press.answer is not None, (name, data)
        assert other.has_seen(TEXT) == 0
    own = branch.simulator.press_data(chen.user, "hn:1", branch.simulator.messages(chen.user)[-1])
    await branch.quiet()
    assert own.answer is not None
    await chen.sees("状态：已提交", "郑书记")
    await zheng.sees("陈正式同志的思想汇报", TEXT)


async def test_a_text_left_on_screen_goes_when_the_reader_loses_the_post(branch: Scene) -> None:
    chen, li = await _opened(branch, "李组长")
    sun = branch.person("孙组织")
    sun.says("/members")
    await sun.presses("李组长")
    await sun.presses("✓ 党小组长")
    await sun.presses("查看")
    await sun.presses("已阅")
    await chen.sees("孙组织同志已阅")
    await branch.quiet()
    assert li.has_seen(TEXT) == 0


async def test_openings_and_judgements_are_in_the_audit_log_without_contents(branch: Scene) -> None:
    chen, zheng = await _opened(branch)
    await zheng.presses("退回")
    zheng.says("请修改")
    await zheng.presses("确认")
    await chen.sees("由郑书记同志退回")
    await branch.quiet()
    assert await branch.audit("reports") == [
        ("reports.opened", "陈正式 2026-Q4"),
        ("reports.returned", "陈正式 2026-Q4"),
    ]


async def test_what_the_told_author_sees_is_never_out_of_date(branch: Scene) -> None:
    chen, zheng = await _opened(branch)
    await zheng.presses("退回")
    zheng.says("请修改")
    await zheng.presses("确认")
    told = await chen.sees("由郑书记同志退回")
    assert told.labels == ["修改", "查看"]
    chen.says("/report")
    card = await chen.sees("我的思想汇报", "已退回", "请点下面的按钮继续")
    assert card.labels == ["写汇报", "外出", "2026年第4季度 已退回", "« 返回"]
    await chen.presses("2026年第4季度 已退回")
    await chen.sees("状态：已退回（郑书记）", "请修改")


async def test_the_authors_old_buttons_say_what_is_true_now(branch: Scene) -> None:
    chen, zheng = await _opened(branch)
    card = await chen.sees("状态：已提交")
    await zheng.presses("退回")
    zheng.says("请修改")
    await zheng.presses("确认")
    await chen.sees("由郑书记同志退回")
    await branch.quiet()
    withdrawn = branch.simulator.press_data(chen.user, "hr:1", card)
    dropped = branch.simulator.press_data(chen.user, "hd:1:1", card)
    await branch.quiet()
    assert withdrawn.answer == "这份思想汇报已退回给您，可以直接修改。"
    assert dropped.answer == "这份思想汇报已经不是草稿，没有删除。"


async def test_an_empty_report_is_not_handed_in(branch: Scene) -> None:
    chen, zheng = await _opened(branch)
    await zheng.presses("退回")
    zheng.says("请重写")
    await zheng.presses("确认")
    await chen.sees("由郑书记同志退回")
    card = await chen.sees("思想汇报 · 2026年第4季度")
    emptied = branch.simulator.press_data(chen.user, f"hu:1:0:{len(TEXT)}", card)
    await chen.sees("状态：已退回", "字数：0")
    assert emptied.answered
    refused = await chen.presses("提交")
    assert refused.answer == "还没有正文，请先发来文字、Word 文件或照片。"
    await chen.presses("继续写")
    chen.says("重写的正文。")
    await chen.sees("已记入草稿，共 6 字")
