"""Dues: one row a payer and month, and every entry that was ever made about it."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from datetime import datetime

from sqlalchemy import ForeignKey, Text, UniqueConstraint, and_, func, or_, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Mapped, mapped_column

from bot.rules import dues as rules
from bot.rules.calendar import Month
from bot.rules.money import Fen
from bot.rules.rulebook import Rulebook
from bot.rules.words import DuesState, Employment, ReliefKind, Word
from bot.store.base import Base, MonthColumn, Utc, WordColumn
from bot.store.branch import Person
from bot.store.reliefs import Relief

PAGE = 30  # people on one page of the ledger


class EntryKind(Word):
    """What happened to a month's dues."""

    OPENED = "opened", "计算应交", "Amount worked out"
    PAID = "paid", "本人确认已交", "Member reported paid"
    WITHDRAWN = "withdrawn", "本人撤回", "Member took it back"
    QUESTIONED = "questioned", "本人反映金额有误", "Member questioned the amount"
    RECEIVED = "received", "收讫", "Received"
    REVOKED = "revoked", "撤回收讫", "Receipt revoked"
    DISPUTED = "disputed", "有异议", "Disputed"
    CORRECTED = "corrected", "更正", "Corrected"
    RELIEVED = "relieved", "按批准减免", "Relief applied"
    REFUNDED = "refunded", "退款", "Refunded"


SAID = (EntryKind.PAID, EntryKind.WITHDRAWN, EntryKind.QUESTIONED)  # the payer's own words, of which the last counts


