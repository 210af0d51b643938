"""The door out: every call to Telegram is kept, sealed, in the transaction of the change that caused it."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import IntEnum
from typing import Any

from sqlalchemy import ForeignKey, Index, LargeBinary, String, Table, bindparam, case, delete, insert, select, update
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Mapped, mapped_column

from bot.keys.doors import Doors, Unreadable
from bot.store.base import Base, BigId, Stage, Utc


class Urgency(IntEnum):
    """Which message goes first when several may go."""

    INTERACTIVE = 0
    NOTICE = 1
    BROADCAST = 2


class OutboxRow(Base):
    """A call to be made, written in the transaction of the change that caused it."""

    __tablename__ = "outbox"
    __table_args__ = (Index("ix_outbox_stage", "stage", "id"),)

    id: Mapped[int] = mapped_column(BigId, primary_key=True, autoincrement=True)
    chat_id: Mapped[int] = mapped_column(BigId)  # 0 once done, in an edit and in whatever sends no card
    card_id: Mapped[int | None] = mapped_column(ForeignKey("cards.id"))
    method: Mapped[str] = mapped_column(String(40))
    body: Mapped[bytes] = mapped_column(LargeBinary)  # the parameters as JSON, sealed; emptied once done
    urgency: Mapped[int] = mapped_column(default=Urgency.INTERACTIVE)
    errand: Mapped[str | None] = mapped_column(String(60))  # the handler that wants the answer
    stage: Mapped[str] = mapped_column(String(10), default=Stage.READY)
    created: Mapped[datetime] = mapped_column(Utc)
    failure: Mapped[str | None] = mapped_column(String(200))


_TABLE: Table = OutboxRow.__table__  # type: ignore[assignment]
_WRITE = insert(_TABLE).returning(_TABLE.c.id, sort_by_parameter_order=True)


@dataclass
class Call:
    """A call to be made: a method of the Bot API and its parameters. ``id`` is its row's, once it is kept."""

    chat_id: int
    method: str
    payload: dict[str, Any]
    card_id: int | None = None
    urgency: int = Urgency.INTERACTIVE
    errand: str | None = None
    id: int = 0


UNREACHABLE = ("blocked", "not_started")  # failures of an Outcome that mean the account, not what was sent


@dataclass(frozen=True)
class Outcome:
    """What became of outbox rows that were settled by one call."""

    row_ids: tuple[int, ...]
    chat_id: int
    card_id: int | None = None
    message_id: int | None = None
    failure: str | None = None  # blocked, not_started, refused, gone, unreadable
    errand: str | None = None
    result: Any = None  # of an errand
    moved_to: int | None = None  # the group's new id; the rows stay ready
    poll_id: str | None = None  # by which Telegram tells of votes in what was sent

    @property
    def tells(self) -> bool:
        """Whether more is known of the card now than before: where it arrived, or that it never will."""
        return self.card_id is not None and (self.message_id is not None or self.failure is not None)


@dataclass(frozen=True)
class PauseOrder:
    """That Telegram wants nothing of this scope (chat id, or 0 for everything) for so many seconds, ``until`` then."""

    scope: int
    until: datetime
    seconds: int


@dataclass
class Waiting:
    """What waits in the outbox: calls in order, and those that no key opens any more, as failed."""

    calls: list[Call] = field(default_factory=list)
    unreadable: list[Outcome] = field(default_factory=list)


async def write(session: AsyncSession, doors: Doors, calls: Sequence[Call], now: datetime) -> None:
    """Keeps the calls, and gives each its id."""
    if not calls:
        return
    rows = [
        {
            "chat_id": call.chat_id, "card_id": call.card_id, "method": call.method, "urgency": call.urgency,
            "errand": call.errand, "stage": Stage.READY, "created": now,
            "body": doors.seal(json.dumps(call.payload).encode()),
        }
        for call in calls
    ]  # fmt: skip
    ids = await session.execute(_WRITE, rows)
    for call, row_id in zip(calls, ids.scalars(), strict=True):
        call.id = row_id


async def ready(session: AsyncSession, doors: Doors) -> Waiting:
    """Every call still to be made, oldest first: what the courier starts with."""
    waiting = Waiting()
    rows = await session.scalars(select(OutboxRow).where(OutboxRow.stage == Stage.READY).order_by(OutboxRow.id))
    for row in rows:
        try:
            payload = json.loads(doors.open(row.body))
        except Unreadable:
            waiting.unreadable.append(Outcome((row.id,), row.chat_id, row.card_id, failure="unreadable"))
        else:
            waiting.calls.append(Call(row.chat_id, row.method, payload, row.card_id, row.urgency, row.errand, row.id))
    return waiting


# An edit mostly follows a tap. Once done it keeps its time, but no more whose it was: that would tell who voted when.
# Nor does a message without a card, sent or set aside: it may be a nudge, and that would tell who had not voted.
_EDIT = _TABLE.c.method.startswith("edit")
_NO_CARD = _TABLE.c.card_id.is_(None)
_DONE = (
    update(_TABLE)
    .where(_TABLE.c.id == bindparam("row"))
    .values(
        stage=Stage.DONE, body=b"",
        chat_id=case((_EDIT | _NO_CARD, 0), else_=_TABLE.c.chat_id),
        card_id=case((_EDIT, None), else_=_TABLE.c.card_id),
    )
)  # fmt: skip


async def settle_rows(session: AsyncSession, done: Sequence[int], failed: Mapping[int, str]) -> None:
    """Marks outbox rows; the payload is erased either way."""
    if done:
        await session.execute(_DONE, [{"row": row} for row in done])
    if failed:
        query = update(OutboxRow).where(OutboxRow.id == bindparam("row")).values(
            stage=Stage.SET_ASIDE, body=b"", failure=bindparam("why"),
            chat_id=case((_NO_CARD, 0), else_=_TABLE.c.chat_id),
        )  # fmt: skip
        connection = await session.connection()
        await connection.execute(query, [{"row": row, "why": why} for row, why in failed.items()])


async def forget(session: AsyncSession, before: datetime) -> None:
    """Removes finished rows created before that time."""
    await session.execute(delete(OutboxRow).where(OutboxRow.stage == Stage.DONE, OutboxRow.created < before))
