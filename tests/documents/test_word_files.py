"""The Word files of a meeting, opened again by another library: headings, cells, page, fonts; nothing invented, nothing
lost."""

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.documents import ballot_sheet, meeting_notice, meeting_record, sign_in_sheet
from bot.documents.plain import legal
from bot.rules.filing import Item, MeetingFacts, Resolution, Seat
from bot.rules.words import Attendance, BallotKind, MeetingKind
from tests.documents.facts import LONG, NASTY, STARTS, ballot, bare, election, meeting, seats
from tests.documents.opened import Word

WRITERS = (meeting_record.write, sign_in_sheet.write, meeting_notice.write)


def opened(content: bytes) -> Word:
    return Word(content)


def lines(document: Word) -> list[str]:
    return document.lines


def rows(document: Word, table: int = 0) -> list[list[str]]:
    return document.tables[table]


def everything(document: Word) -> str:
    return document.everything


@pytest.mark.parametrize("write", WRITERS)
def test_a_file_is_a4_with_page_numbers_and_chinese_fonts(write: Any) -> None:  # noqa: ANN401
    document = opened(write(meeting()))
    assert document.size == (210, 297)
    assert document.foot == "— PAGE —"
    assert document.fonts <= {"仿宋", "黑体"}
    assert "黑体" in document.fonts
    assert document.author == "示范机关党支部"


def test_the_record_has_everything_in_the_order_of_an_office() -> None:
    document = opened(meeting_record.write(meeting()))
    assert lines(document)[0] == "示范机关党支部党员大会会议记录"
    assert rows(document) == [
        ["主　题", "讨论第四季度工作"],
        ["时　间", "2026年10月20日（周二）14:30 至 16:05"],
        ["地　点", "三楼会议室"],
        ["主持人", "郑书记", "记录人", "孙组织"],
        ["应　到", "10 人", "实　到", "8 人"],
        ["请　假", "1 人", "缺　席", "1 人"],
        ["出席人员", "郑书记、孙组织、周宣传、吴纪检、冯青年、李组长、何组长（补签）、陈正式（迟到）"],
        ["列席人员", "黄积极、市直工委 王同志"],
        ["缺席人员\n及原因", "林预备（请假，因公）、高退休（缺席）"],
    ]
    text = [line for line in lines(document) if line.strip()]
    order = [
        "一、会议议程", "1. 传达文件（汇报人：周宣传）", "二、会议内容", "（2）讨论第四季度工作计划",
        "陈正式建议把集中学习放在每月第一周。", "三、表决情况",
        "有表决权的应到 9 人，实到 8 人。发出 9 票，收回 8 票，有效 8 票；赞成 7 票，反对 1 票，弃权 0 票。",
        "结论：通过：赞成达到 5 票（待计票人签字确认）。", "四、会议决议",
        "1. 同意第四季度工作计划（责任人：孙组织；完成时限：2026年11月30日）", "2. 集中学习定在每月第一周",
    ]  # fmt: skip
    places = [text.index(line) for line in order]
    assert places == sorted(places)
    assert text[-2].split() == ["主持人（签名）：", "记录人（签名）："]
    assert text[-1].startswith("日　期：")


def test_what_was_not_recorded_is_a_line_to_write_on_and_never_a_guess() -> None:
    document = opened(meeting_record.write(bare()))
    assert ["主持人", "", "记录人", ""] in rows(document)
    assert ["应　到", "10 人", "实　到", "＿＿＿ 人"] in rows(document)
    assert ["时　间", "2026年10月20日（周二）14:30 至＿＿＿时＿＿＿分"] in rows(document)
    assert [row[1] for row in rows(document)[-3:]] == ["", "", ""]
    assert [line.strip() for line in lines(document)[1:-2]].count("") == 2 + 8 + 2 + 3
    assert "郑书记" not in everything(document)


def test_nobody_absent_is_said_and_not_left_open() -> None:
    everybody = tuple(Seat(name=name, post="党员", attendance=Attendance.PRESENT) for name in ("陈正式", "李组长"))
    document = opened(meeting_record.write(meeting(seats=everybody)))
    assert rows(document)[-1][1] == "无"


def test_the_agenda_of_the_notice_stands_where_no_items_were_made() -> None:
    document = opened(meeting_record.write(bare(agenda="1. 传达文件\n\n2. 讨论计划 ")))
    assert [line for line in lines(document) if line[:2] in ("1.", "2.")] == ["1. 传达文件", "2. 讨论计划"]


