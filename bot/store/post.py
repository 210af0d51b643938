"""The two doors as tables: inbox, outbox; the cards that people see; pauses that Telegram ordered."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import IntEnum, StrEnum
from typing import Any

from sqlalchemy import (
    ForeignKey,
    Index,
    LargeBinary,
    String,
    Text,
    bindparam,
    delete,
    exists,
    func,
    insert,
    select,
    update,
)
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Mapped, aliased, mapped_column

from bot.store.base import Base, BigId, Json, Utc


class Arrival(StrEnum):
    """What an inbox row carries."""

    UPDATE = "update"
    ERRAND = "errand"


class Stage(StrEnum):
    """Where a row of either door stands."""

    READY = "ready"
    DONE = "done"
    SET_ASIDE = "set_aside"


class Urgency(IntEnum):
    """Which message goes first when several may go."""

    INTERACTIVE = 0
    NOTICE = 1
    BROADCAST = 2


class InboxRow(Base):
    """An update as it came, before anything looked into it. ``id`` is the order of work."""

    __tablename__ = "inbox"
    __table_args__ = (Index("ix_inbox_stage", "stage", "id"), {"sqlite_autoincrement": True})

    id: Mapped[int] = mapped_column(BigId, primary_key=True, autoincrement=True)
    # Telegram may deliver an update twice; the second one finds its number taken.
    update_id: Mapped[int | None] = mapped_column(BigId, unique=True)
    kind: Mapped[str] = mapped_column(String(10))
    body: Mapped[bytes] = mapped_column(LargeBinary)  # JSON; emptied once done
    stage: Mapped[str] = mapped_column(String(10), default=Stage.READY)
    received: Mapped[datetime] = mapped_column(Utc)
    reference: Mapped[str | None] = mapped_column(String(16))  # of the failure, where it was set aside


class CardRow(Base):
    """One message that somebody sees, and what is painted on it: a card's name and arguments."""

    __tablename__ = "cards"
    __table_args__ = (Index("ix_cards_painted", "name", "args"), Index("ix_cards_message", "chat_id", "message_id"))

    id: Mapped[int] = mapped_column(BigId, primary_key=True, autoincrement=True)
    chat_id: Mapped[int] = mapped_column(BigId)
    person_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"), index=True)  # None: in a group
    name: Mapped[str] = mapped_column(String(60))
    args: Mapped[dict[str, Any]] = mapped_column(Json)
    message_id: Mapped[int | None] = mapped_column(BigId)  # None until Telegram took it
    media: Mapped[bool] = mapped_column(default=False)  # a caption is edited, not a text
    live: Mapped[bool] = mapped_column(default=True)  # false once a newer message shows the same card
    digest: Mapped[str] = mapped_column(String(64))  # of what was last queued
    delivered: Mapped[datetime | None] = mapped_column(Utc)
    failure: Mapped[str | None] = mapped_column(String(20))  # why it never arrived


class OutboxRow(Base):
    """A call to be made, written in the transaction of the change that caused it."""

    __tablename__ = "outbox"
    __table_args__ = (Index("ix_outbox_stage", "stage", "id"), {"sqlite_autoincrement": True})

    id: Mapped[int] = mapped_column(BigId, primary_key=True, autoincrement=True)
    chat_id: Mapped[int] = mapped_column(BigId)
    card_id: Mapped[int | None] = mapped_column(ForeignKey("cards.id"))
    method: Mapped[str] = mapped_column(String(40))
    payload: Mapped[dict[str, Any]] = mapped_column(Json)  # emptied once done
    urgency: Mapped[int] = mapped_column(default=Urgency.INTERACTIVE)
    errand: Mapped[str | None] = mapped_column(String(60))  # the handler that wants the answer
    stage: Mapped[str] = mapped_column(String(10), default=Stage.READY)
    created: Mapped[datetime] = mapped_column(Utc)
    failure: Mapped[str | None] = mapped_column(String(200))


class Pause(Base):
    """A 429's order, kept so that a restart obeys it too. Scope: a chat id, or 0 for everything."""

    __tablename__ = "pauses"

    scope: Mapped[int] = mapped_column(BigId, primary_key=True, autoincrement=False)
    until: Mapped[datetime] = mapped_column(Utc)


