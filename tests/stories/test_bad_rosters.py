"""Bad input in files: refused in words with nothing imported, or taken as it is meant."""

import time
import zipfile
from pathlib import Path

import pytest
import xlsxwriter

from bot.console import Problem
from bot.console.roster import import_roster
from tests.scene import ROSTER, Scene

HEAD = ROSTER.splitlines()[0]
PNG = b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 4


async def _refused(scene: Scene, file: Path) -> str:
    """What the operator is told; nobody has come or gone."""
    before = (await scene.place.rows("people"))["people"]
    with pytest.raises(Problem) as problem:
        await import_roster(scene.settings, file)
    assert (await scene.place.rows("people"))["people"] == before
    return str(problem.value)


def _written(scene: Scene, text: str) -> Path:
    file = scene.folder / "bad.csv"
    file.write_text(text, encoding="utf-8")
    return file


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        ("陈正式,第一党小组,,正式党员,,,在职,1", "重名"),
        ("某某,,外交部长,正式党员,,,在职,1", "不认识的职务“外交部长”"),
        ("某某,,,正式党员,2026-02-30,,在职,1", "看不懂入党日期"),
        ("某某,,,正式党员,2036-01-01,,在职,1", "入党日期在今天之后"),
        ("某某,,书记,正式党员,,,在职,1", "书记只能有一位"),
        ("某某,,,正式党员,,,在职,-1", "党费基数不能是负数"),
        ("某某,,,正式党员,,,在职,1e9", "党费基数不是数字"),
        ("某某,,,正式党员,,,在职,1000000000", "党费基数不能超过 1000000 元"),
        ("某\u202e某,,,正式党员,,,在职,1", "不可见字符"),
        ("\u200b,,,正式党员,,,在职,1", "不可见字符"),
    ],
)
async def test_a_bad_row_is_named_and_nothing_is_imported(scene: Scene, row: str, reason: str) -> None:
    await scene.found()
    told = await _refused(scene, _written(scene, f"{ROSTER}{row}\n"))
    assert "没有导入任何内容" in told
    assert "第 13 行" in told
    assert reason in told


async def test_names_of_any_script_are_people_and_full_width_digits_are_numbers(scene: Scene) -> None:
    await scene.found()
    rows = "שלום,,,正式党员,,,在职,１２００\n小王🌻,,,正式党员,,,在职,５０００元\n"
    told = await import_roster(scene.settings, _written(scene, f"{HEAD}\n{rows}"))
    assert "added 新增：2（שלום、小王🌻）" in told
    assert not [line for line in told if "党费基数" in line]


async def test_a_document_a_picture_and_an_empty_file_are_no_roster(scene: Scene) -> None:
    await scene.found()
    document = scene.folder / "名册.xlsx"
    with zipfile.ZipFile(document, "w") as archive:  # a .docx under another name
        archive.writestr(
            "[Content_Types].xml", "<Types xmlns='http://schemas.openxmlformats.org/package/2006/content-types'/>"
        )
        archive.writestr("word/document.xml", "<document/>")
    assert "并不是 .xlsx 格式" in await _refused(scene, document)
    for name, content, reason in (
        ("picture.xlsx", PNG, "并不是 .xlsx 格式"),
        ("picture.csv", PNG, "看不懂文件的编码"),
        ("empty.xlsx", b"", "并不是 .xlsx 格式"),
        ("empty.csv", b"", "文件是空的"),
        ("roster.docx", b"PK", "只能读取 .xlsx 或 .csv"),
    ):
        file = scene.folder / name
        file.write_bytes(content)
        assert reason in await _refused(scene, file), name


@pytest.mark.parametrize("encoding", ["gbk", "utf-16", "utf-8-sig"])
async def test_the_encodings_that_offices_save_in_are_read(scene: Scene, encoding: str) -> None:
    await scene.found()
    file = scene.folder / "roster.csv"
    file.write_text(ROSTER, encoding=encoding)
    assert "unchanged 未变：11" in await import_roster(scene.settings, file)


async def test_ten_thousand_rows_are_refused_at_once(scene: Scene) -> None:
    await scene.found()
    rows = [f"党员{number},,,正式党员,,,在职,5000".split(",") for number in range(10_000)]
    table = scene.folder / "big.xlsx"
    with xlsxwriter.Workbook(table) as book:
        sheet = book.add_worksheet()
        for number, row in enumerate([HEAD.split(","), *rows]):
            sheet.write_row(number, 0, row)
    for file in (_written(scene, "\n".join([HEAD, *(",".join(row) for row in rows)])), table):
        began = time.process_time()
        assert "超过 5000 行，请确认是否选错了文件" in await _refused(scene, file)
        assert time.process_time() - began < 5.0


async def test_a_formula_counts_by_its_value_and_an_equals_sign_in_a_name_is_a_name(scene: Scene) -> None:
    await scene.found()
    file = scene.folder / "formulas.xlsx"
    with xlsxwriter.Workbook(file, {"strings_to_formulas": False}) as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, HEAD.split(","))
        sheet.write_row(1, 0, ["=SUM(A1)", "", "", "正式党员", "", "", "在职"])
        sheet.write_formula(1, 7, "=1000*5", None, 5000)
    told = await import_roster(scene.settings, file)
    assert "added 新增：1（=SUM(A1)）" in told
    assert not [line for line in told if "党费基数未填" in line]


async def test_a_file_of_sixty_megabytes_goes_out_because_it_is_never_fetched(branch: Scene) -> None:
    """A bot may fetch 20 MB and send 50 MB, but what Telegram holds it may send on by its file_id at any size."""
    zheng, chen = branch.person("郑书记"), branch.person("陈正式")
    zheng.says("/broadcast")
    await zheng.sees("请发来内容")
    branch.simulator.send_file(zheng.user, "党课录像.zip", bytes(60_000_000))
    await zheng.sees("发给谁", "党课录像.zip")
    await zheng.presses("全体党员")
    await zheng.presses("确认")
    await zheng.sees("已送达")
    await chen.sees("郑书记同志发来材料")
    copy = branch.simulator.messages(chen.user)[-1]
    assert copy.document is not None
    assert copy.document.size == 60_000_000
    assert not [call for call in branch.simulator.calls if call.method == "getFile"]


async def test_a_file_where_words_are_asked_for_is_refused_whatever_its_size(branch: Scene) -> None:
    chen = branch.person("陈正式")
    chen.says("/report 第一段。")
    await chen.sees("已记入草稿")
    branch.simulator.send_file(chen.user, "汇报.docx", bytes(60_000_000))
    await chen.sees("一个文件最多 5 MB，这一个没有记入")
