"""The box of a secret ballot, and what is published of it at the end.

One row a ballot, rewritten whole with each vote. One row a vote would betray it: in SQLite the physical order is the
order of insertion, in PostgreSQL roll and vote would share a transaction id.
"""

from collections.abc import Sequence

from sqlalchemy import ForeignKey, LargeBinary, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Mapped, mapped_column

from bot.rules.box import CHOICES, SIGNS, Box
from bot.store.base import Base, Json


class BoxRow(Base):
    """The sealed box; gone once it has been opened."""

    __tablename__ = "boxes"

    ballot_id: Mapped[int] = mapped_column(ForeignKey("ballots.id"), primary_key=True)
    sealed: Mapped[bytes] = mapped_column(LargeBinary)


class Published(Base):
    """The two lists of a closed ballot, each sorted by itself; a choice as its word, the paper of an election as it
    lay in the box."""

    __tablename__ = "published"

    ballot_id: Mapped[int] = mapped_column(ForeignKey("ballots.id"), primary_key=True)
    choices: Mapped[list[str]] = mapped_column(Json)
    codes: Mapped[list[str]] = mapped_column(Json)

    @property
    def box(self) -> Box:
        """What lay in the box."""
        votes = tuple(_SIGN_OF.get(each, each) for each in self.choices)
        return Box(votes, tuple(self.codes), len(votes[0]) if votes else 1)


_SIGN_OF = {choice.value: sign for choice, sign in SIGNS.items()}


def published_of(ballot_id: int, box: Box) -> Published:
    """What is published of an opened box."""
    choices = [CHOICES[vote].value if vote in CHOICES else vote for vote in box.votes]
    return Published(ballot_id=ballot_id, choices=choices, codes=[*box.codes])


# Where traces of votes may lie as freed space, sealed or not.
TOUCHED = ("boxes", "electors", "inbox", "outbox", "cards")


async def box(session: AsyncSession, ballot_id: int) -> BoxRow | None:
    """The box; None where there is none, or none any more."""
    return await session.get(BoxRow, ballot_id)


async def boxes(session: AsyncSession) -> Sequence[BoxRow]:
    """Every box that waits to be opened."""
    return (await session.scalars(select(BoxRow).order_by(BoxRow.ballot_id))).all()


async def published(session: AsyncSession, ballot_id: int) -> Published | None:
    """What was published; None before the box was opened, and of a void ballot."""
    return await session.get(Published, ballot_id)
