"""The decision register: what was resolved, who sees to it, by when, and what became of it."""

from datetime import date, datetime

from sqlalchemy import ForeignKey, Text
from sqlalchemy.orm import Mapped, mapped_column

from bot.store.base import Base, Utc


class Decision(Base):
    """One resolution (党支部工作制度 三（一）: what is decided is carried out, each part by somebody)."""

    __tablename__ = "decisions"

    id: Mapped[int] = mapped_column(primary_key=True)
    branch_id: Mapped[int] = mapped_column(ForeignKey("branches.id"))
    meeting_id: Mapped[int | None] = mapped_column(ForeignKey("meetings.id"), index=True)
    ballot_id: Mapped[int | None] = mapped_column(ForeignKey("ballots.id"), index=True)  # by which it was decided
    text: Mapped[str] = mapped_column(Text)
    owner_id: Mapped[int | None] = mapped_column(
        ForeignKey("people.id"), index=True
    )  # None: nobody has to follow it up
    due: Mapped[date | None]
    recorded_by_id: Mapped[int] = mapped_column(ForeignKey("people.id"))
    recorded: Mapped[datetime] = mapped_column(Utc)
    done: Mapped[datetime | None] = mapped_column(Utc)
    outcome: Mapped[str | None] = mapped_column(Text)  # what the owner says was done
