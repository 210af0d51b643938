"""交费凭证: what a payer sent to show that dues were paid. The file stays with Telegram; no money is moved here."""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Literal

from sqlalchemy import ForeignKey, Text, delete, func, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Mapped, mapped_column

from bot.rules.words import DuesState
from bot.store.base import Base, Utc

Kind = Literal["photo", "document"]
MOST = 5  # files about one month
TAKING = (DuesState.PAID, DuesState.DISPUTED)  # what a month must be to take any


class Receipt(Base):
    """A photo or a document about one month of one person."""

    __tablename__ = "dues_receipts"

    id: Mapped[int] = mapped_column(primary_key=True)
    dues_id: Mapped[int] = mapped_column(ForeignKey("dues.id"), index=True)
    kind: Mapped[Kind] = mapped_column(Text)
    file_id: Mapped[str] = mapped_column(Text)  # Telegram's name of it (Bot API, PhotoSize and Document)
    sent: Mapped[datetime] = mapped_column(Utc)


async def by_id(session: AsyncSession, receipt_id: int) -> Receipt | None:
    """One of them by its number."""
    return await session.get(Receipt, receipt_id)


async def of_dues(session: AsyncSession, dues_id: int) -> Sequence[Receipt]:
    """All about one month of one person, in the order they were sent."""
    query = select(Receipt).where(Receipt.dues_id == dues_id).order_by(Receipt.id)
    return (await session.scalars(query)).all()


async def counted(session: AsyncSession, dues_ids: Collection[int]) -> dict[int, int]:
    """How many there are about each of these months; those without any are left out."""
    query = (
        select(Receipt.dues_id, func.count().label("files"))
        .where(Receipt.dues_id.in_(dues_ids))
        .group_by(Receipt.dues_id)
    )
    return {row.dues_id: row.files for row in await session.execute(query)}


async def forget(session: AsyncSession, dues_id: int) -> None:
    """None about that month any more."""
    await session.execute(delete(Receipt).where(Receipt.dues_id == dues_id))
