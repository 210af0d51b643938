"""The door in: what came, and whether it was worked on. What could not be done at once is kept as it came, sealed."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import Index, LargeBinary, String, Table, bindparam, delete, insert, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Mapped, mapped_column

from bot.keys.doors import Doors
from bot.store.base import Base, BigId, Stage, Utc

Raw = dict[str, Any]  # an update as Telegram gave it (Bot API, Update)


class Arrival(StrEnum):
    """What an inbox row carries."""

    UPDATE = "update"
    ERRAND = "errand"


class InboxRow(Base):
    """An update as it came; without its body if it was done as it was stored. ``id`` is the order of work."""

    __tablename__ = "inbox"
    __table_args__ = (Index("ix_inbox_stage", "stage", "id"),)

    id: Mapped[int] = mapped_column(BigId, primary_key=True, autoincrement=True)
    # Telegram may deliver an update twice; the second one finds its number taken.
    update_id: Mapped[int | None] = mapped_column(BigId, unique=True)
    kind: Mapped[str] = mapped_column(String(10))
    body: Mapped[bytes] = mapped_column(LargeBinary)  # JSON; emptied once done
    stage: Mapped[str] = mapped_column(String(10), default=Stage.READY)
    received: Mapped[datetime] = mapped_column(Utc)
    reference: Mapped[str | None] = mapped_column(String(16))  # of the failure, where it was set aside


@dataclass(frozen=True)
class Item:
    """An arrival to be worked on, ``sealed`` as the table has it."""

    id: int
    kind: str
    sealed: bytes

    def body(self, doors: Doors) -> Any:  # noqa: ANN401 - any JSON
        """What came, as JSON; keys.doors.Unreadable where its key is gone."""
        return json.loads(doors.open(self.sealed))


_TABLE: Table = InboxRow.__table__  # type: ignore[assignment]
_KNOWN = select(_TABLE.c.update_id).where(_TABLE.c.update_id.between(bindparam("first"), bindparam("last")))
_STORE = insert(_TABLE)
_READY = (
    select(InboxRow.id, InboxRow.kind, InboxRow.body)
    .where(InboxRow.stage == Stage.READY)
    .order_by(InboxRow.id)
    .limit(bindparam("most"))
)
_FINISH = update(_TABLE).where(_TABLE.c.id.in_(bindparam("ids", expanding=True))).values(stage=Stage.DONE, body=b"")


class Known(Exception):
    """Telegram has delivered an update twice."""


async def store_updates(session: AsyncSession, doors: Doors, batch: Sequence[Raw], now: datetime) -> None:
    """Keeps updates as Telegram gave them, but for those already known, to be worked on later."""
    numbers = [raw["update_id"] for raw in batch]
    known = set((await session.execute(_KNOWN, {"first": min(numbers), "last": max(numbers)})).scalars())
    once = {raw["update_id"]: raw for raw in batch if raw["update_id"] not in known}
    if once:
        await session.execute(_STORE, [_row(Arrival.UPDATE, raw, doors, now, each) for each, raw in once.items()])


async def store_done(session: AsyncSession, batch: Sequence[Raw], now: datetime) -> None:
    """Notes the updates that are worked on in this very transaction, which fails with :class:`Known` where one of them
    has been before: after a kill, so seldom that nobody looks for it first."""
    common = {"kind": Arrival.UPDATE, "body": b"", "stage": Stage.DONE, "received": now}
    try:
        await session.execute(_STORE, [common | {"update_id": raw["update_id"]} for raw in batch])
    except IntegrityError as error:
        raise Known from error


async def store_errand(session: AsyncSession, doors: Doors, answer: dict[str, Any], now: datetime) -> None:
    """Keeps the answer of an errand, to be worked on like an update."""
    await session.execute(insert(InboxRow), [_row(Arrival.ERRAND, answer, doors, now, None)])


async def ready(session: AsyncSession, limit: int) -> Sequence[Item]:
    """The oldest arrivals not yet worked on."""
    rows = await session.execute(_READY, {"most": limit})
    return [Item(*row) for row in rows]


async def again(session: AsyncSession, item: Item) -> Item:
    """The same arrival as the table has it now."""
    row = await session.execute(select(InboxRow.id, InboxRow.kind, InboxRow.body).where(InboxRow.id == item.id))
    return Item(*row.one())


async def finish(session: AsyncSession, ids: Sequence[int]) -> None:
    """Marks arrivals done and erases their bodies."""
    await session.execute(_FINISH, {"ids": ids})


async def set_aside(session: AsyncSession, row_id: int, reference: str) -> None:
    """Takes an arrival that cannot be handled out of the way, with the reference of its failure."""
    query = update(InboxRow).where(InboxRow.id == row_id)
    await session.execute(query.values(stage=Stage.SET_ASIDE, body=b"", reference=reference))


async def forget(session: AsyncSession, before: datetime) -> None:
    """Removes finished rows received before that time."""
    await session.execute(delete(InboxRow).where(InboxRow.stage == Stage.DONE, InboxRow.received < before))


def _row(
    kind: Arrival, body: dict[str, Any], doors: Doors, now: datetime, update_id: int | None
) -> dict[str, Any]:  # fmt: skip
    sealed = doors.seal(json.dumps(body).encode())
    return {"update_id": update_id, "kind": kind, "body": sealed, "stage": Stage.READY, "received": now}
