"""The ledger as a file, in the chat and from the command line: the totals are those of the card."""

import io
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from bot.console.exports import ledger
from bot.rules.calendar import Month
from bot.rules.language import Language
from simulator.model import Message
from tests.scene import Actor, Scene
from tests.stories.test_proxies import asked


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


async def _approved(sun: Actor, name: str, words: str) -> None:
    """One of 减免缓交, for October alone."""
    sun.says("/ledger")
    await sun.presses("减免缓交")
    await sun.presses("新登记")
    await sun.sees("给谁登记？")
    sun.says(f"党员：{name}\n{words}\n起始月份：2026-10\n截止月份：2026-10\n依据：支委会 2026年10月9日 决定")
    await sun.presses("确认")
    await sun.sees(f"{name}：")
    await sun.scene.quiet()


async def _kept(sun: Actor, name: str, *labels: str, amount: str = "") -> None:
    """A payer's month: presses what is said, and where an amount is asked for, types it and leaves a reason."""
    sun.says("/ledger")
    await sun.presses(name)
    for label in labels:
        await sun.presses(label)
    if amount:
        sun.says(amount)
    await sun.scene.quiet()


async def _everything_happened(branch: Scene) -> Actor:
    """A proxy, a relief of each kind, too much, too little, some and all given back."""
    _, zhou, sun = await asked(branch)
    await sun.presses("支部同意")
    await zhou.presses("已代交")
    await _kept(sun, "陈正式", "收讫")
    for name, words in (("林预备", "类别：减交\n每月交：5"), ("高退休", "类别：免交"), ("李组长", "类别：缓交")):
        await _approved(sun, name, words)
    await _kept(sun, "林预备", "收讫")
    for name, amount in (("郑书记", "250"), ("吴纪检", "100"), ("孙组织", "100")):
        await _kept(sun, name, "收讫", "更正", "改金额", amount=amount)
    await _kept(sun, "孙组织", "退款 30.50 元", amount="多收了")
    await _kept(sun, "冯青年", "收讫", "退款 50.00 元", amount="重复交了")
    await _kept(sun, "何组长", "收讫", "撤回收讫")
    return sun


REMARKED = {
    "郑书记": (250, 240, "已报已交；核定金额；尚差 10.00 元"),
    "孙组织": (100, 100, "核定金额；已退 30.50 元"),
    "周宣传": (90, None, "未交"),
    "吴纪检": (100, 105, "核定金额；多收 5.00 元"),
    "冯青年": (50, None, "未交；已退 50.00 元"),
    "李组长": (48, None, "未交；缓交（有正当理由）：支委会 2026年10月9日 决定"),
    "何组长": (78, None, "未交"),
    "陈正式": (130.5, 130.5, "周宣传代交"),
    "林预备": (5, 5, "减交：支委会 2026年10月9日 决定"),
    "高退休": (0, None, "免交：支委会 2026年10月9日 决定"),
}


async def test_what_is_not_as_usual_stands_in_the_remark_and_the_sums_are_those_of_the_card(branch: Scene) -> None:
    sun = await _everything_happened(branch)
    sun.says("/ledger")
    await sun.sees("应交 10 人，合计 851.50 元", "收讫 5 人，合计 580.50 元")
    await sun.presses("本月台账文件")
    month = _sheet_of(await sun.sees("2026年10月党费台账"))
    rows = {row[1]: row for row in month.iter_rows(min_row=3, values_only=True) if row[1]}
    assert {name: (row[4], row[5], row[9]) for name, row in rows.items() if name != "合计"} == REMARKED
    assert {name for name, row in rows.items() if row[6]} == {"郑书记", "孙组织", "吴纪检", "陈正式", "林预备"}
    assert {row[8] for row in rows.values() if row[6]} == {"孙组织"}
    assert rows["合计"][4:6] == (851.5, 580.5)
    await sun.presses("全年台账文件")
    year = _sheet_of(await sun.sees("2026年党费台账"))
    rows = {row[1]: row for row in year.iter_rows(min_row=3, values_only=True) if row[1]}
    assert [rows[name][11] for name in ("郑书记", "周宣传", "高退休")] == [240, "未交", "免交"]
    # 851.50 due, 580.50 received: 276.00 is open, and 5.00 too much.
    assert rows["合计"][11:] == (580.5, 0, 0, 580.5, 851.5, 276, 5)


