import csv
from contextlib import suppress
from datetime import date, datetime
from functools import partial
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
import xlsxwriter
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from bot.documents import roster as document
from bot.documents.roster import MOST_ROWS, Remark, Roster, RosterErrors, RosterRow, read
from bot.rules.language import Language
from bot.rules.words import Employment, Post, Status
from bot.texts import texts_of
from tests import twins

TODAY = date(2026, 10, 12)
HEADER = ["姓名", "党小组", "职务", "党员类别", "入党日期", "转正日期", "人员类别", "党费基数", "联系电话"]
LI = ["李明", "第一党小组", "书记", "正式党员", "2010-07-01", "2011-07-01", "在职", "8700", "13800000001"]
WANG = ["王芳", "第一党小组", "党小组长", "正式党员", "2012-07-01", "2013-07-01", "在职", "6200.50", "13800000002"]


TEXTS = texts_of(ZoneInfo("Asia/Shanghai"), Language.ZH)


def said(remark: Remark, language: Language = Language.ZH) -> str:
    return remark.say(partial(TEXTS.short, language))


def write_template(path: Path, language: Language = Language.ZH) -> None:
    document.write_template(path, language, partial(TEXTS.short, language))


def write_csv(path: Path, *rows: list[str], encoding: str = "utf-8") -> Path:
    twins.know(*(cell for row in rows for cell in row if cell))
    with path.open("w", encoding=encoding, newline="") as file:
        csv.writer(file).writerows(rows)
    return path


def write_xlsx(path: Path, *rows: list[Any]) -> Path:
    with xlsxwriter.Workbook(path, {"strings_to_formulas": False, "default_date_format": "yyyy-mm-dd"}) as workbook:
        sheet = workbook.add_worksheet()
        for number, row in enumerate(rows):
            for index, value in enumerate(row):
                sheet.write(number, index, value)
    return path


def person(**cells: str) -> list[str]:
    """A sound row with some cells changed; the names are those of the English header."""
    names = ["name", "team", "posts", "status", "joined", "confirmed", "employment", "base", "phone"]
    sound = dict(zip(names, ["陈静", "", "", "正式党员", "2010-07-01", "", "在职", "5000", ""], strict=True))
    return list({**sound, **cells}.values())


def problems(path: Path) -> list[str]:
    with pytest.raises(RosterErrors) as caught:
        read(path, today=TODAY)
    return [said(problem) for problem in caught.value.problems]


def refused(tmp_path: Path, *rows: list[str]) -> list[str]:
    return problems(write_csv(tmp_path / "roster.csv", HEADER, *rows))


def taken(tmp_path: Path, *rows: list[str]) -> Roster:
    return read(write_csv(tmp_path / "roster.csv", HEADER, *rows), today=TODAY)


def test_a_full_row_is_read_cell_by_cell(tmp_path: Path) -> None:
    assert taken(tmp_path, LI).rows == (
        RosterRow(
            name="李明",
            team="第一党小组",
            posts=frozenset({Post.SECRETARY}),
            status=Status.FULL,
            joined=date(2010, 7, 1),
            confirmed=date(2011, 7, 1),
            employment=Employment.EMPLOYED,
            base=870000,  # type: ignore[arg-type]
            phone="13800000001",
            row=2,
        ),
    )


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gbk", "gb18030", "utf-16"])
def test_a_csv_is_read_in_the_encodings_that_offices_use(tmp_path: Path, encoding: str) -> None:
    path = write_csv(tmp_path / "roster.csv", HEADER, LI, WANG, encoding=encoding)
    assert [row.name for row in read(path, today=TODAY).rows] == ["李明", "王芳"]


def test_an_excel_file_with_real_dates_and_numbers_says_the_same(tmp_path: Path) -> None:
    real = [*LI[:4], datetime(2010, 7, 1), datetime(2011, 7, 1), "在职", 8700, 13800000001]  # noqa: DTZ001
    path = write_xlsx(tmp_path / "roster.XLSX", HEADER, real)
    assert read(path, today=TODAY).rows == taken(tmp_path, LI).rows


def test_the_columns_come_in_any_order_and_in_english(tmp_path: Path) -> None:
    path = write_csv(tmp_path / "roster.csv", ["Status", "phone", " NAME "], ["full", "138-0000-0001", "李明"])
    (row,) = read(path, today=TODAY).rows
    assert (row.name, row.status, row.phone, row.team) == ("李明", Status.FULL, "13800000001", None)


