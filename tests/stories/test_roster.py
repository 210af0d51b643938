"""The roster imported again: what the file does not say stays, and nothing is guessed."""

import io

import pytest
from openpyxl import load_workbook

from bot.console import Problem
from bot.console.roster import import_roster
from tests import twins
from tests.scene import Scene


async def _imported(branch: Scene, text: str) -> list[str]:
    twins.know(text)
    file = branch.folder / "again.csv"
    file.write_text(text, encoding="utf-8")
    return await import_roster(branch.settings, file)


async def test_the_roster_is_taken_out_mended_and_imported_again(branch: Scene) -> None:
    sun = branch.person("孙组织")
    await _imported(branch, "姓名,党员类别,联系电话\n=A1&<张>,正式党员,13800000001\n")
    sun.says("/members")
    await sun.presses("名册文件")
    sent = await sun.sees("可改好后再导入", "请妥善保管")
    assert sent.media is not None
    assert sent.media.file.name == "名册_2026-10-12.xlsx"
    book = load_workbook(io.BytesIO(sent.media.file.content))
    rows = {row[0].value: row for row in book.worksheets[0].iter_rows()}
    assert [cell.value for cell in rows["李组长"]] == [
        "李组长", "第一党小组", "党小组长", "正式党员", "2012-07-01", "2013-07-01", "在职", 4800, None,
    ]  # fmt: skip
    assert [(cell.value, cell.data_type) for cell in rows["=A1&<张>"]][::8] == [("=A1&<张>", "s"), ("13800000001", "s")]
    assert len(rows) == 1 + 12
    file = branch.folder / "again.xlsx"
    file.write_bytes(sent.media.file.content)
    assert (await import_roster(branch.settings, file))[-2:] == ["unchanged 未变：12", "absent 名册中没有、未删除：0"]
    rows["李组长"][7].value = 5200
    book.save(file)
    assert (await import_roster(branch.settings, file))[-3:-1] == ["updated 更新：1（李组长）", "unchanged 未变：11"]
    assert ("roster.taken_out", "示范机关党支部") in await branch.audit("roster")


async def test_a_file_that_does_not_speak_of_employment_leaves_the_retired_retired(branch: Scene) -> None:
    sun = branch.person("孙组织")
    lines = await _imported(branch, "姓名,党员类别\n高退休,正式党员\n新来的,正式党员\n")
    assert lines[-3].startswith("updated 更新：0")
    await _imported(branch, "姓名,党员类别,人员类别\n高退休,正式党员,\n")
    sun.says("/ledger")
    await sun.presses("高退休")
    await sun.sees("高退休", "应交：20.00 元")  # 4000 yuan at the 0.5 % of the retired; the employed pay 1 %


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("姓名,党小组,职务,党员类别\n新组长,第一党小组,党小组长,正式党员\n", "第一党小组已经有一位党小组长：李组长"),
        ("姓名,党小组,职务,党员类别\n李组长,第二党小组,党小组长,正式党员\n", "第二党小组已经有一位党小组长：何组长"),
        ("姓名,职务,党员类别\n新书记,书记,正式党员\n", "已经有一位书记：郑书记"),
        ("姓名,党员类别\n李组长,入党积极分子\n", "李组长同志不是党员，不能担任职务"),
    ],
)
async def test_posts_that_do_not_go_together_with_those_in_the_store_change_nothing(
    branch: Scene, text: str, reason: str
) -> None:
    with pytest.raises(Problem, match=reason):
        await _imported(branch, text)
    lines = await import_roster(branch.settings, branch.folder / "roster.csv")
    assert lines[-2] == "unchanged 未变：11"


async def test_two_of_one_name_are_not_guessed_to_be_new(branch: Scene) -> None:
    head = "姓名,党员类别,联系电话\n"
    first, second = "陈正式,正式党员,13800000001\n", "陈正式,正式党员,13800000002\n"
    with pytest.raises(Problem, match="“陈正式”和文件里的对不上"):
        await _imported(branch, head + first + second)
    assert (await _imported(branch, head + first))[-3] == "updated 更新：1（陈正式）"
    assert (await _imported(branch, head + first + second))[-4] == "added 新增：1（陈正式）"
    assert (await _imported(branch, head + second + first))[-2] == "unchanged 未变：2"
    with pytest.raises(Problem, match="对不上"):
        await _imported(branch, head + "陈正式,正式党员,\n")


async def test_who_comes_onto_the_roster_later_owes_nothing_from_before(branch: Scene) -> None:
    sun = branch.person("孙组织")
    branch.move_to("2026-12-22 09:30")
    await _imported(branch, "姓名,党员类别,入党日期,党费基数\n转入的,正式党员,2010-07-01,8000\n")
    await branch.bind("转入的")
    new = branch.person("转入的")
    new.says("/dues")
    await new.sees("2026年12月党费", "120.00")
    await new.presses("历史")
    history = await new.sees("以前月份没有欠交")
    assert "11月" not in history.text
    new.says("/todo")
    todo = await new.sees("党费")
    assert "10月" not in todo.text
    sun.says("/ledger")
    await sun.presses("上一月")
    ledger = await sun.sees("2026年11月")
    assert "转入的" not in ledger.text


async def test_an_activist_who_becomes_probationary_in_chat_pays_from_that_month(branch: Scene) -> None:
    sun, huang = branch.person("孙组织"), branch.person("黄积极")
    branch.move_to("2026-12-10 09:30")
    sun.says("/members")
    await sun.presses("黄积极")
    await sun.presses("改类别")
    await sun.presses("预备党员")
    await sun.sees("黄积极", "类别：预备党员", "入党日期：2026年12月10日")
    huang.says("/dues")
    await huang.presses("历史")
    await huang.sees("2026年12月", "以前月份没有欠交")
    await sun.presses("改类别")
    await sun.presses("入党积极分子")
    card = await sun.sees("黄积极", "类别：入党积极分子")
    assert "入党日期" not in card.text


async def test_who_is_confirmed_in_chat_keeps_the_day_of_joining(branch: Scene) -> None:
    sun = branch.person("孙组织")
    sun.says("/members")
    await sun.presses("林预备")
    await sun.sees("入党日期：2026年3月10日")
    await sun.presses("改类别")
    await sun.presses("正式党员")
    await sun.sees("入党日期：2026年3月10日", "转正日期：2026年10月12日")
    await sun.presses("改类别")
    await sun.presses("预备党员")
    card = await sun.sees("类别：预备党员", "入党日期：2026年3月10日")
    assert "转正日期" not in card.text
