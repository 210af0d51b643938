"""主持: the chair's card, which walks the agenda; who leads and who records; closing the meeting."""

from collections.abc import Sequence

from bot.cards.admissions import OpenAdmission
from bot.cards.agenda_text import ShowChair, agenda_lines, file_button, line_of
from bot.cards.ballots_text import title as question
from bot.cards.base import Button, Card, View, card
from bot.cards.meeting_board import ShowAgenda, TickPage
from bot.cards.meetings import ShowBoard, manages
from bot.cards.minutes import ShowRecord, away, name_of, outcome_of
from bot.cards.rulebook import why
from bot.presses import Press
from bot.rules.agenda import quorum_rule
from bot.rules.permissions import Permission, do, see
from bot.rules.words import AdmissionStep
from bot.store import agenda as store
from bot.store import ballots, meetings
from bot.store.agenda import AgendaItem, Presence
from bot.store.meetings import Meeting


class BeginMeeting(Press, tag="jb"):
    """开始会议."""

    meeting: int


class TakeBackBegin(Press, tag="jt"):
    """开始会议 taken back."""

    meeting: int


class StateNumbers(Press, tag="js"):
    """已报告应到实到."""

    meeting: int


class GoTo(Press, tag="jm"):
    """To that item. The place is in the button, so that a double tap is one tap."""

    meeting: int
    position: int


class EndMeeting(Press, tag="je"):
    """散会; asked twice."""

    meeting: int
    sure: int


class ResumeMeeting(Press, tag="jo"):
    """散会 taken back."""

    meeting: int


class OpenMotion(Press, tag="jv"):
    """Begins the form of a vote, as a motion of this meeting."""

    meeting: int


class ChooseChair(Press, tag="jh"):
    """The invited, to name a chair."""

    meeting: int
    page: int


class ChooseRecorder(Press, tag="jr"):
    """The invited, to name whoever keeps the minutes."""

    meeting: int
    page: int


async def led(view: View, meeting: int) -> Meeting | None:
    """The meeting, where the viewer leads it and it was not cancelled."""
    called = await meetings.by_id(view.session, meeting)
    return called if called and called.cancelled is None and store.leads(view.person, called) else None


@card("chair/walking", need=see(Permission.ANSWER))
async def walking(view: View, meeting: int) -> Card | None:
    """Where the meeting stands: the numbers, the agenda with the present item, the ballots; and what comes next."""
    called = await led(view, meeting)
    if called is None:
        return await away(view, meeting, store.leads)
    items = await store.items(view.session, meeting) if called.laid_out else []
    there = await store.presence(view.session, meeting)
    text = view.text(
        "chair/walking",
        meeting=called,
        chair=await name_of(view, called.chair_id or called.caller_id),
        recorder=await name_of(view, called.recorder_id),
        there=there,
        quorum=quorum_line(view, called, there),
        stated=stated_line(view, called),
        position=called.item,
        lines=await agenda_lines(view, called),
        ballots=[
            (question(each), await outcome_of(view, each)) for each in await ballots.of_meeting(view.session, meeting)
        ],
        hint=_hint(view, called, items),
    )
    return Card(text, [*_buttons(view, called, items), [*_why(view, called), _out(view, called)]])


def _why(view: View, meeting: Meeting) -> list[Button]:
    """【依据】 of the numbers that have to be there, where something is decided."""
    rule = quorum_rule(meeting.kind, view.book, of_one_person=meeting.subject_id is not None)
    return [why(view, rule.name)] if rule else []


def _out(view: View, meeting: Meeting) -> Button:
    return view.button("home.back", ShowBoard(meeting.id)) if manages(view.person, meeting) else view.back("meetings")


def _buttons(view: View, meeting: Meeting, items: Sequence[AgendaItem]) -> list[list[Button]]:
    record = [view.button("chair.minutes", ShowRecord(meeting.id, 0))] if store.records(view.person, meeting) else []
    hand = [
        view.button("chair.hand_chair", ChooseChair(meeting.id, 0)),
        view.button("chair.hand_record", ChooseRecorder(meeting.id, 0)),
    ]
    if meeting.begun is None:
        edit = [view.button("agenda.edit", ShowAgenda(meeting.id))] if manages(view.person, meeting) else []
        return [[view.button("chair.begin", BeginMeeting(meeting.id))], hand, edit]
    if meeting.ended is not None:
        resume = view.button("chair.resume", ResumeMeeting(meeting.id))
        return [[resume] if store.may_resume(meeting, view.now) else [], record]
    tick = [view.button("meetings.tick", TickPage(meeting.id, 0))] if manages(view.person, meeting) else []
    return [
        *_at_item(view, meeting, items),
        [*tick, *record],
        hand,
        [view.button("chair.end", EndMeeting(meeting.id, 0))],
    ]


