"""列席: who is at a meeting without being expected, and without a vote."""

from collections.abc import Sequence

from sqlalchemy import ForeignKey, String, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Mapped, mapped_column

from bot.store.base import Base

_KNOWN = "observers of meetings"  # what a session has read, until its commit


class Observer(Base):
    """One observer: somebody of the roster, or a guest by name."""

    __tablename__ = "observers"

    id: Mapped[int] = mapped_column(primary_key=True)
    meeting_id: Mapped[int] = mapped_column(ForeignKey("meetings.id"), index=True)
    person_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"))
    name: Mapped[str] = mapped_column(String(100))


async def of_meeting(session: AsyncSession, meeting_id: int) -> Sequence[Observer]:
    """The observers of a meeting, as they were added; read once a transaction, for every notice names them."""
    known: dict[int, Sequence[Observer]] = session.info.setdefault(_KNOWN, {})
    if meeting_id not in known:
        query = select(Observer).where(Observer.meeting_id == meeting_id).order_by(Observer.id)
        known[meeting_id] = (await session.scalars(query)).all()
    return known[meeting_id]


def none_at(session: AsyncSession, meeting_id: int) -> None:
    """It was read with something else that nobody observes this meeting."""
    session.info.setdefault(_KNOWN, {})[meeting_id] = ()


async def observes(session: AsyncSession, meeting_id: int, person_id: int) -> bool:
    """Whether this person of the roster is an observer there."""
    return any(each.person_id == person_id for each in await of_meeting(session, meeting_id))


async def of_person(session: AsyncSession, person_id: int) -> set[int]:
    """The meetings, by id, that this person observes."""
    return set(await session.scalars(select(Observer.meeting_id).where(Observer.person_id == person_id)))


async def add(session: AsyncSession, observers: Sequence[Observer]) -> None:
    """From now on these are observers."""
    session.add_all(observers)
    await _forget(session)


async def remove(session: AsyncSession, observer: Observer) -> None:
    """From now on that one is none."""
    await session.delete(observer)
    await _forget(session)


async def _forget(session: AsyncSession) -> None:
    await session.flush()
    session.info.pop(_KNOWN, None)
