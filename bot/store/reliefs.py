"""Reliefs: what was approved for some months of a member's dues, each with its decision. Rows are never overwritten."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from datetime import datetime

from sqlalchemy import ForeignKey, Text, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Mapped, mapped_column, relationship

from bot.rules.calendar import Month
from bot.rules.words import ReliefKind
from bot.store.base import Base, MonthColumn, Utc, WordColumn
from bot.store.branch import Person


class Relief(Base):
    """减交, 免交 or 缓交 from ``first`` to ``last``, both included.

    ``amount``: of a reduction, what is still due each month, in fen. ``decision`` names the paper, never the hardship.
    """

    __tablename__ = "dues_reliefs"

    id: Mapped[int] = mapped_column(primary_key=True)
    branch_id: Mapped[int] = mapped_column(ForeignKey("branches.id"))
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"), index=True)
    kind: Mapped[ReliefKind] = mapped_column(WordColumn(ReliefKind))
    first: Mapped[Month] = mapped_column(MonthColumn)
    last: Mapped[Month] = mapped_column(MonthColumn)
    amount: Mapped[int | None]
    decision: Mapped[str] = mapped_column(Text)
    entered: Mapped[datetime] = mapped_column(Utc)
    entered_by_id: Mapped[int] = mapped_column(ForeignKey("people.id"))
    revoked: Mapped[datetime | None] = mapped_column(Utc)
    revoked_by_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"))

    person: Mapped[Person] = relationship(foreign_keys=person_id, lazy="joined")

    def covers(self, month: Month) -> bool:
        """Whether it is in force for that month."""
        return self.revoked is None and self.first <= month <= self.last


async def relief(session: AsyncSession, relief_id: int) -> Relief | None:
    """One of them by its number."""
    return await session.get(Relief, relief_id)


async def of_branch(session: AsyncSession, branch_id: int) -> Sequence[Relief]:
    """Every one that was ever entered, the newest first."""
    query = select(Relief).where(Relief.branch_id == branch_id).order_by(Relief.id.desc())
    return (await session.scalars(query)).unique().all()


async def in_force(session: AsyncSession, person_ids: Collection[int]) -> dict[int, list[Relief]]:
    """Those of these people that were not revoked, by person."""
    query = select(Relief).where(Relief.person_id.in_(person_ids), Relief.revoked.is_(None)).order_by(Relief.id)
    found: dict[int, list[Relief]] = defaultdict(list)
    for each in (await session.scalars(query)).unique():
        found[each.person_id].append(each)
    return found


def of_month(reliefs: Sequence[Relief], month: Month) -> list[Relief]:
    """Those of one person that are in force for that month."""
    return [relief for relief in reliefs if relief.covers(month)]
