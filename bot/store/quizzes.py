"""Quizzes: their questions, who takes them, and what each chose, which is for that person's own review alone.

What others may be told comes from :func:`figures`, which holds no person.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ForeignKey, String, Text, UniqueConstraint, and_, delete, func, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Mapped, mapped_column, relationship

from bot.rules.quiz import Question
from bot.store.base import Base, Json, Utc
from bot.store.branch import Person

CARD = "quizzes/question"  # the poll that a taker gets
LONGEST_NUMBER = 40  # digits of a poll's number; Telegram says nothing of it, and has given nineteen


class Quiz(Base):
    """A quiz to a material or to a lecture, as it was confirmed."""

    __tablename__ = "quizzes"

    id: Mapped[int] = mapped_column(primary_key=True)
    branch_id: Mapped[int] = mapped_column(ForeignKey("branches.id"))
    author_id: Mapped[int] = mapped_column(ForeignKey("people.id"))
    title: Mapped[str] = mapped_column(String(200))
    broadcast_id: Mapped[int | None] = mapped_column(ForeignKey("broadcasts.id"), unique=True)
    lecture_id: Mapped[int | None] = mapped_column(ForeignKey("meetings.id"), unique=True)
    due: Mapped[datetime] = mapped_column(Utc)  # when it is to go out
    sent: Mapped[datetime | None] = mapped_column(Utc)


class QuizQuestion(Base):
    """One question, as it goes out."""

    __tablename__ = "quiz_questions"
    __table_args__ = (UniqueConstraint("quiz_id", "number"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    quiz_id: Mapped[int] = mapped_column(ForeignKey("quizzes.id"))
    number: Mapped[int]  # from 1
    text: Mapped[str] = mapped_column(Text)
    options: Mapped[list[str]] = mapped_column(Json)
    answer: Mapped[int]  # the place of the right option, from 0
    explanation: Mapped[str] = mapped_column(Text)

    @property
    def asked(self) -> Question:
        """The question itself."""
        return Question(self.text, tuple(self.options), self.answer, self.explanation)


class QuizTaker(Base):
    """That a quiz is for a person. Frozen when it was confirmed."""

    __tablename__ = "quiz_takers"

    quiz_id: Mapped[int] = mapped_column(ForeignKey("quizzes.id"), primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"), primary_key=True, index=True)
    finished: Mapped[bool] = mapped_column(default=False)
    counted: Mapped[bool] = mapped_column(default=False)  # whether the shares that are told hold this one's answers
    shared: Mapped[bool] = mapped_column(default=False)  # 公开成绩: the score has a name

    person: Mapped[Person] = relationship(lazy="joined")


class QuizAnswer(Base):
    """What a person chose, without time: for the own review, and to be counted."""

    __tablename__ = "quiz_answers"

    question_id: Mapped[int] = mapped_column(ForeignKey("quiz_questions.id"), primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"), primary_key=True, index=True)
    choice: Mapped[int]


class QuizStray(Base):
    """What Telegram has told of a poll that we do not know (yet): a vote came before the answer to our sending, or that
    answer was lost and the question went again. It waits until it is known which question it is."""

    __tablename__ = "quiz_strays"

    poll_id: Mapped[str] = mapped_column(String(LONGEST_NUMBER), primary_key=True)
    person_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"))
    choice: Mapped[int | None]
    asked: Mapped[str | None] = mapped_column(String(64))  # SHA-256 of the question and its options
    at: Mapped[datetime] = mapped_column(Utc)


@dataclass(frozen=True)
class Figures:
    """How a quiz fares, and of nobody. ``right``: for each question how many of the ``counted`` chose right; empty
    while too few have finished for that to be said. ``shared``: names and scores of those who wanted it so."""

    takers: int
    bound: int
    finished: int
    counted: int
    right: Sequence[int]
    shared: Sequence[tuple[str, int]]


async def by_id(session: AsyncSession, branch_id: int, quiz_id: int) -> Quiz | None:
    """One quiz of the branch."""
    found = await session.get(Quiz, quiz_id)
    return found if found is not None and found.branch_id == branch_id else None


async def of_broadcast(session: AsyncSession, broadcast_id: int) -> Quiz | None:
    """The quiz to a material."""
    return (await session.scalars(select(Quiz).where(Quiz.broadcast_id == broadcast_id))).first()


async def of_lecture(session: AsyncSession, lecture_id: int) -> Quiz | None:
    """The quiz to a lecture."""
    return (await session.scalars(select(Quiz).where(Quiz.lecture_id == lecture_id))).first()


async def due(session: AsyncSession, branch_id: int, now: datetime) -> Sequence[Quiz]:
    """What waits and should go out by ``now``."""
    query = select(Quiz).where(Quiz.branch_id == branch_id, Quiz.sent.is_(None), Quiz.due <= now)
    return (await session.scalars(query.order_by(Quiz.id))).all()


async def questions(session: AsyncSession, quiz_id: int) -> Sequence[QuizQuestion]:
    """Its questions in order."""
    query = select(QuizQuestion).where(QuizQuestion.quiz_id == quiz_id).order_by(QuizQuestion.number)
    return (await session.scalars(query)).all()


async def question(session: AsyncSession, question_id: int) -> QuizQuestion | None:
    """One question."""
    return await session.get(QuizQuestion, question_id)


async def taker(session: AsyncSession, quiz_id: int, person_id: int) -> QuizTaker | None:
    """That person as a taker; None where the quiz is not for them."""
    return await session.get(QuizTaker, (quiz_id, person_id))


async def takers(session: AsyncSession, quiz_id: int) -> Sequence[QuizTaker]:
    """Everybody whom it is for, in roster order."""
    query = select(QuizTaker).where(QuizTaker.quiz_id == quiz_id).order_by(QuizTaker.person_id)
    return (await session.scalars(query)).unique().all()


async def of_person(session: AsyncSession, person_id: int) -> list[tuple[Quiz, bool]]:
    """The quizzes for a person that have gone out, and whether each is finished: those that are not first."""
    query = select(Quiz, QuizTaker.finished).join(QuizTaker, QuizTaker.quiz_id == Quiz.id)
    query = query.where(QuizTaker.person_id == person_id, Quiz.sent.is_not(None))
    rows = await session.execute(query.order_by(QuizTaker.finished, Quiz.id.desc()))
    return [(row[0], row[1]) for row in rows]


async def answer(session: AsyncSession, question_id: int, person_id: int) -> QuizAnswer | None:
    """What a person chose."""
    return await session.get(QuizAnswer, (question_id, person_id))


async def choices(session: AsyncSession, quiz_id: int, person_id: int) -> list[int | None]:
    """What a person chose at each question, in order; for that person alone."""
    query = select(QuizQuestion.number, QuizAnswer.choice).where(QuizQuestion.quiz_id == quiz_id)
    mine = and_(QuizAnswer.question_id == QuizQuestion.id, QuizAnswer.person_id == person_id)
    rows = await session.execute(query.outerjoin(QuizAnswer, mine).order_by(QuizQuestion.number))
    return [row[1] for row in rows]


async def next_of(session: AsyncSession, quiz_id: int, person_id: int) -> QuizQuestion | None:
    """The first question that a person has not answered."""
    given = await choices(session, quiz_id, person_id)
    every = await questions(session, quiz_id)
    return next((each for each, choice in zip(every, given, strict=True) if choice is None), None)


async def count_finished(session: AsyncSession, quiz_id: int, fewest: int) -> None:
    """Takes whoever has finished into the shares, never fewer than ``fewest`` at once: of two shares one after the
    other, the difference would else tell what those between them chose. Who came in which order is not kept."""
    new = [each for each in await takers(session, quiz_id) if each.finished and not each.counted]
    if len(new) >= fewest:
        for each in new:
            each.counted = True
    await session.flush()


async def figures(session: AsyncSession, quiz_id: int) -> Figures:
    """What the committee may know."""
    everybody = await takers(session, quiz_id)
    done = [each for each in everybody if each.finished]
    asked = await questions(session, quiz_id)
    shared = [(each.person.name, await score(session, quiz_id, each.person_id)) for each in done if each.shared]
    counted = sum(each.counted for each in everybody)
    right = await _right(session, quiz_id)
    return Figures(
        takers=len(everybody), bound=sum(each.person.bound for each in everybody), finished=len(done),
        counted=counted, right=[right.get(each.id, 0) for each in asked] if counted else [], shared=shared,
    )  # fmt: skip


async def score(session: AsyncSession, quiz_id: int, person_id: int) -> int:
    """How many a person chose right."""
    query = select(func.count()).select_from(QuizAnswer).join(QuizQuestion, QuizQuestion.id == QuizAnswer.question_id)
    query = query.where(QuizQuestion.quiz_id == quiz_id, QuizAnswer.person_id == person_id)
    return await session.scalar(query.where(QuizAnswer.choice == QuizQuestion.answer)) or 0


async def _right(session: AsyncSession, quiz_id: int) -> dict[int, int]:
    """By question, how many of those who are counted chose right: what the others chose so far is not told."""
    query = select(QuizQuestion.id, func.count()).join(QuizAnswer, QuizAnswer.question_id == QuizQuestion.id)
    done = and_(QuizTaker.quiz_id == QuizQuestion.quiz_id, QuizTaker.person_id == QuizAnswer.person_id)
    query = query.join(QuizTaker, done).where(QuizQuestion.quiz_id == quiz_id, QuizTaker.counted)
    rows = await session.execute(query.where(QuizAnswer.choice == QuizQuestion.answer).group_by(QuizQuestion.id))
    return {row[0]: row[1] for row in rows}


async def drop(session: AsyncSession, quiz: Quiz) -> None:
    """Takes a quiz away that nobody has got."""
    await session.execute(delete(QuizTaker).where(QuizTaker.quiz_id == quiz.id))
    await session.execute(delete(QuizQuestion).where(QuizQuestion.quiz_id == quiz.id))
    await session.delete(quiz)


async def forget_strays(session: AsyncSession, before: datetime) -> None:
    """Removes what was told of polls that no question of ours ever was."""
    await session.execute(delete(QuizStray).where(QuizStray.at < before))
