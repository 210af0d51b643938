"""Attendance: the meetings that may be ticked, and the names to tap."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.cards.base import Button, Card, View, card
from bot.cards.meeting_board import PAGE, TickPage, board, names_of, turns_of
from bot.cards.meetings import LOOK_BACK, ShowBoard, label, manages
from bot.presses import Press
from bot.rules.electorate import is_elector
from bot.rules.permissions import Permission, do
from bot.rules.quorum import quorum_met, short_by
from bot.rules.words import Attendance, MeetingKind
from bot.store import meetings as store
from bot.store.meetings import Invited, Meeting

_MARKS = {Attendance.PRESENT: "✓", Attendance.EXCUSED: "△", Attendance.ABSENT: "✗", None: "○"}
_NEXT_MARK = {
    None: Attendance.PRESENT,
    Attendance.PRESENT: Attendance.EXCUSED,
    Attendance.EXCUSED: Attendance.ABSENT,
    Attendance.ABSENT: Attendance.PRESENT,
}


@dataclass(frozen=True)
class Tick(Press, tag="kk"):
    """Marks somebody. The mark is in the button, so that a double tap is one tap."""

    meeting: int
    page: int
    person: int
    mark: Attendance


@dataclass(frozen=True)
class TickRest(Press, tag="ke"):
    """全部实到."""

    meeting: int
    page: int


@dataclass(frozen=True)
class FinishTicking(Press, tag="kf"):
    """完成点名; asked twice."""

    meeting: int
    page: int
    sure: int


@dataclass(frozen=True)
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
    names = names_of(
        rows, page, lambda row: (_MARKS[row.presumed], Tick(meeting, page, row.person_id, _NEXT_MARK[row.attendance]))
    )
    turns = turns_of(view, rows, page, lambda number: TickPage(meeting, number))
    finish = [view.button("meetings.reopen", Reopen(meeting, page))] if called.ticked else [
        view.button("meetings.finish", FinishTicking(meeting, page, 0)),
        view.button("meetings.tick_rest", TickRest(meeting, page)),
    ]  # fmt: skip
    facts = {
        "meeting": called,
        "expected": len(rows),
        "marks": {mark.value: sum(row.presumed is mark for row in rows) for mark in Attendance},
        "open": sum(row.presumed is None for row in rows),
        "quorum": _quorum(view, called, rows),
    }
    text = view.text("meetings/ticking", **facts)
    return Card(text, [*names, turns, finish, [view.button("home.back", ShowBoard(meeting))]])


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


def _quorum(view: View, meeting: Meeting, rows: Sequence[Invited]) -> str | None:
    """Of an assembly: whether enough of those with a vote are there."""
    if meeting.kind is not MeetingKind.ASSEMBLY:
        return None
    voters = [row for row in rows if is_elector(row.person)]
    present = sum(row.attendance is Attendance.PRESENT for row in voters)
    facts = {"expected": len(voters), "present": present, "title": view.book.motion.title}
    if quorum_met(len(voters), present, view.book):
        return view.short("meetings.quorum_met", **facts)
    return view.short("meetings.quorum_short", **facts, short=short_by(len(voters), present, view.book))


@card("meetings/attendance", need=do(Permission.MEETINGS))
async def attendance(view: View) -> Card:
    """Today's and recent meetings that the viewer may tick, the latest first."""
    tonight = view.now.astimezone(view.zone).replace(hour=23, minute=59, second=59)
    every = await store.recent(view.session, view.branch.id, view.now - LOOK_BACK, tonight)
    mine = [each for each in every if each.cancelled is None and manages(view.person, each)][:PAGE]
    buttons = [[Button(("✓ " if each.ticked else "") + label(view, each), TickPage(each.id, 0))] for each in mine]
    return Card(view.text("meetings/attendance", count=len(mine)), [*buttons, [view.back()]])
