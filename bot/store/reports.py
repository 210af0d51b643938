"""Thought reports. Their text is encrypted with keys that live outside the database."""

from datetime import datetime

from sqlalchemy import ForeignKey, LargeBinary
from sqlalchemy.orm import Mapped, mapped_column

from bot.rules.calendar import Quarter
from bot.rules.words import ReportState
from bot.store.base import Base, QuarterColumn, Utc, WordColumn


class ThoughtReport(Base):
    """One report of one author, through its drafts and returns."""

    __tablename__ = "reports"

    id: Mapped[int] = mapped_column(primary_key=True)
    branch_id: Mapped[int] = mapped_column(ForeignKey("branches.id"))
    author_id: Mapped[int] = mapped_column(ForeignKey("people.id"), index=True)
    quarter: Mapped[Quarter] = mapped_column(QuarterColumn)  # for which it counts
    state: Mapped[ReportState] = mapped_column(WordColumn(ReportState))
    text: Mapped[bytes] = mapped_column(LargeBinary)  # encrypted
    version: Mapped[int] = mapped_column(default=1)  # 1 at first, +1 with each resubmission
    created: Mapped[datetime] = mapped_column(Utc)
    changed: Mapped[datetime] = mapped_column(Utc)
    submitted: Mapped[datetime | None] = mapped_column(Utc)
    reader_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"))  # who marked it read or returned it
    remarks: Mapped[bytes | None] = mapped_column(LargeBinary)  # of a return, encrypted


class Reading(Base):
    """That somebody else opened a report; shown to its author."""

    __tablename__ = "readings"

    id: Mapped[int] = mapped_column(primary_key=True)
    report_id: Mapped[int] = mapped_column(ForeignKey("reports.id"), index=True)
    reader_id: Mapped[int] = mapped_column(ForeignKey("people.id"))
    at: Mapped[datetime] = mapped_column(Utc)