def test_a_title_above_the_header_is_passed_over(tmp_path: Path) -> None:
    path = write_csv(tmp_path / "roster.csv", ["某机关党支部党员名册"], [], HEADER, LI)
    (row,) = read(path, today=TODAY).rows
    assert row.row == 4


def test_unknown_columns_are_noticed_and_left_out(tmp_path: Path) -> None:
    path = write_csv(tmp_path / "roster.csv", [*HEADER, "民族"], [*LI, "汉"])
    assert [said(notice) for notice in read(path, today=TODAY).notices] == ["第 1 行：不认识“民族”一列，已略过"]


def test_several_posts_are_joined_in_any_of_the_usual_ways(tmp_path: Path) -> None:
    for posts in ("书记、党小组长", "书记，党小组长", "书记 / 党小组长", "secretary;team_leader"):
        (row,) = taken(tmp_path, person(posts=posts, team="一组")).rows
        assert row.posts == {Post.SECRETARY, Post.TEAM_LEADER}


@pytest.mark.parametrize("text", ["2020-07-01", "2020/7/1", "2020年7月1日", "20200701", "２０２０.７.１"])
def test_dates_are_read_in_every_usual_form(tmp_path: Path, text: str) -> None:
    assert taken(tmp_path, person(joined=text)).rows[0].joined == date(2020, 7, 1)


def test_a_name_spaced_for_looks_is_the_same_name(tmp_path: Path) -> None:
    assert taken(tmp_path, person(name="张　三")).rows[0].name == "张三"
    assert taken(tmp_path, person(name="阿里木 Alim")).rows[0].name == "阿里木 Alim"


def test_a_name_that_starts_with_an_equals_sign_stays_text(tmp_path: Path) -> None:
    assert taken(tmp_path, person(name="=1+1")).rows[0].name == "=1+1"
    path = write_xlsx(tmp_path / "roster.xlsx", HEADER, person(name="=1+1"))
    assert read(path, today=TODAY).rows[0].name == "=1+1"


def test_a_formula_reads_as_its_value(tmp_path: Path) -> None:
    path = tmp_path / "roster.xlsx"
    with xlsxwriter.Workbook(path) as workbook:
        sheet = workbook.add_worksheet()
        sheet.write_row(0, 0, HEADER)
        sheet.write_row(1, 0, person())
        sheet.write_formula(1, 7, "=4000+4700", None, 8700)
    assert read(path, today=TODAY).rows[0].base == 870000


@pytest.mark.parametrize(
    ("cells", "reason"),
    [
        ({"name": ""}, "姓名为空"),
        ({"name": "王" * 61}, "姓名太长"),
        ({"name": "王\u200b芳"}, "不可见字符"),
        ({"status": ""}, "党员类别为空"),
        ({"status": "党员"}, "不认识的党员类别“党员”"),
        ({"posts": "支部书记"}, "不认识的职务“支部书记”"),
        ({"posts": "党小组长"}, "党小组长没有填写党小组"),
        ({"employment": "退休"}, "不认识的人员类别“退休”"),
        ({"joined": "七月"}, "看不懂入党日期“七月”"),
        ({"joined": "2020-02-30"}, "看不懂入党日期"),
        ({"joined": "44013"}, "看不懂入党日期"),
        ({"joined": "2026-10-13"}, "入党日期在今天之后"),
        ({"joined": "1920-07-01"}, "入党日期早于 1921 年"),
        ({"confirmed": "2026-10-13"}, "转正日期在今天之后"),
        ({"confirmed": "2009-07-01"}, "转正日期早于入党日期"),
        ({"status": "预备党员", "confirmed": "2011-07-01"}, "预备党员不应有转正日期"),
        ({"status": "入党积极分子"}, "入党积极分子不应有入党日期"),
        ({"status": "发展对象", "joined": "", "posts": "青年委员"}, "发展对象不能担任职务"),
        ({"base": "八千"}, "党费基数不是数字"),
        ({"base": "-1"}, "党费基数不能是负数"),
        ({"base": "8700.555"}, "最多两位小数"),
        ({"base": "2000000"}, "不能超过 1000000 元"),
        ({"phone": "1.38E+10"}, "联系电话只能是一个号码"),
    ],
)
def test_a_bad_row_is_told_with_its_number_and_its_reason(tmp_path: Path, cells: dict[str, str], reason: str) -> None:
    (problem,) = refused(tmp_path, LI, person(**cells))
    assert problem.startswith("第 3 行：")
    assert reason in problem


def test_a_date_of_today_is_not_in_the_future(tmp_path: Path) -> None:
    assert taken(tmp_path, person(joined="2026-10-12")).rows


