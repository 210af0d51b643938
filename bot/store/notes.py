"""Notes on what was studied (三（十三）6). Their text is encrypted with keys that live outside the database."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import ForeignKey, LargeBinary, UniqueConstraint, delete, func, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Mapped, mapped_column

from bot.rules.permissions import Matter, Permission
from bot.store.base import Base, Utc
from bot.store.branch import Person
from bot.store.broadcasts import Broadcast, Recipient


class StudyNote(Base):
    """What one person wrote on one material: for that person alone, until it is shared with the branch."""

    __tablename__ = "study_notes"
    __table_args__ = (UniqueConstraint("broadcast_id", "person_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    broadcast_id: Mapped[int] = mapped_column(ForeignKey("broadcasts.id"))
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"), index=True)
    text: Mapped[bytes] = mapped_column(LargeBinary)  # encrypted
    changed: Mapped[datetime] = mapped_column(Utc)
    shared: Mapped[datetime | None] = mapped_column(Utc)  # 提交支部; None: for its author alone
    version: Mapped[int] = mapped_column(default=0)  # how often it was shared: no two texts that others saw have one


class NoteReading(Base):
    """That somebody else opened a note; shown to its author."""

    __tablename__ = "note_readings"

    id: Mapped[int] = mapped_column(primary_key=True)
    note_id: Mapped[int] = mapped_column(ForeignKey("study_notes.id"), index=True)
    reader_id: Mapped[int] = mapped_column(ForeignKey("people.id"))
    at: Mapped[datetime] = mapped_column(Utc)


async def every(session: AsyncSession) -> Sequence[StudyNote]:
    """Every note there is."""
    return (await session.scalars(select(StudyNote))).all()


async def note(session: AsyncSession, note_id: int) -> StudyNote | None:
    """One note by its number."""
    return await session.get(StudyNote, note_id)


async def on(session: AsyncSession, broadcast_id: int, person_id: int) -> StudyNote | None:
    """A person's note on a material."""
    query = select(StudyNote).where(StudyNote.broadcast_id == broadcast_id, StudyNote.person_id == person_id)
    return (await session.scalars(query)).first()


async def of_person(session: AsyncSession, person_id: int) -> list[tuple[StudyNote, Broadcast]]:
    """A person's notes with their materials, newest first."""
    query = select(StudyNote, Broadcast).join(Broadcast, Broadcast.id == StudyNote.broadcast_id)
    rows = await session.execute(query.where(StudyNote.person_id == person_id).order_by(StudyNote.changed.desc()))
    return [(row[0], row[1]) for row in rows.unique()]


async def shared_on(session: AsyncSession, broadcast_id: int) -> list[tuple[StudyNote, Person]]:
    """The notes on a material that were shared, with their authors in roster order."""
    query = select(StudyNote, Person).join(Person, Person.id == StudyNote.person_id)
    query = query.where(StudyNote.broadcast_id == broadcast_id, StudyNote.shared.is_not(None))
    rows = await session.execute(query.order_by(StudyNote.person_id))
    return [(row[0], row[1]) for row in rows.unique()]


async def readings(session: AsyncSession, note_id: int) -> list[tuple[NoteReading, Person]]:
    """Who opened the note and when, oldest first."""
    query = select(NoteReading, Person).join(Person, Person.id == NoteReading.reader_id)
    rows = await session.execute(query.where(NoteReading.note_id == note_id).order_by(NoteReading.id))
    return [(row[0], row[1]) for row in rows.unique()]


async def may_read(session: AsyncSession, reader: Person, broadcast: Broadcast) -> bool:
    """Whether ``reader`` may open what was shared on this material: its sender, and who may send to its audience."""
    query = select(func.count(Person.team_id.distinct()), func.max(Person.team_id)).select_from(Recipient)
    query = query.join(Person, Person.id == Recipient.person_id).where(Recipient.broadcast_id == broadcast.id)
    teams, team_id = (await session.execute(query)).one()
    matter = Matter(owner_id=broadcast.sender_id, team_id=team_id if teams == 1 else None)
    return reader.branch_id == broadcast.branch_id and reader.reaches(Permission.BROADCAST, matter)


async def forget(session: AsyncSession, found: StudyNote) -> None:
    """Removes a note and who had opened it."""
    await session.execute(delete(NoteReading).where(NoteReading.note_id == found.id))
    await session.delete(found)
