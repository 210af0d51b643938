"""The entries of all registers, and who introduced whom. Their notes are encrypted with keys outside the database."""

from collections.abc import Sequence
from datetime import date, datetime

from sqlalchemy import Date, ForeignKey, Index, LargeBinary, Text, delete, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Mapped, mapped_column, relationship

from bot.rules.permissions import Matter
from bot.rules.registers import REGISTERS
from bot.rules.words import Register
from bot.store.base import Base, Utc, WordColumn
from bot.store.branch import Person, Team


class Entry(Base):
    """Something that was done, on a day, by whoever wrote it down; removed ones count no more."""

    __tablename__ = "register_entries"
    __table_args__ = (Index("ix_register_entries_listed", "branch_id", "register", "day"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    branch_id: Mapped[int] = mapped_column(ForeignKey("branches.id"))
    register: Mapped[Register] = mapped_column(WordColumn(Register))
    day: Mapped[date] = mapped_column(Date)
    author_id: Mapped[int] = mapped_column(ForeignKey("people.id"))
    team_id: Mapped[int | None] = mapped_column(ForeignKey("teams.id"))  # None: not a team's
    subject_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"))  # None: not about one person
    topic: Mapped[str] = mapped_column(Text)
    detail: Mapped[str | None] = mapped_column(Text)
    note: Mapped[bytes | None] = mapped_column(LargeBinary)  # encrypted
    created: Mapped[datetime] = mapped_column(Utc)
    removed: Mapped[datetime | None] = mapped_column(Utc)

    author: Mapped[Person] = relationship(foreign_keys=[author_id], lazy="joined")
    subject: Mapped[Person | None] = relationship(foreign_keys=[subject_id], lazy="joined")
    team: Mapped[Team | None] = relationship(lazy="joined")

    @property
    def matter(self) -> Matter:
        """What a permission is asked about: a person's entry follows the team of today."""
        return Matter(owner_id=self.author_id, team_id=self.subject.team_id if self.subject else self.team_id)

    @property
    def about(self) -> str:
        """The person's or the team's name; empty: the branch."""
        named = self.subject or self.team
        return named.name if named else ""


class Introducer(Base):
    """入党介绍人: that one member answers for another on the way into the Party."""

    __tablename__ = "introducers"

    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"), primary_key=True)
    introducer_id: Mapped[int] = mapped_column(ForeignKey("people.id"), primary_key=True)


def may_see(viewer: Person, entry: Entry) -> bool:
    """Whoever wrote it, or held the talk, or whose post reaches it today."""
    if viewer.branch_id != entry.branch_id:
        return False
    kind = REGISTERS[entry.register]
    party = viewer.id == entry.author_id or (kind.mutual and viewer.id == entry.subject_id)
    return party or viewer.reaches(kind.permission, entry.matter)


async def entry(session: AsyncSession, entry_id: int) -> Entry | None:
    """One entry by its number, also a removed one."""
    return await session.get(Entry, entry_id)


async def of_year(session: AsyncSession, viewer: Person, register: Register, year: int) -> list[Entry]:
    """The register's entries for that year, as far as this viewer may see them; the newest first."""
    query = select(Entry).where(Entry.branch_id == viewer.branch_id, Entry.register == register)
    query = query.where(Entry.day.between(date(year, 1, 1), date(year, 12, 31)), Entry.removed.is_(None))
    found = (await session.scalars(query.order_by(Entry.day.desc(), Entry.id.desc()))).unique()
    return [each for each in found if may_see(viewer, each)]


async def own(session: AsyncSession, viewer: Person) -> set[Register]:
    """The registers in which this person stands as one who wrote or took part, whatever the post."""
    query = select(Entry.register, Entry.author_id).where(Entry.removed.is_(None))
    query = query.where((Entry.author_id == viewer.id) | (Entry.subject_id == viewer.id))
    rows = await session.execute(query)
    return {row.register for row in rows if row.author_id == viewer.id or REGISTERS[row.register].mutual}


async def noted(session: AsyncSession) -> Sequence[Entry]:
    """Every entry with a note, removed ones too."""
    return (await session.scalars(select(Entry).where(Entry.note.is_not(None)))).unique().all()


async def introduced_by(session: AsyncSession, person_id: int) -> set[int]:
    """For whom this person answers."""
    return set(await session.scalars(select(Introducer.person_id).where(Introducer.introducer_id == person_id)))


async def introducers(session: AsyncSession, person_id: int) -> set[int]:
    """Who answers for this person."""
    return set(await session.scalars(select(Introducer.introducer_id).where(Introducer.person_id == person_id)))


async def set_introducers(session: AsyncSession, person_id: int, introducer_ids: Sequence[int]) -> None:
    """These, and no others any more."""
    await session.execute(delete(Introducer).where(Introducer.person_id == person_id))
    session.add_all(Introducer(person_id=person_id, introducer_id=each) for each in introducer_ids)
