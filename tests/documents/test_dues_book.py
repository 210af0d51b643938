"""The ledger's files, opened again by another library."""

import io
from datetime import date
from decimal import Decimal
from typing import Any

from openpyxl import load_workbook

from bot.documents.dues_book import MonthLine, YearLine, month_book, year_book
from bot.rules.calendar import Month


def _line(name: str, due: int, paid: int | None) -> MonthLine:
    return MonthLine(
        name=name, base=870000, rate=Decimal("0.015"), due=due, paid=paid, day=date(2026, 11, 3) if paid else None,
        collector="孙组织" if paid else "", remark="" if paid else "未交",
    )  # fmt: skip


def _sheet(content: bytes, *, values: bool) -> Any:  # noqa: ANN401 - a worksheet
    return load_workbook(io.BytesIO(content), data_only=values).worksheets[0]


def test_a_month_has_numbers_in_yuan_a_formula_with_its_value_and_capitals() -> None:
    lines = [_line("=1+1", 13050, 13050), _line("<甲 & 乙>", 1, None), _line("陈正式", 8705, 8705)]
    content = month_book("示范支部", Month(2026, 11), lines)
    formulas, sheet = _sheet(content, values=False), _sheet(content, values=True)
    assert sheet["A1"].value == "示范支部 2026年11月党费收缴台账"
    assert [cell.value for cell in sheet[3]] == [
        1, "=1+1", 8700, 0.015, 130.5, 130.5, "2026-11-03", "", "孙组织", "",
    ]  # fmt: skip
    assert formulas["B3"].data_type == "s"  # a name, not a formula
    assert (sheet["B4"].value, sheet["E4"].value, sheet["F4"].value, sheet["J4"].value) == (
        "<甲 & 乙>",
        0.01,
        None,
        "未交",
    )
    assert (formulas["E6"].value, sheet["E6"].value) == ("=SUM(E3:E5)", 217.56)
    assert (formulas["F6"].value, sheet["F6"].value) == ("=SUM(F3:F5)", 217.55)
    assert sheet["A7"].value == "实收合计（大写）：贰佰壹拾柒元伍角伍分"
    assert (sheet.page_setup.orientation, sheet.page_setup.paperSize, sheet.print_title_rows) == (
        "landscape",
        9,
        "$1:$2",
    )


def test_an_empty_month_has_a_total_of_nothing() -> None:
    sheet = _sheet(month_book("示范支部", Month(2026, 11), []), values=True)
    assert (sheet["E3"].value, sheet["F3"].value) == (0, 0)
    assert sheet["A4"].value == "实收合计（大写）：零元整"


def test_a_year_has_a_row_a_member_and_totals_that_agree() -> None:
    nothing = (None,) * 9
    lines = [
        YearLine(name="陈正式", due=(*nothing, 13050, 13050, 13050), paid=(*nothing, 13050, 13050, None)),
        YearLine(name="林预备", due=(*nothing, 1500, 1500, 1500), paid=(*nothing, 1500, None, None)),
    ]
    sheet = _sheet(year_book("示范支部", 2026, lines), values=True)
    assert [cell.value for cell in sheet[3]][11:] == [130.5, 130.5, None, 261, 391.5, 130.5]
    assert [cell.value for cell in sheet[5]][1:] == ["合计", *[0] * 9, 145.5, 130.5, 0, 276, 436.5, 160.5]
    assert sheet["A6"].value == "全年实收合计（大写）：贰佰柒拾陆元整"
