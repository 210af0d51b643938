"""Broadcasts: notices and materials, for whom each one was, and who confirmed having studied it.

Whether it arrived is told by the cards that show it (bot/store/cards.py); only what no card can tell is kept here.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Literal

from sqlalchemy import ForeignKey, Index, String, Text, func, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Mapped, mapped_column, relationship

from bot.store.base import Base, Utc
from bot.store.branch import Person
from bot.store.cards import CardRow

MATERIAL = "broadcasts/material"  # the card that its recipients get


class Broadcast(Base):
    """One notice or material, as its sender confirmed it."""

    __tablename__ = "broadcasts"
    __table_args__ = (Index("ix_broadcasts_branch_id_due", "branch_id", "due"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    branch_id: Mapped[int] = mapped_column(ForeignKey("branches.id"))
    sender_id: Mapped[int] = mapped_column(ForeignKey("people.id"))
    title: Mapped[str] = mapped_column(String(60))  # how lists call it; empty: a file without a name
    html: Mapped[str] = mapped_column(Text)  # the text, or the caption of the file, as Telegram HTML
    file_kind: Mapped[Literal["document", "photo"] | None] = mapped_column(String(10))
    file_id: Mapped[str | None] = mapped_column(Text)  # the file stays with Telegram
    audience: Mapped[str] = mapped_column(Text)  # 全体党员, a team, a post or names, as it was chosen
    due: Mapped[datetime] = mapped_column(Utc)  # when it is to go out
    sent: Mapped[datetime | None] = mapped_column(Utc)  # when it went to the door
    withdrawn: Mapped[bool] = mapped_column(default=False)  # stopped before it went out
    rounds: Mapped[int] = mapped_column(default=0)  # how often it was sent to those whom it had not reached

    sender: Mapped[Person] = relationship(lazy="joined")


class Recipient(Base):
    """That a broadcast was for a person. Frozen when the sender confirmed it."""

    __tablename__ = "broadcast_recipients"

    broadcast_id: Mapped[int] = mapped_column(ForeignKey("broadcasts.id"), primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"), primary_key=True, index=True)
    sent: Mapped[datetime | None] = mapped_column(Utc)  # last put on its way to them; None: never, while not bound
    studied: Mapped[datetime | None] = mapped_column(Utc)

    person: Mapped[Person] = relationship(lazy="joined")


class Delivery(StrEnum):
    """Where a broadcast stands with one recipient."""

    REACHED = "reached"
    ON_ITS_WAY = "on_its_way"
    UNBOUND = "unbound"
    BOUND_LATER = "bound_later"
    BLOCKED = "blocked"
    NOT_STARTED = "not_started"
    REFUSED = "refused"

    @property
    def failed(self) -> bool:
        """Whether it did not arrive, and will not by itself."""
        return self not in (Delivery.REACHED, Delivery.ON_ITS_WAY)


@dataclass(frozen=True)
class Result:
    """What became of a broadcast with one recipient."""

    recipient: Recipient
    delivery: Delivery

    @property
    def name(self) -> str:
        """The recipient's name."""
        return self.recipient.person.name

    @property
    def again(self) -> bool:
        """Whether it makes sense to send it once more."""
        return self.delivery.failed and self.delivery is not Delivery.UNBOUND


async def broadcast(session: AsyncSession, branch_id: int, broadcast_id: int) -> Broadcast | None:
    """One broadcast of the branch."""
    query = select(Broadcast).where(Broadcast.id == broadcast_id, Broadcast.branch_id == branch_id)
    return (await session.scalars(query)).unique().first()


async def recipient(session: AsyncSession, broadcast_id: int, person_id: int) -> Recipient | None:
    """That person as a recipient; None where the broadcast was not for them."""
    return await session.get(Recipient, (broadcast_id, person_id))


async def recipients(session: AsyncSession, broadcast_id: int) -> Sequence[Recipient]:
    """Everybody whom it is for, in roster order."""
    query = select(Recipient).where(Recipient.broadcast_id == broadcast_id).order_by(Recipient.person_id)
    return (await session.scalars(query)).unique().all()


async def due(session: AsyncSession, branch_id: int, now: datetime) -> Sequence[Broadcast]:
    """What waits and should go out by ``now``, in the order in which it was due."""
    query = select(Broadcast).where(
        Broadcast.branch_id == branch_id, Broadcast.sent.is_(None), ~Broadcast.withdrawn, Broadcast.due <= now
    )
    return (await session.scalars(query.order_by(Broadcast.due, Broadcast.id))).unique().all()


async def latest(
    session: AsyncSession, branch_id: int, sender_id: int | None, first: int, count: int
) -> Sequence[Broadcast]:
    """The broadcasts of a sender (None: of everybody), newest first, from the ``first`` on."""
    query = select(Broadcast).where(Broadcast.branch_id == branch_id)
    if sender_id is not None:
        query = query.where(Broadcast.sender_id == sender_id)
    query = query.order_by(Broadcast.id.desc()).offset(first).limit(count)
    return (await session.scalars(query)).unique().all()


async def received(
    session: AsyncSession, person_id: int, first: int, count: int
) -> Sequence[tuple[Broadcast, datetime | None]]:
    """What was sent to a person and when they confirmed it: what is not yet confirmed first, then newest first."""
    query = select(Broadcast, Recipient.studied).join(Recipient, Recipient.broadcast_id == Broadcast.id)
    query = query.where(Recipient.person_id == person_id, Broadcast.sent.is_not(None))
    query = query.order_by(Recipient.studied.is_not(None), Broadcast.id.desc()).offset(first).limit(count)
    return [(row[0], row[1]) for row in (await session.execute(query)).unique()]


async def unstudied_count(session: AsyncSession, person_id: int) -> int:
    """How much of what was sent to a person they have not confirmed."""
    query = select(func.count()).select_from(Recipient).join(Broadcast, Recipient.broadcast_id == Broadcast.id)
    query = query.where(Recipient.person_id == person_id, Recipient.studied.is_(None), Broadcast.sent.is_not(None))
    return (await session.scalar(query)) or 0


async def results(session: AsyncSession, broadcast_id: int) -> list[Result]:
    """What became of it with everybody, in roster order."""
    query = select(CardRow.person_id, CardRow.delivered, CardRow.failure)
    query = query.where(CardRow.name == MATERIAL, CardRow.args == {"broadcast": broadcast_id}).order_by(CardRow.id)
    arrived: set[int | None] = set()
    newest: dict[int | None, str | None] = defaultdict(lambda: None)
    for person_id, delivered, failure in await session.execute(query):
        newest[person_id] = failure
        if delivered is not None:
            arrived.add(person_id)
    return [
        Result(each, _delivery(each, each.person_id in arrived, newest[each.person_id]))
        for each in await recipients(session, broadcast_id)
    ]


def _delivery(recipient: Recipient, arrived: bool, failure: str | None) -> Delivery:
    if arrived:
        return Delivery.REACHED
    if not recipient.person.bound:
        return Delivery.UNBOUND
    if recipient.sent is None:
        return Delivery.BOUND_LATER
    if failure is None:
        return Delivery.ON_ITS_WAY
    known = (Delivery.BLOCKED, Delivery.NOT_STARTED)
    return next((each for each in known if each == failure), Delivery.REFUSED)
