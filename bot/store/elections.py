"""Who is put up in an election."""

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from bot.store.base import Base
from bot.store.branch import Person


class Nominee(Base):
    """候选人, in the order of the ballot paper."""

    __tablename__ = "nominees"

    ballot_id: Mapped[int] = mapped_column(ForeignKey("ballots.id"), primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"), primary_key=True)
    position: Mapped[int]  # from 0

    person: Mapped[Person] = relationship(lazy="joined")
