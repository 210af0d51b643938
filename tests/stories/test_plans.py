"""The study plan: seen by everybody, kept by whoever sends to the whole branch, from chat or from Excel."""

import io
from typing import Any

import openpyxl
import pytest

from bot.console import Problem
from bot.console.plans import export, import_plan, write_template
from simulator.model import Message
from tests import twins
from tests.scene import Actor, Scene, carried
from tests.waiting import until

ITEM = "月份：2026-10\n主题：学习党章第三条\n形式：党课\n主讲人：郑书记\n备注：党章第三条"


async def _enter(keeper: Actor, text: str = ITEM) -> None:
    keeper.says("/plan")
    await keeper.sees("2026年10月学习计划")
    await keeper.presses("新增一项")
    await keeper.sees("学习计划：新增一项")
    keeper.says(text)
    await keeper.sees("请核对")
    await keeper.presses("确认")


def _workbook(*rows: tuple[Any, ...]) -> bytes:
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    for row in rows:
        sheet.append(row)
        for cell in sheet[sheet.max_row]:
            if isinstance(cell.value, str):
                twins.know(cell.value)
                cell.data_type = "s"  # a text, whatever it begins with
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


def _send(keeper: Actor, content: bytes, name: str = "计划.xlsx") -> Message:
    return keeper.scene.simulator.send_file(keeper.user, name, content)


async def _file(actor: Actor, text: str) -> bytes:
    message = await actor.sees(text)
    assert message.media is not None
    return bytes(message.media.file.content)


HEADER = ("月份", "主题", "形式", "主讲人", "备注")


async def test_an_item_is_entered_seen_by_all_corrected_and_taken_out(branch: Scene) -> None:
    zhou, chen = branch.person("周宣传"), branch.person("陈正式")
    chen.says("学习计划")
    await chen.sees("2026年10月学习计划（本月）", "这个月没有安排")
    assert "新增一项" not in chen.labels()
    await _enter(zhou)
    await zhou.sees("学习党章第三条", "主讲、领学：郑书记", "还没有召开", "还没有发材料")
    await chen.sees("党课：学习党章第三条（郑书记）")
    await chen.presses("学习党章第三条")
    await chen.sees("备注：党章第三条")
    assert chen.labels() == ["« 返回"]
    await zhou.presses("修改")
    await zhou.sees("请核对", "原来是：2026年10月，党课“学习党章第三条”")
    await zhou.presses("修改")
    await zhou.presses("月份")
    asked = await zhou.sees("哪个月？")
    assert "整张表" not in asked.text
    await zhou.presses("2026-10")
    await zhou.presses("修改")
    await zhou.presses("主题")
    zhou.says("学习党章第四条")
    await zhou.sees("请核对", "主题：学习党章第四条", "原来是：2026年10月，党课“学习党章第三条”")
    await zhou.presses("确认")
    await chen.sees("学习党章第四条", "备注")
    await zhou.presses("« 返回")
    await zhou.presses("2026年全年")
    await zhou.sees("2026年学习计划", "○ 2026年10月 党课：学习党章第四条")
    await zhou.presses("« 返回")
    await zhou.presses("学习党章第四条")
    await zhou.presses("删除")
    await zhou.sees("从2026年10月的学习计划中删除“学习党章第四条”")
    await zhou.presses("确认")
    await zhou.sees("这个月没有安排")
    await chen.sees("这一项已从学习计划中删除")
    assert [deed for deed, _ in await branch.audit("plans")] == ["plans.entered", "plans.corrected", "plans.removed"]


async def test_an_item_is_asked_for_question_by_question(branch: Scene) -> None:
    zhou = branch.person("周宣传")
    zhou.says("/plan")
    await zhou.presses("新增一项")
    await zhou.sees("可以一次发来整张表", "主讲人：书记", "主题是什么？")
    zhou.says("学习党章第三条")
    await zhou.sees("什么形式？")
    await zhou.presses("党课")
    await zhou.sees("谁主讲、谁领学？（可以不填）")
    zhou.says("郑书记")
    await zhou.sees("学什么材料，有什么备注？（可以不填）")
    await zhou.presses("跳过")
    preview = await zhou.sees("请核对", "月份：2026年10月", "主题：学习党章第三条", "形式：党课", "主讲人：郑书记")
    assert "备注" not in preview.text
    await zhou.presses("确认")
    await zhou.sees("学习党章第三条", "主讲、领学：郑书记")


