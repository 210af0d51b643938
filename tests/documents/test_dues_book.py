"""The ledger's files, opened again by another library: exact figures, names that stay names, room for what is said."""

import io
from dataclasses import replace
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
    nothing, unsaid = (None,) * 9, ("",) * 9
    lines = [
        YearLine(
            name="=陈正式", due=(*nothing, 13050, 13050, 13050), paid=(*nothing, 13050, 15000, None),
            said=(*unsaid, "", "", "未交"),
        ),
        YearLine(
            name="林预备", due=(*nothing, 1500, 0, None), paid=(*nothing, 1500, None, None),
            said=(*unsaid, "", "免交", "基数未登记"),
        ),
    ]  # fmt: skip
    content = year_book("示范支部", 2026, lines)
    formulas, sheet = _sheet(content, values=False), _sheet(content, values=True)
    assert sheet["A1"].value == "示范支部 2026年党费收缴台账（单位：元）"
    assert [cell.value for cell in sheet[2]][14:] == ["实交合计", "应交合计", "未交", "多收"]
    # What is too much in November pays nothing of December.
    assert [cell.value for cell in sheet[3]][11:] == [130.5, 150, "未交", 280.5, 391.5, 130.5, 19.5]
    assert [cell.value for cell in sheet[4]][11:] == [15, "免交", "基数未登记", 15, 15, 0, 0]
    assert [cell.value for cell in sheet[5]][1:] == ["合计", *[0] * 9, 145.5, 150, 0, 295.5, 406.5, 130.5, 19.5]
    assert (formulas["B3"].data_type, formulas["C3"].value, formulas["O3"].value) == ("s", None, "=SUM(C3:N3)")
    assert sheet["A6"].value == "全年实收合计（大写）：贰佰玖拾伍元伍角整"
    assert sheet.page_setup.paperSize == 9


def test_an_empty_year_has_a_total_of_nothing() -> None:
    sheet = _sheet(year_book("示范支部", 2026, []), values=True)
    assert [cell.value for cell in sheet[3]][2:] == [0] * 16
    assert sheet["A4"].value == "全年实收合计（大写）：零元整"


def test_the_ledger_of_a_branch_of_sixty_is_exact() -> None:
    """The n-th owes n yuan a month; every seventh paid nothing in November and December: 252 yuan of 1830."""
    dues = {f"示例{number:02}": number * 100 for number in range(1, 61)}
    late = {name for name, due in dues.items() if due % 700 == 0}
    month = _sheet(
        month_book("示范支部", Month(2026, 11), [_line(n, d, None if n in late else d) for n, d in dues.items()]),
        values=True,
    )
    assert [row[1].value for row in month.iter_rows(min_row=3, max_row=62)] == list(dues)
    assert [row[4].value for row in month.iter_rows(min_row=3, max_row=62)] == list(range(1, 61))
    assert [month[f"{column}63"].value for column in "BEF"] == ["合计", 1830, 1578]
    assert month["A64"].value == "实收合计（大写）：壹仟伍佰柒拾捌元整"
    lines = [
        YearLine(
            name=name, due=(due,) * 12, paid=(due,) * 10 + (None if name in late else due,) * 2,
            said=("",) * 10 + ("未交" if name in late else "",) * 2,
        )
        for name, due in dues.items()
    ]  # fmt: skip
    year = _sheet(year_book("示范支部", 2026, lines), values=True)
    assert [cell.value for cell in year[63]][1:] == ["合计", *[1830] * 10, 1578, 1578, 21456, 21960, 504, 0]
    assert year["A64"].value == "全年实收合计（大写）：贰万壹仟肆佰伍拾陆元整"


def test_a_long_remark_has_room_and_an_amount_shrinks_rather_than_become_a_row_of_hashes() -> None:
    line = replace(_line("陈正式", 2000, 2000), remark="减交：支委会 2026年10月9日 决定；周宣传代交；已退 43.50 元")
    sheet = _sheet(month_book("示范支部", Month(2026, 11), [line, _line("林预备", 1500, 1500)]), values=True)
    assert (sheet.row_dimensions[3].height, sheet.row_dimensions[4].height) == (60.75, 20.25)
    assert (sheet["J3"].alignment.wrap_text, sheet["F5"].alignment.shrink_to_fit) == (True, True)
