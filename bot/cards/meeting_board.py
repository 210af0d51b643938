"""The convener's cards: who answered what, answering for others, cancelling."""

from collections.abc import Callable, Sequence

from bot.cards.agenda_text import ShowChair
from bot.cards.base import Button, Card, View, card, closed, in_rows
from bot.cards.filing import ShowFiles, files_for
from bot.cards.meetings import ShowBoard, manages, sees_reasons, tally
from bot.cards.opinions import ShowAdmission
from bot.cards.study_buttons import ShowSteps
from bot.cards.turnout import turnout_text
from bot.presses import Press
from bot.rules.permissions import Permission, do
from bot.rules.words import Answer, MeetingKind
from bot.store import check_in, observers
from bot.store import meetings as store
from bot.store.meetings import PAGE, Invited, Meeting

_NOTES = 2000  # characters that all notes of a card may take together; Telegram's limit is 4096 for the message
_SIGNS = {Answer.ATTEND: "✓", Answer.LEAVE: "△", Answer.UNDECIDED: "?", None: "○"}
_NEXT_ANSWER = {
    None: Answer.ATTEND,
    Answer.ATTEND: Answer.LEAVE,
    Answer.LEAVE: Answer.UNDECIDED,
    Answer.UNDECIDED: Answer.ATTEND,
}


class MoveMeeting(Press, tag="km"):
    """Begins the form of a move."""

    meeting: int


class CancelMeeting(Press, tag="kx"):
    """Takes a meeting back; asked twice."""

    meeting: int
    sure: int


class AnswerPage(Press, tag="kp"):
    """A page of people to answer for."""

    meeting: int
    page: int


class AnswerFor(Press, tag="ka"):
    """Answers for somebody. The answer is in the button, so that a double tap is one tap."""

    meeting: int
    move: int
    page: int
    person: int
    answer: Answer


class NudgeMeeting(Press, tag="qm"):
    """催办: the notice once more to those who have not answered; asked twice."""

    meeting: int
    sure: int


class TickPage(Press, tag="kt"):
    """A page of people to tick."""

    meeting: int
    page: int


class ShowCode(Press, tag="ic"):
    """签到码, as a message of its own."""

    meeting: int


class ShowObservers(Press, tag="ol"):
    """列席: the list; also leaves the question for names."""

    meeting: int


class ShowAgenda(Press, tag="ja"):
    """The agenda, to be edited."""

    meeting: int


@card("meetings/board", need=do(Permission.MEETINGS))
async def board(view: View, meeting: int) -> Card | None:
    """Who answered what; reasons and notes only for those whom they are meant for."""
    called = await store.by_id(view.session, meeting)
    if called is None:
        return None
    if not manages(view.person, called):
        return closed(view)
    rows = await store.answers(view.session, meeting)
    leaves = sum(row.answer is Answer.LEAVE for row in rows)
    facts = {
        "meeting": called,
        "state": _state(view, called),
        "figures": {"expected": len(rows), **tally(rows)},
        "answers": [(answer, [row for row in rows if row.answer is answer]) for answer in Answer],
        "silent": [row for row in rows if row.answer is None],
        "reasons": sees_reasons(view.person, called),
        "room": _NOTES // max(1, leaves),
        "observers": [each.name for each in await observers.of_meeting(view.session, meeting)],
    }
    silent = any(row.answer is None and row.bound for row in rows)
    text = view.text("meetings/board", **facts)
    if may_have_come(view, called):
        text = f"{text}\n\n{await turnout_text(view, called)}"
    return Card(text, _board_buttons(view, called, silent=silent))


def may_have_come(view: View, meeting: Meeting) -> bool:
    """Whether the day of the meeting has come: from then on people are ticked and check in."""
    days = [moment.astimezone(view.zone).date() for moment in (meeting.starts, view.now)]
    return meeting.cancelled is None and days[0] <= days[1]