def test_every_bad_row_is_listed_and_nothing_comes_back(tmp_path: Path) -> None:
    told = refused(tmp_path, person(name="", status="党员"), LI, person(base="x"), person(name="赵强", base="y"))
    assert [text.split("：")[0] for text in told] == ["第 2 行", "第 2 行", "第 4 行", "第 5 行"]


@pytest.mark.parametrize(
    ("first", "second", "sound"),
    [
        ("13800000001", "13800000002", True),
        ("13800000001", "13800000001", False),
        ("13800000001", "138-0000-0001", False),
        ("13800000001", "", False),
        ("", "", False),
    ],
)
def test_namesakes_need_different_phones(tmp_path: Path, first: str, second: str, sound: bool) -> None:
    rows = person(phone=first), person(phone=second)
    if sound:
        assert len(taken(tmp_path, *rows).rows) == 2
    else:
        assert refused(tmp_path, *rows) == ["第 3 行：与第 2 行重名；同名的人须各填不同的联系电话"]


def test_a_branch_has_one_secretary_and_a_team_one_leader(tmp_path: Path) -> None:
    assert refused(tmp_path, LI, person(posts="书记")) == ["第 3 行：书记只能有一位，第 2 行已有"]
    rival = person(posts="党小组长", team="第一党小组")
    assert refused(tmp_path, WANG, rival) == ["第 3 行：第一党小组的党小组长只能有一位，第 2 行已有"]
    assert taken(tmp_path, WANG, person(posts="党小组长", team="第二党小组")).rows


def test_a_missing_base_is_noticed_only_where_the_dues_need_it(tmp_path: Path) -> None:
    student = person(name="周洋", employment="学生", base="")
    applicant = person(name="吴磊", status="入党申请人", joined="", base="")
    roster = taken(tmp_path, person(base=""), person(name="孙丽", employment="离退休", base="0"), student, applicant)
    assert [said(notice) for notice in roster.notices] == ["第 2 行：党费基数未填", "第 3 行：党费基数未填"]


def test_blank_rows_are_passed_over_and_keep_their_numbers(tmp_path: Path) -> None:
    roster = taken(tmp_path, LI, [], ["", " "], WANG)
    assert [row.row for row in roster.rows] == [2, 5]


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        ("roster.xls", b"", "另存为 .xlsx"),
        ("roster.csv", b"", "文件是空的"),
        ("roster.csv", b"\n\n", "文件是空的"),
        ("roster.csv", "甲,乙\n1,2\n".encode(), "没有找到“姓名”"),
        ("roster.csv", "姓名,党小组\n李明,一组\n".encode(), "缺少“党员类别”"),
        ("roster.csv", "姓名,name,党员类别\n".encode(), "“姓名”一列出现了两次"),
        ("roster.csv", "姓名,党员类别\n".encode(), "表中没有人员"),
        ("roster.csv", b"\xff\xff\xff", "编码"),
        ("roster.csv", b'"' + b"x" * 200_000 + b'"', "不是有效的 .csv"),
        ("roster.xlsx", b"", "打不开"),
        ("roster.xlsx", b"PK\x03\x04 not really", "打不开"),
        ("roster.xlsx", "姓名,党员类别\n".encode(), "打不开"),
    ],
)
def test_a_file_that_is_no_roster_is_refused_with_its_reason(
    tmp_path: Path, name: str, content: bytes, reason: str
) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    (problem,) = problems(path)
    assert reason in problem


def test_a_missing_file_is_told_as_such(tmp_path: Path) -> None:
    assert problems(tmp_path / "nowhere.csv") == ["找不到这个文件"]


def test_a_file_beyond_all_reason_is_refused_as_a_whole(tmp_path: Path) -> None:
    rows = [person(name=f"第{number}人") for number in range(MOST_ROWS + 1)]
    assert refused(tmp_path, *rows) == ["超过 5000 行，请确认是否选错了文件"]
    assert len(taken(tmp_path, *rows[:-1]).rows) == MOST_ROWS


@pytest.mark.parametrize("suffix", [".xlsx", ".csv"])
def test_the_template_is_read_back_without_its_samples(tmp_path: Path, suffix: str) -> None:
    path = tmp_path / f"template{suffix}"
    write_template(path)
    assert problems(path) == ["表中没有人员"]


