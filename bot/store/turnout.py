"""Who came to a meeting, as its figures ask."""

from collections.abc import Sequence
from typing import NamedTuple

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.rules.words import Answer, Attendance, Status
from bot.store.branch import Person
from bot.store.meetings import Invited


class Attended(NamedTuple):
    """One person expected; ``presumed`` and ``made_up`` as in Invited."""

    id: int
    name: str
    status: Status
    voting: bool
    attendance: Attendance | None
    presumed: Attendance | None
    late: bool
    made_up: bool


async def attended(session: AsyncSession, meeting_id: int) -> Sequence[Attended]:
    """Everybody expected, in roster order. Columns only: a live card asks at every check-in."""
    query = select(
        Person.id, Person.name, Person.status, Person.voting, Invited.attendance, Invited.answer, Invited.late,
        Invited.pleaded_to_id,
    ).join(Person, Person.id == Invited.person_id)  # fmt: skip
    rows = await session.execute(query.where(Invited.meeting_id == meeting_id).order_by(Invited.person_id))
    return [_attended(*row) for row in rows]


async def expected(session: AsyncSession, meeting_id: int) -> int:
    """How many are expected (应到)."""
    return await session.scalar(select(func.count()).where(Invited.meeting_id == meeting_id)) or 0


def _attended(
    person_id: int, name: str, status: Status, voting: bool, attendance: Attendance | None, answer: Answer | None,
    late: bool, pleaded_to_id: int | None,
) -> Attended:  # fmt: skip
    present = attendance is Attendance.PRESENT
    presumed = Attendance.EXCUSED if attendance is None and answer is Answer.LEAVE else attendance
    made_up = present and pleaded_to_id is not None
    return Attended(person_id, name, status, voting, attendance, presumed, present and late, made_up)
