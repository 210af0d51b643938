"""The board as an Excel file, opened again by another library."""

import io
from datetime import date
from typing import Any

from openpyxl import load_workbook

from bot.documents.duty_board import Board, BoardLine, board_book

CLAUSE = "党支部工作制度 三（十五）1（党费每月交纳一次）"


def opened(lines: list[BoardLine]) -> Any:  # noqa: ANN401 - openpyxl
    return load_workbook(io.BytesIO(board_book(Board("示范支部", 2026, date(2026, 11, 2), lines))))


def line(subject: str, state: str, evidence: str = "") -> BoardLine:
    return BoardLine(
        system="党费", subject=subject, period="2026年10月", first=date(2026, 10, 1), last=date(2026, 10, 31),
        due=date(2026, 10, 20), state=state, evidence=evidence, clause=CLAUSE,
    )  # fmt: skip


def values(sheet: Any) -> list[tuple[Any, ...]]:  # noqa: ANN401
    return list(sheet.iter_rows(values_only=True))


def test_every_duty_of_sixty_has_a_row_and_the_sums_are_exact() -> None:
    """Every third is late, of the others every fourth is waived."""
    states = ["逾期" if number % 3 == 0 else "免除" if number % 4 == 0 else "已办" for number in range(1, 61)]
    opened_ = opened([line(f"示例{number:02}", state) for number, state in enumerate(states, 1)])
    rows = values(opened_["2026年"])
    assert rows[0][0] == "示范支部 2026年制度落实情况（截至 2026-11-02）"
    assert rows[1] == ("制度", "对象", "周期", "期限", "状态", "凭据", "依据")
    assert [row[1] for row in rows[2:]] == [f"示例{number:02}" for number in range(1, 61)]
    assert [row[4] for row in rows[2:]] == states
    sums = values(opened_["汇总"])
    assert sums[1] == ("制度", "周期", "期限", "应办", "已办", "未到期", "待收讫", "逾期", "免除", "依据")
    assert sums[2:] == [("党费", "2026年10月", "2026-10-20", 60, 30, 0, 0, 20, 10, CLAUSE)]


def test_names_are_text_and_a_row_is_as_high_as_what_stands_in_it() -> None:
    reason = "由郑书记免除：=本人在外地住院，支委会已经研究，出院以后补"
    sheet = opened([line("=1+1", "免除", reason), line("陈正式", "已办")])["2026年"]
    assert [cell.value for cell in sheet[3]][1::4] == ["=1+1", reason]
    assert {cell.data_type for cell in sheet[3]} == {"s"}
    assert (sheet.row_dimensions[3].height, sheet.row_dimensions[4].height) == (60.75, 20.25)
    assert (sheet.page_setup.orientation, sheet.page_setup.paperSize, sheet.print_title_rows) == (
        "landscape", 9, "$1:$2",
    )  # fmt: skip


def test_a_board_without_duties_is_a_file_too() -> None:
    assert [len(values(sheet)) for sheet in opened([]).worksheets] == [2, 2]
