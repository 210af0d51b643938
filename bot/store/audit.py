"""The audit log as it is read: newest first, by kind of deed, and by person. It is only ever appended to."""

from collections.abc import Sequence

from sqlalchemy import ColumnElement, func, literal, or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.store.branch import Person
from bot.store.post import Audit

PAGE = 20  # rows on one page


def about(person: Person) -> ColumnElement[bool]:
    """That a row's subject names this person. The log holds names, not numbers: namesakes are not told apart."""
    words = literal(" ").concat(func.replace(Audit.subject, "、", " ")).concat(" ")
    return words.contains(f" {person.name} ", autoescape=True)


async def page(
    session: AsyncSession, branch_id: int, *, system: str | None, person: Person | None, skip: int
) -> Sequence[tuple[Audit, Person | None]]:
    """Rows with who did it (None: the bot or the command line), one more than a page where another page follows."""
    query = select(Audit, Person).outerjoin(Person, Person.id == Audit.actor_id).where(Audit.branch_id == branch_id)
    if system is not None:
        query = query.where(Audit.deed.startswith(f"{system}.", autoescape=True))
    if person is not None:
        query = query.where(or_(Audit.actor_id == person.id, about(person)))
    query = query.order_by(Audit.id.desc()).offset(skip).limit(PAGE + 1)
    return [(row[0], row[1]) for row in (await session.execute(query)).unique()]


async def of_others(session: AsyncSession, person: Person) -> Sequence[tuple[Audit, Person | None]]:
    """What others did in this person's matters, the oldest first."""
    query = select(Audit, Person).outerjoin(Person, Person.id == Audit.actor_id)
    query = query.where(Audit.branch_id == person.branch_id, about(person), Audit.actor_id.is_distinct_from(person.id))
    return [(row[0], row[1]) for row in (await session.execute(query.order_by(Audit.id))).unique()]


async def systems(session: AsyncSession, branch_id: int) -> Sequence[str]:
    """What stands before the dot of the deeds that there are, in alphabetical order."""
    deeds = await session.scalars(select(Audit.deed).where(Audit.branch_id == branch_id).distinct())
    return sorted({deed.partition(".")[0] for deed in deeds})