async def test_an_item_taken_out_while_it_is_being_corrected_stays_out(branch: Scene) -> None:
    zhou, zheng = branch.person("周宣传"), branch.person("郑书记")
    await _enter(zhou)
    await zhou.presses("修改")
    await zhou.sees("请核对", "原来是：2026年10月，党课“学习党章第三条”")
    zheng.says("/plan")
    await zheng.presses("学习党章第三条")
    await zheng.presses("删除")
    await zheng.presses("确认")
    await zheng.sees("这个月没有安排")
    press = await zhou.presses("确认")
    assert press.answer == "这一项已从学习计划中删除。"
    zhou.says("/plan")
    await zhou.sees("2026年10月学习计划", "这个月没有安排")
    assert [deed for deed, _ in await branch.audit("plans")] == ["plans.entered", "plans.removed"]


async def test_what_cannot_be_planned_is_said(branch: Scene) -> None:
    zhou = branch.person("周宣传")
    await _enter(zhou)
    await zhou.sees("还没有召开")
    zhou.says("/plan")
    await zhou.presses("新增一项")
    zhou.says("月份：十月\n主题：甲\n形式：讲座")
    await zhou.sees("月份“十月”看不懂", "形式“讲座”应是：集中学习、党课、小组学习")
    zhou.says("月份：2026-10\n主题：学习党章第三条\n形式：党课")
    await zhou.sees("这个月已有同一主题的项目")
    zhou.says("题" * 101)
    await zhou.sees("100")
    branch.simulator.send_file(zhou.user, "a.webp", b"1", kind="sticker")
    zhou.says("另一个主题")
    await zhou.sees("请核对", "主题：另一个主题")


async def test_the_plan_leads_to_a_meeting_and_a_material_and_shows_them(branch: Scene) -> None:
    zhou, chen = branch.person("周宣传"), branch.person("陈正式")
    await _enter(zhou)
    await zhou.sees("还没有召开")
    await zhou.presses("召开")
    await zhou.sees("召开会议")
    zhou.says("时间：2026-10-20 15:00\n地点：礼堂")
    await zhou.sees("请核对", "类型：党课", "主题：学习党章第三条")
    await zhou.presses("确认")
    await chen.sees("会议通知：党课")
    zhou.says("/plan")
    await zhou.presses("学习党章第三条")
    await zhou.sees("○ 已通知：2026年10月20日（周二）15:00 党课", "还没有发材料")
    await zhou.presses("发材料")
    await zhou.sees("发给谁", "内容：学习党章第三条")
    await zhou.presses("全体党员")
    await zhou.presses("确认")
    await chen.sees("学习党章第三条\n党章第三条")
    await chen.presses("已学习")
    await branch.quiet()
    branch.move_to("2026-10-21 09:30")
    zhou.says("/plan")
    await zhou.presses("学习党章第三条")
    await zhou.sees("✓ 已召开：2026年10月20日", "✓ 已发材料“学习党章第三条”", "1/10 人已学习")
    await zhou.presses("材料：1/10 人已学习")
    await zhou.sees("已送达 9/10")
    zhou.says("/plan")
    await zhou.presses("2026年全年")
    await zhou.sees("✓ 2026年10月 党课：学习党章第三条")
    await zhou.presses("导出 Excel")
    sheet = openpyxl.load_workbook(io.BytesIO(await _file(zhou, "2026年学习计划，按现在的情况"))).worksheets[0]
    assert (sheet.page_setup.paperSize, sheet.print_title_rows) == (9, "$1:$2")
    assert [cell.value for cell in sheet[3]] == [
        "2026-10", "学习党章第三条", "党课", "郑书记", "党章第三条", "2026-10-20召开；材料1/10人已学习",
    ]  # fmt: skip


async def _asks(keeper: Actor) -> None:
    keeper.says("/plan")
    await keeper.presses("从 Excel 导入")
    await keeper.sees("导入学习计划", "请把学习计划作为文件发来")