def _at_item(view: View, meeting: Meeting, items: Sequence[AgendaItem]) -> list[list[Button]]:
    """What belongs to the present item: on and back, the numbers at the first, its file, its ballots."""
    place = meeting.item
    steps = []
    if place > 1:
        steps.append(view.button("chair.previous", GoTo(meeting.id, place - 1)))
    if place < len(items):
        steps.append(view.button("chair.next", GoTo(meeting.id, place + 1)))
    first = []
    if place == 1:
        first = [view.button("chair.state_again" if meeting.stated else "chair.state", StateNumbers(meeting.id))]
        if not meeting.stated:
            first.append(view.button("chair.take_back", TakeBackBegin(meeting.id)))
    file = [file_button(item) for item in items[place - 1 : place] if item.file_id]
    return [steps, first, file, _ballot_buttons(view, meeting, items)]


def _ballot_buttons(view: View, meeting: Meeting, items: Sequence[AgendaItem]) -> list[Button]:
    """How a ballot of this meeting is opened: of one person only at the last of the seven steps."""
    if not view.person.grants.satisfies(do(Permission.BALLOTS)):
        return []
    if meeting.subject_id is not None:
        at_last = _at_ballot(meeting, items)
        return [view.button("admissions.open", OpenAdmission(meeting.id))] if at_last else []
    decides = quorum_rule(meeting.kind, view.book, of_one_person=False) is not None
    return [view.button("chair.newvote", OpenMotion(meeting.id))] if decides else []


def _at_ballot(meeting: Meeting, items: Sequence[AgendaItem]) -> bool:
    return any(item.step is AdmissionStep.BALLOT for item in items[max(0, meeting.item - 1) : meeting.item])


def _hint(view: View, meeting: Meeting, items: Sequence[AgendaItem]) -> str | None:
    """What has to be done before the chair may go on."""
    if meeting.begun is None or meeting.ended is not None or meeting.subject_id is None:
        return None
    clause = view.book.admission_order.clause
    if meeting.stated is None:
        return view.short("chair.hint_state", clause=clause)
    return view.short("chair.hint_ballot", clause=clause) if _at_ballot(meeting, items) else None


def quorum_line(view: View, meeting: Meeting, there: Presence) -> str | None:
    """Whether enough of those with a vote have come, and on which clause; None where nothing is decided."""
    rule = quorum_rule(meeting.kind, view.book, of_one_person=meeting.subject_id is not None)
    if rule is None:
        return None
    short = max(0, rule.present_needed(there.voters) - there.voters_present)
    key = "chair.quorum_short" if short or not there.voters else "chair.quorum_met"
    return view.short(key, there=there, short=short, clause=rule.clause, title=rule.title)


def stated_line(view: View, meeting: Meeting) -> str | None:
    """The numbers that the chair has stated, and when."""
    if meeting.stated is None:
        return None
    voters = quorum_rule(meeting.kind, view.book, of_one_person=meeting.subject_id is not None) is not None
    return view.short("chair.stated_voters" if voters else "chair.stated_all", meeting=meeting)


@card("chair/ending", need=see(Permission.ANSWER))
async def ending(view: View, meeting: int) -> Card | None:
    """Asks before the meeting is closed: which items were not reached, whether attendance was taken."""
    called = await led(view, meeting)
    if called is None or called.begun is None or called.ended is not None:
        return await walking(view, meeting)
    items = await store.items(view.session, meeting)
    left = [line_of(view, item) for item in items if item.begun is None]
    text = view.text("chair/ending", meeting=called, left=left)
    sure = view.button("home.confirm", EndMeeting(meeting, 1))
    return Card(text, [[sure], [view.button("home.back", ShowChair(meeting))]])
