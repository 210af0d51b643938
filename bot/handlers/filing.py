"""/export and the files of a meeting; 日历文件 for whoever is invited."""

from bot.actions import calendars, filing
from bot.actions.base import Refused
from bot.cards.calendars import TakeCalendar
from bot.cards.filing import ShowFiles, TakeAttendance, TakeFile, TakeResult
from bot.context import Here
from bot.handlers.meetings import meeting_of
from bot.routing import Router, Where
from bot.rules.permissions import Permission, do
from bot.store import ballots

router = Router("filing")
MINUTES = do(Permission.MINUTES)
_YEARS, _QUARTERS = range(2000, 2200), range(5)  # what a button of ours can ask for


@router.command("export", need=MINUTES, words=("导出",))
async def export(here: Here) -> None:
    """What the person may take out as files."""
    await here.show("filing/export")


@router.press(ShowFiles, need=MINUTES, where=Where.PRIVATE)
async def show_files(here: Here, press: ShowFiles) -> None:
    """The files of a meeting."""
    meeting = await meeting_of(here, press.meeting)
    filing.check_may_file(here.deed, meeting)
    await here.show("filing/files", meeting=meeting.id)


@router.press(TakeFile, need=MINUTES, where=Where.PRIVATE)
async def take_file(here: Here, press: TakeFile) -> None:
    """One of them, as a message of its own."""
    meeting = await meeting_of(here, press.meeting)
    filing.hand_out(here.deed, meeting, press.paper)
    here.toast("filing.made")
    await here.send("filing/document", meeting=meeting.id, paper=press.paper.value)


@router.press(TakeResult, need=MINUTES, where=Where.PRIVATE)
async def take_result(here: Here, press: TakeResult) -> None:
    """The result sheet of a ballot."""
    ballot = await ballots.by_id(here.deed.session, press.ballot)
    if ballot is None or ballot.branch_id != here.deed.branch.id:
        raise Refused("home.old_button")
    await filing.hand_out_result(here.deed, ballot)
    here.toast("filing.made")
    await here.send("filing/result", ballot=ballot.id)


@router.press(TakeAttendance, need=MINUTES, where=Where.PRIVATE)
async def take_attendance(here: Here, press: TakeAttendance) -> None:
    """Attendance of a period."""
    if press.year not in _YEARS or press.quarter not in _QUARTERS:
        raise Refused("home.old_button")
    filing.hand_out_attendance(here.deed, press.year, press.quarter)
    here.toast("filing.made")
    await here.send("filing/attendance", year=press.year, quarter=press.quarter)


@router.press(TakeCalendar, need=do(Permission.ANSWER), where=Where.PRIVATE)
async def take_calendar(here: Here, press: TakeCalendar) -> None:
    """The meeting for one's own calendar."""
    meeting = await meeting_of(here, press.meeting)
    await calendars.check_may_take(here.deed, meeting)
    here.toast("filing.made")
    await here.send(calendars.CARD, meeting=meeting.id)
