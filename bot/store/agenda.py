"""The agenda as the chair walks it, and what was recorded of each item."""

from datetime import datetime

from sqlalchemy import ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from bot.rules.words import AdmissionStep
from bot.store.base import Base, Utc, WordColumn


class AgendaItem(Base):
    """One item; of an admission or confirmation meeting one of the seven steps (党支部工作制度 三（十四）6)."""

    __tablename__ = "agenda_items"
    __table_args__ = (UniqueConstraint("meeting_id", "position"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    meeting_id: Mapped[int] = mapped_column(ForeignKey("meetings.id"))
    position: Mapped[int]  # from 1
    title: Mapped[str] = mapped_column(String(200))  # of a step empty: the word says it in each language
    step: Mapped[AdmissionStep | None] = mapped_column(WordColumn(AdmissionStep))
    presenter: Mapped[str] = mapped_column(String(100), default="")
    file_id: Mapped[str | None] = mapped_column(Text)  # a file that Telegram holds
    file_name: Mapped[str | None] = mapped_column(String(200))
    begun: Mapped[datetime | None] = mapped_column(Utc)


class Remark(Base):
    """What the minutes say of an item, typed by whoever records."""

    __tablename__ = "remarks"

    id: Mapped[int] = mapped_column(primary_key=True)
    meeting_id: Mapped[int] = mapped_column(ForeignKey("meetings.id"), index=True)
    item_id: Mapped[int | None] = mapped_column(ForeignKey("agenda_items.id"))  # None: of the meeting as a whole
    author_id: Mapped[int] = mapped_column(ForeignKey("people.id"))
    text: Mapped[str] = mapped_column(Text)
    at: Mapped[datetime] = mapped_column(Utc)
