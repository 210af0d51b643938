"""Minutes are made of recorded facts and of what the recorder types, until they are final."""

import pytest

from tests.scene import Actor, Scene, carried
from tests.stories.leading import COMMITTEE, committee_begun, press_on, tick, to_chair
from tests.stories.test_meetings import ASSEMBLY, call


async def _opens(actor: Actor, label: str = "10月15日（周四）09:00 支委会") -> None:
    actor.says("/minutes")
    await actor.presses(label)
    await actor.sees("会议记录：", "主持人：")


async def test_a_record_is_written_item_by_item_and_made_final(branch: Scene) -> None:
    zheng = await committee_begun(branch)
    sun = branch.person("孙组织")
    await press_on(zheng, await zheng.sees("主持："), "记录人")
    await zheng.presses("○ 孙组织")
    await sun.sees("请您做会议记录", "研究学习计划")
    await sun.presses("会议记录")
    record = await sun.sees(
        "会议记录：支委会", "时间：2026年10月15日（周四）09:01（进行中）", "地点：小会议室", "主持人：郑书记",
        "记录人：孙组织",
        "应到 5 · 实到 4 · 请假 0 · 缺席 0 · 未点 1", "实到：郑书记、孙组织、周宣传、吴纪检", "未点：冯青年",
        "1. 通报情况（孙组织）", "2. 讨论学习计划\n（没有进行）",
    )  # fmt: skip
    assert record.labels == ["记一条", "登记决议", "主持", "« 返回"]
    await sun.presses("记一条")
    await sun.sees("记到：1. 通报情况（孙组织）（随主持进行）", "已记 0 条")
    sun.says("上半年学习 <六次>，& 全部完成。")
    await sun.sees("已记 1 条", "最近一条：上半年学习 <六次>，& 全部完成。")
    sun.says("缺勤的同志已补学。")
    await sun.sees("已记 2 条", "最近一条：缺勤的同志已补学。")
    await press_on(zheng, await zheng.sees("主持："), "下一项")
    await sun.sees("记到：2. 讨论学习计划（随主持进行）", "已记 2 条")
    sun.says("周宣传提出每月第一周集中学习。")
    await sun.sees("已记 3 条")
    await sun.presses("记到别的议程")
    await sun.presses("1. 通报情况（孙组织）")
    sun.says("补记一条。")
    await sun.sees("记到：1. 通报情况（孙组织）", "已记 4 条")
    await sun.presses("记完了")
    await sun.sees(
        "1. 通报情况（孙组织）\n上半年学习 <六次>，& 全部完成。\n\n缺勤的同志已补学。\n\n补记一条。",
        "2. 讨论学习计划\n周宣传提出每月第一周集中学习。",
    )
    branch.move_to("2026-10-15 10:00")
    await press_on(zheng, await zheng.sees("主持："), "散会")
    await zheng.presses("确认")
    card = await sun.sees("时间：2026年10月15日（周四）09:01 至 2026年10月15日（周四）10:00")
    write, change, close = (carried(card, label) for label in ("记一条", "改记录", "定稿"))
    await sun.presses("记一条")
    await sun.sees("记到：其他（整个会议）")
    await sun.presses("记到别的议程")
    await sun.presses("其他（整个会议）")
    sun.says("会后合影。")
    await sun.presses("记完了")
    await sun.sees("其他\n会后合影。")
    await sun.presses("定稿")
    await sun.sees("要把会议记录定稿吗")
    press = await sun.presses("确认")
    assert press.answer == "会议记录已定稿。"
    card = await sun.sees("已定稿：2026年10月15日（周四）10:00")
    assert card.labels == ["撤回定稿", "主持", "« 返回"]
    for data in (write, change, close):
        press = branch.simulator.press_data(sun.user, data, card)
        await branch.quiet()
        assert press.answer == "会议记录已定稿，没有改动任何内容。要改请先撤回定稿。"
    over = await zheng.sees("已散会")
    assert "重新开会" not in over.labels
    zheng.says("/minutes")
    await zheng.presses("✓ 10月15日（周四）09:00 支委会")
    await zheng.presses("撤回定稿")
    await sun.sees("会议记录：支委会", "其他\n会后合影。")
    deeds = [deed for deed, _ in await branch.audit("minutes")]
    assert deeds == ["minutes.noted"] * 5 + ["minutes.closed", "minutes.reopened"]