async def test_a_file_is_taken_over_whole_and_again_updates(branch: Scene) -> None:
    zhou, chen = branch.person("周宣传"), branch.person("陈正式")
    await _enter(zhou, "月份：2026-11\n主题：原有的\n形式：集中学习")
    await zhou.sees("原有的", "还没有召开")
    await _asks(zhou)
    await zhou.presses("模板")
    template = await _file(zhou, "学习计划模板")
    _send(zhou, template)
    await zhou.sees("文件里没有学习计划")
    rows = (("2026年10月", "=1+1", "党课", "郑书记", ""), ("2026-11-01", "学习讲话", "Group study", "", "讲话全文"))
    _send(zhou, _workbook(("标题",), ("形式", "Topic", "月份", "主讲人", "备注", "颜色"), *[
        (form, topic, month, leader, remarks, "红") for month, topic, form, leader, remarks in rows
    ]))  # fmt: skip
    preview = await zhou.sees("新增 2 项：=1+1、学习讲话", "更新 0 项", "保留不动的 1 项：原有的", "不认识“颜色”一列")
    data = carried(preview, "确认")
    await zhou.presses("确认")
    await zhou.sees("新增 2 项，更新 0 项，不变 0 项")
    press = branch.simulator.press_data(zhou.user, data, preview)
    await branch.quiet()
    assert "没有再办一次" in (press.answer or "")
    await _asks(zhou)
    _send(zhou, "月份,主题,形式\n2026-10,=1+1,党课\n2026-11,学习讲话,小组学习\n".encode("gb18030"), "计划.csv")
    await zhou.sees("新增 0 项", "更新 2 项")
    await zhou.presses("确认")
    await zhou.sees("更新 2 项，不变 0 项")
    chen.says("/plan")
    await chen.presses("2026年11月")
    await chen.sees("集中学习：原有的", "小组学习：学习讲话")
    assert ("plans.imported", "2") in await branch.audit("plans")


async def test_bad_rows_are_listed_and_nothing_is_taken_over(branch: Scene) -> None:
    zhou = branch.person("周宣传")
    await _asks(zhou)
    bad = (("10月", "甲", "党课"), ("2026-11", "", "党课"), ("2026-11", "乙", "讲座"), ("2026-11", "丙" * 101, "党课"))
    twice = (("2026-12", "丁", "党课"), ("2026-12", "丁", "集中学习"))
    _send(zhou, _workbook(HEADER[:3], *bad, *twice))
    await zhou.sees(
        "整份没有导入", "第 2 行", "月份“10月”看不懂", "第 3 行", "主题为空", "第 4 行", "形式“讲座”应是", "第 5 行",
        "主题太长，最多 100 字", "第 7 行", "与第 6 行是同一个月份、同一个主题",
    )  # fmt: skip
    assert "确认" not in zhou.labels()
    for content, name, said in (
        (_workbook(("姓名", "主题")), "a.xlsx", "没有找到“月份”一列"),
        (_workbook(("月份", "主题", "主题")), "b.xlsx", "“主题”一列出现了两次"),
        (b"PK nonsense", "c.xlsx", "没有收下"),
        (b"1", "d.docx", "没有收下"),
        (b"", "e.csv", "文件是空的"),
        (
            _workbook(HEADER, *((f"{2000 + n % 90}-01", f"第{n}项", "党课") for n in range(230))),
            "f.xlsx",
            "超过 200 行",
        ),
    ):
        _send(zhou, content, name)
        await zhou.sees("导入学习计划", said)
    zhou.says("不是文件")
    await zhou.sees("请把学习计划作为文件发来")
    _send(zhou, b"1" * 1_000_001, "g.csv")
    await zhou.sees("文件超过 1 MB")
    assert (await branch.place.rows("plan_items"))["plan_items"] == []


