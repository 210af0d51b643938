"""What leads from a material to its quiz and its notes."""

from bot.cards.base import Button, View
from bot.presses import Press
from bot.store import notes, quizzes
from bot.store.broadcasts import Broadcast, Recipient


class StartQuiz(Press, tag="lb"):
    """开始答题, or on with it."""

    quiz: int


class ShowReview(Press, tag="lm"):
    """My own answers."""

    quiz: int


class MyQuizzes(Press, tag="li"):
    """The quizzes for me."""


class ShowQuiz(Press, tag="lr"):
    """How a quiz fares."""

    quiz: int


class Attach(Press, tag="la"):
    """Asks for the questions of a quiz to a material or (``broadcast`` 0) to a lecture."""

    broadcast: int
    lecture: int


class WriteNote(Press, tag="lw"):
    """Asks for a note on a material."""

    broadcast: int


class ShowNote(Press, tag="ln"):
    """My note on a material; also leaves the question for one."""

    broadcast: int


class MyNotes(Press, tag="lt"):
    """My notes."""


class NotesOf(Press, tag="lo"):
    """The notes on a material that were shared."""

    broadcast: int


class ShowSteps(Press, tag="lc"):
    """党课流程: how far a lecture is."""

    meeting: int


async def after_studying(view: View, mine: Recipient) -> list[Button]:
    """Below a material that I have confirmed: my note, and the quiz to it."""
    if mine.studied is None:
        return []
    noted = await notes.on(view.session, mine.broadcast_id, mine.person_id) is not None
    note = ShowNote(mine.broadcast_id) if noted else WriteNote(mine.broadcast_id)
    buttons = [view.button("notes.show" if noted else "notes.write", note)]
    quiz = await quizzes.of_broadcast(view.session, mine.broadcast_id)
    taker = await quizzes.taker(view.session, quiz.id, mine.person_id) if quiz is not None and quiz.sent else None
    if taker is not None:
        press = (ShowReview if taker.finished else StartQuiz)(taker.quiz_id)
        buttons.append(view.button("quizzes.review" if taker.finished else "quizzes.take", press))
    return buttons


async def of_material(view: View, sent: Broadcast) -> list[Button]:
    """Below what a sender sees of a material that has gone out: its quiz, and the notes that were shared."""
    quiz = await quizzes.of_broadcast(view.session, sent.id)
    buttons = [
        view.button("quizzes.show", ShowQuiz(quiz.id)) if quiz else view.button("quizzes.attach", Attach(sent.id, 0))
    ]
    shared = await notes.shared_on(view.session, sent.id)
    return [*buttons, view.button("notes.shared", NotesOf(sent.id), count=len(shared))] if shared else buttons


async def own(view: View) -> list[Button]:
    """Below my materials: my quizzes, and my notes."""
    found = await quizzes.of_person(view.session, view.person.id)
    written = await notes.of_person(view.session, view.person.id)
    buttons = [view.button("quizzes.mine", MyQuizzes(), count=sum(not done for _, done in found))] if found else []
    return [*buttons, view.button("notes.mine", MyNotes(), count=len(written))] if written else buttons