async def test_a_remark_is_changed_and_removed(branch: Scene) -> None:
    zheng = await committee_begun(branch)
    await _opens(zheng)
    await zheng.presses("记一条")
    for text in ("第一句。", "第二句。"):
        zheng.says(text)
        await zheng.sees(f"最近一条：{text}")
    await zheng.presses("记完了")
    await zheng.presses("改记录")
    await zheng.sees("第 1 条，共 2 条（1. 通报情况（孙组织））", "第一句。")
    await zheng.presses("下一条")
    card = await zheng.sees("第 2 条，共 2 条", "第二句。")
    remove = carried(card, "删除")
    await zheng.presses("上一条")
    await zheng.presses("修改")
    await zheng.sees("请发来新的文字，代替这一条：", "第一句。")
    zheng.says("改过的第一句。")
    await zheng.sees("第 1 条，共 2 条", "改过的第一句。")
    await zheng.presses("下一条")
    await zheng.presses("删除")
    await zheng.sees("要删除这一条吗？", "第二句。")
    press = await zheng.presses("确认")
    assert press.answer == "已删除。"
    await branch.quiet()
    record = await zheng.sees("1. 通报情况（孙组织）\n改过的第一句。")
    assert "第二句" not in record.text
    press = branch.simulator.press_data(zheng.user, remove, record)
    await branch.quiet()
    assert press.answer == "这一条已经删除。"
    zheng.says("这一句没有人问。")
    await branch.quiet()
    assert zheng.has_seen("最近一条：这一句没有人问") == 0


async def test_what_is_no_remark_is_said_and_nothing_of_it_is_kept(branch: Scene) -> None:
    zheng = await committee_begun(branch)
    await _opens(zheng)
    await zheng.presses("记一条")
    branch.simulator.send_file(zheng.user, "s.webp", b"x", kind="sticker")
    await zheng.sees("请用文字写，图片、语音等不能记入会议记录")
    branch.simulator.send_file(zheng.user, "p.jpg", b"x", kind="photo", caption="会场")
    await branch.quiet()
    assert zheng.has_seen("请用文字写，图片、语音等不能记入会议记录") == 2
    zheng.says("长" * 5000)
    await zheng.sees("太长，没有记下。每条最多 3000 字，请分成几条发")
    await branch.quiet()
    zheng.says("🌾" * 1501)
    await branch.quiet()
    assert zheng.has_seen("太长，没有记下") == 2
    zheng.says("短" * 3000)
    await zheng.sees("已记 1 条")
    assert {row["text"] for row in (await branch.place.rows("remarks"))["remarks"]} == {"短" * 3000}


async def test_a_long_record_has_pages_that_each_fit_a_message(branch: Scene) -> None:
    zheng = await committee_begun(branch)
    await _opens(zheng)
    await zheng.presses("记一条")
    for letter in "甲乙丙":
        zheng.says(letter * 2500)
        await zheng.sees(f"最近一条：{letter}")
    await zheng.presses("记完了")
    card = await zheng.sees("会议记录：支委会", "第 1 页，共 3 页")
    assert "甲" * 2500 in card.text
    assert "乙乙" not in card.text
    await zheng.presses("下一页")
    await zheng.sees("乙" * 2500, "第 2 页，共 3 页")
    await zheng.presses("下一页")
    card = await zheng.sees("丙" * 2500, "2. 讨论学习计划", "第 3 页，共 3 页")
    assert "下一页" not in card.labels
    await zheng.presses("上一页")
    await zheng.sees("第 2 页，共 3 页")


async def test_a_remark_survives_a_kill_and_what_was_begun_goes_on(branch: Scene) -> None:
    zheng = await committee_begun(branch)
    await _opens(zheng)
    await zheng.presses("记一条")
    zheng.says("停机之前。")
    await zheng.sees("已记 1 条")
    await branch.stop()
    zheng.says("停机之间。")
    await branch.start()
    await zheng.sees("已记 2 条", "最近一条：停机之间。")
    zheng.says("停机之后。")
    await zheng.sees("已记 3 条", "最近一条：停机之后。")