class Dialog(Base):
    """Where a person stands in something asked over several messages. One at a time a person."""

    __tablename__ = "dialogs"

    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"), primary_key=True)
    name: Mapped[str] = mapped_column(String(40))
    answers: Mapped[dict[str, Any]] = mapped_column(Json)
    changed: Mapped[datetime] = mapped_column(Utc)


class Chat(Base):
    """A Telegram group bound to the branch or to one team."""

    __tablename__ = "chats"

    chat_id: Mapped[int] = mapped_column(BigId, primary_key=True, autoincrement=False)
    branch_id: Mapped[int] = mapped_column(ForeignKey("branches.id"))
    team_id: Mapped[int | None] = mapped_column(ForeignKey("teams.id"))
    title: Mapped[str] = mapped_column(String(200))
    members: Mapped[int | None]  # as Telegram counted them when it was bound


class Audit(Base):
    """Append-only: who did what to whose matter. Never the content."""

    __tablename__ = "audit"

    id: Mapped[int] = mapped_column(BigId, primary_key=True, autoincrement=True)
    branch_id: Mapped[int] = mapped_column(ForeignKey("branches.id"))
    at: Mapped[datetime] = mapped_column(Utc)
    actor_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"))  # None: the bot itself or the command line
    deed: Mapped[str] = mapped_column(String(60))
    subject: Mapped[str] = mapped_column(Text)


async def store_updates(session: AsyncSession, rows: Sequence[Mapping[str, Any]]) -> int:
    """Writes new inbox rows, leaving out updates that are already known; answers how many were new."""
    numbers = [row["update_id"] for row in rows]
    known = set(await session.scalars(select(InboxRow.update_id).where(InboxRow.update_id.in_(numbers))))
    fresh = [row for row in rows if row["update_id"] not in known]
    if fresh:
        await session.execute(insert(InboxRow), fresh)
    return len(fresh)


async def ready_inbox(session: AsyncSession, limit: int) -> Sequence[tuple[int, str, bytes]]:
    """The oldest rows not yet worked on, as (id, kind, body)."""
    query = select(InboxRow.id, InboxRow.kind, InboxRow.body)
    rows = await session.execute(query.where(InboxRow.stage == Stage.READY).order_by(InboxRow.id).limit(limit))
    return [(row.id, row.kind, row.body) for row in rows]


async def finish_inbox(session: AsyncSession, ids: Sequence[int]) -> None:
    """Marks rows done and erases their bodies."""
    await session.execute(update(InboxRow).where(InboxRow.id.in_(ids)).values(stage=Stage.DONE, body=b""))


async def set_aside_inbox(session: AsyncSession, row_id: int, reference: str) -> None:
    """Takes a row that cannot be handled out of the way, with the reference of its failure."""
    query = update(InboxRow).where(InboxRow.id == row_id)
    await session.execute(query.values(stage=Stage.SET_ASIDE, body=b"", reference=reference))


async def forget_inbox(session: AsyncSession, before: datetime) -> None:
    """Removes finished rows received before that time."""
    await session.execute(delete(InboxRow).where(InboxRow.stage == Stage.DONE, InboxRow.received < before))


async def ready_outbox(session: AsyncSession) -> Sequence[OutboxRow]:
    """Every call still to be made, oldest first: what the courier starts with."""
    return (await session.scalars(select(OutboxRow).where(OutboxRow.stage == Stage.READY).order_by(OutboxRow.id))).all()


async def forget_outbox(session: AsyncSession, before: datetime) -> None:
    """Removes finished rows created before that time."""
    await session.execute(delete(OutboxRow).where(OutboxRow.stage == Stage.DONE, OutboxRow.created < before))


async def card_at(session: AsyncSession, chat_id: int, message_id: int) -> CardRow | None:
    """The card that a message shows; the latest one, see :func:`settle_cards`."""
    query = select(CardRow).where(CardRow.chat_id == chat_id, CardRow.message_id == message_id)
    return (await session.scalars(query.order_by(CardRow.id.desc()).limit(1))).first()


async def live_cards(
    session: AsyncSession,
    name: str,
    args: Mapping[str, Any],
    *,
    person_id: int | None = None,
    chat_id: int | None = None,
) -> Sequence[CardRow]:
    """The messages that show this card now: of everybody, of one person, or in one chat."""
    query = select(CardRow).where(CardRow.name == name, CardRow.args == args, CardRow.live, CardRow.failure.is_(None))
    if person_id is not None:
        query = query.where(CardRow.person_id == person_id)
    if chat_id is not None:
        query = query.where(CardRow.chat_id == chat_id)
    return (await session.scalars(query.order_by(CardRow.id))).all()


