"""The ledger as a file, in the chat and from the command line: the totals are those of the card."""

import io
from pathlib import Path

import pytest
from openpyxl import load_workbook

from bot.console.exports import ledger
from bot.rules.calendar import Month
from tests.scene import Scene


async def _received(scene: Scene) -> None:
    chen, sun = scene.person("陈正式"), scene.person("孙组织")
    chen.says("/dues")
    await chen.presses("确认已交")
    sun.says("/ledger")
    await sun.presses("陈正式")
    await sun.presses("收讫")
    await scene.quiet()


@pytest.mark.parametrize("name", ["孙组织", "郑书记", "吴纪检"])
async def test_whoever_sees_the_ledger_can_take_it_out(branch: Scene, name: str) -> None:
    await _received(branch)
    person = branch.person(name)
    person.says("/ledger")
    await person.presses("本月台账文件")
    month = await person.sees("2026年10月党费台账")
    assert month.media is not None
    sheet = load_workbook(io.BytesIO(month.media.file.content), data_only=True).worksheets[0]
    rows = {row[1].value: row for row in sheet.iter_rows()}
    assert [cell.value for cell in rows["陈正式"][2:7]] == [8700, 0.015, 130.5, 130.5, "2026-10-12"]
    assert rows["陈正式"][8].value == "孙组织"
    assert rows["高退休"][9].value == "未交"
    assert rows["合计"][5].value == 130.5
    assert month.media.file.name == "党费台账_2026-10.xlsx"
    await person.presses("全年台账文件")
    year = await person.sees("2026年党费台账")
    assert year.media is not None
    assert ("dues.taken_out", "2026-10") in await branch.audit("dues")


async def test_nobody_else_is_offered_the_files(branch: Scene) -> None:
    chen = branch.person("陈正式")
    chen.says("/ledger")
    await chen.sees("不在您的职责范围内")
    assert "本月台账文件" not in chen.screen()


async def test_the_command_line_writes_the_same(branch: Scene, tmp_path: Path) -> None:
    await _received(branch)
    await ledger(branch.settings, Month(2026, 10), tmp_path / "month.xlsx")
    await ledger(branch.settings, 2026, tmp_path / "year.xlsx")
    month = load_workbook(tmp_path / "month.xlsx", data_only=True).worksheets[0]
    year = load_workbook(tmp_path / "year.xlsx", data_only=True).worksheets[0]
    totals = [next(row for row in sheet.iter_rows() if row[1].value == "合计") for sheet in (month, year)]
    assert totals[0][5].value == totals[1][14].value == 130.5
