"""Cards of quizzes: what takers get, their own review, and what the committee sees of all together."""

from bot.cards.base import Button, Card, Poll, View, card, closed, in_rows
from bot.cards.broadcasts import Follow
from bot.cards.study_buttons import MyQuizzes, ShowReview, ShowSteps, StartQuiz
from bot.presses import Press
from bot.rules.permissions import Matter, Permission, do, see
from bot.rules.quiz import FEWEST_SHOWN, shown
from bot.store import quizzes as store
from bot.store.quizzes import CARD, Quiz

LISTED = 12  # quizzes in one's own list


class ShareScore(Press, tag="lh"):
    """公开成绩, or not after all."""

    quiz: int
    shared: int


class CallOff(Press, tag="lx"):
    """Takes back what waits for the morning."""

    quiz: int


@card("quizzes/invitation", need=see(Permission.ANSWER))
async def invitation(view: View, quiz: int) -> Card | None:
    """To a taker: how many questions, how far I am, who will see what."""
    found = await store.by_id(view.session, view.branch.id, quiz)
    mine = await store.taker(view.session, quiz, view.person.id)
    if found is None or mine is None:
        return None
    given = await store.choices(view.session, quiz, view.person.id)
    done = sum(choice is not None for choice in given)
    text = view.text("quizzes/invitation", title=found.title, total=len(given), done=done)
    return Card(text, [[_to_take(view, found, done, finished=mine.finished)], [view.back("study")]])


def _to_take(view: View, quiz: Quiz, done: int, *, finished: bool) -> Button:
    if finished:
        return view.button("quizzes.review", ShowReview(quiz.id))
    return view.button("quizzes.go_on" if done else "quizzes.start", StartQuiz(quiz.id))


@card(CARD, need=see(Permission.ANSWER))
async def question(view: View, question: int) -> Card | None:
    """One question, as Telegram's own quiz poll."""
    asked = await store.question(view.session, question)
    if asked is None or await store.taker(view.session, asked.quiz_id, view.person.id) is None:
        return None
    poll = Poll(asked.text, tuple(asked.options), asked.answer, asked.explanation)
    return Card(asked.text, (), poll, protect=True)


@card("quizzes/review", need=see(Permission.ANSWER))
async def review(view: View, quiz: int) -> Card | None:
    """What I chose and what was right: for my eyes; the score for others too where I want it."""
    found = await store.by_id(view.session, view.branch.id, quiz)
    mine = await store.taker(view.session, quiz, view.person.id)
    if found is None or mine is None or not mine.finished:
        return None
    asked = [each.asked for each in await store.questions(view.session, quiz)]
    chosen = await store.choices(view.session, quiz, view.person.id)
    rows = [
        (each.text, choice == each.answer, shown(choice or 0), shown(each.answer))
        for each, choice in zip(asked, chosen, strict=True)
    ]
    facts = {"title": found.title, "rows": rows, "score": sum(row[1] for row in rows), "shared": mine.shared}
    key = "quizzes.unshare" if mine.shared else "quizzes.share"
    share = view.button(key, ShareScore(quiz, int(not mine.shared)))
    return Card(view.text("quizzes/review", **facts), [[share], [view.button("home.back", MyQuizzes())]], protect=True)


@card("quizzes/mine", need=see(Permission.HOME))
async def mine(view: View) -> Card:
    """The quizzes for me, those that I have not finished first."""
    found = (await store.of_person(view.session, view.person.id))[:LISTED]
    items = [
        Button(("✓ " if done else "") + each.title, ShowReview(each.id) if done else StartQuiz(each.id))
        for each, done in found
    ]
    text = view.text("quizzes/mine", count=len(found), left=sum(not done for _, done in found))
    return Card(text, [*in_rows(items, 1), [view.back("study")]])


@card("quizzes/results", need=do(Permission.BROADCAST))
async def results(view: View, quiz: int) -> Card:
    """How many have finished, and the share right at each question: of nobody by name but who wanted it."""
    found = await store.by_id(view.session, view.branch.id, quiz)
    if found is None or not view.person.reaches(Permission.BROADCAST, Matter(owner_id=found.author_id)):
        return closed(view)
    figures = await store.figures(view.session, quiz)
    asked = await store.questions(view.session, quiz)
    facts = {
        "quiz": found,
        "figures": figures,
        "total": len(asked),
        "fewest": FEWEST_SHOWN,
        "rows": [
            (each.text, round(100 * count / figures.counted)) for each, count in zip(asked, figures.right, strict=True)
        ]
        if figures.counted
        else [],
    }
    off = [] if found.sent else [view.button("quizzes.call_off", CallOff(quiz))]
    return Card(view.text("quizzes/results", **facts), [off, [_back(view, found)]])


def _back(view: View, quiz: Quiz) -> Button:
    if quiz.broadcast_id is not None:
        return view.button("home.back", Follow(quiz.broadcast_id))
    return view.button("home.back", ShowSteps(quiz.lecture_id or 0))
