"""Which reminder went to whom, so that none goes twice."""

from datetime import datetime

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from bot.store.base import Base, Utc


class Reminded(Base):
    """One step of one duty's ladder, told to one person. The key makes a second telling impossible."""

    __tablename__ = "reminded"

    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"), primary_key=True)
    occurrence: Mapped[str] = mapped_column(String(80), primary_key=True)
    at: Mapped[datetime] = mapped_column(Utc)
