"""Quizzes: sent to a material's readers or a lecture's audience, answered question by question, reviewed alone.

A vote comes as an update of its own, and names the poll by a number that Telegram gave when it took the question. While
that number is not known, or was lost with the answer to our sending, the vote waits as a QuizStray.
"""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass

from bot.actions.base import Deed, Refused
from bot.actions.meetings import name_of
from bot.rules.permissions import Matter, Permission
from bot.rules.quiz import FEWEST_SHOWN, Question
from bot.rules.reminders import is_quiet, next_morning
from bot.store import cards
from bot.store import quizzes as store
from bot.store.base import canonical
from bot.store.branch import Person
from bot.store.broadcasts import Broadcast
from bot.store.meetings import Meeting
from bot.store.outbox import Urgency
from bot.store.quizzes import CARD, Quiz, QuizAnswer, QuizQuestion, QuizStray, QuizTaker


@dataclass(frozen=True)
class Subject:
    """To what a quiz belongs: a material or a lecture, and what it is called."""

    title: str
    broadcast: Broadcast | None = None
    lecture: Meeting | None = None

    @property
    def matter(self) -> Matter:
        """What a permission is asked about: whoever sent or called it, and who sends to the whole branch."""
        owner = self.broadcast.sender_id if self.broadcast else self.lecture.caller_id if self.lecture else None
        return Matter(owner_id=owner)

    @property
    def name(self) -> str:
        """For the audit log: for whom the material was, or which lecture; nothing of what is in it."""
        return self.broadcast.audience if self.broadcast else name_of(self.lecture) if self.lecture else ""


async def check_may_attach(deed: Deed, subject: Subject) -> None:
    """Refused where the actor may not send there, where it has not gone out yet, or has a quiz already."""
    deed.require(Permission.BROADCAST, subject.matter)
    if (subject.broadcast and subject.broadcast.sent is None) or (subject.lecture and subject.lecture.cancelled):
        raise Refused("quizzes.too_early")
    if await _there(deed, subject) is not None:
        raise Refused("quizzes.is_there")


async def _there(deed: Deed, subject: Subject) -> Quiz | None:
    if subject.broadcast is not None:
        return await store.of_broadcast(deed.session, subject.broadcast.id)
    return await store.of_lecture(deed.session, subject.lecture.id) if subject.lecture else None


async def send(
    deed: Deed, subject: Subject, asked: Sequence[Question], people: Sequence[Person], *, in_the_morning: bool
) -> Quiz:
    """Sends it now, or on the next workday's morning; the latter only out of quiet hours, which it is to spare."""
    await check_may_attach(deed, subject)
    quiet = is_quiet(deed.now, deed.book, deed.holidays, deed.zone)
    if in_the_morning and not quiet:
        raise Refused("broadcasts.not_quiet")
    if not people:
        raise Refused("quizzes.nobody")
    quiz = Quiz(
        branch_id=deed.branch.id, author_id=deed.person.id, title=subject.title,
        broadcast_id=subject.broadcast and subject.broadcast.id, lecture_id=subject.lecture and subject.lecture.id,
        due=next_morning(deed.now, deed.book, deed.holidays, deed.zone) if in_the_morning else deed.now, sent=None,
    )  # fmt: skip
    deed.session.add(quiz)
    await deed.session.flush()
    for number, each in enumerate(asked, start=1):
        deed.session.add(_row(quiz, number, each))
    deed.session.add_all(QuizTaker(quiz_id=quiz.id, person=person, finished=False, shared=False) for person in people)
    deed.audit("quizzes.confirmed", subject.name)
    if not in_the_morning:
        await _dispatch(deed, quiz)
    _show_subject(deed, quiz)
    return quiz


def _row(quiz: Quiz, number: int, asked: Question) -> QuizQuestion:
    return QuizQuestion(
        quiz_id=quiz.id, number=number, text=asked.text, options=list(asked.options), answer=asked.answer,
        explanation=asked.explanation,
    )  # fmt: skip


async def send_due(deed: Deed) -> None:
    """What waited for the morning."""
    if is_quiet(deed.now, deed.book, deed.holidays, deed.zone):
        return
    for quiz in await store.due(deed.session, deed.branch.id, deed.now):
        await _dispatch(deed, quiz)


async def _dispatch(deed: Deed, quiz: Quiz) -> None:
    quiz.sent = deed.now
    await deed.session.flush()
    for taker in await store.takers(deed.session, quiz.id):
        deed.tell(taker.person, "quizzes/invitation", urgency=Urgency.BROADCAST, quiz=quiz.id)
    deed.refresh("quizzes/results", quiz=quiz.id)


def check_own(deed: Deed, quiz: Quiz) -> None:
    """Refused where the actor may not see how it fares: the author may, and who sends to the whole branch."""
    deed.require(Permission.BROADCAST, Matter(owner_id=quiz.author_id))


async def call_off(deed: Deed, quiz: Quiz) -> None:
    """Takes back what waits for the morning."""
    check_own(deed, quiz)
    if quiz.sent is not None:
        raise Refused("broadcasts.already_sent")
    deed.audit("quizzes.called_off", deed.person.name)
    _show_subject(deed, quiz)
    await store.drop(deed.session, quiz)


