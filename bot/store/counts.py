"""Votes counted without the bot, and the two people who sign for the count."""

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from bot.rules.words import CountMethod, CountRole
from bot.store.base import Base, Json, Utc, WordColumn
from bot.store.branch import Person


class HandCount(Base):
    """Hands or paper of one ballot: ``votes`` is what the valid ones say, in the words of the ballot paper."""

    __tablename__ = "hand_counts"

    ballot_id: Mapped[int] = mapped_column(ForeignKey("ballots.id"), primary_key=True)
    method: Mapped[CountMethod] = mapped_column(WordColumn(CountMethod), primary_key=True)
    issued: Mapped[int]
    returned: Mapped[int]
    invalid: Mapped[int]
    votes: Mapped[dict[str, Any]] = mapped_column(Json)
    entered_by_id: Mapped[int] = mapped_column(ForeignKey("people.id"))
    entered: Mapped[datetime] = mapped_column(Utc)


class SignOff(Base):
    """监票人 and 计票人 of a ballot; its result stands once both have signed."""

    __tablename__ = "sign_offs"

    ballot_id: Mapped[int] = mapped_column(ForeignKey("ballots.id"), primary_key=True)
    role: Mapped[CountRole] = mapped_column(WordColumn(CountRole), primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"))
    signed: Mapped[datetime | None] = mapped_column(Utc)

    person: Mapped[Person] = relationship(lazy="joined")