async def test_the_command_line_reads_and_writes_it_too(branch: Scene) -> None:
    folder = branch.folder
    await write_template(branch.settings, folder / "plan.xlsx")
    with pytest.raises(Problem, match="文件里没有学习计划"):
        await import_plan(branch.settings, folder / "plan.xlsx")
    with pytest.raises(Problem, match="找不到这个文件"):
        await import_plan(branch.settings, folder / "nowhere.xlsx")
    (folder / "plan.csv").write_text("Month,Topic,Form,Colour\n2026-10,甲,Party class,红\n2026-11,乙,study\n")
    twins.know("甲", "乙", "Colour")
    assert await import_plan(branch.settings, folder / "plan.csv") == [
        "第 1 行：不认识“Colour”一列，已略过", "学习计划：新增 2 项，更新 0 项，不变 0 项",
    ]  # fmt: skip
    (folder / "plan.csv").write_text("月份,主题,形式\n2026-10,丙,党课\n")
    twins.know("丙")
    assert (await import_plan(branch.settings, folder / "plan.csv"))[-1].endswith("文件里没有、保留不动：甲")
    await export(branch.settings, 2026, folder / "year.xlsx")
    sheet = openpyxl.load_workbook(folder / "year.xlsx").worksheets[0]
    assert [row[1].value for row in sheet.iter_rows(min_row=3)] == ["甲", "丙", "乙"]
    assert await import_plan(branch.settings, folder / "year.xlsx") == ["学习计划：新增 0 项，更新 0 项，不变 3 项"]


async def test_a_file_that_cannot_be_fetched_is_said_and_one_nobody_waits_for_is_dropped(branch: Scene) -> None:
    zhou = branch.person("周宣传")
    await _asks(zhou)
    branch.simulator.fault("getFile", "400")
    _send(zhou, _workbook(HEADER, ("2026-11", "甲", "党课", "", "")))
    await zhou.sees("文件没有取到，请再发一次")
    branch.simulator.fault("getFile", "500", times=2)
    _send(zhou, _workbook(HEADER, ("2026-11", "甲", "党课", "", "")))
    await zhou.sees("新增 1 项：甲")
    await zhou.presses("取消")
    await zhou.sees("2026年10月学习计划")
    await _asks(zhou)
    branch.simulator.fault("getFile", "500")
    _send(zhou, _workbook(HEADER, ("2026-11", "乙", "党课", "", "")))
    zhou.says("/cancel")
    await zhou.sees("已退出")
    await until(lambda: branch.simulator.faults.ordered == [], "the file to be asked for")
    await branch.quiet()
    assert zhou.has_seen("新增 1 项：乙") == 0
    assert (await branch.place.rows("plan_items"))["plan_items"] == []


async def test_who_does_not_keep_the_plan_cannot_change_it(branch: Scene) -> None:
    zhou, li, chen = branch.person("周宣传"), branch.person("李组长"), branch.person("陈正式")
    await _enter(zhou, "月份：2026-10\n主题：小组学讲话\n形式：小组学习")
    await zhou.sees("还没有召开")
    li.says("/plan")
    await li.presses("小组学讲话")
    assert li.labels() == ["召开", "发材料", "« 返回"]
    shown = await li.sees("小组学讲话", "还没有召开")
    for data in ("sa:2026-10", "se:1", "sr:1:1", "sp:2026", "sf"):
        press = branch.simulator.press_data(li.user, data, shown)
        await branch.quiet()
        assert "不在您的职责范围内" in (press.answer or ""), data
    chen.says("/plan")
    for data in ("sa:2026-10", "sh:1", "sd:1", "sf", "st", "sc:1"):
        press = branch.simulator.press_data(chen.user, data, await chen.sees("2026年10月学习计划"))
        await branch.quiet()
        assert press.answer, data
    await li.presses("召开")
    li.says("时间：2026-10-20 15:00\n地点：礼堂")
    await li.sees("请核对", "类型：党小组会", "主题：小组学讲话")
    await li.presses("确认")
    await branch.quiet()
    zhou.says("/plan")
    await zhou.presses("小组学讲话")
    await zhou.sees("○ 已通知：2026年10月20日（周二）15:00 党小组会")
    for data in ("si:99", "sr:99:0", "sh:99"):
        press = branch.simulator.press_data(zhou.user, data, await zhou.sees("○ 已通知"))
        await branch.quiet()
        assert "已从学习计划中删除" in (press.answer or ""), data
    press = branch.simulator.press_data(zhou.user, "sy:99999", await zhou.sees("○ 已通知"))
    await branch.quiet()
    assert "已失效" in (press.answer or "")
