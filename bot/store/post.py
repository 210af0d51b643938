"""What the post needs besides its doors: pauses that Telegram ordered, dialogs, group chats, the audit log."""

from collections.abc import Collection, Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ForeignKey, String, Text, bindparam, delete, select, update
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Mapped, mapped_column

from bot.keys.doors import Doors, Unreadable
from bot.store.base import Base, BigId, Json, Stage, Utc
from bot.store.branch import Person
from bot.store.cards import CardRow
from bot.store.inbox import InboxRow
from bot.store.outbox import OutboxRow, PauseOrder


class Pause(Base):
    """A 429's order, kept so that a restart obeys it too. Scope: a chat id, or 0 for everything."""

    __tablename__ = "pauses"

    scope: Mapped[int] = mapped_column(BigId, primary_key=True, autoincrement=False)
    until: Mapped[datetime] = mapped_column(Utc)
    seconds: Mapped[int]  # as ordered: however the clock is moved meanwhile, no pause is longer


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


_IN_NONE = "people in no dialog"
_MEET = (  # asked at every update: a statement that is built once is also prepared once
    select(Person, Dialog)
    .outerjoin(Dialog, Dialog.person_id == Person.id)
    .where(Person.telegram_id.in_(bindparam("accounts", expanding=True)))
)


async def dialog(session: AsyncSession, person_id: int) -> Dialog | None:
    """The dialog that this person is in."""
    if person_id in session.info.get(_IN_NONE, ()):
        return None
    return await session.get(Dialog, person_id)


async def meet(session: AsyncSession, accounts: Collection[int]) -> dict[int, Person]:
    """The people bound to these Telegram accounts, by account, and their dialogs: for the rest of the transaction it is
    known who is in none."""
    rows = (await session.execute(_MEET, {"accounts": list(accounts)})).unique().all()
    session.info[_IN_NONE] = {person.id for person, dialog in rows if dialog is None}
    return {account: person for person, _ in rows if (account := person.telegram_id) is not None}


def open_dialog(session: AsyncSession, dialog: Dialog) -> None:
    """The person is in this dialog from now on."""
    session.info.get(_IN_NONE, set()).discard(dialog.person_id)
    session.add(dialog)


async def dialogs(session: AsyncSession) -> Sequence[Dialog]:
    """Every dialog that is open."""
    return (await session.scalars(select(Dialog))).all()


async def chats(session: AsyncSession, branch_id: int) -> Sequence[Chat]:
    """The groups bound to the branch or its teams."""
    return (await session.scalars(select(Chat).where(Chat.branch_id == branch_id).order_by(Chat.chat_id.desc()))).all()


async def move_chat(session: AsyncSession, old: int, new: int) -> None:
    """The group got a new id (Bot API, migrate_to_chat_id): everything about it follows.

    Message ids do not: in the new chat they are those of other messages. A card without one is sent anew when it
    changes.
    """
    if await session.get(Chat, new) is not None:  # bound anew before we heard of the move
        await session.execute(delete(Chat).where(Chat.chat_id == old))
    for table in (Chat, OutboxRow):
        await session.execute(update(table).where(table.chat_id == old).values(chat_id=new))
    await session.execute(update(CardRow).where(CardRow.chat_id == old).values(chat_id=new, message_id=None))


async def order_pauses(session: AsyncSession, orders: Sequence[PauseOrder], now: datetime) -> None:
    """Keeps Telegram's orders, of each scope the one that ends last, and forgets those that are over."""
    for order in orders:
        known = await session.get(Pause, order.scope)
        if known is None or known.until < order.until:
            await session.merge(Pause(scope=order.scope, until=order.until, seconds=order.seconds))
    if orders:
        await session.execute(delete(Pause).where(Pause.until <= now))


async def resume_pauses(session: AsyncSession, now: datetime) -> list[PauseOrder]:
    """What is left of the pauses after a restart: never more than was ordered, though the clock may have moved back."""
    await session.execute(delete(Pause).where(Pause.until <= now))
    left = (await session.scalars(select(Pause))).all()
    for pause in left:
        pause.until = min(pause.until, now + timedelta(seconds=pause.seconds))
    return [PauseOrder(pause.scope, pause.until, pause.seconds) for pause in left]


async def reseal(session: AsyncSession, doors: Doors) -> None:
    """Everything that waits at either door is sealed anew, under the newest key. What no key opens stays as it is."""
    connection = await session.connection()
    for table in (InboxRow, OutboxRow):
        rows = await session.execute(select(table.id, table.body).where(table.stage == Stage.READY))
        anew = [{"row": row_id, "sealed": body} for row_id, old in rows if (body := _anew(doors, old)) is not None]
        if anew:
            query = update(table).where(table.id == bindparam("row")).values(body=bindparam("sealed"))
            await connection.execute(query, anew)


def _anew(doors: Doors, sealed: bytes) -> bytes | None:
    try:
        return doors.seal(doors.open(sealed))
    except Unreadable:
        return None  # the engine and the courier set it aside when they come to it
