"""Somebody whose name begins with "=" and somebody with < and & in theirs: text in every file, from the roster on."""

import io
import zipfile
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from bot.console.exports import board, ledger
from bot.console.roster import invites, write_invites
from bot.rules.calendar import Month
from tests import twins
from tests.documents.opened import Word
from tests.scene import ROSTER, Actor, Scene
from tests.stories.test_ballots_verdict import attendance
from tests.stories.test_filing import takes, words_of
from tests.stories.test_meetings import call

FORMULA, TAGS = "=1+1", "<甲&乙>"
PEOPLE = f"{ROSTER}{FORMULA},第一党小组,,正式党员,2018-07-01,2019-07-01,在职,8700\n{TAGS},,,正式党员,,,在职,8700\n"


@pytest.fixture
async def zheng(scene: Scene) -> Actor:
    """The secretary of their branch."""
    twins.know(FORMULA, TAGS)
    scene.move_to("2026-10-12 09:30")
    await scene.found(PEOPLE)
    await scene.start()
    await scene.bind("郑书记", "孙组织")
    return scene.person("郑书记")


def _cells(content: bytes | Path) -> dict[str, list[Any]]:
    """The cells of an Excel file with these names in them, by name."""
    source = content if isinstance(content, Path) else io.BytesIO(content)
    found = [cell for sheet in load_workbook(source).worksheets for row in sheet.iter_rows() for cell in row]
    return {name: [cell for cell in found if cell.value == name] for name in (FORMULA, TAGS)}


def _are_text(content: bytes | Path) -> None:
    for name, cells in _cells(content).items():
        assert cells, name
        assert {cell.data_type for cell in cells} == {"s"}


async def test_in_ledger_board_and_invitations(zheng: Actor, tmp_path: Path) -> None:
    settings = zheng.scene.settings
    month, year, duties, codes = (tmp_path / f"{name}.xlsx" for name in ("month", "year", "board", "codes"))
    await ledger(settings, Month(2026, 10), month)
    await ledger(settings, 2026, year)
    await board(settings, 2026, duties)
    write_invites(settings, await invites(settings), codes)
    for file in (month, year, duties, codes):
        _are_text(file)
    await board(settings, 2026, tmp_path / "board.html")
    page = (tmp_path / "board.html").read_text(encoding="utf-8")
    assert "=1+1、&lt;甲&amp;乙&gt;" in page
    assert TAGS not in page


async def test_in_what_is_filed_of_a_meeting(zheng: Actor) -> None:
    await call(zheng)
    zheng.scene.move_to("2026-10-15 14:35")
    await attendance(zheng, "高退休")
    zheng.says("/export")
    await zheng.presses("本季度出勤")
    await zheng.sees("会议 1 次")
    zheng.says("/export")
    _are_text((await takes(zheng, "本季度出勤")).content)
    await zheng.presses("10月15日（周四）14:30 党员大会")
    record = words_of((await takes(zheng, "会议记录")).content)
    assert "陈正式、林预备、=1+1、<甲&乙>" in record
    sheet = Word((await takes(zheng, "签到表")).content)
    assert {FORMULA, TAGS} <= {cell for row in sheet.tables[0] for cell in row}
    pack = zipfile.ZipFile(io.BytesIO((await takes(zheng, "归档包")).content))
    assert "=1+1、<甲&乙>" in words_of(pack.read("01_会议通知.docx"))
