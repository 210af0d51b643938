"""Attendance: the meetings that may be ticked, and the names to tap."""

from bot.cards.base import Button, Card, View, card
from bot.cards.meeting_board import TickPage, board, names_of, turns_of
from bot.cards.meetings import LOOK_BACK, ShowBoard, label, manages
from bot.cards.turnout import turnout_text
from bot.presses import Press
from bot.rules.permissions import Permission, do
from bot.rules.words import Attendance
from bot.store import meetings as store
from bot.store.meetings import PAGE, Invited

_MARKS = {Attendance.PRESENT: "✓", Attendance.EXCUSED: "△", Attendance.ABSENT: "✗", None: "○"}
_LATE = "◔"
_NEXT_MARK: dict[Attendance | None, Attendance] = {
    None: Attendance.PRESENT,
    Attendance.PRESENT: Attendance.EXCUSED,
    Attendance.EXCUSED: Attendance.ABSENT,
}


class Tick(Press, tag="kk"):
    """Marks somebody. The mark is in the button, so that a double tap is one tap."""

    meeting: int
    page: int
    person: int
    mark: Attendance


class TickLate(Press, tag="il"):
    """Marks somebody as there: late, or (0) in time after all."""

    meeting: int
    page: int
    person: int
    late: int


class TickRest(Press, tag="ke"):
    """全部实到."""

    meeting: int
    page: int


class FinishTicking(Press, tag="kf"):
    """完成点名; asked twice."""

    meeting: int
    page: int
    sure: int


class Reopen(Press, tag="ko"):
    """完成点名 taken back."""

    meeting: int
    page: int


@card("meetings/ticking", need=do(Permission.MEETINGS))
async def ticking(view: View, meeting: int, page: int) -> Card | None:
    """点名: every name with its mark; a tap takes the next one. Afterwards the same taps are corrections."""
    called = await store.by_id(view.session, meeting)
    if called is None or not manages(view.person, called) or called.cancelled is not None:
        return await board(view, meeting)
    rows = await store.invited(view.session, meeting)
    names = names_of(rows, page, lambda row: (_LATE if row.late else _MARKS[row.presumed], _next(meeting, page, row)))
    turns = turns_of(view, rows, page, lambda number: TickPage(meeting, number))
    finish = [view.button("meetings.reopen", Reopen(meeting, page))] if called.ticked else [
        view.button("meetings.finish", FinishTicking(meeting, page, 0)),
        view.button("meetings.tick_rest", TickRest(meeting, page)),
    ]  # fmt: skip
    text = f"{view.text('meetings/ticking', meeting=called)}\n\n{await turnout_text(view, called)}"
    return Card(text, [*names, turns, finish, [view.button("home.back", ShowBoard(meeting))]])


def _next(meeting: int, page: int, row: Invited) -> Press:
    """What a tap on that name does: after 缺席 comes 迟到."""
    if row.attendance is Attendance.ABSENT or row.late:
        return TickLate(meeting, page, row.person_id, int(not row.late))
    return Tick(meeting, page, row.person_id, _NEXT_MARK[row.attendance])


@card("meetings/finishing", need=do(Permission.MEETINGS))
async def finishing(view: View, meeting: int, page: int) -> Card | None:
    """Asks before attendance is taken as it stands."""
    called = await store.by_id(view.session, meeting)
    if called is None or not manages(view.person, called) or called.ticked or called.cancelled:
        return await ticking(view, meeting, page)
    rows = await store.invited(view.session, meeting)
    marks = {mark.value: sum(row.presumed is mark for row in rows) for mark in Attendance}
    unmarked = [row.person.name for row in rows if row.presumed is None]
    text = view.text("meetings/finishing", meeting=called, expected=len(rows), marks=marks, unmarked=unmarked)
    sure = view.button("home.confirm", FinishTicking(meeting, page, 1))
    return Card(text, [[sure], [view.button("home.back", TickPage(meeting, page))]])


@card("meetings/attendance", need=do(Permission.MEETINGS))
async def attendance(view: View) -> Card:
    """Today's and recent meetings that the viewer may tick, the latest first."""
    tonight = view.now.astimezone(view.zone).replace(hour=23, minute=59, second=59)
    every = await store.recent(view.session, view.branch.id, view.now - LOOK_BACK, tonight)
    mine = [each for each in every if each.cancelled is None and manages(view.person, each)][:PAGE]
    buttons = [[Button(("✓ " if each.ticked else "") + label(view, each), TickPage(each.id, 0))] for each in mine]
    return Card(view.text("meetings/attendance", count=len(mine)), [*buttons, [view.back()]])
