"""Attendance: ticked by the convener, for those without Telegram too; corrected afterwards in the open."""

from bot.actions.ballots import attendance_changed
from bot.actions.base import Deed, Refused
from bot.actions.meetings import name_of
from bot.rules.permissions import Permission
from bot.rules.words import Answer, Attendance
from bot.store import meetings as store
from bot.store import turnout
from bot.store.meetings import PAGE, Invited, Meeting


def check_may_tick(deed: Deed, meeting: Meeting) -> None:
    """Refused unless the actor may tick: from the day of the meeting on, and never a cancelled one's."""
    deed.require(Permission.MEETINGS, meeting.matter)
    if meeting.cancelled is not None:
        raise Refused("meetings.is_cancelled")
    if meeting.starts.astimezone(deed.zone).date() > deed.today:
        raise Refused("meetings.too_early")


async def tick(deed: Deed, meeting: Meeting, person_id: int, mark: Attendance) -> None:
    """Marks one person. Once attendance has been taken this is a correction, and the audit log has it.

    Somebody who came late and is ticked as present stays late: that tap may have been meant before. See tick_late.
    """
    row = await _row_to_tick(deed, meeting, person_id)
    if row.attendance is not mark:
        await _mark(deed, meeting, row, mark, late=False)


async def tick_late(deed: Deed, meeting: Meeting, person_id: int, *, late: bool) -> None:
    """迟到, or that taken back: there in either case."""
    row = await _row_to_tick(deed, meeting, person_id)
    if (row.attendance, row.late) != (Attendance.PRESENT, late):
        await _mark(deed, meeting, row, Attendance.PRESENT, late=late)


async def _row_to_tick(deed: Deed, meeting: Meeting, person_id: int) -> Invited:
    check_may_tick(deed, meeting)
    row = await store.invitation(deed.session, meeting.id, person_id)
    if row is None:
        raise Refused("home.old_button")
    return row


async def _mark(deed: Deed, meeting: Meeting, row: Invited, mark: Attendance, *, late: bool) -> None:
    row.attendance, row.late = mark, late
    if meeting.ticked is not None:
        deed.audit("meetings.attendance_corrected", f"{row.person.name} {name_of(meeting)}")
    await marks_changed(deed, meeting, row)


async def marks_changed(deed: Deed, meeting: Meeting, *rows: Invited) -> None:
    """Who came is known better than before: the figures of everybody who sees them, and these people's own cards."""
    await deed.session.flush()
    await attendance_changed(deed, meeting)
    for card in ("meetings/board", "chair/walking", "check_in/code"):
        deed.refresh(card, meeting=meeting.id)
    for page in range(await turnout.expected(deed.session, meeting.id) // PAGE + 1):
        for card in ("meetings/ticking", "meetings/finishing"):
            deed.refresh(card, meeting=meeting.id, page=page)
    for row in rows:
        deed.refresh("meetings/notice", only=row.person, meeting=meeting.id)
        deed.refresh("check_in/mine", only=row.person)
        deed.refresh("check_in/plea", meeting=meeting.id, person=row.person_id)


async def tick_rest(deed: Deed, meeting: Meeting) -> None:
    """全部实到: everybody who has no mark and is not on leave came."""
    _check_not_taken(deed, meeting)
    for row in await store.invited(deed.session, meeting.id):
        if row.presumed is None:
            row.attendance = Attendance.PRESENT
    await marks_changed(deed, meeting)


async def finish(deed: Deed, meeting: Meeting) -> None:
    """完成点名: who has no mark is excused when on leave, else absent."""
    check_may_finish(deed, meeting)
    for row in await store.invited(deed.session, meeting.id):
        if row.attendance is None:
            row.attendance = Attendance.EXCUSED if row.answer is Answer.LEAVE else Attendance.ABSENT
    meeting.ticked = deed.now
    deed.audit("meetings.attendance_taken", name_of(meeting))
    await marks_changed(deed, meeting)


def check_may_finish(deed: Deed, meeting: Meeting) -> None:
    """Refused unless the actor may finish now: not before the start, for people are still to come."""
    _check_not_taken(deed, meeting)
    if deed.now < meeting.starts:
        raise Refused("meetings.not_begun", starts=meeting.starts)


async def reopen(deed: Deed, meeting: Meeting) -> None:
    """Takes 完成点名 back: who was absent has no mark again, all other marks stay."""
    check_may_tick(deed, meeting)
    if meeting.ticked is None:
        raise Refused("meetings.not_taken")
    for row in await store.invited(deed.session, meeting.id):
        if row.attendance is Attendance.ABSENT:
            row.attendance = None
    meeting.ticked = None
    deed.audit("meetings.attendance_reopened", name_of(meeting))
    await marks_changed(deed, meeting)


def _check_not_taken(deed: Deed, meeting: Meeting) -> None:
    check_may_tick(deed, meeting)
    if meeting.ticked is not None:
        raise Refused("meetings.taken_already")