async def test_the_day_is_that_of_the_receipt_that_counts_not_of_one_taken_back(branch: Scene) -> None:
    sun = branch.person("孙组织")
    await _kept(sun, "陈正式", "收讫")
    sun.says("/ledger")
    await sun.presses("结账上缴")
    await sun.presses("结账")
    sun.says("130.5")
    await sun.sees("未结账：0.00 元", "已结账：130.50 元")
    branch.move_to("2026-10-14 10:00")
    await _kept(sun, "陈正式", "更正", "改金额", amount="150")
    await _kept(sun, "陈正式", "收讫")
    await sun.sees("陈正式 · 2026年10月党费", "（补收 19.50 元）")
    assert await _of_month(sun, "陈正式") == (150, 150, "2026-10-14", "核定金额")
    await _kept(sun, "陈正式", "撤回收讫")
    assert await _of_month(sun, "陈正式") == (150, 130.5, "2026-10-12", "已报已交；核定金额；尚差 19.50 元")


async def _of_month(sun: Actor, name: str) -> tuple[Any, ...]:
    """What the file of the month says of a payer: due, paid, when, and the remark."""
    sun.says("/ledger")
    await sun.presses("本月台账文件")
    await sun.scene.quiet()
    sheet = _sheet_of(await sun.sees("2026年10月党费台账"))
    (row,) = (row for row in sheet.iter_rows(values_only=True) if row[1] == name)
    return row[4], row[5], row[6], row[9]


async def test_several_months_paid_at_once_stand_in_each_of_them(branch: Scene) -> None:
    branch.move_to("2026-12-02 10:00")
    await branch.quiet()
    chen, sun = branch.person("陈正式"), branch.person("孙组织")
    chen.says("/dues")
    await chen.presses("历史")
    await chen.presses("几个月一起交")
    await chen.presses("交到 2026年12月：3 个月 391.50 元")
    await sun.presses("陈正式 10月")
    await sun.presses("已报的 3 个月全部收讫")
    sun.says("/ledger")
    await sun.presses("全年台账文件")
    year = _sheet_of(await sun.sees("2026年党费台账"))
    rows = {row[1]: row for row in year.iter_rows(min_row=3, values_only=True) if row[1]}
    assert rows["陈正式"][11:] == (130.5, 130.5, 130.5, 391.5, 391.5, 0, 0)
    assert rows["合计"][11:15] == (130.5, 130.5, 130.5, 391.5)


def _sheet_of(message: Message) -> Any:  # noqa: ANN401 - openpyxl
    assert message.media is not None
    return load_workbook(io.BytesIO(message.media.file.content), data_only=True).worksheets[0]


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


@pytest.mark.parametrize(
    ("language", "said"),
    [
        (Language.ZH, "党费台账从 2026年10月 记到 2026年10月"),
        (Language.EN, "The ledger goes from October 2026 to October 2026"),
    ],
)
@pytest.mark.parametrize("period", [Month(2026, 9), Month(2026, 11), 2025])
async def test_a_file_of_a_time_without_a_ledger_is_empty_and_says_why(
    scene: Scene, capsys: pytest.CaptureFixture[str], language: Language, said: str, period: Month | int
) -> None:
    scene.move_to("2026-10-12 09:30")
    await scene.found()
    file = scene.folder / "ledger.xlsx"
    await ledger(scene.settings.model_copy(update={"language": language}), period, file)
    assert said in capsys.readouterr().err
    names = [row[1].value for row in load_workbook(file, data_only=True).worksheets[0].iter_rows()]
    assert "陈正式" not in names
