"""The branch's own rules text, clause by clause, as the operator loaded it."""

from collections.abc import Collection, Mapping

from sqlalchemy import ForeignKey, String, Text, delete, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Mapped, mapped_column

from bot.store.base import Base


class ClauseText(Base):
    """What one clause says, word for word."""

    __tablename__ = "clause_texts"

    branch_id: Mapped[int] = mapped_column(ForeignKey("branches.id"), primary_key=True)
    name: Mapped[str] = mapped_column(String(60), primary_key=True)  # as rules/clauses.py calls it
    text: Mapped[str] = mapped_column(Text)


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
