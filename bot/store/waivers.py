"""Duties that need not be done: which, who said so and why. The reason is encrypted with keys outside the database."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import ForeignKey, Index, LargeBinary, String, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Mapped, mapped_column, relationship

from bot.store.base import Base, Utc
from bot.store.branch import Person


class Waiver(Base):
    """One duty of one subject for one period is waived; it counts until it is taken back."""

    __tablename__ = "waivers"
    __table_args__ = (Index("ix_waivers_duty", "branch_id", "duty"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    branch_id: Mapped[int] = mapped_column(ForeignKey("branches.id"))
    duty: Mapped[str] = mapped_column(String(80))  # its key: system:subject:period
    # Whom it is about, or who carries out the decision; None: a team, the branch.
    person_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"), index=True)
    reason: Mapped[bytes] = mapped_column(LargeBinary)  # encrypted
    given: Mapped[datetime] = mapped_column(Utc)
    given_by_id: Mapped[int] = mapped_column(ForeignKey("people.id"))
    ended: Mapped[datetime | None] = mapped_column(Utc)
    ended_by_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"))

    given_by: Mapped[Person] = relationship(foreign_keys=[given_by_id], lazy="joined")


async def in_force(session: AsyncSession, branch_id: int) -> Sequence[Waiver]:
    """Those that count, in the order in which they were given."""
    query = select(Waiver).where(Waiver.branch_id == branch_id, Waiver.ended.is_(None)).order_by(Waiver.id)
    return (await session.scalars(query)).unique().all()


async def of_duty(session: AsyncSession, branch_id: int, duty: str) -> Waiver | None:
    """The one that counts for the duty of that key."""
    query = select(Waiver).where(Waiver.branch_id == branch_id, Waiver.duty == duty, Waiver.ended.is_(None))
    return (await session.scalars(query)).unique().first()


async def every(session: AsyncSession) -> Sequence[Waiver]:
    """All of them, also those taken back."""
    return (await session.scalars(select(Waiver))).unique().all()
