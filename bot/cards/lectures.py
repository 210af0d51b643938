"""党课流程: how far a lecture is, from its notice to its quiz (三（五）). Nothing here is ticked by hand."""

from dataclasses import dataclass

from bot.cards.agenda_text import ShowChair
from bot.cards.base import Button, Card, View, card, closed
from bot.cards.broadcasts import Follow
from bot.cards.meeting_board import TickPage, may_have_come
from bot.cards.meetings import ShowBoard, manages
from bot.cards.study_buttons import Attach, ShowQuiz
from bot.presses import Press
from bot.rules.permissions import Matter, Permission, do
from bot.rules.words import MeetingKind
from bot.store import agenda, meetings, plans, quizzes
from bot.store.meetings import Meeting, Turnout
from bot.store.plans import Sent
from bot.store.quizzes import Figures, Quiz


class SendForLecture(Press, tag="lv"):
    """发材料 for a lecture."""

    meeting: int


class DiscussLecture(Press, tag="lu"):
    """组织讨论: a team meeting about a lecture, kind and topic filled in."""

    meeting: int


@dataclass(frozen=True)
class _Facts:
    """What was recorded of a lecture."""

    invited: int
    unbound: int
    sent: list[Sent]
    turnout: Turnout
    remarks: int
    discussions: list[Meeting]
    quiz: Quiz | None
    figures: Figures | None


async def _facts(view: View, lecture: Meeting) -> _Facts:
    rows = await meetings.invited(view.session, lecture.id)
    quiz = await quizzes.of_lecture(view.session, lecture.id)
    return _Facts(
        invited=len(rows),
        unbound=sum(not row.person.bound for row in rows),
        sent=await plans.materials_of(view.session, lecture.id),
        turnout=await meetings.counts(view.session, lecture.id),
        remarks=await agenda.remark_count(view.session, lecture.id),
        discussions=list(await plans.discussions_of(view.session, lecture.id)),
        quiz=quiz,
        figures=await quizzes.figures(view.session, quiz.id) if quiz else None,
    )


@card("lectures/steps", need=do(Permission.MEETINGS))
async def steps(view: View, meeting: int) -> Card | None:
    """Notice, material, lecture, discussion, quiz: what was done of each, and the button that does it."""
    lecture = await meetings.by_id(view.session, meeting)
    if lecture is None or lecture.kind is not MeetingKind.LECTURE:
        return None
    if not manages(view.person, lecture):
        return closed(view)
    found = await _facts(view, lecture)
    done = [(each, each.starts <= view.now) for each in found.discussions]
    text = view.text("lectures/steps", lecture=lecture, facts=found, discussions=done)
    back = [view.button("home.back", ShowBoard(meeting))]
    if lecture.cancelled is not None:
        return Card(text, [back])
    return Card(text, [*_steps(view, lecture, found), back])


def _steps(view: View, lecture: Meeting, found: _Facts) -> list[list[Button]]:
    """At most two buttons in a row, in the order of the steps."""
    first = [*_material(view, lecture, found)]
    if may_have_come(view, lecture):
        first.append(view.button("meetings.tick", TickPage(lecture.id, 0)))
    chair = view.button("chair.lead", ShowChair(lecture.id))
    discuss = view.button("lectures.discuss", DiscussLecture(lecture.id))
    return [first, [chair, discuss], _quiz(view, lecture, found)]


def _material(view: View, lecture: Meeting, found: _Facts) -> list[Button]:
    if found.sent and _follows(view, found.sent[-1].broadcast.sender_id):
        return [view.button("lectures.material", Follow(found.sent[-1].broadcast.id))]
    may_send = view.person.grants.satisfies(do(Permission.BROADCAST))
    return [view.button("plans.send", SendForLecture(lecture.id))] if may_send and not found.sent else []


def _quiz(view: View, lecture: Meeting, found: _Facts) -> list[Button]:
    if found.quiz is not None:
        return [view.button("quizzes.show", ShowQuiz(found.quiz.id))] if _follows(view, found.quiz.author_id) else []
    return [view.button("quizzes.attach", Attach(0, lecture.id))] if _follows(view, lecture.caller_id) else []


def _follows(view: View, owner_id: int) -> bool:
    return view.person.reaches(Permission.BROADCAST, Matter(owner_id=owner_id))
