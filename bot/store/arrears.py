"""What was done about somebody's arrears, a row a person, month and step (党支部工作制度 三（十五）4)."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import ForeignKey, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Mapped, mapped_column

from bot.rules.calendar import Month
from bot.rules.words import ArrearsStep
from bot.store.base import Base, MonthColumn, Utc, WordColumn
from bot.store.branch import Person


class ArrearsTaken(Base):
    """That a step was taken, by whom. A second time in the same month is the same row."""

    __tablename__ = "arrears_steps"

    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"), primary_key=True)
    month: Mapped[Month] = mapped_column(MonthColumn, primary_key=True)
    step: Mapped[ArrearsStep] = mapped_column(WordColumn(ArrearsStep), primary_key=True)
    at: Mapped[datetime] = mapped_column(Utc)
    taken_by_id: Mapped[int] = mapped_column(ForeignKey("people.id"))


async def steps(session: AsyncSession, branch_id: int) -> Sequence[ArrearsTaken]:
    """Every step that was ever taken in the branch, the oldest first."""
    query = select(ArrearsTaken).join(Person, Person.id == ArrearsTaken.person_id)
    return (await session.scalars(query.where(Person.branch_id == branch_id).order_by(ArrearsTaken.at))).all()


async def step(session: AsyncSession, person_id: int, month: Month, taken: ArrearsStep) -> ArrearsTaken | None:
    """That step about that person in that month; None where it was not taken."""
    return await session.get(ArrearsTaken, (person_id, month, taken))
