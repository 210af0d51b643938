"""Dues: one row a payer and month, and every entry that was ever made about it."""

from datetime import datetime

from sqlalchemy import ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from bot.rules.calendar import Month
from bot.rules.words import DuesState
from bot.store.base import Base, MonthColumn, Utc, WordColumn


class MonthDues(Base):
    """What one person owes for one month and where it stands."""

    __tablename__ = "dues"
    __table_args__ = (UniqueConstraint("person_id", "month"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    branch_id: Mapped[int] = mapped_column(ForeignKey("branches.id"))
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"))
    month: Mapped[Month] = mapped_column(MonthColumn, index=True)
    due: Mapped[int]  # fen
    base: Mapped[int]  # fen, as it was when the month was computed
    state: Mapped[DuesState] = mapped_column(WordColumn(DuesState))
    changed: Mapped[datetime] = mapped_column(Utc)


class DuesEntry(Base):
    """One entry of the ledger, never overwritten: paid, received, disputed, corrected."""

    __tablename__ = "dues_entries"

    id: Mapped[int] = mapped_column(primary_key=True)
    dues_id: Mapped[int] = mapped_column(ForeignKey("dues.id"), index=True)
    at: Mapped[datetime] = mapped_column(Utc)
    actor_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"))  # None: the bot itself
    deed: Mapped[str] = mapped_column(String(20))  # paid, wrong_amount, received, disputed, corrected
    amount: Mapped[int | None]  # fen
    note: Mapped[str | None] = mapped_column(Text)
