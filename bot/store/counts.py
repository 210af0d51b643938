"""Votes counted without the bot, and the two people who sign for the count."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, Text, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Mapped, mapped_column, relationship

from bot.rules.counts import Part
from bot.rules.words import Choice, CountMethod, CountRole, Source
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
    entered_by_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"))  # signed on paper, entered by an officer
    objection: Mapped[str | None] = mapped_column(Text)  # 有异议: what is wrong, in the person's words

    person: Mapped[Person] = relationship(foreign_keys=[person_id], lazy="joined")


async def hand_counts(session: AsyncSession, ballot_id: int) -> Sequence[HandCount]:
    """What was counted without the bot: hands, then paper."""
    query = select(HandCount).where(HandCount.ballot_id == ballot_id).order_by(HandCount.method)
    return (await session.scalars(query)).all()


async def parts(session: AsyncSession, ballot_id: int) -> list[Part]:
    """The same, as parts of the figures."""
    return [part_of(row) for row in await hand_counts(session, ballot_id)]


def part_of(row: HandCount) -> Part:
    """One count by hand as a part of the figures."""
    return Part(
        source=Source.of(row.method.value), issued=row.issued, returned=row.returned, invalid=row.invalid,
        for_=row.votes[Choice.FOR.value], against=row.votes[Choice.AGAINST.value],
        abstain=row.votes[Choice.ABSTAIN.value],
    )  # fmt: skip


async def sign_offs(session: AsyncSession, ballot_id: int) -> dict[CountRole, SignOff]:
    """Who is to sign, by role, as far as they have been named."""
    rows = (await session.scalars(select(SignOff).where(SignOff.ballot_id == ballot_id))).unique()
    return {row.role: row for row in rows}
