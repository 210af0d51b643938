"""The card of a quiz that is being prepared: what was not understood, then the preview."""

from typing import Any

from bot.actions.quizzes import Subject
from bot.cards.base import Button, Card, View, card, closed
from bot.cards.broadcasts import title
from bot.presses import Press
from bot.rules.permissions import Permission, do
from bot.rules.quiz import FEWEST_SHOWN, MOST_QUESTIONS, BadQuiz, parse, shown
from bot.rules.reminders import is_quiet, next_morning
from bot.rules.words import Attendance
from bot.store import broadcasts, meetings, post
from bot.store.branch import Person

DIALOG = "quiz"


class SendQuiz(Press, tag="ls"):
    """Sends what the preview shows. ``draft``: the step that the pressed card shows; ``studied``: only to those who
    have studied it, or came; ``morning``: on the next workday."""

    draft: int
    studied: int
    morning: int


class QuitQuiz(Press, tag="lq"):
    """Throws it away."""

    draft: int


async def subject_of(view: View, broadcast: int, lecture: int) -> Subject | None:
    """The material or the lecture by its number; None where it is none of the branch."""
    if broadcast:
        sent = await broadcasts.broadcast(view.session, view.branch.id, broadcast)
        return None if sent is None else Subject(title(view, sent.title, sent.file_kind), broadcast=sent)
    called = await meetings.by_id(view.session, lecture)
    return Subject(called.topic, lecture=called) if called is not None and called.branch_id == view.branch.id else None


async def audiences(view: View, subject: Subject) -> tuple[list[Person], list[Person]]:
    """For whom it may be: everybody whom the material or the lecture was for, and those who studied it, or came."""
    if subject.broadcast is not None:
        rows = await broadcasts.recipients(view.session, subject.broadcast.id)
        return [row.person for row in rows], [row.person for row in rows if row.studied]
    invited = await meetings.invited(view.session, subject.lecture.id) if subject.lecture else []
    return [row.person for row in invited], [row.person for row in invited if row.attendance is Attendance.PRESENT]


@card("quizzes/draft", need=do(Permission.BROADCAST))
async def draft(view: View, draft: int) -> Card:
    """The next step of what is being prepared; a step that is over says so."""
    dialog = await post.dialog(view.session, view.person.id)
    answers = dialog.answers if dialog is not None and dialog.name == DIALOG else {}
    if answers.get("draft") != draft:
        return Card(view.text("quizzes/ended"))
    subject = await subject_of(view, answers["broadcast"], answers["lecture"])
    if subject is None or not view.person.reaches(Permission.BROADCAST, subject.matter):
        return closed(view)
    leave = [view.button("home.cancel", QuitQuiz(draft))]
    if answers["text"] is None:
        facts = {"title": subject.title, "remark": _remark(view, answers), "most": MOST_QUESTIONS}
        return Card(view.text("quizzes/asking", **facts), [leave])
    return await _preview(view, answers, subject, leave)


def _remark(view: View, answers: dict[str, Any]) -> str | None:
    """What was wrong with the questions that came; kept as a short text's key and facts."""
    remark = answers["remark"]
    return view.short(remark[0], **remark[1]) if remark else None


def why(problem: BadQuiz) -> tuple[str, dict[str, Any]]:
    """What was wrong, as a short text's key and facts; it names the question."""
    return f"quizzes.bad_{problem.reason}", {"number": problem.number, **problem.facts}


async def _preview(view: View, answers: dict[str, Any], subject: Subject, leave: list[Button]) -> Card:
    everybody, some = await audiences(view, subject)
    quiet = is_quiet(view.now, view.book, view.holidays, view.zone)
    facts = {
        "title": subject.title,
        "questions": [(each, shown(each.answer)) for each in parse(answers["text"])],
        "total": len(everybody),
        "unbound": [person.name for person in everybody if not person.bound],
        "lecture": subject.lecture is not None,
        "some": len(some),
        "fewest": FEWEST_SHOWN,
        "few": len(everybody) < FEWEST_SHOWN,
        "morning": next_morning(view.now, view.book, view.holidays, view.zone) if quiet else None,
    }
    step = answers["draft"]
    rows = [[view.button("quizzes.to_all", SendQuiz(step, 0, 0), count=len(everybody))]]
    if 0 < len(some) < len(everybody):
        key = "quizzes.to_present" if subject.lecture else "quizzes.to_studied"
        rows[0].append(view.button(key, SendQuiz(step, 1, 0), count=len(some)))
    if quiet:
        rows.append([view.button("quizzes.to_all_morning", SendQuiz(step, 0, 1))])
    return Card(view.text("quizzes/preview", **facts), [*rows, leave])