def test_a_lecture_has_no_ballots_unless_there_was_one() -> None:
    plain = lines(opened(meeting_record.write(bare(kind=MeetingKind.LECTURE))))
    assert plain[0] == "示范机关党支部党课记录"
    assert "三、会议决议" in plain
    assert "三、表决情况" in lines(opened(meeting_record.write(meeting(kind=MeetingKind.LECTURE))))


def test_a_teams_record_names_the_team_and_a_long_name_takes_two_lines() -> None:
    document = opened(meeting_record.write(bare(kind=MeetingKind.TEAM_MEETING, team="第一党小组")))
    assert lines(document)[:2] == ["示范机关党支部第一党小组", "党小组会会议记录"]


def test_ballots_of_all_ends_are_told() -> None:
    every = (
        ballot(BallotKind.ADMISSION, number=5, question="接收黄积极为预备党员"), election(),
        replace(ballot(number=6, question="没有结束的"), counts=None, verdict=None, ended=None, signers=()),
        replace(ballot(number=8, question="作废的"), counts=None, verdict=None, void=True, signers=()),
    )  # fmt: skip
    text = "\n".join(lines(opened(meeting_record.write(meeting(ballots=every)))))
    for words in (
        "（1）接收黄积极为预备党员（接收预备党员，无记名）", "通过：赞成达到 5 票；待机关工委审查",
        "陈正式：赞成 7 票，反对 1 票，弃权 0 票。拟当选", "何组长：赞成＿＿＿票", "经批准不计入应到 1 人",
        "含会前书面意见 1 份", "其中纸质票：发出 2 票，收回 2 票，无效 1 票", "其中 1 票来自没有点到的同志",
        "监票人：李组长；计票人：何组长", "（3）没有结束的", "结论：尚未结束，没有结果", "结论：作废，没有结果",
    ):  # fmt: skip
        assert words in text


def test_the_sheet_counts_down_the_left_and_then_the_right() -> None:
    document = opened(sign_in_sheet.write(meeting()))
    assert lines(document)[:3] == [
        "示范机关党支部党员大会签到表", "主题：讨论第四季度工作",
        "时间：2026年10月20日（周二）14:30　　地点：三楼会议室",
    ]  # fmt: skip
    table = rows(document)
    assert table[0] == ["序号", "姓名", "职务", "签名", "备注"] * 2
    assert [row[0] for row in table[1:]] == ["1", "2", "3", "4", "5", "6"]
    assert [row[5] for row in table[1:]] == ["7", "8", "9", "10", "11", "12"]
    assert table[1] == ["1", "郑书记", "书记", "", "已签到", "7", "何组长", "党小组长", "", "补签"]
    assert table[3][5:] == ["9", "林预备", "预备党员", "", "请假"]  # never why
    assert table[4][5:] == ["10", "高退休", "党员", "", "缺席"]
    assert table[6][5:] == ["12", "市直工委 王同志", "列席", "", ""]
    assert lines(document)[-1] == "应到 10 人　　实到 8 人　　请假 1 人　　缺席 1 人　　列席 2 人"


def test_a_sheet_printed_before_the_meeting_leaves_the_figures_open_and_knows_who_is_on_leave() -> None:
    people = (Seat(name="陈正式", post="党员"), Seat(name="林预备", post="预备党员", attendance=Attendance.EXCUSED))
    document = opened(sign_in_sheet.write(bare(seats=people)))
    assert lines(document)[-1] == "应到 2 人　　实到 ＿＿＿ 人　　请假 ＿＿＿ 人"
    assert rows(document)[1][5:] == ["2", "林预备", "预备党员", "", "请假"]


@pytest.mark.parametrize(("people", "pages"), [(0, [1]), (1, [2]), (60, [31]), (61, [31, 2]), (125, [31, 31, 4])])
def test_sixty_people_fill_a_page(people: int, pages: list[int]) -> None:
    every = tuple(Seat(name=f"示例{number}", post="党员") for number in range(people))
    document = opened(sign_in_sheet.write(bare(seats=every)))
    assert [len(table) for table in document.tables] == pages
    names = {row[place] for table in document.tables for row in table[1:] for place in (1, 6)}
    assert names - {""} == {seat.name for seat in every}