class MonthDues(Base):
    """What one person owes for one month and where it stands.

    ``received`` is what has come in for it, less refunds: the sum of what its entries moved.
    """

    __tablename__ = "dues"
    __table_args__ = (UniqueConstraint("person_id", "month"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    branch_id: Mapped[int] = mapped_column(ForeignKey("branches.id"))
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"))
    month: Mapped[Month] = mapped_column(MonthColumn, index=True)
    due: Mapped[int | None]  # fen; None while the base has not been entered
    # As both were when the month was computed: whoever retires pays by another rate from then on.
    base: Mapped[int | None]  # fen
    employment: Mapped[Employment] = mapped_column(WordColumn(Employment))
    by_hand: Mapped[bool] = mapped_column(default=False)  # the amount was entered, or can be computed no more
    received: Mapped[int] = mapped_column(default=0)  # fen
    state: Mapped[DuesState] = mapped_column(WordColumn(DuesState))
    # Still open: the payer's words while unpaid (the amount is wrong), the collector's while disputed.
    note: Mapped[str | None] = mapped_column(Text)
    changed: Mapped[datetime] = mapped_column(Utc)
    announced: Mapped[datetime | None] = mapped_column(Utc)  # when the month's card went out by itself
    # From before its payer left, who came back after that month: it counts as ever, while the months away do not.
    before_leaving: Mapped[bool] = mapped_column(default=False)


class DuesEntry(Base):
    """One entry of the ledger, never overwritten: what happened, amount and base as they were then, and how much money
    came in (``moved``; negative: went back)."""

    __tablename__ = "dues_entries"

    id: Mapped[int] = mapped_column(primary_key=True)
    dues_id: Mapped[int] = mapped_column(ForeignKey("dues.id"), index=True)
    at: Mapped[datetime] = mapped_column(Utc)
    actor_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"))  # None: the bot itself
    deed: Mapped[EntryKind] = mapped_column(WordColumn(EntryKind))
    amount: Mapped[int | None]  # fen
    base: Mapped[int | None]  # fen
    moved: Mapped[int] = mapped_column(default=0)  # fen
    note: Mapped[str | None] = mapped_column(Text)


class DuesBase(Base):
    """党费基数 of a person from a month on (三（十五）3). A person without any has that of the roster."""

    __tablename__ = "dues_bases"

    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"), primary_key=True)
    month: Mapped[Month] = mapped_column(MonthColumn, primary_key=True)
    base: Mapped[int]  # fen
    entered: Mapped[datetime] = mapped_column(Utc)
    entered_by_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"))  # None: from a file


def base_of(person: Person, bases: Sequence[DuesBase], month: Month) -> int | None:
    """The base in fen that applies to a month; ``bases`` are the person's, the earliest first."""
    return next((each.base for each in reversed(bases) if each.month <= month), person.base)


def assess(
    person: Person, employment: Employment, book: Rulebook, base: int | None, reliefs: Sequence[Relief] = ()
) -> Fen | None:
    """A month's dues of this person, then of that ``employment``, on ``base`` in fen, by the book and with the
    ``reliefs`` of that month.

    None where the amount depends on a base that is not known.
    """
    if is_exempt(reliefs):
        return Fen(0)
    known = base is not None or rules.explain(Fen(0), employment, book).fixed is not None
    full = [rules.due(Fen(base or 0), employment, person.status, book)] if known else []
    reduced = [Fen(each.amount) for each in reliefs if each.amount is not None]
    return min([*full, *reduced], default=None)


def is_exempt(reliefs: Sequence[Relief]) -> bool:
    """Whether one of them takes the whole amount away."""
    return any(each.kind is ReliefKind.EXEMPT for each in reliefs)


def opened(
    person: Person, month: Month, book: Rulebook, now: datetime, base: int | None, reliefs: Sequence[Relief] = ()
) -> MonthDues:
    """A month as it is before anybody did anything about it, by the rates of that month; not yet in the store."""
    return MonthDues(
        branch_id=person.branch_id, person_id=person.id, month=month, base=base, employment=person.employment,
        due=assess(person, person.employment, book.of(month), base, reliefs),
        by_hand=False, received=0, note=None, changed=now, announced=None, before_leaving=False,
        state=DuesState.EXEMPT if is_exempt(reliefs) else DuesState.DUE,
    )  # fmt: skip


def owes(person: Person, month: Month) -> bool:
    """Whether the person pays here for that month: from the first as a member to that of leaving (组织关系转出)."""
    gone = person.left_on is not None and month > Month.of(person.left_on)
    return not gone and rules.pays(person.status, person.counted_from, month)


def counts(dues: MonthDues, person: Person) -> bool:
    """Whether the month stands in the ledger: it is owed, was so before its payer was away for a time, or something was
    done about it before it was owed no more."""
    touched = dues.state not in (DuesState.DUE, DuesState.EXEMPT) or dues.received
    return bool(touched) or dues.before_leaving or owes(person, dues.month)


async def by_id(session: AsyncSession, dues_id: int) -> MonthDues | None:
    """One month of one person by its number."""
    return await session.get(MonthDues, dues_id)


async def of_month(session: AsyncSession, person_id: int, month: Month) -> MonthDues | None:
    """That month of that person; None where it was never opened."""
    query = select(MonthDues).where(MonthDues.person_id == person_id, MonthDues.month == month)
    return (await session.scalars(query)).first()


async def of_person(session: AsyncSession, person: Person) -> list[MonthDues]:
    """All months that count of one person, the newest first."""
    query = select(MonthDues).where(MonthDues.person_id == person.id).order_by(MonthDues.month.desc())
    return [dues for dues in await session.scalars(query) if counts(dues, person)]


async def owed(session: AsyncSession, person: Person) -> list[MonthDues]:
    """The months of one person that are still to be paid, the oldest first."""
    open_ = (DuesState.DUE, DuesState.DISPUTED)
    return [dues for dues in reversed(await of_person(session, person)) if dues.state in open_]


async def said_with(session: AsyncSession, dues: MonthDues) -> list[MonthDues]:
    """That month and those that its payer said in the same moment to be paid, the oldest first."""
    if dues.state is not DuesState.PAID:
        return [dues]
    said = select(func.max(DuesEntry.at)).where(DuesEntry.dues_id == dues.id, DuesEntry.deed == EntryKind.PAID)
    query = select(MonthDues).join(DuesEntry, DuesEntry.dues_id == MonthDues.id).order_by(MonthDues.month)
    query = query.where(MonthDues.person_id == dues.person_id, MonthDues.state == DuesState.PAID)
    rows = await session.scalars(query.where(DuesEntry.deed == EntryKind.PAID, DuesEntry.at == said.scalar_subquery()))
    return list(rows)


async def ledger(session: AsyncSession, branch_id: int, month: Month) -> list[tuple[MonthDues, Person]]:
    """Every payer of that month, in roster order."""
    query = select(MonthDues, Person).join(Person, Person.id == MonthDues.person_id)
    query = query.where(MonthDues.branch_id == branch_id, MonthDues.month == month).order_by(Person.id)
    rows = (await session.execute(query)).unique()
    return [(dues, person) for dues, person in rows if counts(dues, person)]


async def waiting(session: AsyncSession, branch_id: int) -> list[tuple[MonthDues, Person]]:
    """What waits for the collector, of all months: payments said to be made and amounts said to be wrong."""
    query = select(MonthDues, Person).join(Person, Person.id == MonthDues.person_id)
    questioned = and_(MonthDues.state == DuesState.DUE, MonthDues.note.is_not(None))
    query = query.where(MonthDues.branch_id == branch_id, or_(MonthDues.state == DuesState.PAID, questioned))
    rows = (await session.execute(query.order_by(MonthDues.month, Person.id))).unique()
    return [(dues, person) for dues, person in rows]


async def opened_months(session: AsyncSession, person_ids: Collection[int]) -> set[tuple[int, Month]]:
    """Which months of these people have been opened, as (person, month)."""
    query = select(MonthDues.person_id, MonthDues.month).where(MonthDues.person_id.in_(person_ids))
    return {(row.person_id, row.month) for row in await session.execute(query)}


async def bases(session: AsyncSession, person_ids: Collection[int]) -> dict[int, list[DuesBase]]:
    """The bases of these people by person, the earliest first."""
    query = select(DuesBase).where(DuesBase.person_id.in_(person_ids)).order_by(DuesBase.month)
    found: dict[int, list[DuesBase]] = defaultdict(list)
    for each in await session.scalars(query):
        found[each.person_id].append(each)
    return found


async def unsettled(session: AsyncSession, person_ids: Collection[int]) -> Sequence[MonthDues]:
    """Months of these people about which nothing has been done by the payer or the collector."""
    query = select(MonthDues).where(MonthDues.person_id.in_(person_ids))
    return (await session.scalars(query.where(MonthDues.state.in_((DuesState.DUE, DuesState.EXEMPT))))).all()


async def entries(session: AsyncSession, dues_id: int) -> list[tuple[DuesEntry, Person | None]]:
    """What was ever entered about one month, oldest first, each with who did it."""
    query = select(DuesEntry, Person).outerjoin(Person, Person.id == DuesEntry.actor_id)
    rows = await session.execute(query.where(DuesEntry.dues_id == dues_id).order_by(DuesEntry.id))
    return [(entry, person) for entry, person in rows.unique()]


async def entry(session: AsyncSession, entry_id: int) -> DuesEntry | None:
    """One entry by its number."""
    return await session.get(DuesEntry, entry_id)
