"""Closings of the dues' cash book, and what was passed on to the organization above (机关党建工作责任制 二.4).

A closing is a cut through the ledger's entries: all that were made since the one before belong to it. Rows are never
overwritten; a mistaken remittance is reversed by another.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import Date, ForeignKey, Text, func, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Mapped, mapped_column

from bot.rules.calendar import Month
from bot.store.base import Base, MonthColumn, Utc
from bot.store.dues import DuesEntry, MonthDues


class Closing(Base):
    """What had come in by then, in fen, since the one before; made in ``month``."""

    __tablename__ = "dues_closings"

    id: Mapped[int] = mapped_column(primary_key=True)
    branch_id: Mapped[int] = mapped_column(ForeignKey("branches.id"))
    month: Mapped[Month] = mapped_column(MonthColumn)
    total: Mapped[int]  # fen
    last_entry_id: Mapped[int]  # the ledger's newest entry that belongs to it
    at: Mapped[datetime] = mapped_column(Utc)
    closed_by_id: Mapped[int] = mapped_column(ForeignKey("people.id"))


class Remittance(Base):
    """上缴: so many fen on that day, with the number of the receipt; negative where it takes another back."""

    __tablename__ = "dues_remittances"

    id: Mapped[int] = mapped_column(primary_key=True)
    branch_id: Mapped[int] = mapped_column(ForeignKey("branches.id"))
    day: Mapped[date] = mapped_column(Date)
    amount: Mapped[int]  # fen
    number: Mapped[str | None] = mapped_column(Text)
    reverses_id: Mapped[int | None] = mapped_column(ForeignKey("dues_remittances.id"), unique=True)
    at: Mapped[datetime] = mapped_column(Utc)
    entered_by_id: Mapped[int] = mapped_column(ForeignKey("people.id"))


@dataclass(frozen=True, slots=True)
class Cash:
    """Where the money stands, in fen: since the last closing, closed in all, passed on in all."""

    open: int
    closed: int
    remitted: int

    @property
    def held(self) -> int:
        """With the collector."""
        return self.open + self.closed - self.remitted

    @property
    def to_remit(self) -> int:
        """Closed, not passed on, and still there: what went back since the closing cannot be passed on."""
        return min(self.closed - self.remitted, self.held)


async def closings(session: AsyncSession, branch_id: int) -> Sequence[Closing]:
    """All of them, the newest first."""
    query = select(Closing).where(Closing.branch_id == branch_id).order_by(Closing.id.desc())
    return (await session.scalars(query)).all()


async def remittances(session: AsyncSession, branch_id: int) -> Sequence[Remittance]:
    """All of them, the newest first."""
    query = select(Remittance).where(Remittance.branch_id == branch_id).order_by(Remittance.id.desc())
    return (await session.scalars(query)).all()


async def remittance(session: AsyncSession, remittance_id: int) -> Remittance | None:
    """One by its number."""
    return await session.get(Remittance, remittance_id)


async def last_closed_entry(session: AsyncSession, branch_id: int) -> int:
    """The number of the newest entry that a closing has; 0 before the first."""
    query = select(func.max(Closing.last_entry_id)).where(Closing.branch_id == branch_id)
    return (await session.scalar(query)) or 0


async def open_entries(session: AsyncSession, branch_id: int) -> Sequence[DuesEntry]:
    """The entries since the last closing that moved money, the oldest first."""
    query = select(DuesEntry).join(MonthDues, MonthDues.id == DuesEntry.dues_id).order_by(DuesEntry.id)
    query = query.where(MonthDues.branch_id == branch_id, DuesEntry.moved != 0)
    return (await session.scalars(query.where(DuesEntry.id > await last_closed_entry(session, branch_id)))).all()


async def cash(session: AsyncSession, branch_id: int) -> Cash:
    """Where the branch's money stands."""
    open_ = sum(entry.moved for entry in await open_entries(session, branch_id))
    closed = await session.scalar(select(func.sum(Closing.total)).where(Closing.branch_id == branch_id))
    remitted = await session.scalar(select(func.sum(Remittance.amount)).where(Remittance.branch_id == branch_id))
    return Cash(open_, int(closed or 0), int(remitted or 0))
