"""Ballots, their frozen electorate, and the votes of open ones."""

from datetime import datetime

from sqlalchemy import ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from bot.rules.words import BallotKind, BallotMethod, Choice
from bot.store.base import Base, Utc, WordColumn


class Ballot(Base):
    """One question put to an electorate."""

    __tablename__ = "ballots"

    id: Mapped[int] = mapped_column(primary_key=True)
    branch_id: Mapped[int] = mapped_column(ForeignKey("branches.id"))
    kind: Mapped[BallotKind] = mapped_column(WordColumn(BallotKind))
    method: Mapped[BallotMethod] = mapped_column(WordColumn(BallotMethod))
    question: Mapped[str] = mapped_column(Text)
    meeting_id: Mapped[int | None] = mapped_column(ForeignKey("meetings.id"), index=True)
    opener_id: Mapped[int] = mapped_column(ForeignKey("people.id"))
    opened: Mapped[datetime] = mapped_column(Utc)
    closes: Mapped[datetime | None] = mapped_column(Utc)  # None: closed by hand
    closed: Mapped[datetime | None] = mapped_column(Utc)
    electors: Mapped[int]  # how many were on the roll when it was opened
    digest: Mapped[str] = mapped_column(String(64))  # SHA-256 of the roll


class Elector(Base):
    """One person on the frozen roll, and in an open ballot what was chosen."""

    __tablename__ = "electors"

    ballot_id: Mapped[int] = mapped_column(ForeignKey("ballots.id"), primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"), primary_key=True, index=True)
    choice: Mapped[Choice | None] = mapped_column(WordColumn(Choice))