def _state(view: View, meeting: Meeting) -> str:
    if meeting.cancelled is not None:
        return view.short("meetings.state_cancelled")
    return view.short("meetings.state_coming" if meeting.takes_answers(view.now) else "meetings.state_begun")


def _board_buttons(view: View, meeting: Meeting, *, silent: bool) -> list[list[Button]]:
    if meeting.cancelled is not None:
        return [[view.back("meetings")]]
    first = [view.button("meetings.tick", TickPage(meeting.id, 0))]
    if meeting.takes_answers(view.now):
        first.append(view.button("meetings.answer_for", AnswerPage(meeting.id, 0)))
    nudge = (
        [view.button("nudges.meeting", NudgeMeeting(meeting.id, 0))]
        if silent and meeting.takes_answers(view.now)
        else []
    )
    second = [view.button("observers.list", ShowObservers(meeting.id))]
    if check_in.will_take(meeting, view.now, view.book.check_in):
        second.insert(0, view.button("check_in.code", ShowCode(meeting.id)))
    change = []
    if meeting.may_change:
        change.append(view.button("meetings.move", MoveMeeting(meeting.id)))
        change.append(view.button("meetings.cancel", CancelMeeting(meeting.id, 0)))
    files = [view.button("filing.files", ShowFiles(meeting.id))] if files_for(view.person, meeting) else []
    votes = meeting.subject_id is not None and view.person.grants.satisfies(do(Permission.BALLOTS))
    admission = [view.button("admissions.of_meeting", ShowAdmission(meeting.id))] if votes else []
    lecture = [view.button("lectures.steps", ShowSteps(meeting.id))] if meeting.kind is MeetingKind.LECTURE else []
    lead = [view.button("chair.lead", ShowChair(meeting.id)), view.button("agenda.edit", ShowAgenda(meeting.id))]
    return [first, second, lead, lecture, nudge, change, admission, files, [view.back("meetings")]]


@card("meetings/cancelling", need=do(Permission.MEETINGS))
async def cancelling(view: View, meeting: int) -> Card | None:
    """Asks before a meeting is taken back."""
    called = await store.by_id(view.session, meeting)
    if called is None or not manages(view.person, called) or not called.may_change:
        return await board(view, meeting)
    rows = await store.invited(view.session, meeting)
    text = view.text("meetings/cancelling", meeting=called, told=sum(row.person.bound for row in rows))
    sure = view.button("home.confirm", CancelMeeting(meeting, 1))
    return Card(text, [[sure], [view.button("home.back", ShowBoard(meeting))]])


@card("meetings/answering", need=do(Permission.MEETINGS))
async def answering(view: View, meeting: int, page: int) -> Card | None:
    """代答: every name with its answer; a tap takes the next one."""
    called = await store.by_id(view.session, meeting)
    if called is None or not manages(view.person, called) or not called.takes_answers(view.now):
        return await board(view, meeting)
    rows = await store.invited(view.session, meeting)
    names = names_of(
        rows,
        page,
        lambda row: (
            _SIGNS[row.answer],
            AnswerFor(meeting, called.moves, page, row.person_id, _NEXT_ANSWER[row.answer]),
        ),
    )
    turns = turns_of(view, rows, page, lambda number: AnswerPage(meeting, number))
    text = view.text("meetings/answering", meeting=called, figures=tally(rows))
    return Card(text, [*names, turns, [view.button("home.back", ShowBoard(meeting))]])


def names_of(rows: Sequence[Invited], page: int, button: Callable[[Invited], tuple[str, Press]]) -> list[list[Button]]:
    shown = rows[page * PAGE : (page + 1) * PAGE]
    return in_rows(Button(f"{sign} {row.person.name}", press) for row in shown for sign, press in (button(row),))


def turns_of(view: View, rows: Sequence[Invited], page: int, turn: Callable[[int], Press]) -> list[Button]:
    turns = []
    if page:
        turns.append(view.button("meetings.earlier", turn(page - 1)))
    if (page + 1) * PAGE < len(rows):
        turns.append(view.button("meetings.later", turn(page + 1)))
    return turns
