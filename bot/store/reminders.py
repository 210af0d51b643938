"""Which reminder went to whom, so that none goes twice."""

from dataclasses import dataclass
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


@dataclass(frozen=True)
class Told:
    """What the branch was told so far: every (occurrence, person), and when each person's last digest went out."""

    steps: set[tuple[str, int]]
    last: dict[int, datetime]


async def told(session: AsyncSession, branch_id: int) -> Told:
    """Every reminder of the branch that ever went out."""
    query = select(Reminded.occurrence, Reminded.person_id, Reminded.at)
    query = query.join(Person, Person.id == Reminded.person_id).where(Person.branch_id == branch_id)
    rows = (await session.execute(query.order_by(Reminded.at))).all()
    return Told({(row.occurrence, row.person_id) for row in rows}, {row.person_id: row.at for row in rows})
