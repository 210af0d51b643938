"""The board of a year as a file: the same duties as on the board, the past ones of the year too."""

from datetime import date
from pathlib import Path

from openpyxl import load_workbook

from bot.console.duties import on
from bot.console.exports import board
from bot.rules.calendar import Month
from bot.rules.words import DuesState, MeetingKind
from tests.scene import Scene
from tests.stories.facts import Facts


async def test_the_file_holds_every_duty_of_the_year_with_state_and_clause(branch: Scene, tmp_path: Path) -> None:
    facts = Facts(branch)
    await facts.dues("陈正式", Month(2026, 10), DuesState.RECEIVED)
    await facts.meeting(MeetingKind.LECTURE, "2026-10-12 09:00")
    branch.move_to("2026-12-02 09:00")
    await branch.quiet()
    await board(branch.settings, 2026, tmp_path / "board.xlsx")
    sheet = load_workbook(tmp_path / "board.xlsx").worksheets[0]
    assert sheet["A1"].value == "示范机关党支部 2026年制度落实情况（截至 2026-12-02）"
    rows = [tuple(cell.value for cell in row) for row in sheet.iter_rows(min_row=3)]
    by_key = {row[:3]: row[3:] for row in rows}
    assert by_key["党费", "陈正式", "2026年10月"][1] == "已办"
    assert by_key["党费", "周宣传", "2026年10月"][1] == "逾期"
    assert by_key["党费", "周宣传", "2026年12月"][1] == "未到期"
    assert by_key["党课", "示范机关党支部", "2026年第4季度"][1:3] == ("已办", "2026-10-12 召开")
    assert by_key["组织生活会", "示范机关党支部", "2026年"][3] == (
        "党支部工作制度 三（四）（组织生活会每年不少于一次）"
    )
    await board(branch.settings, 2026, tmp_path / "board.html")
    page = (tmp_path / "board.html").read_text(encoding="utf-8")
    assert "<h1>示范机关党支部 2026年制度落实情况（截至 2026-12-02）</h1>" in page
    assert "逾期：郑书记、孙组织、周宣传" in page
    today = {
        (row["system"], row["subject"], row["period"]): row["state"]
        for row in await on(branch.settings, date(2026, 12, 2))
    }
    assert len(rows) >= len(today)
    assert {row[4] for row in rows} == {"已办", "逾期", "未到期"}