async def end_cards(session: AsyncSession, chat_id: int) -> None:
    """From now on no card in this chat is painted anew."""
    await session.execute(update(CardRow).where(CardRow.chat_id == chat_id).values(live=False))


async def dialog(session: AsyncSession, person_id: int) -> Dialog | None:
    """The dialog that this person is in."""
    return await session.get(Dialog, person_id)


async def chats(session: AsyncSession, branch_id: int) -> Sequence[Chat]:
    """The groups bound to the branch or its teams."""
    return (await session.scalars(select(Chat).where(Chat.branch_id == branch_id).order_by(Chat.chat_id.desc()))).all()


@dataclass(frozen=True)
class Outcome:
    """What became of outbox rows that were settled by one call."""

    row_ids: tuple[int, ...]
    chat_id: int
    card_id: int | None = None
    message_id: int | None = None
    failure: str | None = None  # blocked, not_started, refused, gone
    errand: str | None = None
    result: Any = None  # of an errand
    moved_to: int | None = None  # the group's new id; the rows stay ready


@dataclass(frozen=True)
class PauseOrder:
    """That Telegram wants nothing of this scope (chat id, or 0 for everything) before ``until``."""

    scope: int
    until: datetime


async def settle_rows(session: AsyncSession, done: Sequence[int], failed: Mapping[int, str]) -> None:
    """Marks outbox rows; the payload is erased either way."""
    if done:
        await session.execute(update(OutboxRow).where(OutboxRow.id.in_(done)).values(stage=Stage.DONE, payload={}))
    if failed:
        query = update(OutboxRow).where(OutboxRow.id == bindparam("row")).values(
            stage=Stage.SET_ASIDE, payload={}, failure=bindparam("why")
        )  # fmt: skip
        connection = await session.connection()
        await connection.execute(query, [{"row": row, "why": why} for row, why in failed.items()])


async def settle_cards(session: AsyncSession, outcomes: Sequence[Outcome], now: datetime) -> None:
    """Notes where cards arrived, or why they did not."""
    values = [
        {"card": o.card_id, "message": o.message_id, "at": now if o.message_id else None, "why": o.failure}
        for o in outcomes
        if o.card_id is not None
    ]
    if values:
        query = update(CardRow).where(CardRow.id == bindparam("card")).values(
            message_id=func.coalesce(bindparam("message"), CardRow.message_id),
            delivered=func.coalesce(CardRow.delivered, bindparam("at", type_=Utc)),
            failure=bindparam("why"),
        )  # fmt: skip
        connection = await session.connection()
        await connection.execute(query, values)
        await _end_overtaken(session, [o.card_id for o in outcomes if o.card_id is not None])


async def _end_overtaken(session: AsyncSession, ids: Sequence[int]) -> None:
    """A message may be pressed, and so show another card, before we have noted where the first one arrived."""
    later = aliased(CardRow)
    overtaken = exists().where(
        later.chat_id == CardRow.chat_id, later.message_id == CardRow.message_id, later.id > CardRow.id
    )  # fmt: skip
    await session.execute(update(CardRow).where(CardRow.id.in_(ids), overtaken).values(live=False))


async def cards_by_id(session: AsyncSession, ids: Sequence[int]) -> Sequence[CardRow]:
    """Cards, as the store has them now."""
    query = select(CardRow).where(CardRow.id.in_(ids)).execution_options(populate_existing=True)
    return (await session.scalars(query)).all()


async def move_chat(session: AsyncSession, old: int, new: int) -> None:
    """The group got a new id (Bot API, migrate_to_chat_id): everything about it follows.

    Message ids do not: in the new chat they are those of other messages. A card without one is sent anew when it
    changes.
    """
    for table in (Chat, OutboxRow):
        await session.execute(update(table).where(table.chat_id == old).values(chat_id=new))
    await session.execute(update(CardRow).where(CardRow.chat_id == old).values(chat_id=new, message_id=None))


async def pauses(session: AsyncSession) -> Sequence[Pause]:
    """Every pause on record."""
    return (await session.scalars(select(Pause))).all()