@pytest.mark.parametrize("name", ["周宣传", "陈正式"])
async def test_a_record_is_for_its_recorder_and_for_whom_the_post_lets(branch: Scene, name: str) -> None:
    """The publicity member keeps the own meetings' records only, a plain member none."""
    zheng = await committee_begun(branch)
    await _opens(zheng)
    other = branch.person(name)
    card = await zheng.sees("会议记录：支委会")
    data = carried(card, "记一条")
    other.says("/menu")
    await branch.quiet()
    for press_data in (
        data,
        data.replace("rn", "ra") + ":0",
        data.replace("rn", "rd"),
        data.replace("rn", "rz") + ":1",
    ):
        press = branch.simulator.press_data(other.user, press_data, await other.sees("请选择要办的事"))
        await branch.quiet()
        assert press.answer == "这件事不在您的职责范围内，没有改动任何内容。"
    assert other.has_seen("会议记录：支委会") == 0
    if name == "周宣传":
        other.says("会议记录")
        await other.sees("今天和近期没有由您记录的会议")


async def test_somebody_elses_recorder_writes_no_more(branch: Scene) -> None:
    zheng = await committee_begun(branch)
    feng = branch.person("冯青年")
    await press_on(zheng, await zheng.sees("主持："), "记录人")
    await zheng.presses("○ 冯青年")
    await feng.sees("请您做会议记录")
    await feng.presses("会议记录")
    await feng.presses("记一条")
    feng.says("冯青年记的。")
    await feng.sees("已记 1 条")
    await press_on(zheng, await zheng.sees("主持："), "记录人")
    await zheng.presses("✓ 冯青年")
    await branch.quiet()
    await press_on(zheng, await zheng.sees("主持："), "记录人")
    await zheng.presses("○ 周宣传")
    await branch.quiet()
    feng.says("还想记。")
    await feng.sees("这件事不在您的职责范围内，没有改动任何内容")
    assert feng.has_seen("冯青年记的") == 0  # the record is no longer on the screen
    await branch.person("周宣传").sees("请您做会议记录")


async def test_reasons_of_leave_are_only_for_whom_they_are_meant_for(branch: Scene) -> None:
    zheng, feng, zhou = branch.person("郑书记"), branch.person("冯青年"), branch.person("周宣传")
    await call(zheng, COMMITTEE)
    await feng.presses("请假")
    await feng.presses("因病")
    await branch.quiet()
    branch.move_to("2026-10-15 09:01")
    await to_chair(zheng, "研究学习计划", "支委会")
    await zheng.presses("开始会议")
    await tick(zheng, "郑书记", "孙组织", "周宣传")
    await press_on(zheng, await zheng.sees("主持："), "记录人")
    await zheng.presses("○ 周宣传")
    await zhou.sees("请您做会议记录")
    await zhou.presses("会议记录")
    record = await zhou.sees("请假：冯青年")
    assert "因病" not in record.text
    await _opens(zheng)
    await zheng.sees("请假：冯青年（因病）")


async def test_minutes_begin_with_the_meeting(branch: Scene) -> None:
    zheng = branch.person("郑书记")
    await call(zheng, ASSEMBLY)
    branch.move_to("2026-10-15 14:31")
    await _opens(zheng, "10月15日（周四）14:30 党员大会")
    card = await zheng.sees("会议记录：党员大会", "还没有开始", "未点 10")
    assert card.labels == ["主持", "« 返回"]
    press = branch.simulator.press_data(zheng.user, "rn:1", card)
    await branch.quiet()
    assert press.answer == "会议还没有开始，开始后才能记录。"
    await to_chair(zheng, "第四季度工作", "党员大会")
    await zheng.presses("开始会议")
    await zheng.sees("会议记录：党员大会", "（进行中）")
    press = branch.simulator.press_data(zheng.user, "rz:1:1", card)
    await branch.quiet()
    assert press.answer == "会议还没有散会，散会后才能定稿。"
    press = branch.simulator.press_data(zheng.user, "ro:1", card)
    await branch.quiet()
    assert press.answer == "会议记录还没有定稿。"


async def test_minutes_in_english(branch: Scene) -> None:
    zheng = await committee_begun(branch)
    zheng.says("/language")
    await zheng.presses("English")
    zheng.says("/minutes")
    await zheng.presses("Thu 15 Oct, 09:00 Committee meeting")
    await zheng.sees("Minutes: Committee meeting", "(in session)", "Unmarked: 冯青年")
    await zheng.presses("Write")
    zheng.says("A word.")
    await zheng.sees("Recorded so far: 1", "The last one: A word.")
