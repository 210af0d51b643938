"""Check-in: which meetings take a code now, and how many wrong ones somebody has given of late."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import ForeignKey, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Mapped, mapped_column

from bot.rules.check_in import window
from bot.rules.rulebook import CheckIn
from bot.store.base import Base, Utc
from bot.store.meetings import Meeting

_SPAN = timedelta(minutes=1)  # of the rulebook's wrong_codes


class WrongCodes(Base):
    """The wrong codes that a person has given since a moment; six digits could be found by trying."""

    __tablename__ = "wrong_codes"

    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"), primary_key=True)
    since: Mapped[datetime] = mapped_column(Utc)
    count: Mapped[int]


async def taking(session: AsyncSession, branch_id: int, now: datetime, rule: CheckIn) -> Sequence[Meeting]:
    """The meetings whose window is open now, the earliest first."""
    around = window(now, rule)
    query = select(Meeting).where(
        Meeting.branch_id == branch_id, Meeting.cancelled.is_(None), Meeting.ticked.is_(None), Meeting.ended.is_(None),
        Meeting.starts > now - (around.closes - now), Meeting.starts <= now + (now - around.opens),
    )  # fmt: skip
    return (await session.scalars(query.order_by(Meeting.starts, Meeting.id))).all()


def takes(meeting: Meeting, now: datetime, rule: CheckIn) -> bool:
    """Whether this meeting takes a code now."""
    return window(meeting.starts, rule).opens <= now and will_take(meeting, now, rule)


def will_take(meeting: Meeting, now: datetime, rule: CheckIn) -> bool:
    """Whether this meeting takes a code now or later."""
    over = meeting.cancelled or meeting.ticked or meeting.ended
    return over is None and now < window(meeting.starts, rule).closes


async def wrong_until(session: AsyncSession, person_id: int, now: datetime, rule: CheckIn) -> datetime | None:
    """Until when this person's codes are not looked at; None: they are."""
    row = await session.get(WrongCodes, person_id)
    if row is None or row.count < rule.wrong_codes or not row.since <= now < row.since + _SPAN:
        return None
    return row.since + _SPAN


async def count_wrong(session: AsyncSession, person_id: int, now: datetime) -> int:
    """One more wrong code; answers how many within the minute."""
    row = await session.get(WrongCodes, person_id)
    if row is None:
        row = WrongCodes(person_id=person_id, since=now, count=0)
        session.add(row)
    elif not row.since <= now < row.since + _SPAN:
        row.since, row.count = now, 0
    row.count += 1
    return row.count
