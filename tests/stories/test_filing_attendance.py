"""Attendance of a period as an Excel file, and what the command line writes."""

import zipfile
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from bot.console import Problem
from bot.console.filing import attendance as write_attendance
from bot.console.filing import pack as write_pack
from tests import twins
from tests.scene import Actor, Scene, carried
from tests.stories.test_filing import TEAM, document_of, files, held, takes, words_of
from tests.stories.test_meetings import ASSEMBLY, call


async def takes_attendance(actor: Actor, label: str) -> dict[str, list[tuple[Any, ...]]]:
    """The book that the button sends, by sheet."""
    actor.says("/export")
    await actor.sees("出勤统计是 Excel 文件")
    content = (await takes(actor, label)).content
    return {
        sheet.title: [tuple(cell.value for cell in row) for row in sheet.iter_rows()]
        for sheet in load_workbook(BytesIO(content)).worksheets
    }


async def test_a_team_leader_takes_only_what_is_the_teams(branch: Scene) -> None:
    zheng, li = branch.person("郑书记"), branch.person("李组长")
    await call(zheng)
    await call(li, TEAM)
    zheng.says("/export")
    await zheng.presses("10月15日（周四）14:30 党员大会")
    of_assembly = carried(await zheng.sees("会议文件：党员大会"), "会议记录")
    li.says("导出")
    card = await li.sees("导出文件", "请选择会议")
    assert card.labels == [
        "本季度出勤", "本年出勤", "上季度出勤", "上年出勤", "10月15日（周四）15:00 党小组会", "« 返回",
    ]  # fmt: skip
    press = branch.simulator.press_data(li.user, of_assembly, card)
    await branch.quiet()
    assert "不在您的职责范围内" in (press.answer or "")
    assert not files(li)
    await li.presses("10月15日（周四）15:00 党小组会")
    record = await takes(li, "会议记录")
    assert words_of(record.content).startswith("示范机关党支部第一党小组\n党小组会会议记录")
    book = await takes_attendance(li, "本季度出勤")
    assert [row[1] for row in book["出勤统计"][2:]] == ["郑书记", "孙组织", "李组长", "陈正式", "林预备"]
    assert [row[3] for row in book["会议"][2:]] == ["一组的会"]
    zhou = branch.person("周宣传")
    zhou.says("/export")
    await zhou.sees("近期没有由您整理文件的会议")


async def test_attendance_counts_what_was_recorded_and_ranks_nobody(branch: Scene) -> None:
    zheng = await held(branch)
    await call(zheng, ASSEMBLY.replace("10月15日 下午2点半", "10月20日 9:00"))
    book = await takes_attendance(zheng, "本年出勤")
    await zheng.sees("会议 2 次，其中已完成点名、计入统计的 1 次")
    assert document_of(files(zheng)[0]).name == "出勤统计_2026年.xlsx"
    by_name = {row[1]: row[4:] for row in book["出勤统计"][2:]}
    assert list(by_name) == [
        "郑书记", "孙组织", "周宣传", "吴纪检", "冯青年", "李组长", "何组长", "陈正式", "林预备", "高退休",
    ]  # fmt: skip
    assert by_name["陈正式"] == (1, 1, 0, 0, 0)
    assert by_name["林预备"] == (1, 0, 0, 1, 0)
    assert by_name["高退休"] == (1, 0, 0, 0, 1)
    assert [row[5:] for row in book["会议"][2:]] == [
        (10, 8, 0, 1, 1, None), (10, None, None, None, None, "未登记出勤，不计入统计"),
    ]  # fmt: skip
    for label in ("上季度出勤", "上年出勤"):
        earlier = await takes_attendance(zheng, label)
        assert len(earlier["会议"]) == 2
    assert document_of(files(zheng)[0]).name == "出勤统计_2025年.xlsx"
    assert [what for what in await branch.audit("filing") if what[0] == "filing.attendance"] == [
        ("filing.attendance", "2026"), ("filing.attendance", "2026-Q3"), ("filing.attendance", "2025"),
    ]  # fmt: skip


async def test_the_command_line_writes_a_pack_and_attendance(branch: Scene, tmp_path: Path) -> None:
    await held(branch)
    pack = tmp_path / "pack.zip"
    await write_pack(branch.settings, 1, pack)
    assert "03_会议记录.docx" in zipfile.ZipFile(pack).namelist()
    book = tmp_path / "book.xlsx"
    for first, last, year in (
        (None, None, None), (None, None, "2026"), ("2026-10-15", "2026-10-15", None), ("2026-10-01", None, None),
        (None, "2026-10-15", None),
    ):  # fmt: skip
        await write_attendance(branch.settings, book, first, last, year)
        rows = list(load_workbook(book)["会议"].iter_rows(min_row=3, values_only=True))
        assert [row[3] for row in rows] == ["第四季度工作"], (first, last, year)
    await write_attendance(branch.settings, book, "2026-10-16", "2026-12-31")
    assert not list(load_workbook(book)["会议"].iter_rows(min_row=3))
    assert ("filing.attendance", "2026-10-16 2026-12-31") in await branch.audit("filing")


async def test_the_command_line_says_what_is_wrong(branch: Scene, tmp_path: Path) -> None:
    zheng = branch.person("郑书记")
    await call(zheng)
    await zheng.presses("取消会议")
    await zheng.presses("确认")
    await branch.quiet()
    pack, book = tmp_path / "pack.zip", tmp_path / "book.xlsx"
    for words, number in (("没有编号为 9 的会议", 9), ("1 号会议已取消", 1)):
        with pytest.raises(Problem, match=words):
            await write_pack(branch.settings, number, pack)
    with pytest.raises(Problem, match=r"扩展名应当是 \.zip"):
        await write_pack(branch.settings, 1, tmp_path / "pack.txt")
    with pytest.raises(Problem, match=r"扩展名应当是 \.xlsx"):
        await write_attendance(branch.settings, tmp_path / "book.xls")
    with pytest.raises(Problem, match="请只用 --year"):
        await write_attendance(branch.settings, book, "2026-10-01", None, "2026")
    twins.know("十月一日", "2026年")
    for year, first in ((None, "十月一日"), ("26", None), ("2026年", None)):
        with pytest.raises(Problem, match="没有看懂日期"):
            await write_attendance(branch.settings, book, first, None, year)
    with pytest.raises(Problem, match="开始日期 2026-10-02 晚于结束日期 2026-10-01"):
        await write_attendance(branch.settings, book, "2026-10-02", "2026-10-01")
    assert not pack.exists()
    assert not book.exists()
