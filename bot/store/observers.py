"""列席: who is at a meeting without being expected, and without a vote."""

from collections.abc import Sequence

from sqlalchemy import ForeignKey, String, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Mapped, mapped_column

from bot.store.base import Base


class Observer(Base):
    """One observer: somebody of the roster, or a guest by name."""

    __tablename__ = "observers"

    id: Mapped[int] = mapped_column(primary_key=True)
    meeting_id: Mapped[int] = mapped_column(ForeignKey("meetings.id"), index=True)
    person_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"))
    name: Mapped[str] = mapped_column(String(100))


async def of_meeting(session: AsyncSession, meeting_id: int) -> Sequence[Observer]:
    """Whoever observes, in the order in which they were named."""
    query = select(Observer).where(Observer.meeting_id == meeting_id).order_by(Observer.id)
    return (await session.scalars(query)).all()
