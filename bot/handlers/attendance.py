"""/attendance: 点名."""

from bot.actions import attendance
from bot.cards.attendance import FinishTicking, Reopen, Tick, TickLate, TickRest
from bot.cards.meeting_board import TickPage
from bot.context import Here
from bot.handlers.convening import MEETINGS, own_meeting
from bot.routing import Router, Where

router = Router("meetings")


@router.command("attendance", need=MEETINGS, words=("点名",))
async def attendance_(here: Here) -> None:
    """The meetings of today and of late."""
    await here.show("meetings/attendance")


@router.press(TickPage, need=MEETINGS, where=Where.PRIVATE)
async def tick_page(here: Here, press: TickPage) -> None:
    """The names to tick."""
    meeting = await own_meeting(here, press.meeting)
    attendance.check_may_tick(here.deed, meeting)
    await here.show("meetings/ticking", meeting=meeting.id, page=press.page)


@router.press(Tick, need=MEETINGS, where=Where.PRIVATE)
async def tick(here: Here, press: Tick) -> None:
    """One name marked, or corrected."""
    meeting = await own_meeting(here, press.meeting)
    await attendance.tick(here.deed, meeting, press.person, press.mark)
    here.toast("meetings.marked" if meeting.ticked is None else "meetings.corrected", mark=press.mark)
    await here.show("meetings/ticking", meeting=meeting.id, page=press.page)


@router.press(TickLate, need=MEETINGS, where=Where.PRIVATE)
async def tick_late(here: Here, press: TickLate) -> None:
    """迟到, or there in time after all."""
    meeting = await own_meeting(here, press.meeting)
    await attendance.tick_late(here.deed, meeting, press.person, late=bool(press.late))
    key = "meetings.marked_late" if press.late else "meetings.marked_in_time"
    here.toast(key, corrected=meeting.ticked is not None)
    await here.show("meetings/ticking", meeting=meeting.id, page=press.page)


@router.press(TickRest, need=MEETINGS, where=Where.PRIVATE)
async def tick_rest(here: Here, press: TickRest) -> None:
    """全部实到."""
    meeting = await own_meeting(here, press.meeting)
    await attendance.tick_rest(here.deed, meeting)
    await here.show("meetings/ticking", meeting=meeting.id, page=press.page)


@router.press(FinishTicking, need=MEETINGS, where=Where.PRIVATE)
async def finish(here: Here, press: FinishTicking) -> None:
    """完成点名: first asks."""
    meeting = await own_meeting(here, press.meeting)
    attendance.check_may_finish(here.deed, meeting)
    if not press.sure:
        await here.show("meetings/finishing", meeting=meeting.id, page=press.page)
        return
    await attendance.finish(here.deed, meeting)
    here.toast("meetings.taken")
    await here.show("meetings/ticking", meeting=meeting.id, page=press.page)


@router.press(Reopen, need=MEETINGS, where=Where.PRIVATE)
async def reopen(here: Here, press: Reopen) -> None:
    """重新点名."""
    meeting = await own_meeting(here, press.meeting)
    await attendance.reopen(here.deed, meeting)
    here.toast("meetings.reopened")
    await here.show("meetings/ticking", meeting=meeting.id, page=press.page)
