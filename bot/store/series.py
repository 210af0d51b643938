"""Meetings that come again and again, such as "every first Friday 15:00"."""

from datetime import date, datetime

from sqlalchemy import ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from bot.rules.words import MeetingKind
from bot.store.base import Base, Utc, WordColumn


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
    next: Mapped[date]  # the first day that no meeting has been called for yet
    created: Mapped[datetime] = mapped_column(Utc)
    ended: Mapped[datetime | None] = mapped_column(Utc)
