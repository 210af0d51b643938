"""Which reminder went to whom, so that none goes twice."""

from datetime import datetime

from sqlalchemy import ForeignKey, String, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Mapped, mapped_column

from bot.store.base import Base, Utc
from bot.store.branch import Person


class Reminded(Base):
    """One step of one duty's ladder, told to one person. The key makes a second telling impossible."""

    __tablename__ = "reminded"

    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"), primary_key=True)
    occurrence: Mapped[str] = mapped_column(String(80), primary_key=True)
    at: Mapped[datetime] = mapped_column(Utc)


async def reminded(session: AsyncSession, branch_id: int) -> set[tuple[str, int]]:
    """Every (occurrence, person) of the branch that was ever told."""
    query = select(Reminded.occurrence, Reminded.person_id).join(Person, Person.id == Reminded.person_id)
    rows = await session.execute(query.where(Person.branch_id == branch_id))
    return {(row.occurrence, row.person_id) for row in rows}
