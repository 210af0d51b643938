"""Quizzes: prepared beside a material or a lecture; taken, reviewed and shared by members; votes as they come."""

from typing import Any

from bot.actions import quizzes
from bot.actions.base import Refused
from bot.cards.quiz_drafts import DIALOG, QuitQuiz, SendQuiz, audiences, subject_of, why
from bot.cards.quizzes import CallOff, ShareScore
from bot.cards.study_buttons import Attach, MyQuizzes, ShowQuiz, ShowReview, StartQuiz
from bot.context import Here
from bot.routing import Router, Where
from bot.rules.permissions import Permission, do, see
from bot.rules.quiz import BadQuiz, parse
from bot.store import quizzes as store
from bot.store.quizzes import Quiz

router = Router("quizzes")
BROADCAST = do(Permission.BROADCAST)
ANSWER = do(Permission.ANSWER)


async def _subject(here: Here, broadcast: int, lecture: int) -> quizzes.Subject:
    subject = await subject_of(here.view, broadcast, lecture)
    if subject is None:
        raise Refused("home.old_button")
    await quizzes.check_may_attach(here.deed, subject)
    return subject


@router.press(Attach, need=BROADCAST, where=Where.PRIVATE)
async def attach(here: Here, press: Attach) -> None:
    """Asks for the questions."""
    await _subject(here, press.broadcast, press.lecture)
    step = here.update.update_id
    known = {"broadcast": press.broadcast, "lecture": press.lecture}
    await here.begin(DIALOG, draft=step, **known, typed="", text=None, remark=None)
    await here.show("quizzes/draft", draft=step)


@router.answer(DIALOG, need=BROADCAST, long=True)
async def answer(here: Here) -> None:
    """The questions; another text takes their place, the rest of one that Telegram had to cut is put behind it."""
    if here.message.text is None or not here.text:
        raise Refused("quizzes.only_text")
    answers = _at(here, None)
    typed = f"{answers['typed']}\n{here.text}" if here.continues_a_long_text else here.text
    changes: dict[str, Any] = {"typed": typed, "text": typed, "remark": None}
    try:
        parse(typed)
    except BadQuiz as problem:
        changes = {"typed": typed, "text": None, "remark": why(problem)}
    earlier = answers["draft"]
    here.keep(draft=here.update.update_id, **changes)
    here.deed.refresh("quizzes/draft", draft=earlier)
    await here.show("quizzes/draft", draft=here.update.update_id)


def _at(here: Here, draft: int | None) -> dict[str, Any]:
    """What is being prepared, where the pressed card shows its newest step."""
    if here.dialog is None or here.dialog.name != DIALOG or draft not in (None, here.dialog.answers["draft"]):
        raise Refused("quizzes.ended")
    return dict(here.dialog.answers)


@router.press(QuitQuiz, need=BROADCAST, where=Where.PRIVATE)
async def quit_(here: Here, press: QuitQuiz) -> None:
    """Throws it away."""
    _at(here, press.draft)
    await here.end()
    await here.show("home/menu")


@router.press(SendQuiz, need=BROADCAST, where=Where.PRIVATE)
async def send(here: Here, press: SendQuiz) -> None:
    """Sends it, once: the dialog ends with the deed."""
    answers = _at(here, press.draft)
    if answers["text"] is None:
        raise Refused("quizzes.ended")
    subject = await _subject(here, answers["broadcast"], answers["lecture"])
    people = (await audiences(here.view, subject))[bool(press.studied)]
    quiz = await quizzes.send(here.deed, subject, parse(answers["text"]), people, in_the_morning=bool(press.morning))
    await here.end()
    await here.show("quizzes/results", quiz=quiz.id)


async def _quiz(here: Here, quiz_id: int) -> Quiz:
    found = await store.by_id(here.deed.session, here.deed.branch.id, quiz_id)
    if found is None:
        raise Refused("home.old_button")
    return found


@router.press(ShowQuiz, need=BROADCAST, where=Where.PRIVATE)
async def show_quiz(here: Here, press: ShowQuiz) -> None:
    """How it fares."""
    quiz = await _quiz(here, press.quiz)
    quizzes.check_own(here.deed, quiz)
    await here.show("quizzes/results", quiz=quiz.id)


@router.press(CallOff, need=BROADCAST, where=Where.PRIVATE)
async def call_off(here: Here, press: CallOff) -> None:
    """Takes it back before it goes out."""
    await quizzes.call_off(here.deed, await _quiz(here, press.quiz))
    here.toast("quizzes.called_off")
    await here.show("home/menu")


@router.press(StartQuiz, need=ANSWER, where=Where.PRIVATE)
async def start(here: Here, press: StartQuiz) -> None:
    """The next question, as a poll."""
    await quizzes.start(here.deed, await _quiz(here, press.quiz))


@router.press(ShowReview, need=ANSWER, where=Where.PRIVATE)
async def review(here: Here, press: ShowReview) -> None:
    """My own answers."""
    quiz = await _quiz(here, press.quiz)
    taker = await store.taker(here.deed.session, quiz.id, here.person.id)
    if taker is None or not taker.finished:
        raise Refused("home.not_yours")
    await here.send("quizzes/review", quiz=quiz.id)


@router.press(ShareScore, need=ANSWER, where=Where.PRIVATE)
async def share(here: Here, press: ShareScore) -> None:
    """公开成绩; the same button undoes it."""
    await quizzes.share(here.deed, await _quiz(here, press.quiz), shared=bool(press.shared))
    here.toast("quizzes.is_shared" if press.shared else "quizzes.is_unshared")


@router.press(MyQuizzes, need=see(Permission.HOME), where=Where.PRIVATE)
async def my_quizzes(here: Here, press: MyQuizzes) -> None:
    """The quizzes for me."""
    await here.show("quizzes/mine")


@router.event("poll_answer")
async def voted(here: Here) -> None:
    """Somebody has voted in a poll of ours. Whom we do not know, and who takes a vote back, changes nothing."""
    vote = here.update.poll_answer
    if vote is not None and _is_number(vote.poll_id) and vote.option_ids and here.deed.actor is not None:
        await quizzes.answer(here.deed, vote.poll_id, vote.option_ids[0])


@router.event("poll")
async def told(here: Here) -> None:
    """What stands in a poll of ours, told whenever somebody has voted."""
    poll = here.update.poll
    if poll is not None and _is_number(poll.id):
        await quizzes.told(here.deed, poll.id, poll.question, [option.text for option in poll.options])


def _is_number(poll_id: str) -> bool:
    """Telegram numbers its polls. What is no number is of no poll of ours, and a database may not even take it."""
    return poll_id.isascii() and poll_id.isdecimal() and len(poll_id) <= store.LONGEST_NUMBER