async def start(deed: Deed, quiz: Quiz) -> None:
    """The next question, be it the first or one that went astray. Of one person no two are on their way at once: so a
    vote in a poll without a known number can only be of one question."""
    taker = await store.taker(deed.session, quiz.id, deed.person.id)
    if taker is None or quiz.sent is None:
        raise Refused("home.not_yours")
    if await cards.unsettled(deed.session, CARD, deed.person.id):
        raise Refused("quizzes.on_its_way")
    asked = await store.next_of(deed.session, quiz.id, deed.person.id)
    if asked is None:
        raise Refused("quizzes.is_finished")
    deed.tell(deed.person, CARD, urgency=Urgency.INTERACTIVE, question=asked.id)


async def answer(deed: Deed, poll_id: str, choice: int) -> None:
    """The actor has voted in a poll. The first vote counts, as Telegram has it for quizzes."""
    card = await cards.by_poll(deed.session, poll_id)
    if card is None:
        stray = await _stray(deed, poll_id)
        stray.person_id, stray.choice = deed.person.id, choice
        await _match(deed, stray)
    elif card.name == CARD and card.person_id == deed.person.id:
        await _take(deed, deed.person.id, card.args["question"], choice)


async def told(deed: Deed, poll_id: str, text: str, options: Sequence[str]) -> None:
    """Telegram tells what stands in a poll: by that a vote finds its question whose number was lost."""
    if await cards.by_poll(deed.session, poll_id) is None:
        stray = await _stray(deed, poll_id)
        stray.asked = _asked(text, options)
        await _match(deed, stray)


async def arrived(deed: Deed, poll_id: str) -> None:
    """The number of a poll is known from now on: the vote that came before it counts."""
    stray, card = await deed.session.get(QuizStray, poll_id), await cards.by_poll(deed.session, poll_id)
    if stray is None or card is None:
        return
    await deed.session.delete(stray)
    if stray.person_id is not None and stray.choice is not None and card.person_id == stray.person_id:
        await _take(deed, stray.person_id, card.args["question"], stray.choice)


async def _stray(deed: Deed, poll_id: str) -> QuizStray:
    found = await deed.session.get(QuizStray, poll_id)
    if found is None:
        found = QuizStray(poll_id=poll_id, person_id=None, choice=None, asked=None, at=deed.now)
        deed.session.add(found)
    return found


async def _match(deed: Deed, stray: QuizStray) -> None:
    """Once the vote and the words of a poll are known: it is one of the questions that this person is at."""
    await deed.session.flush()
    if stray.person_id is None or stray.choice is None or stray.asked is None:
        return
    await deed.session.delete(stray)
    for quiz, finished in await store.of_person(deed.session, stray.person_id):
        question = None if finished else await store.next_of(deed.session, quiz.id, stray.person_id)
        if question is not None and _asked(question.text, question.options) == stray.asked:
            await _take(deed, stray.person_id, question.id, stray.choice)
            return


def _asked(text: str, options: Sequence[str]) -> str:
    return hashlib.sha256(canonical([text, list(options)]).encode()).hexdigest()


async def _take(deed: Deed, person_id: int, question_id: int, choice: int) -> None:
    """Keeps a vote, and goes on to the next question or to the review."""
    question = await store.question(deed.session, question_id)
    taker = await store.taker(deed.session, question.quiz_id, person_id) if question else None
    if question is None or taker is None or not 0 <= choice < len(question.options):
        return
    if await store.answer(deed.session, question_id, person_id) is not None:
        return
    deed.session.add(QuizAnswer(question_id=question_id, person_id=person_id, choice=choice))
    await deed.session.flush()
    following = await store.next_of(deed.session, question.quiz_id, person_id)
    if following is not None:
        deed.tell(taker.person, CARD, urgency=Urgency.INTERACTIVE, question=following.id)
    else:
        taker.finished = True
        await store.count_finished(deed.session, question.quiz_id, FEWEST_SHOWN)
        deed.tell(taker.person, "quizzes/review", urgency=Urgency.INTERACTIVE, quiz=question.quiz_id)
        deed.refresh("quizzes/results", quiz=question.quiz_id)
    deed.refresh("quizzes/invitation", only=taker.person, quiz=question.quiz_id)


async def share(deed: Deed, quiz: Quiz, *, shared: bool) -> None:
    """公开成绩: whoever sees the quiz's figures sees the actor's score by name, or no more."""
    taker = await store.taker(deed.session, quiz.id, deed.person.id)
    if taker is None or not taker.finished:
        raise Refused("home.not_yours")
    taker.shared = shared
    await deed.session.flush()
    deed.refresh("quizzes/review", only=deed.person, quiz=quiz.id)
    deed.refresh("quizzes/results", quiz=quiz.id)


def _show_subject(deed: Deed, quiz: Quiz) -> None:
    """Whoever has the material's figures or the lecture's steps on the screen."""
    if quiz.broadcast_id is not None:
        deed.refresh("broadcasts/progress", broadcast=quiz.broadcast_id)
    if quiz.lecture_id is not None:
        deed.refresh("lectures/steps", meeting=quiz.lecture_id)
