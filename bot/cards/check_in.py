"""签到: the changing code and its picture for the convener, one's own meetings, 补签 and its answer."""

import io
from collections.abc import Sequence
from datetime import datetime, timedelta

import segno

from bot.cards.base import Button, Card, Upload, View, card, closed
from bot.cards.meeting_board import board
from bot.cards.meetings import ShowBoard, label, manages, may_make_up
from bot.cards.turnout import turnout_text
from bot.presses import Press
from bot.rules.check_in import code, seconds_left, step, window
from bot.rules.permissions import Permission, do, see
from bot.rules.words import Attendance
from bot.store import branch as people
from bot.store import check_in as store
from bot.store import meetings
from bot.store.meetings import Invited, Meeting

LINK = "in-"  # a deep link that checks in: in-MEETING-CODE
MAKE_UP = "make_up"  # the dialog in which the reason of a 补签 is awaited
_LOOK_BACK = timedelta(days=31)  # longer than any run of days off
_PIXELS = 10  # a module of the picture


class RefreshCode(Press, tag="ir"):
    """刷新: the code of now in place."""

    meeting: int


class ShowPicture(Press, tag="iq"):
    """The code as a picture to scan; pressed again, the picture of the code of then."""

    meeting: int


class CheckMeIn(Press, tag="im"):
    """本人签到: of whoever shows the code."""

    meeting: int


class MakeUp(Press, tag="iu"):
    """补签: asks for the reason."""

    meeting: int


class Judge(Press, tag="ij"):
    """同意 or 不同意."""

    meeting: int
    person: int
    agree: int


@card("check_in/code", need=do(Permission.MEETINGS))
async def shown_code(view: View, meeting: int) -> Card | None:
    """The code of now and how long it is shown. Painted anew when it is pressed and when somebody checks in."""
    called = await meetings.by_id(view.session, meeting)
    if called is None or not manages(view.person, called):
        return closed(view) if called else None
    if called.check_in is None or not store.takes(called, view.now, view.book.check_in):
        return await board(view, meeting)
    rule = view.book.check_in
    facts = {
        "meeting": called,
        "code": _spaced(code(called.check_in, step(view.now, rule))),
        "seconds": seconds_left(view.now, rule),
        "closes": window(called.starts, rule).closes,
    }
    text = f"{view.text('check_in/code', **facts)}\n\n{await turnout_text(view, called)}"
    own = await meetings.invitation(view.session, meeting, view.person.id)
    me = [] if own is None or own.attendance is Attendance.PRESENT else [
        view.button("check_in.check_me_in", CheckMeIn(meeting))
    ]  # fmt: skip
    first = [view.button("check_in.again", RefreshCode(meeting)), view.button("check_in.picture", ShowPicture(meeting))]
    return Card(text, [first, me, [view.button("home.back", ShowBoard(meeting))]], protect=True)


def _spaced(digits: str) -> str:
    return f"{digits[:3]} {digits[3:]}"


@card("check_in/picture", need=do(Permission.MEETINGS))
async def picture(view: View, meeting: int, number: int) -> Card | None:
    """The picture of the ``number``-th code: what it says stays as it was, for the picture cannot change."""
    called = await meetings.by_id(view.session, meeting)
    if called is None or called.check_in is None:
        return None
    if not manages(view.person, called):
        return closed(view)
    rule = view.book.check_in
    digits = code(called.check_in, number)
    until = datetime.fromtimestamp((number + 2) * rule.code_seconds, view.zone)
    file = io.BytesIO()
    segno.make(view.address(f"{LINK}{meeting}-{digits}"), micro=False).save(file, kind="png", scale=_PIXELS)
    text = view.text("check_in/picture", meeting=called, code=_spaced(digits), until=f"{until:%H:%M:%S}")
    again = view.button("check_in.picture_again", ShowPicture(meeting))
    return Card(text, [[again]], media=Upload("photo", "check-in.png", file.getvalue()), protect=True)


@card("check_in/mine", need=see(Permission.ANSWER))
async def mine(view: View) -> Card:
    """Where the viewer may check in now or later today, and where 补签 may still be asked for."""
    rule, session = view.book.check_in, view.session
    own = await meetings.invitations_of(session, view.person.id)
    around = await meetings.recent(session, view.branch.id, view.now - _LOOK_BACK, view.now + timedelta(days=1))
    invited = [(each, own[each.id]) for each in reversed(around) if each.id in own and each.cancelled is None]
    now = [pair for pair in invited if store.takes(pair[0], view.now, rule)]
    later = [(each, window(each.starts, rule).opens) for each, _ in invited if each.starts > view.now]
    later = [(each, opens) for each, opens in later if opens > view.now]
    missed = [pair for pair in invited if may_make_up(view, *pair)]
    text = view.text("check_in/mine", now=now, later=later, missed=missed)
    return Card(text, [*_make_up_buttons(view, missed), [view.back()]])


def _make_up_buttons(view: View, missed: Sequence[tuple[Meeting, Invited]]) -> list[list[Button]]:
    return [
        [view.button("check_in.make_up_of", MakeUp(each.id), meeting=label(view, each))]
        for each, row in missed
        if not row.pleads
    ]


@card("check_in/pleading", need=see(Permission.ANSWER))
async def pleading(view: View, meeting: int) -> Card | None:
    """Asks why the viewer is to be marked as present."""
    called = await meetings.by_id(view.session, meeting)
    row = await meetings.invitation(view.session, meeting, view.person.id)
    if called is None or row is None or not may_make_up(view, called, row) or row.pleads:
        return await mine(view)
    return Card(view.text("check_in/pleading", meeting=called), [[view.back("checkin")]])


@card("check_in/plea", need=do(Permission.MEETINGS))
async def plea(view: View, meeting: int, person: int) -> Card | None:
    """A 补签 for whoever manages the meeting, and what came of it."""
    called = await meetings.by_id(view.session, meeting)
    row = await meetings.invitation(view.session, meeting, person)
    if called is None or row is None:
        return None
    if not manages(view.person, called):
        return closed(view)
    waits = row.pleads and called.cancelled is None
    judge = await people.person(view.session, row.pleaded_to_id) if row.made_up and row.pleaded_to_id else None
    facts = {"meeting": called, "row": row, "waits": waits, "judge": judge.name if judge else None}
    buttons = [
        view.button("check_in.agree", Judge(meeting, person, 1)),
        view.button("check_in.disagree", Judge(meeting, person, 0)),
    ]
    last = [view.button("meetings.manage", ShowBoard(meeting))]
    return Card(view.text("check_in/plea", **facts), [buttons if waits else [], last])


@card("check_in/judged", need=see(Permission.ANSWER))
async def judged(view: View, meeting: int, agreed: int) -> Card | None:
    """Tells the person what came of the own 补签."""
    called = await meetings.by_id(view.session, meeting)
    if called is None:
        return None
    return Card(view.text("check_in/judged", meeting=called, agreed=bool(agreed)), [[view.back("checkin")]])
