"""The study plan of the half year, a quiz to the older material, and what two people noted of it."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from bot.actions import notes, plans, quizzes
from bot.actions.plans import Planned
from bot.actions.quizzes import Subject
from bot.rules.calendar import Month
from bot.rules.plans import StudyForm
from bot.rules.quiz import Question
from bot.sample.days import HALF_A_YEAR, Days
from bot.sample.past import Cast, Event, Past, Work, done
from bot.store import broadcasts
from bot.store import plans as store
from bot.store import quizzes as asked
from bot.store.broadcasts import Broadcast

_TOPICS = (
    ("学习党章第一章", StudyForm.LECTURE, "郑书记"), ("学习党章总纲", StudyForm.STUDY, "周宣传"),
    ("交流学习体会", StudyForm.TEAM, ""), ("学习党章第二章", StudyForm.STUDY, "周宣传"),
    ("谈谈本月工作", StudyForm.TEAM, ""), ("学习党章第三章", StudyForm.STUDY, "周宣传"),
    ("学习廉洁自律准则", StudyForm.LECTURE, "吴纪检"), ("学习党支部工作条例", StudyForm.STUDY, "孙组织"),
)  # fmt: skip
_QUESTIONS = (
    Question("党员应当履行几项义务？", ("六项", "八项", "十项"), 1, "见党章第三条。"),
    Question("预备党员有表决权吗？", ("有", "没有"), 1, "见党章第七条。"),
)
# Who took it, and what each chose; one of them shows the score.
_CHOICES = {"李组长": (1, 1), "何组长": (1, 1), "沈转正": (1, 0), "林预备": (0, 1), "张同志": (1, 1)}
_SHOWN = "李组长"
_NOTE = "第二章讲组织制度。联系窗口工作：少数服从多数，个人意见可以保留，决定了就要执行。"


def lived(days: Days) -> Iterator[Event]:
    """Planned on the second day; the quiz went out two months ago, on the day of its material."""
    yield done(days.of(HALF_A_YEAR, days.first.day, "15:00"), _planned(days))
    noon = days.of(2, 8, "14:00")
    yield done(noon, _quiz_sent)
    yield from _taken(noon + timedelta(hours=1))
    yield done(noon + timedelta(hours=2), _noted)


def _planned(days: Days) -> Work:
    """One item a month, from the first month on, two beyond the present one."""

    async def plan(cast: Cast) -> None:
        entries = [
            Planned(days.month(HALF_A_YEAR - number), topic, form, leader, "")
            for number, (topic, form, leader) in enumerate(_TOPICS)
        ]
        await plans.take_over(cast.acts("周宣传"), entries)

    return plan


async def _material(cast: Cast) -> Broadcast:
    deed = cast.acts("周宣传")
    return (await broadcasts.latest(deed.session, deed.branch.id, None, 0, 1))[0]


async def _quiz_sent(cast: Cast) -> None:
    sent, deed = await _material(cast), cast.acts("周宣传")
    item = await store.same(deed.session, deed.branch.id, Month.of(deed.today), sent.title)
    if item is not None:
        await plans.sent(deed, {"item": item.id}, sent)
    quiz = await quizzes.send(deed, Subject(sent.title, sent), _QUESTIONS, cast.members(), in_the_morning=False)
    deed.tell(deed.person, "quizzes/results", quiz=quiz.id)


def _taken(moment: datetime) -> Iterator[Event]:
    async def begin(cast: Cast) -> None:
        quiz = await asked.of_broadcast(cast.acts("周宣传").session, (await _material(cast)).id)
        for name in _CHOICES:
            if quiz is not None:
                await quizzes.start(cast.acts(name), quiz)

    async def answer(past: Past) -> None:
        for number in range(len(_QUESTIONS)):
            for name, marks in _CHOICES.items():
                past.vote(name, marks[number])
            await past.rest()

    async def show(cast: Cast) -> None:
        quiz = await asked.of_broadcast(cast.acts("周宣传").session, (await _material(cast)).id)
        if quiz is not None:
            await quizzes.share(cast.acts(_SHOWN), quiz, shared=True)

    yield done(moment, begin)
    yield Event(moment + timedelta(minutes=5), answer)
    yield done(moment + timedelta(minutes=20), show)


async def _noted(cast: Cast) -> None:
    """One keeps the note, the other shares it, and it is read."""
    sent = await _material(cast)
    await notes.write(cast.acts("张同志"), sent.id, "回去再读一遍第十条。")
    note = await notes.write(cast.acts("林预备"), sent.id, _NOTE)
    await notes.share(cast.acts("林预备"), note, shared=True)
    await notes.open_(cast.acts("周宣传"), note)
