"""The calendar file, read back by two programs that have nothing in common; right wherever the phone is."""

from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
import vobject
from hypothesis import given, settings
from hypothesis import strategies as st
from icalendar import Calendar

from bot.documents import calendar_file
from bot.documents.plain import legal
from tests.documents.facts import NASTY, NOW, STARTS, meeting

BERLIN, SHANGHAI = ZoneInfo("Europe/Berlin"), ZoneInfo("Asia/Shanghai")


def by_icalendar(content: bytes) -> tuple[Any, Any]:
    calendar: Any = Calendar.from_ical(content)
    (event,) = calendar.walk("VEVENT")
    return calendar, event


def by_vobject(content: bytes) -> Any:  # noqa: ANN401 - untyped
    return vobject.readOne(content.decode("utf-8"))


def test_both_programs_read_the_same_meeting() -> None:
    content = calendar_file.write(meeting(moves=0), NOW)
    calendar, event = by_icalendar(content)
    other = by_vobject(content)
    assert (calendar["METHOD"], event["STATUS"], event["SEQUENCE"]) == ("PUBLISH", "CONFIRMED", 0)
    assert (other.method.value, other.vevent.status.value, other.vevent.sequence.value) == ("PUBLISH", "CONFIRMED", "0")
    for found in (str(event["SUMMARY"]), other.vevent.summary.value):
        assert found == "党员大会：讨论第四季度工作"
    for found in (str(event["LOCATION"]), other.vevent.location.value):
        assert found == "三楼会议室"
    for found in (str(event["DESCRIPTION"]), other.vevent.description.value):
        assert found == "传达文件（汇报人：周宣传）\n讨论第四季度工作计划（汇报人：郑书记）"
    assert event["DTSTART"].dt == other.vevent.dtstart.value == STARTS
    assert event["DTSTART"].params["TZID"] == "Asia/Shanghai"
    assert other.vevent.valarm.trigger.value == timedelta(minutes=-30)
    assert [str(zone["TZID"]) for zone in calendar.walk("VTIMEZONE")] == ["Asia/Shanghai"]


@pytest.mark.parametrize("zone", [SHANGHAI, BERLIN, ZoneInfo("America/New_York"), ZoneInfo("Asia/Urumqi"), UTC])
@pytest.mark.parametrize(
    "starts",
    [
        "2026-03-28 14:30",
        "2026-03-29 10:30",
        "2026-10-24 23:30",
        "2026-10-25 08:30",
        "2026-10-25 09:30",
        "2027-01-01 00:00",
    ],
)
def test_a_phone_elsewhere_rings_at_the_same_moment(zone: ZoneInfo, starts: str) -> None:
    moment = datetime.fromisoformat(starts).replace(tzinfo=SHANGHAI)
    content = calendar_file.write(meeting(starts=moment, ended=None), NOW)
    for found in (by_icalendar(content)[1]["DTSTART"].dt, by_vobject(content).vevent.dtstart.value):
        assert found.astimezone(UTC) == moment.astimezone(UTC)
        assert found.astimezone(zone).replace(tzinfo=None) == moment.astimezone(zone).replace(tzinfo=None)


@pytest.mark.parametrize(
    ("wall", "utc"),
    [
        ("2026-03-28 09:00", "2026-03-28 08:00"),
        ("2026-03-29 09:00", "2026-03-29 07:00"),
        ("2026-10-24 09:00", "2026-10-24 07:00"),
        ("2026-10-25 09:00", "2026-10-25 08:00"),
    ],
)
def test_a_branch_where_clocks_are_changed_writes_its_changes_into_the_file(wall: str, utc: str) -> None:
    """vobject computes the offset from the file's own VTIMEZONE."""
    starts = datetime.fromisoformat(wall).replace(tzinfo=BERLIN)
    content = calendar_file.write(meeting(zone=BERLIN, starts=starts, ended=None), NOW)
    expected = datetime.fromisoformat(utc).replace(tzinfo=UTC)
    assert by_icalendar(content)[1]["DTSTART"].dt == expected
    assert by_vobject(content).vevent.dtstart.value == expected


def test_a_moved_meeting_keeps_its_uid_and_counts_up_and_a_cancelled_one_still_more() -> None:
    called, moved = meeting(moves=0), meeting(moves=1, starts=STARTS + timedelta(days=2))
    cancelled = meeting(moves=1, starts=STARTS + timedelta(days=2), cancelled=NOW)
    files = [by_icalendar(calendar_file.write(each, NOW)) for each in (called, moved, cancelled)]
    assert len({str(event["UID"]) for _, event in files}) == 1
    assert [event["SEQUENCE"] for _, event in files] == [0, 1, 2]
    assert [calendar["METHOD"] for calendar, _ in files] == ["PUBLISH", "PUBLISH", "CANCEL"]
    assert [event["STATUS"] for _, event in files] == ["CONFIRMED", "CONFIRMED", "CANCELLED"]
    assert not files[2][1].walk("VALARM")
    other = calendar_file.uid(meeting(number=8))
    assert other != calendar_file.uid(meeting()) != calendar_file.uid(meeting(branch="别的支部"))


def test_long_chinese_is_folded_between_characters_and_comes_back_whole() -> None:
    long = "学习" * 400
    content = calendar_file.write(meeting(topic=long, place="厅" * 100), NOW)
    lines = content.split(b"\r\n")
    assert max(map(len, lines)) <= 75
    assert all(line.decode("utf-8") is not None for line in lines)
    assert str(by_icalendar(content)[1]["SUMMARY"]).endswith(long)
    assert by_vobject(content).vevent.summary.value.endswith(long)


@pytest.mark.parametrize("text", [NASTY, 'a;b,c\\n:"d"', "=1+1", "BEGIN:VEVENT\nEND:VEVENT"])
def test_what_people_typed_stays_text(text: str) -> None:
    content = calendar_file.write(meeting(topic=text, place=text, branch=text, items=(), agenda=text), NOW)
    calendar, event = by_icalendar(content)
    assert len(calendar.walk("VEVENT")) == 1
    line = " ".join(legal(text).split())
    assert str(event["LOCATION"]) == by_vobject(content).vevent.location.value == line


@given(st.text(max_size=120))
@settings(max_examples=60, deadline=None)
def test_any_text_is_read_by_both(text: str) -> None:
    content = calendar_file.write(meeting(topic=text, place=text, branch=text, agenda=text, items=()), NOW)
    line = " ".join(legal(text).split())
    assert str(by_icalendar(content)[1]["LOCATION"]) == by_vobject(content).vevent.location.value == line


def test_an_end_that_was_not_recorded_is_an_hour_later() -> None:
    assert by_icalendar(calendar_file.write(meeting(ended=None), NOW))[1]["DTEND"].dt == STARTS + timedelta(hours=1)
    assert by_icalendar(calendar_file.write(meeting(), NOW))[1]["DTEND"].dt == STARTS + timedelta(minutes=95)
