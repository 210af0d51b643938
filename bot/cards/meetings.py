"""What the invited see: the notice with its answer, the question about a leave, the group's card, the list."""

from collections import Counter
from collections.abc import Sequence
from datetime import timedelta

from bot.cards.agenda_text import ShowChair, agenda_lines, file_buttons
from bot.cards.base import GROUP, Button, Card, Open, View, card, in_rows
from bot.cards.calendars import TakeCalendar
from bot.cards.opinions import opinion_button
from bot.presses import Press
from bot.rules.check_in import make_up_until
from bot.rules.permissions import Permission, Scope, see
from bot.rules.words import Answer, Attendance, LeaveReason
from bot.store import check_in, observers, post
from bot.store import meetings as store
from bot.store.agenda import leads
from bot.store.branch import Person
from bot.store.meetings import Answered, Invited, Meeting

LEAVE_NOTE = "leave_note"  # the dialog in which a note about a leave is awaited
LOOK_BACK = timedelta(days=31)  # how long past meetings stay in the lists
LISTED = 12  # meetings in one list


class Rsvp(Press, tag="kr"):
    """参加, 请假 or 未定, to the meeting as it was after its ``move``-th move."""

    meeting: int
    move: int
    answer: Answer


class GiveReason(Press, tag="kg"):
    """The category of a leave."""

    meeting: int
    reason: LeaveReason


class WriteNote(Press, tag="kn"):
    """Asks for a note about the leave."""

    meeting: int


class ShowMeeting(Press, tag="ks"):
    """The notice of a meeting; also leaves the question about a leave."""

    meeting: int


class ShowBoard(Press, tag="kb"):
    """The convener's card."""

    meeting: int


def manages(person: Person, meeting: Meeting) -> bool:
    """Whether this person may call, move, cancel and tick this meeting."""
    return person.reaches(Permission.MEETINGS, meeting.matter)


def sees_reasons(person: Person, meeting: Meeting) -> bool:
    """Whether reasons and notes of leaves are for this person's eyes: the convener's, or who has all meetings."""
    return person.id == meeting.caller_id or person.grants.scope(Permission.MEETINGS) is Scope.ALL


def label(view: View, meeting: Meeting) -> str:
    """A meeting in one line, as on a button: 10月15日（周四）14:30 党员大会."""
    return f"{view.when(meeting.starts, view.now)} {view.say(meeting.kind)}"


def tally(rows: Sequence[Invited | Answered]) -> dict[str, int]:
    """How many gave which answer; "silent": no answer yet."""
    answers = Counter(row.answer for row in rows)
    return {**{answer.value: answers[answer] for answer in Answer}, "silent": answers[None]}


@card("meetings/notice", need=see(Permission.ANSWER))
async def notice(view: View, meeting: int) -> Card | None:
    """The notice in the private chat, with the viewer's answer."""
    return await _notice(view, meeting, "meetings.heading_notice")


@card("meetings/moved", need=see(Permission.ANSWER))
async def moved(view: View, meeting: int, move: int) -> Card | None:
    """Told when it was moved for the ``move``-th time; overtaken by a later move."""
    called = await store.by_id(view.session, meeting)
    if called is not None and move < called.moves:
        return Card(view.text("meetings/overtaken", kind=called.kind))
    return await _notice(view, meeting, "meetings.heading_moved")


@card("meetings/cancelled", need=see(Permission.ANSWER))
async def cancelled(view: View, meeting: int) -> Card | None:
    """Told when it was cancelled."""
    called = await store.by_id(view.session, meeting)
    if called is None:
        return None
    return Card(await _text(view, called, "meetings.heading_cancelled", view.short("meetings.state_cancelled")))


@card("meetings/group_cancelled", need=GROUP)
async def group_cancelled(view: View, meeting: int) -> Card | None:
    """Told in groups when it was cancelled."""
    return await cancelled(view, meeting)


async def _notice(view: View, meeting: int, heading: str) -> Card | None:
    called = await store.by_id(view.session, meeting)
    row = await store.invitation(view.session, meeting, view.person.id)
    if called is None or row is None:
        return None
    if called.cancelled is not None:
        return Card(await _text(view, called, heading, view.short("meetings.state_cancelled")))
    answering = _answer_buttons(view, called, row.answer) if called.takes_answers(view.now) else []
    board = [view.button("filing.calendar", TakeCalendar(meeting))] if called.takes_answers(view.now) else []
    board += _board_button(view, called)
    there = [each.name for each in await observers.of_meeting(view.session, meeting)]
    text = await _text(view, called, heading, _own_line(view, called, row), there)
    own = [opinion_button(view, called, row), *await file_buttons(view, called)]
    return Card(text, [*answering, *own, board, [view.back("meetings")]])


def _board_button(view: View, meeting: Meeting) -> list[Button]:
    """The board for whoever manages the meeting; for a chair who does not, the chair's card."""
    if manages(view.person, meeting):
        return [view.button("meetings.manage", ShowBoard(meeting.id))]
    return [view.button("chair.lead", ShowChair(meeting.id))] if leads(view.person, meeting) else []


def _answer_buttons(view: View, meeting: Meeting, given: Answer | None) -> list[list[Button]]:
    return in_rows(
        Button(("✓ " if answer is given else "") + view.say(answer), Rsvp(meeting.id, meeting.moves, answer))
        for answer in Answer
    )


def _own_line(view: View, meeting: Meeting, row: Invited) -> str:
    """What the viewer's own answer is, and whether it can still be given."""
    if row.attendance is Attendance.PRESENT and row.checked_in is not None:
        return view.short("check_in.own_line", late=row.late)
    open_ = meeting.takes_answers(view.now)
    if row.answer is None:
        return view.short("meetings.own_asked" if open_ else "meetings.own_late")
    key = "meetings.own_answer" if open_ else "meetings.own_final"
    return view.short(key, answer=row.answer, reason=row.reason)


