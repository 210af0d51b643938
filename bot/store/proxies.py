"""Proxies: who may pay somebody's dues, for which months, with whose consent (党支部工作制度 三（十五）1)."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import ForeignKey, Text, or_, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Mapped, mapped_column, relationship

from bot.rules.calendar import Month
from bot.rules.words import ProxyState
from bot.store.base import Base, MonthColumn, Utc, WordColumn
from bot.store.branch import Person

_OPEN = (ProxyState.ASKED, ProxyState.APPROVED)


class Proxy(Base):
    """A request of ``person`` that ``proxy`` pay from ``first`` to ``last``, both included, and what became of it."""

    __tablename__ = "dues_proxies"

    id: Mapped[int] = mapped_column(primary_key=True)
    branch_id: Mapped[int] = mapped_column(ForeignKey("branches.id"))
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"), index=True)
    proxy_id: Mapped[int] = mapped_column(ForeignKey("people.id"))
    first: Mapped[Month] = mapped_column(MonthColumn)
    last: Mapped[Month] = mapped_column(MonthColumn)
    reason: Mapped[str] = mapped_column(Text)  # for whoever decides; empty once decided
    state: Mapped[ProxyState] = mapped_column(WordColumn(ProxyState))
    asked: Mapped[datetime] = mapped_column(Utc)
    decided: Mapped[datetime | None] = mapped_column(Utc)
    decided_by_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"))

    person: Mapped[Person] = relationship(foreign_keys=person_id, lazy="joined")
    proxy: Mapped[Person] = relationship(foreign_keys=proxy_id, lazy="joined")

    def covers(self, month: Month) -> bool:
        """Whether the branch has agreed to it for that month."""
        return self.state is ProxyState.APPROVED and self.first <= month <= self.last


async def proxy(session: AsyncSession, proxy_id: int) -> Proxy | None:
    """One request by its number."""
    return await session.get(Proxy, proxy_id)


async def open_of(session: AsyncSession, person_id: int, month: Month) -> Proxy | None:
    """The person's request that waits or was agreed to, and is not over by that month; there is one at most."""
    query = select(Proxy).where(Proxy.person_id == person_id, Proxy.state.in_(_OPEN), Proxy.last >= month)
    query = query.order_by(Proxy.id.desc())
    return (await session.scalars(query)).unique().first()


async def open_with(session: AsyncSession, person_id: int) -> Sequence[Proxy]:
    """What waits or was agreed to, and in which this person is to pay or to be paid for."""
    concerned = or_(Proxy.person_id == person_id, Proxy.proxy_id == person_id)
    query = select(Proxy).where(concerned, Proxy.state.in_(_OPEN)).order_by(Proxy.id)
    return (await session.scalars(query)).unique().all()


async def asked(session: AsyncSession, branch_id: int) -> Sequence[Proxy]:
    """What waits for the branch's consent, the oldest first."""
    query = select(Proxy).where(Proxy.branch_id == branch_id, Proxy.state == ProxyState.ASKED).order_by(Proxy.id)
    return (await session.scalars(query)).unique().all()
