"""The cards that people see: which message shows what, and whether it arrived."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import cache
from typing import Any, NamedTuple

from sqlalchemy import (
    ForeignKey,
    Index,
    Select,
    String,
    Table,
    bindparam,
    case,
    exists,
    false,
    func,
    or_,
    select,
    update,
)
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Mapped, mapped_column
from sqlalchemy.orm.attributes import set_committed_value

from bot.store.base import Base, BigId, Json, Utc, canonical
from bot.store.outbox import UNREACHABLE, Outcome


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
    stale: Mapped[bool] = mapped_column(default=False, server_default=false(), index=True)  # its painting was put off
    delivered: Mapped[datetime | None] = mapped_column(Utc)
    failure: Mapped[str | None] = mapped_column(String(20))  # why it never arrived
    # Of a poll: by which Telegram tells who voted.
    poll_id: Mapped[str | None] = mapped_column(String(40), index=True)


class Spot(NamedTuple):
    """Where a card goes: a new message in a chat, or an existing message to be edited."""

    chat_id: int
    message_id: int | None = None


@dataclass(frozen=True)
class Shown:
    """A card by its name and arguments, as everybody sees it or one person."""

    name: str
    args: dict[str, Any]
    person_id: int | None

    @property
    def key(self) -> tuple[str, str, int | None]:
        """The same for equal ones."""
        return self.name, canonical(self.args), self.person_id


async def live_cards(
    session: AsyncSession,
    name: str,
    args: Mapping[str, Any],
    *,
    person_id: int | None = None,
    chat_id: int | None = None,
) -> Sequence[CardRow]:
    """The messages that show this card now: of everybody, of one person, or in one chat."""
    facts = {"card": name, "shows": args, "person": person_id, "chat": chat_id}
    query = _live(of_person=person_id is not None, in_chat=chat_id is not None)
    return (await session.scalars(query, facts)).all()


@cache
def _live(*, of_person: bool, in_chat: bool) -> Select[CardRow]:
    """Asked for every new message, so each way of asking is built once."""
    query = select(CardRow).where(CardRow.name == bindparam("card"), CardRow.args == bindparam("shows"), _CURRENT)
    if of_person:
        query = query.where(CardRow.person_id == bindparam("person"))
    if in_chat:
        query = query.where(CardRow.chat_id == bindparam("chat"))
    return query.order_by(CardRow.id)


_SHOWS = CardRow.name.in_(bindparam("names", expanding=True)) & CardRow.args.in_(bindparam("args", expanding=True))
_SHOWS_TO = (
    CardRow.name.in_(bindparam("own_names", expanding=True))
    & CardRow.args.in_(bindparam("own_args", expanding=True))
    & CardRow.person_id.in_(bindparam("people", expanding=True))
)
_AT = CardRow.chat_id.in_(bindparam("chats", expanding=True)) & CardRow.message_id.in_(
    bindparam("messages", expanding=True)
)
_CURRENT = CardRow.live & CardRow.failure.is_(None)
_TABLE: Table = CardRow.__table__  # type: ignore[assignment]
_PAINTED = (
    update(_TABLE).where(_TABLE.c.id == bindparam("card")).values(digest=bindparam("painted"), live=True, stale=False)
)
_SETTLE = update(_TABLE).where(_TABLE.c.id == bindparam("card")).values(
    # A message that arrived just before its group moved stayed behind in the old chat.
    message_id=case(
        (_TABLE.c.chat_id == bindparam("chat"), func.coalesce(bindparam("message"), _TABLE.c.message_id)),
        else_=_TABLE.c.message_id,
    ),
    delivered=func.coalesce(_TABLE.c.delivered, bindparam("at", type_=Utc)),
    failure=bindparam("why"),
    poll_id=func.coalesce(bindparam("poll", type_=String), _TABLE.c.poll_id),
)  # fmt: skip
_LATER = _TABLE.alias()
_OVERTAKEN = select(_TABLE.c.id).where(
    _TABLE.c.id.in_(bindparam("ids", expanding=True)),
    exists().where(
        _LATER.c.chat_id == _TABLE.c.chat_id,
        _LATER.c.message_id == _TABLE.c.message_id,
        _LATER.c.id > _TABLE.c.id,
    ),
)
# Asked at every update, so all at once: each part has an index of its own.
_LOOK_UP = select(CardRow).where(or_(_SHOWS & _CURRENT, _SHOWS_TO & _CURRENT, _AT)).order_by(CardRow.id)


@dataclass(frozen=True)
class Found:
    """Messages that now show one of the cards asked for, in order; and what each message asked for shows."""

    showing: Sequence[CardRow] = ()
    at: Mapping[Spot, CardRow] = field(default_factory=dict)


async def look_up(session: AsyncSession, shown: Collection[Shown], spots: Collection[Spot]) -> Found:
    """The messages that show one of these cards, to everybody or to the one person named, and these messages."""
    if not (shown or spots):
        return Found()
    everybodys = [each for each in shown if each.person_id is None]
    own = [each for each in shown if each.person_id is not None]
    facts = {
        "names": [each.name for each in everybodys], "args": [each.args for each in everybodys],
        "own_names": [each.name for each in own], "own_args": [each.args for each in own],
        "people": [each.person_id for each in own],
        "chats": [spot.chat_id for spot in spots], "messages": [spot.message_id for spot in spots],
    }  # fmt: skip
    rows = (await session.scalars(_LOOK_UP, facts)).all()
    keys = {each.key for each in shown}
    showing = [row for row in rows if row.live and row.failure is None and keys & _keys(row)]
    at = {Spot(row.chat_id, row.message_id): row for row in rows}  # of several the latest, see settle_cards
    return Found(showing, {spot: row for spot, row in at.items() if spot in spots})


def _keys(row: CardRow) -> set[tuple[str, str, int | None]]:
    args = canonical(row.args)
    return {(row.name, args, None), (row.name, args, row.person_id)}


async def note_painted(session: AsyncSession, digests: Mapping[CardRow, str]) -> None:
    """These cards have been painted just now: all in one statement, past the session, which is told so."""
    if not digests:
        return
    for row, digest in digests.items():
        for name, value in {"digest": digest, "live": True, "stale": False}.items():
            set_committed_value(row, name, value)
    values = [{"card": row.id, "painted": digest} for row, digest in digests.items()]
    await session.execute(_PAINTED, values)


async def stale_cards(session: AsyncSession) -> Sequence[CardRow]:
    """Every message whose painting was put off."""
    query = select(CardRow).where(CardRow.stale, CardRow.live, CardRow.failure.is_(None))
    return (await session.scalars(query.order_by(CardRow.id))).all()


async def cards_in(session: AsyncSession, chat_id: int) -> Sequence[CardRow]:
    """All messages of a chat that show a card now."""
    query = select(CardRow).where(CardRow.chat_id == chat_id, CardRow.live, CardRow.failure.is_(None))
    return (await session.scalars(query.order_by(CardRow.id))).all()


async def missed(session: AsyncSession, chat_id: int) -> Sequence[CardRow]:
    """The messages of a chat that could not be changed because the account could not be written to."""
    query = select(CardRow).where(CardRow.chat_id == chat_id, CardRow.failure.in_(UNREACHABLE))
    return (await session.scalars(query.where(CardRow.message_id.is_not(None)).order_by(CardRow.id))).all()


async def settle_cards(session: AsyncSession, outcomes: Sequence[Outcome], now: datetime) -> None:
    """Notes where cards arrived, or why they did not. An edit that went through tells nothing new."""
    values = [
        {
            "card": o.card_id,
            "message": o.message_id,
            "chat": o.chat_id,
            "at": now if o.message_id else None,
            "why": o.failure,
            "poll": o.poll_id,
        }
        for o in outcomes
        if o.tells
    ]
    if values:
        connection = await session.connection()
        await connection.execute(_SETTLE, values)
        await _end_overtaken(session, [o.card_id for o in outcomes if o.tells and o.card_id is not None])


async def _end_overtaken(session: AsyncSession, ids: Sequence[int]) -> None:
    """A message may be pressed, and so show another card, before we have noted where the first one arrived."""
    if overtaken := (await session.execute(_OVERTAKEN, {"ids": ids})).scalars().all():
        await session.execute(update(CardRow).where(CardRow.id.in_(overtaken)).values(live=False, stale=False))


async def by_poll(session: AsyncSession, poll_id: str) -> CardRow | None:
    """The card that this poll is; None while that is not known, or where it is none of ours."""
    return (await session.scalars(select(CardRow).where(CardRow.poll_id == poll_id))).first()


async def unsettled(session: AsyncSession, name: str, person_id: int) -> bool:
    """Whether a card of that name is on its way to a person, so that nobody knows yet whether it has arrived."""
    query = select(CardRow.id).where(CardRow.name == name, CardRow.person_id == person_id)
    query = query.where(CardRow.message_id.is_(None), CardRow.failure.is_(None))
    return (await session.scalars(query.limit(1))).first() is not None


_NAMED = select(CardRow.name, CardRow.args).where(
    CardRow.id.in_(bindparam("ids", expanding=True)), CardRow.name.in_(bindparam("names", expanding=True))
)


async def named(session: AsyncSession, ids: Sequence[int], names: Collection[str]) -> list[tuple[str, dict[str, Any]]]:
    """Of these cards those that have one of these names, with their arguments."""
    return [(row.name, row.args) for row in await session.execute(_NAMED, {"ids": ids, "names": list(names)})]


async def cards_by_id(session: AsyncSession, ids: Sequence[int]) -> Sequence[CardRow]:
    """Cards, as the store has them now."""
    if not ids:
        return ()
    query = select(CardRow).where(CardRow.id.in_(ids)).execution_options(populate_existing=True)
    return (await session.scalars(query)).all()
