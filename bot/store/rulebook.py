"""The branch's own rules: its text, clause by clause, as the operator loaded it; and its own values in the rulebook."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date, datetime, tzinfo
from typing import Any

from sqlalchemy import Date, ForeignKey, Index, String, Text, delete, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Mapped, mapped_column, relationship

from bot.rules import rulebook
from bot.rules.overrides import Override, Timeline
from bot.rules.rulebook import Rulebook
from bot.store.base import Base, Json, Utc
from bot.store.branch import Person


class ClauseText(Base):
    """What one clause says, word for word."""

    __tablename__ = "clause_texts"

    branch_id: Mapped[int] = mapped_column(ForeignKey("branches.id"), primary_key=True)
    name: Mapped[str] = mapped_column(String(60), primary_key=True)  # as rules/clauses.py calls it
    text: Mapped[str] = mapped_column(Text)


class OverrideRow(Base):
    """From a day on the branch goes by another value of one field. No row is changed: of two the later counts."""

    __tablename__ = "overrides"
    __table_args__ = (Index("ix_overrides_field", "branch_id", "entry", "name"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    branch_id: Mapped[int] = mapped_column(ForeignKey("branches.id"))
    entry: Mapped[str] = mapped_column(String(40))
    name: Mapped[str] = mapped_column(String(40))
    value: Mapped[Any | None] = mapped_column(Json)  # as rulebook.toml spells it; None: the shipped one again
    since: Mapped[date] = mapped_column(Date)
    reason: Mapped[str] = mapped_column(Text)
    entered: Mapped[datetime] = mapped_column(Utc)
    entered_by_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"))  # None: from a file

    entered_by: Mapped[Person | None] = relationship(lazy="joined")

    @property
    def plain(self) -> Override:
        """As the rules have it."""
        return Override(number=self.id, entry=self.entry, name=self.name, value=self.value, since=self.since)


async def overrides(session: AsyncSession, branch_id: int, entry: str | None = None) -> Sequence[OverrideRow]:
    """Every row of the branch, or of one entry, in the order in which they were entered."""
    query = select(OverrideRow).where(OverrideRow.branch_id == branch_id).order_by(OverrideRow.id)
    query = query if entry is None else query.where(OverrideRow.entry == entry)
    return (await session.scalars(query)).unique().all()


async def book_of(session: AsyncSession, branch_id: int, zone: tzinfo) -> Rulebook:
    """The branch's rulebook, through which that of any day is found; the shipped one where it has no own values."""
    query = select(OverrideRow.id, OverrideRow.entry, OverrideRow.name, OverrideRow.value, OverrideRow.since)
    rows = (await session.execute(query.where(OverrideRow.branch_id == branch_id).order_by(OverrideRow.id))).all()
    if not rows:
        return rulebook.load()
    own = [Override(number=row.id, entry=row.entry, name=row.name, value=row.value, since=row.since) for row in rows]
    return Timeline(rulebook.load(), own, zone).on(date.min)


async def replace(session: AsyncSession, branch_id: int, texts: Mapping[str, str]) -> None:
    """These texts, and no others, are the branch's rules from now on."""
    await session.execute(delete(ClauseText).where(ClauseText.branch_id == branch_id))
    session.add_all(ClauseText(branch_id=branch_id, name=name, text=text) for name, text in texts.items())


async def texts(session: AsyncSession, branch_id: int, names: Collection[str]) -> dict[str, str]:
    """Those of these clauses that were loaded, by name."""
    query = select(ClauseText.name, ClauseText.text).where(
        ClauseText.branch_id == branch_id, ClauseText.name.in_(names)
    )
    return {row.name: row.text for row in await session.execute(query)}