def test_the_result_sheet_has_figures_verdict_clause_and_lines_to_sign() -> None:
    document = opened(ballot_sheet.write(ballot(excluded=1)))
    assert lines(document)[:2] == ["示范机关党支部", "表决结果报告单"]
    cells = rows(document)
    assert ["表决事项", "是否同意第四季度工作计划"] in cells
    assert ["种类方式", "议案表决，无记名"] in cells
    assert ["表决时间", "2026年10月20日（周二）15:20 至 15:30"] in cells
    assert ["应　　到", "9", "实　　到", "8", "不计入应到", "1"] in cells
    assert ["赞　　成", "7", "反　　对", "1", "弃　　权", "0"] in cells
    assert ["无　　效", "0", "到会至少", "5", "赞成至少", "5"] in cells
    assert ["结　　论", "通过：赞成达到 5 票（待计票人签字确认）"] in cells
    assert cells[-1][1].startswith("中国共产党支部工作条例（试行） 11（")
    text = "\n".join(lines(document))
    assert f"校验值（SHA-256）：{'ab' * 32}" in text
    assert "监票人：李组长（2026年10月20日（周二）15:31 在线签字）；计票人：何组长（尚未签字）" in text
    assert [line.split("\t")[::2][:2] for line in lines(document)[-2:]] == [
        ["监票人：", "计票人："],
        ["主持人：", "日　期："],
    ]


def test_an_election_is_read_name_by_name_and_leaves_open_what_is_not_computed() -> None:
    document = opened(ballot_sheet.write(election()))
    assert lines(document)[1] == "选举结果报告单"
    assert ["结　　论", "拟当选：陈正式、李组长"] in rows(document)
    assert ["批　　复", "已批复同意，市直工委〔2026〕12号，2026年10月28日"] in rows(document)
    assert ["种类方式", "选举，无记名，应选 2 人，系 2 号表决的再次表决"] in rows(document)
    assert rows(document, 1)[1:] == [
        ["陈正式", "7", "1", "0", "拟当选"], ["李组长", "5", "2", "1", "拟当选"], ["何组长", "", "", "", ""],
    ]  # fmt: skip


def test_the_notice_is_the_last_one() -> None:
    document = opened(meeting_notice.write(meeting()))
    assert lines(document)[:2] == ["示范机关党支部", "党员大会通知"]
    assert ["备　注", "会议改期 1 次，以上为最后的时间和地点。"] in rows(document)
    assert ["议　程", "1. 传达文件（汇报人：周宣传）\n2. 讨论第四季度工作计划（汇报人：郑书记）"] in rows(document)
    assert lines(document)[-2:] == ["召集人：郑书记", "2026年10月17日"]


def _everywhere(text: str) -> MeetingFacts:
    return meeting(
        topic=text, place=text, branch=text, chair=text, recorder=text, observers=(text,), agenda=text,
        seats=(*seats(), Seat(name=text, post=text, attendance=Attendance.PRESENT)), remarks=(text,),
        items=(Item(title=text, presenter=text, remarks=(text,)),), ballots=(ballot(question=text, host=text),),
        resolutions=(Resolution(text=text, owner=text),),
    )  # fmt: skip


@pytest.mark.parametrize("text", [NASTY, LONG, "=HYPERLINK(1)", "<&>\"'", "🎉" * 50])
def test_what_people_typed_survives_wherever_it_stands(text: str) -> None:
    facts = _everywhere(text)
    kept = [line.strip() for line in legal(text).split("\n")]
    for write in WRITERS:
        shown = everything(opened(write(facts)))
        assert all(line in shown for line in kept)
    assert all(line in everything(opened(ballot_sheet.write(facts.ballots[0]))) for line in kept)


@given(st.text(max_size=200))
@settings(max_examples=30, deadline=None)
def test_any_text_makes_a_file_that_opens(text: str) -> None:
    for write in WRITERS:
        opened(write(_everywhere(text)))
    opened(ballot_sheet.write(_everywhere(text).ballots[0]))


def test_the_same_facts_are_the_same_bytes() -> None:
    for write in WRITERS:
        assert write(meeting()) == write(meeting())


def test_a_meeting_past_midnight_names_both_days() -> None:
    late = meeting(begun=STARTS.replace(hour=22), ended=STARTS.replace(day=21, hour=0, minute=20))
    assert "2026年10月20日（周二）22:30 至 2026年10月21日（周三）00:20" in everything(
        opened(meeting_record.write(late))
    )
