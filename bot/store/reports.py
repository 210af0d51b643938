"""Thought reports. Their text is encrypted with keys that live outside the database."""

from collections.abc import Sequence
from datetime import date, datetime

from sqlalchemy import Date, ForeignKey, LargeBinary, delete, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Mapped, mapped_column

from bot.rules.calendar import Period, Quarter, Span
from bot.rules.permissions import Matter, Permission, covers
from bot.rules.words import ReportState
from bot.store import report_files as files
from bot.store import report_versions as versions
from bot.store.base import Base, QuarterColumn, Utc, WordColumn
from bot.store.branch import Person, people

IN_HAND = (ReportState.DRAFT, ReportState.RETURNED)  # the author is writing
HANDED_IN = (ReportState.SUBMITTED, ReportState.READ)  # readers may open it


class ThoughtReport(Base):
    """One report of one author, through its drafts and returns."""

    __tablename__ = "reports"

    id: Mapped[int] = mapped_column(primary_key=True)
    branch_id: Mapped[int] = mapped_column(ForeignKey("branches.id"))
    author_id: Mapped[int] = mapped_column(ForeignKey("people.id"), index=True)
    quarter: Mapped[Quarter] = mapped_column(QuarterColumn)  # for which it counts, unless there are
    first: Mapped[date | None] = mapped_column(Date)  # the days of the author's own quarter
    last: Mapped[date | None] = mapped_column(Date)
    chosen: Mapped[bool] = mapped_column(default=False)  # the author said for which: handed in late
    state: Mapped[ReportState] = mapped_column(WordColumn(ReportState))
    text: Mapped[bytes] = mapped_column(LargeBinary)  # encrypted
    # how often it was submitted: no two texts that readers could open have the same number
    version: Mapped[int] = mapped_column(default=0)
    created: Mapped[datetime] = mapped_column(Utc)
    changed: Mapped[datetime] = mapped_column(Utc)
    submitted: Mapped[datetime | None] = mapped_column(Utc)  # the last time
    reader_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"))  # who marked it read or returned it
    remarks: Mapped[bytes | None] = mapped_column(LargeBinary)  # of a return, encrypted

    @property
    def period(self) -> Period:
        """For which it counts."""
        return period_of(self.quarter, self.first, self.last)

    @period.setter
    def period(self, period: Period) -> None:
        own = isinstance(period, Span)
        self.first, self.last = (period.first_day(), period.last_day()) if own else (None, None)
        self.quarter = Quarter.of(period.last_day())


class Reading(Base):
    """That somebody else opened a report, or took it as a file; shown to its author."""

    __tablename__ = "readings"

    id: Mapped[int] = mapped_column(primary_key=True)
    report_id: Mapped[int] = mapped_column(ForeignKey("reports.id"), index=True)
    reader_id: Mapped[int] = mapped_column(ForeignKey("people.id"))
    at: Mapped[datetime] = mapped_column(Utc)
    version: Mapped[int | None]  # None: before that was noted
    taken: Mapped[bool] = mapped_column(default=False)  # as a file


def period_of(quarter: Quarter, first: date | None, last: date | None) -> Period:
    """For which a report counts, from its columns."""
    return Span(first, last) if first and last else quarter


def may_read(reader: Person, author: Person) -> bool:
    """Whether ``reader`` may open what ``author`` submitted: by the post and the team of today, and never one's own.

    What somebody wrote who left is kept for the retention period, and opened by nobody.
    """
    scope = reader.grants.scope(Permission.READ_REPORTS)
    matter = Matter(team_id=author.team_id)
    reaches = covers(scope, matter, person_id=reader.id, team_id=reader.team_id)
    present = reader.left_on is None and author.left_on is None
    return reaches and present and reader.id != author.id and reader.branch_id == author.branch_id


async def readers(session: AsyncSession, author: Person) -> list[Person]:
    """Whoever may open what this author submits, in roster order."""
    return [each for each in await people(session, author.branch_id) if may_read(each, author)]


async def every(session: AsyncSession) -> Sequence[ThoughtReport]:
    """Every report there is, of every author and state."""
    return (await session.scalars(select(ThoughtReport))).all()


async def report(session: AsyncSession, report_id: int) -> ThoughtReport | None:
    """One report by its number."""
    return await session.get(ThoughtReport, report_id)


async def of_author(session: AsyncSession, author_id: int) -> Sequence[ThoughtReport]:
    """Everything one author wrote, the newest first."""
    query = select(ThoughtReport).where(ThoughtReport.author_id == author_id)
    return (await session.scalars(query.order_by(ThoughtReport.id.desc()))).all()


async def waiting_for(session: AsyncSession, reader: Person) -> list[tuple[ThoughtReport, Person]]:
    """What was submitted and nobody has read or returned yet, as far as this reader may open it; the oldest first."""
    query = select(ThoughtReport, Person).join(Person, Person.id == ThoughtReport.author_id)
    query = query.where(
        ThoughtReport.branch_id == reader.branch_id, ThoughtReport.state == ReportState.SUBMITTED
    ).order_by(ThoughtReport.submitted, ThoughtReport.id)  # fmt: skip
    rows = (await session.execute(query)).unique()
    return [(report, author) for report, author in rows if may_read(reader, author)]


async def readings(session: AsyncSession, report_id: int) -> list[tuple[Reading, Person]]:
    """Who opened the report and when, oldest first."""
    query = select(Reading, Person).join(Person, Person.id == Reading.reader_id)
    rows = await session.execute(query.where(Reading.report_id == report_id).order_by(Reading.id))
    return [(reading, reader) for reading, reader in rows.unique()]


async def forget(session: AsyncSession, report: ThoughtReport) -> None:
    """Removes a report with its versions and pictures, and the notes of who had opened it."""
    await session.execute(delete(Reading).where(Reading.report_id == report.id))
    await versions.forget(session, report.id)
    await files.forget_all(session, report.id)
    await session.delete(report)
