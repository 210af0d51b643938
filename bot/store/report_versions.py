"""What was submitted, each time it was; and what became of it. Texts and remarks are encrypted."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import ForeignKey, LargeBinary, UniqueConstraint, delete, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Mapped, mapped_column, relationship

from bot.rules.words import ReportState
from bot.store.base import Base, Utc, WordColumn
from bot.store.branch import Person


class ReportVersion(Base):
    """One text as it was handed in. What the author took back before anybody marked it is not kept."""

    __tablename__ = "report_versions"
    __table_args__ = (UniqueConstraint("report_id", "version"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    report_id: Mapped[int] = mapped_column(ForeignKey("reports.id"))
    version: Mapped[int]
    text: Mapped[bytes] = mapped_column(LargeBinary)  # encrypted
    submitted: Mapped[datetime] = mapped_column(Utc)
    state: Mapped[ReportState] = mapped_column(WordColumn(ReportState))
    reader_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"))  # who marked it read or returned it
    judged: Mapped[datetime | None] = mapped_column(Utc)
    remarks: Mapped[bytes | None] = mapped_column(LargeBinary)  # of a return, encrypted

    reader: Mapped[Person | None] = relationship(lazy="joined")


async def of_report(session: AsyncSession, report_id: int) -> Sequence[ReportVersion]:
    """All that were kept of a report, the first one first."""
    query = select(ReportVersion).where(ReportVersion.report_id == report_id)
    return (await session.scalars(query.order_by(ReportVersion.version))).unique().all()


async def one(session: AsyncSession, report_id: int, number: int) -> ReportVersion | None:
    """One version of a report."""
    query = select(ReportVersion).where(ReportVersion.report_id == report_id, ReportVersion.version == number)
    return (await session.scalars(query)).unique().first()


async def every(session: AsyncSession) -> Sequence[ReportVersion]:
    """Every version of every report."""
    return (await session.scalars(select(ReportVersion))).unique().all()


async def forget(session: AsyncSession, report_id: int) -> None:
    """Removes all versions of a report."""
    await session.execute(delete(ReportVersion).where(ReportVersion.report_id == report_id))
