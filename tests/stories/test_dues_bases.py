"""A base applies from its month on, entered in chat or from a file; a bad file changes nothing."""

from pathlib import Path

import pytest
from openpyxl import load_workbook

from bot.console import Problem
from bot.console.exports import ledger
from bot.console.roster import import_bases, import_roster
from bot.rules.calendar import Month
from tests import twins
from tests.scene import ROSTER, Scene

HEADER = "姓名,党费基数,起始月份\n"


def _file(folder: Path, rows: str, header: str = HEADER) -> Path:
    file = folder / "bases.csv"
    file.write_text(header + rows, encoding="utf-8")
    return file


async def test_a_raise_from_next_month_on_leaves_this_months_dues_as_they_are(branch: Scene, tmp_path: Path) -> None:
    chen = branch.person("陈正式")
    assert await import_bases(branch.settings, _file(tmp_path, "陈正式,10000.01,2026-11\n")) == [
        "党费基数：已记录 1 条"
    ]
    chen.says("/dues")
    await chen.sees("2026年10月党费", "130.50")
    branch.move_to("2026-11-02 09:00")
    await branch.quiet()
    chen.says("/dues")
    await chen.sees("2026年11月党费", "200.00")


@pytest.mark.parametrize("month", ["2027-01", "2027-1", "2027年1月", "2027-01-01"])
async def test_a_year_begins_with_a_new_base(branch: Scene, tmp_path: Path, month: str) -> None:
    """The last is how Excel gives back a cell that shows 2027年1月."""
    await import_bases(branch.settings, _file(tmp_path, f"陈正式,10000.01,{month}\n"))
    rows = (await branch.place.rows("dues_bases"))["dues_bases"]
    assert sorted((row["month"], row["base"]) for row in rows) == [(202610, 870000), (202701, 1000001)]


async def test_a_base_of_this_month_changes_what_is_still_unpaid_and_nothing_that_was_received(
    branch: Scene, tmp_path: Path
) -> None:
    chen, sun, zhou = branch.person("陈正式"), branch.person("孙组织"), branch.person("周宣传")
    chen.says("/dues")
    await chen.presses("确认已交")
    sun.says("/ledger")
    await sun.presses("陈正式")
    await sun.presses("收讫")
    await branch.quiet()
    await import_bases(branch.settings, _file(tmp_path, "陈正式,3000,2026-10\n周宣传,3000.01,2026-10\n"))
    zhou.says("/dues")
    await zhou.sees("2026年10月党费", "30.00")
    chen.says("/dues")
    await chen.sees("130.50", "收讫")


async def test_a_correction_of_a_past_month_is_that_months_alone(branch: Scene, tmp_path: Path) -> None:
    sun, chen = branch.person("孙组织"), branch.person("陈正式")
    await import_bases(branch.settings, _file(tmp_path, "陈正式,8000,2026-10\n"))
    branch.move_to("2026-11-02 09:00")
    await branch.quiet()
    sun.says("/ledger")
    await sun.presses("上一月")
    await sun.presses("陈正式")
    await sun.presses("更正")
    await sun.presses("改基数")
    sun.says("5000")
    await sun.sees("陈正式", "50.00")
    chen.says("/dues")
    await chen.sees("2026年11月党费", "120.00")


async def test_whoever_retires_pays_by_another_rate_from_that_month_on_and_the_past_stays_what_it_was(
    branch: Scene, tmp_path: Path
) -> None:
    sun, chen = branch.person("孙组织"), branch.person("陈正式")
    sun.says("/ledger")
    await sun.presses("陈正式")
    await sun.presses("收讫")
    await sun.sees("陈正式 · 2026年10月党费", "状态：收讫")
    branch.move_to("2026-11-10 10:00")
    await branch.quiet()
    retired = ROSTER.replace("2019-07-01,在职,8700", "2019-07-01,离退休,4500")
    await import_roster(branch.settings, branch.roster_file(retired))
    chen.says("/dues")
    await chen.sees("2026年11月党费", "比例：0.5%", "应交：22.50 元", "离退休党员党费比例")
    sun.says("/ledger")
    await sun.presses("上一月")
    await sun.presses("陈正式")
    await sun.sees("陈正式 · 2026年10月党费", "比例 1.5%", "应交：130.50 元", "在职党员党费比例")
    assert await _of_month(branch, tmp_path, 10) == (8700, 0.015, 130.5, 130.5)
    assert await _of_month(branch, tmp_path, 11) == (4500, 0.005, 22.5, None)
    await sun.presses("更正")
    await sun.presses("改基数")
    sun.says("9000")
    await sun.sees("陈正式 · 2026年10月党费", "比例 1.5%", "应交：135.00 元")
    assert await _of_month(branch, tmp_path, 11) == (4500, 0.005, 22.5, None)


async def _of_month(branch: Scene, folder: Path, month: int) -> tuple[object, ...]:
    """Base, rate, due and paid of 陈正式 in the file of a month."""
    await ledger(branch.settings, Month(2026, month), folder / "month.xlsx")
    rows = load_workbook(folder / "month.xlsx", data_only=True).worksheets[0].values
    return next(row[2:6] for row in rows if row[1] == "陈正式")


@pytest.mark.parametrize(
    ("rows", "header", "problems"),
    [
        ("路人,100,2026-11\n", HEADER, ["第 2 行：名册里没有“路人”"]),
        (
            "陈正式,很多,2026-11\n周宣传,1,十一月\n",
            HEADER,
            ["第 2 行：党费基数不是数字", "第 3 行：起始月份“十一月”看不懂"],
        ),
        (
            "路人,100,2026-11\n陈正式,很多,2026-11\n",
            HEADER,
            ["第 2 行：名册里没有“路人”", "第 3 行：党费基数不是数字"],
        ),
        ("陈正式,1,2026-13\n", HEADER, ["第 2 行：起始月份"]),
        ("陈正式,1,2026-11\n陈正式,2,2026年11月\n", HEADER, ["第 3 行：与第 2 行是同一个人"]),
        (",1,2026-11\n", HEADER, ["第 2 行"]),
        ("", HEADER, ["没有"]),
        ("陈正式,1\n", "姓名,党费基数\n", ["起始月份"]),
        ("a,b\n", "甲,乙\n", ["姓名"]),
    ],
)
async def test_a_file_with_a_mistake_changes_nothing_and_says_which_row(
    branch: Scene, tmp_path: Path, rows: str, header: str, problems: list[str]
) -> None:
    twins.know(*rows.replace("\n", ",").split(","))
    good = "陈正式,9999,2026-10\n" if header == HEADER and rows else ""
    file = _file(tmp_path, rows + good, header)
    with pytest.raises(Problem) as caught:
        await import_bases(branch.settings, file)
    assert all(problem in str(caught.value) for problem in problems), str(caught.value)
    assert (await branch.place.rows("dues_bases"))["dues_bases"] == []
