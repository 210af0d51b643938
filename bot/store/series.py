"""Meetings that come again and again, such as "every first Friday 15:00"."""

from collections.abc import Sequence
from datetime import date, datetime

from sqlalchemy import ForeignKey, String, Text, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Mapped, mapped_column

from bot.rules.meetings import meeting_matter
from bot.rules.permissions import Matter
from bot.rules.series import Rule, known_rule
from bot.rules.words import Group, MeetingKind
from bot.store import audience
from bot.store import branch as people
from bot.store.base import Base, Utc, WordColumn
from bot.store.branch import Branch, Person, Team


class Series(Base):
    """A rule by which meetings are called; where a day is not a workday, the next one."""

    __tablename__ = "series"

    id: Mapped[int] = mapped_column(primary_key=True)
    branch_id: Mapped[int] = mapped_column(ForeignKey("branches.id"))
    kind: Mapped[MeetingKind] = mapped_column(WordColumn(MeetingKind))
    topic: Mapped[str] = mapped_column(String(200))
    place: Mapped[str] = mapped_column(String(200))
    agenda: Mapped[str] = mapped_column(Text, default="")
    team_id: Mapped[int | None] = mapped_column(ForeignKey("teams.id"))
    caller_id: Mapped[int] = mapped_column(ForeignKey("people.id"))
    every: Mapped[int]  # months between two meetings
    week: Mapped[int]  # 1 to 4: which of that weekday in the month; 5: the last
    weekday: Mapped[int]  # 0: Monday
    minute: Mapped[int]  # of the day, on the branch's wall clock
    ahead: Mapped[int]  # days before the meeting on which its notice goes out
    next: Mapped[date]  # the first nominal day (see rules/series.py) that no meeting has been called for yet
    created: Mapped[datetime] = mapped_column(Utc)
    ended: Mapped[datetime | None] = mapped_column(Utc)

    @property
    def rule(self) -> Rule:
        """Its rule."""
        return known_rule(self.every, self.week, self.weekday, self.minute, self.next)

    @property
    def matter(self) -> Matter:
        """What a permission is asked about before this series is changed."""
        return meeting_matter(self.kind, self.team_id, self.caller_id)


async def by_id(session: AsyncSession, series_id: int) -> Series | None:
    """One series."""
    return await session.get(Series, series_id)


async def running(session: AsyncSession, branch_id: int) -> Sequence[Series]:
    """The branch's series that have not been stopped, the oldest first."""
    query = select(Series).where(Series.branch_id == branch_id, Series.ended.is_(None))
    return (await session.scalars(query.order_by(Series.id))).all()


async def invited(session: AsyncSession, branch: Branch, kind: MeetingKind, team_id: int | None) -> list[Person]:
    """Whom a meeting of this kind is for as things stand now; nobody where the team or the committee is empty."""
    team = await session.get(Team, team_id) if team_id is not None else None
    if kind is MeetingKind.TEAM_MEETING:
        everybody = await people.people(session, branch.id)
        return [each for each in everybody if team and each.team_id == team.id and each.status.is_member]
    group = Group.COMMITTEE if kind is MeetingKind.COMMITTEE else Group.EVERYBODY
    try:
        return await audience.parse(session, branch, group.zh)
    except audience.EmptyAudience:
        return []
