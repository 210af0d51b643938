"""外出: when members are away, as told and confirmed, with what was put right. Where they are is encrypted."""

from collections.abc import Sequence
from datetime import date, datetime

from sqlalchemy import Date, ForeignKey, LargeBinary, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Mapped, mapped_column, relationship

from bot.store.base import Base, Utc
from bot.store.branch import Person


class Travel(Base):
    """One absence of one person. It counts once it is ``confirmed``, and no more once it is ``removed``."""

    __tablename__ = "travels"

    id: Mapped[int] = mapped_column(primary_key=True)
    branch_id: Mapped[int] = mapped_column(ForeignKey("branches.id"))
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"), index=True)
    first: Mapped[date] = mapped_column(Date)
    last: Mapped[date | None] = mapped_column(Date)  # None: not back yet
    place: Mapped[bytes] = mapped_column(LargeBinary)  # encrypted
    author_id: Mapped[int] = mapped_column(ForeignKey("people.id"))  # who told
    created: Mapped[datetime] = mapped_column(Utc)
    confirmed: Mapped[datetime | None] = mapped_column(Utc)
    removed: Mapped[datetime | None] = mapped_column(Utc)

    person: Mapped[Person] = relationship(foreign_keys=[person_id], lazy="joined")


async def one(session: AsyncSession, travel_id: int) -> Travel | None:
    """One absence by its number."""
    return await session.get(Travel, travel_id)


async def of_person(session: AsyncSession, person_id: int) -> Sequence[Travel]:
    """A person's absences that were not removed, the latest first."""
    query = select(Travel).where(Travel.person_id == person_id, Travel.removed.is_(None))
    return (await session.scalars(query.order_by(Travel.first.desc(), Travel.id.desc()))).unique().all()


async def counting(session: AsyncSession, branch_id: int) -> Sequence[Travel]:
    """The confirmed absences of a branch, in order."""
    query = select(Travel).where(
        Travel.branch_id == branch_id, Travel.confirmed.is_not(None), Travel.removed.is_(None)
    )  # fmt: skip
    return (await session.scalars(query.order_by(Travel.first, Travel.id))).unique().all()


async def every(session: AsyncSession) -> Sequence[Travel]:
    """Every absence, removed ones too."""
    return (await session.scalars(select(Travel))).unique().all()
