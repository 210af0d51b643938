"""The calendar file, taken by the invited, and sent anew when its meeting is moved or cancelled."""

from datetime import UTC, datetime
from typing import Any

from icalendar import Calendar

from tests.scene import Scene, carried
from tests.stories.test_filing import TEAM, document_of, files, takes
from tests.stories.test_meetings import call


def event_of(content: bytes) -> tuple[Any, Any]:
    calendar: Any = Calendar.from_ical(content)
    (event,) = calendar.walk("VEVENT")
    return calendar, event


async def test_a_calendar_once_taken_keeps_up_with_its_meeting(branch: Scene) -> None:
    zheng, chen, lin = branch.person("郑书记"), branch.person("陈正式"), branch.person("林预备")
    await call(zheng)
    first = await takes(chen, "日历文件")
    assert first.name == "日历_2026-10-15_党员大会.ics"
    calendar, event = event_of(first.content)
    assert (calendar["METHOD"], event["SEQUENCE"]) == ("PUBLISH", 0)
    assert event["DTSTART"].dt == datetime(2026, 10, 15, 6, 30, tzinfo=UTC)
    await chen.sees("打开这个文件，会议就会加入手机日历")
    await zheng.presses("改期")
    zheng.says("10月16日 9:00")
    await zheng.presses("跳过")
    await zheng.presses("确认")
    await branch.quiet()
    await chen.sees("会议已改期到2026年10月16日（周五）09:00")
    assert (len(files(chen)), len(files(lin))) == (2, 0)
    _, moved = event_of(document_of(files(chen)[0]).content)
    assert (moved["UID"], moved["SEQUENCE"]) == (event["UID"], 1)
    assert moved["DTSTART"].dt == datetime(2026, 10, 16, 1, 0, tzinfo=UTC)
    await zheng.presses("取消会议")
    await zheng.presses("确认")
    await branch.quiet()
    await chen.sees("会议已取消。打开这个文件，日历里的这次会议就会删去。")
    assert (len(files(chen)), len(files(lin))) == (3, 0)
    calendar, gone = event_of(document_of(files(chen)[0]).content)
    assert (calendar["METHOD"], gone["STATUS"], gone["SEQUENCE"]) == ("CANCEL", "CANCELLED", 2)
    assert gone["UID"] == event["UID"]


async def test_a_calendar_is_for_the_invited_and_for_what_is_to_come(branch: Scene) -> None:
    zheng, chen, he = branch.person("郑书记"), branch.person("陈正式"), branch.person("何组长")
    await call(branch.person("李组长"), TEAM)
    notice = await chen.sees("会议通知：党小组会")
    press = branch.simulator.press_data(he.user, carried(notice, "日历文件"), await he.sees("请选择要办的事"))
    await branch.quiet()
    await he.is_refused(press, "您不在这次会议的参加范围内")
    branch.move_to("2026-10-15 15:01")
    press = branch.simulator.press_data(chen.user, carried(notice, "日历文件"), notice)
    await branch.quiet()
    assert "已到开会时间" in (press.answer or "")
    assert not files(chen) + files(he) + files(zheng)
