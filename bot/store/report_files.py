"""The pictures of thought reports, and Word files on their way into one. What they hold is encrypted."""

from collections.abc import Callable, Sequence

from sqlalchemy import ForeignKey, LargeBinary, delete, or_, select, update
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Mapped, mapped_column

from bot.store.base import Base


class ReportFile(Base):
    """A picture of a report, in the versions from ``first`` to ``last`` (None: to the one being written).

    Until it has ``arrived`` it is only expected. A Word file stays here just as long: then its text is in the draft, in
    place of (``replaces``) or behind the first ``place`` characters.
    """

    __tablename__ = "report_files"

    id: Mapped[int] = mapped_column(primary_key=True)
    report_id: Mapped[int] = mapped_column(ForeignKey("reports.id"), index=True)
    word: Mapped[bool] = mapped_column(default=False)
    arrived: Mapped[bool] = mapped_column(default=False)
    size: Mapped[int]  # bytes of what it holds, as announced until it is here
    first: Mapped[int]
    last: Mapped[int | None]
    place: Mapped[int] = mapped_column(default=0)
    replaces: Mapped[bool] = mapped_column(default=False)
    # encrypted; None: not here yet. Megabytes, so it is read by content() alone
    content: Mapped[bytes | None] = mapped_column(LargeBinary, deferred=True)


async def one(session: AsyncSession, file_id: int) -> ReportFile | None:
    """One file by its number, without what it holds."""
    return await session.get(ReportFile, file_id)


async def in_hand(session: AsyncSession, report_id: int) -> Sequence[ReportFile]:
    """What belongs to the version that is being written: pictures and what is expected, in the order they were sent."""
    query = select(ReportFile).where(ReportFile.report_id == report_id, ReportFile.last.is_(None))
    return (await session.scalars(query.order_by(ReportFile.id))).all()


async def pictures(session: AsyncSession, report_id: int, version: int) -> Sequence[ReportFile]:
    """The pictures of one version, in the order they were sent."""
    query = select(ReportFile).where(
        ReportFile.report_id == report_id, ReportFile.arrived, ~ReportFile.word, ReportFile.first <= version,
        or_(ReportFile.last.is_(None), ReportFile.last >= version),
    )  # fmt: skip
    return (await session.scalars(query.order_by(ReportFile.id))).all()


async def content(session: AsyncSession, file_id: int) -> bytes:
    """What a picture that has arrived holds, encrypted."""
    found = await session.scalar(select(ReportFile.content).where(ReportFile.id == file_id))
    if found is None:
        raise LookupError(f"the file {file_id} is not here")
    return found


async def put(session: AsyncSession, file_id: int, sealed: bytes) -> None:
    """What a picture holds, encrypted."""
    await session.execute(update(ReportFile).where(ReportFile.id == file_id).values(content=sealed))


async def renew(session: AsyncSession, how: Callable[[bytes], bytes]) -> int:
    """Everything under another key, one picture after the other; how many."""
    kept = (await session.scalars(select(ReportFile.id).where(ReportFile.content.is_not(None)))).all()
    for file_id in kept:
        await put(session, file_id, how(await content(session, file_id)))
    return len(kept)


async def forget_all(session: AsyncSession, report_id: int) -> None:
    """Removes all files of a report."""
    await session.execute(delete(ReportFile).where(ReportFile.report_id == report_id))