async def _text(view: View, meeting: Meeting, heading: str, status: str, there: Sequence[str] = ()) -> str:
    title = view.short(heading, moved=meeting.moves > 0)
    facts = {"agenda": await agenda_lines(view, meeting), "observers": there}
    return view.text("meetings/notice", heading=title, meeting=meeting, status=status, **facts)


@card("meetings/leave", need=see(Permission.ANSWER))
async def leave(view: View, meeting: int) -> Card | None:
    """After 请假, in the private chat only: the category, then a note if the person likes."""
    called = await store.by_id(view.session, meeting)
    row = await store.invitation(view.session, meeting, view.person.id)
    if called is None or row is None or row.answer is not Answer.LEAVE or not called.takes_answers(view.now):
        return await notice(view, meeting)
    dialog = await post.dialog(view.session, view.person.id)
    waiting = dialog is not None and dialog.name == LEAVE_NOTE and dialog.answers["meeting"] == meeting
    reasons = in_rows(
        Button(("✓ " if reason is row.reason else "") + view.say(reason), GiveReason(meeting, reason))
        for reason in LeaveReason
    )
    write = [] if waiting or row.reason is None else [view.button("meetings.write_note", WriteNote(meeting))]
    out = view.button("meetings.skip_note" if waiting else "home.back", ShowMeeting(meeting))
    text = view.text("meetings/leave", meeting=called, row=row, waiting=waiting)
    return Card(text, [*reasons, write, [out]])


@card("meetings/group", need=GROUP)
async def group(view: View, meeting: int) -> Card | None:
    """The group's card: the notice and how many answered what, never who."""
    return await _group(view, meeting, "meetings.heading_notice")


@card("meetings/group_moved", need=GROUP)
async def group_moved(view: View, meeting: int, move: int) -> Card | None:
    """Told in groups when it was moved for the ``move``-th time."""
    called = await store.by_id(view.session, meeting)
    if called is not None and move < called.moves:
        return Card(view.text("meetings/overtaken", kind=called.kind))
    return await _group(view, meeting, "meetings.heading_moved")


async def _group(view: View, meeting: int, heading: str) -> Card | None:
    called = await store.by_id(view.session, meeting)
    if called is None:
        return None
    if called.cancelled is not None:
        return Card(await _text(view, called, heading, view.short("meetings.state_cancelled")))
    figures = tally(await store.invited(view.session, meeting))
    status = view.short("meetings.figures", **figures)
    answering = _answer_buttons(view, called, None) if called.takes_answers(view.now) else []
    return Card(await _text(view, called, heading, status), answering)


@card("meetings/list", need=see(Permission.HOME))
async def list_(view: View) -> Card:
    """Coming meetings as buttons, past ones with what came of them: the viewer's own and those in the viewer's care."""
    own = await store.invitations_of(view.session, view.person.id)
    observed = await observers.of_person(view.session, view.person.id)
    coming = await store.upcoming(view.session, view.branch.id, view.now)
    past = await store.recent(view.session, view.branch.id, view.now - LOOK_BACK, view.now)
    coming, past = (
        [each for each in meetings if each.id in own or each.id in observed or manages(view.person, each)][:LISTED]
        for meetings in (coming, past)
    )
    facts = {"coming": coming, "past": [(each, await _outcome(view, each, own.get(each.id))) for each in past]}
    today = [[view.button("chair.leads", ShowChair(each.id), kind=each.kind)] for each in past if _to_lead(view, each)]
    buttons = [[Button(label(view, each), ShowMeeting(each.id))] for each in coming]
    to_check_in = any(each.id in own and _asks_for_check_in(view, each, own[each.id]) for each in (*coming, *past))
    extra = [view.button("check_in.open", Open("checkin"))] if to_check_in else []
    return Card(view.text("meetings/list", **facts), [*today, *buttons, extra, [view.back()]])


def _asks_for_check_in(view: View, meeting: Meeting, row: Invited) -> bool:
    takes = row.attendance is not Attendance.PRESENT and check_in.takes(meeting, view.now, view.book.check_in)
    return takes or may_make_up(view, meeting, row)


def may_make_up(view: View, meeting: Meeting, row: Invited) -> bool:
    """Whether 补签 may be asked for: once no code is taken any more, within the time that the rulebook gives."""
    rule = view.book.check_in
    over = meeting.starts <= view.now and not check_in.takes(meeting, view.now, rule) and meeting.cancelled is None
    in_time = view.now < make_up_until(meeting.starts, rule, view.holidays, view.zone)
    return over and in_time and row.attendance is not Attendance.PRESENT


def _to_lead(view: View, meeting: Meeting) -> bool:
    """Whether the viewer leads this meeting, and it is in session, or to be opened today."""
    if meeting.cancelled or meeting.ended or not leads(view.person, meeting):
        return False
    return meeting.begun is not None or meeting.starts.astimezone(view.zone).date() == view.today


async def _outcome(view: View, meeting: Meeting, own: Invited | None) -> str:
    """What came of a past meeting, in figures; of the viewer's own attendance also the word."""
    if meeting.cancelled is not None:
        return view.short("meetings.outcome_cancelled")
    turnout = await store.counts(view.session, meeting.id)
    if turnout.present is None:
        return view.short("meetings.outcome_open")
    return view.short("meetings.outcome", turnout=turnout, mine=own and own.attendance, how=_how(own))


def _how(own: Invited | None) -> str | None:
    """Of somebody present, how that came about where it was not in the usual way."""
    if own is None or own.attendance is not Attendance.PRESENT:
        return None
    return "made_up" if own.made_up else "late" if own.late else None
