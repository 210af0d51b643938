"""The terms of the branch's officers (机关党建工作责任制 二.9): the day on which each began."""

from collections.abc import Sequence
from datetime import date, datetime

from sqlalchemy import ForeignKey, UniqueConstraint, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Mapped, mapped_column

from bot.rules.words import Approval, BallotKind
from bot.store.ballots import Ballot
from bot.store.base import Base, Utc


class Term(Base):
    """一届. It ends after so many years as the rulebook says, or when the next one begins."""

    __tablename__ = "terms"
    __table_args__ = (UniqueConstraint("branch_id", "began"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    branch_id: Mapped[int] = mapped_column(ForeignKey("branches.id"))
    began: Mapped[date]
    ballot_id: Mapped[int | None] = mapped_column(ForeignKey("ballots.id"))  # the election whose approval it began with
    recorded_by_id: Mapped[int] = mapped_column(ForeignKey("people.id"))
    recorded: Mapped[datetime] = mapped_column(Utc)


async def terms(session: AsyncSession, branch_id: int) -> Sequence[Term]:
    """Every term on record, the oldest first."""
    return (await session.scalars(select(Term).where(Term.branch_id == branch_id).order_by(Term.began))).all()


async def approved_since(session: AsyncSession, branch_id: int, day: date) -> Sequence[Ballot]:
    """Elections whose approval is of a later day than this, the newest first."""
    query = select(Ballot).where(Ballot.branch_id == branch_id, Ballot.kind == BallotKind.ELECTION, ~Ballot.void)
    query = query.where(Ballot.approval == Approval.APPROVED, Ballot.approval_date > day)
    return (await session.scalars(query.order_by(Ballot.approval_date.desc(), Ballot.id.desc()))).all()