def test_a_filled_template_keeps_skipping_the_samples(tmp_path: Path) -> None:
    path = tmp_path / "template.csv"
    write_template(path)
    with path.open("a", encoding="utf-8", newline="") as file:
        csv.writer(file).writerow(LI)
    roster = read(path, today=TODAY)
    assert [row.name for row in roster.rows] == ["李明"]
    assert [said(notice) for notice in roster.notices] == ["第 2 行：示例行，已略过", "第 3 行：示例行，已略过"]


def test_the_excel_template_offers_the_words_and_explains_every_column(tmp_path: Path) -> None:
    path = tmp_path / "template.xlsx"
    write_template(path)
    workbook = load_workbook(path)
    roster, explanation = workbook.worksheets
    assert [cell.value for cell in roster[1]] == HEADER
    offered = {str(rule.sqref)[0]: rule.formula1 for rule in roster.data_validations.dataValidation}
    assert offered["D"] == '"正式党员,预备党员,发展对象,入党积极分子,入党申请人"'
    assert offered["G"] == '"在职,离退休,学生,无固定收入"'
    assert [row[0].value for row in explanation.iter_rows(min_row=2, max_row=10)] == HEADER
    assert {(sheet.page_setup.orientation, sheet.page_setup.paperSize) for sheet in workbook.worksheets} == {
        ("landscape", 9)
    }


def test_the_samples_of_the_template_are_sound_people(tmp_path: Path) -> None:
    path = tmp_path / "template.csv"
    write_template(path)
    path.write_text(path.read_text(encoding="utf-8-sig").replace("示例", "样本"), encoding="utf-8")
    assert len(read(path, today=TODAY).rows) == 2


def test_a_template_of_another_kind_is_a_mistake(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="xlsx"):
        write_template(tmp_path / "template.ods")


def test_an_english_roster_is_read_and_its_faults_are_told_in_english(tmp_path: Path) -> None:
    header = ["Name", "Party group", "Posts", "Status", "Joined", "Confirmed", "Employment", "Dues base", "Phone"]
    row = ["Li Ming", "First", "Secretary, Party group leader", "Full member", "2010-07-01", "", "Retired", "4000", ""]
    path = write_csv(tmp_path / "roster.csv", header, row)
    (read_row,) = read(path, today=TODAY).rows
    assert (read_row.team, read_row.posts) == ("First", frozenset({Post.SECRETARY, Post.TEAM_LEADER}))
    assert (read_row.status, read_row.employment) == (Status.FULL, Employment.RETIRED)
    write_csv(path, header, [*row[:3], "Comrade", *row[4:]])
    with pytest.raises(RosterErrors) as caught:
        read(path, today=TODAY)
    (told,) = (said(problem, Language.EN) for problem in caught.value.problems)
    assert told.startswith("Row 2: Status: “Comrade” is not known. It can be: Full member, Probationary member")


@pytest.mark.parametrize("suffix", [".xlsx", ".csv"])
def test_the_english_template_is_read_back_without_its_samples(tmp_path: Path, suffix: str) -> None:
    path = tmp_path / f"template{suffix}"
    write_template(path, Language.EN)
    assert problems(path) == ["表中没有人员"]


def test_the_samples_of_the_english_template_are_sound_people(tmp_path: Path) -> None:
    path = tmp_path / "template.csv"
    write_template(path, Language.EN)
    path.write_text(path.read_text(encoding="utf-8-sig").replace("Sample", "Person"), encoding="utf-8")
    assert len(read(path, today=TODAY).rows) == 2


NAMES = st.text(st.characters(categories=["Lo", "Lu", "Ll", "Nd", "Sm"]), min_size=1, max_size=8)


@settings(max_examples=40)
@given(names=st.lists(NAMES, min_size=1, max_size=8, unique=True))
def test_excel_and_csv_bring_the_same_people(tmp_path_factory: pytest.TempPathFactory, names: list[str]) -> None:
    folder = tmp_path_factory.mktemp("roster")
    rows = [person(name=name, phone=str(13800000000 + number)) for number, name in enumerate(names)]
    one = write_csv(folder / "roster.csv", HEADER, *rows)
    other = write_xlsx(folder / "roster.xlsx", HEADER, *rows)
    assert read(one, today=TODAY) == read(other, today=TODAY)


@settings(max_examples=60)
@given(content=st.binary(max_size=300))
def test_no_bytes_bring_anything_but_a_roster_or_a_refusal(
    tmp_path_factory: pytest.TempPathFactory, content: bytes
) -> None:
    path = tmp_path_factory.mktemp("bytes") / "roster.csv"
    path.write_bytes("姓名,党员类别\n".encode() + content)
    with suppress(RosterErrors):
        assert read(path, today=TODAY).rows
