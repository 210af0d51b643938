"""The book of attendance, opened again: figures are numbers, names are text, the order is the roster's."""

from datetime import date, datetime
from io import BytesIO
from typing import Any

from openpyxl import load_workbook

from bot.documents import attendance_book
from bot.rules.attended import AttendanceFacts, Attended, Held
from bot.rules.words import MeetingKind
from tests.documents.facts import NASTY, SHANGHAI, STARTS


def book(**changes: Any) -> Any:  # noqa: ANN401 - openpyxl
    facts = AttendanceFacts(
        branch="示范机关党支部", first=date(2026, 10, 1), last=date(2026, 12, 31), zone=SHANGHAI,
        people=(
            Attended(name="郑书记", team="第一党小组", post="书记", expected=2, present=1, late=1, excused=1),
            Attended(name="=1+1", team="", post="党员", expected=2, absent=2),
            Attended(name="新同志", team="", post="党员"),
        ),
        meetings=(
            Held(
                number=7, kind=MeetingKind.ASSEMBLY, topic="http://example.test", place="三楼", starts=STARTS,
                expected=2, present=1, late=1, excused=1, absent=0,
            ),
            Held(number=8, kind=MeetingKind.STUDY, topic="学习", place="二楼", starts=STARTS, expected=2),
        ),
    )  # fmt: skip
    facts = AttendanceFacts(**{**facts.__dict__, **changes})
    return load_workbook(BytesIO(attendance_book.write(facts)))


def values(sheet: Any) -> list[tuple[Any, ...]]:  # noqa: ANN401
    return [tuple(cell.value for cell in row) for row in sheet.iter_rows()]


def test_people_stand_in_roster_order_with_numbers_that_are_numbers() -> None:
    opened = book()
    assert opened.sheetnames == ["出勤统计", "会议"]
    rows = values(opened["出勤统计"])
    assert rows[0][0] == "示范机关党支部出勤统计（2026-10-01 至 2026-12-31）"
    assert rows[1] == ("序号", "姓名", "党小组", "职务", "应到", "实到", "其中迟到", "请假", "缺席")
    assert rows[2:] == [
        (1, "郑书记", "第一党小组", "书记", 2, 1, 1, 1, 0),
        (2, "=1+1", None, "党员", 2, 0, 0, 0, 2),
        (3, "新同志", None, "党员", 0, 0, 0, 0, 0),
    ]
    assert opened["出勤统计"]["B4"].data_type == "s"


def test_meetings_have_a_time_that_is_a_time_and_empty_figures_where_nothing_was_recorded() -> None:
    rows = values(book()["会议"])
    assert rows[2][:6] == (7, datetime(2026, 10, 20, 14, 30), "党员大会", "http://example.test", "三楼", 2)  # noqa: DTZ001
    assert rows[2][6:] == (1, 1, 1, 0, None)
    assert rows[3][5:] == (2, None, None, None, None, "未登记出勤，不计入统计")


def test_what_people_typed_stays_text() -> None:
    opened = book(people=(Attended(name=NASTY, team="+1", post="@a"),))
    assert [cell.data_type for cell in opened["出勤统计"][3][1:4]] == ["s", "s", "s"]
    assert opened["出勤统计"]["B3"].value.startswith("=1+1 <b>&amp; ")


def test_a_period_without_anything_opens_too() -> None:
    assert [len(values(sheet)) for sheet in book(people=(), meetings=()).worksheets] == [2, 2]
