"""Ballots, their frozen electorate, and the votes of open ones. The box of a secret one is in ballots_box.py."""

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import ColumnElement, ForeignKey, String, Text, and_, func, or_, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Mapped, mapped_column, relationship

from bot.rules.box import Box
from bot.rules.counts import Part, total
from bot.rules.electorate import electors
from bot.rules.quorum import Counts
from bot.rules.words import Approval, Attendance, BallotKind, BallotMethod, Choice, Source
from bot.store import ballots_box, counts, meetings, post
from bot.store import branch as people
from bot.store.admissions import WrittenOpinion, excluded_ids
from bot.store.base import Base, Utc, WordColumn
from bot.store.branch import Person
from bot.store.meetings import Invited, Meeting
from bot.store.post import Chat


class Ballot(Base):
    """One question put to an electorate."""

    __tablename__ = "ballots"

    id: Mapped[int] = mapped_column(primary_key=True)
    branch_id: Mapped[int] = mapped_column(ForeignKey("branches.id"))
    kind: Mapped[BallotKind] = mapped_column(WordColumn(BallotKind))
    method: Mapped[BallotMethod] = mapped_column(WordColumn(BallotMethod))
    question: Mapped[str] = mapped_column(Text)
    meeting_id: Mapped[int | None] = mapped_column(ForeignKey("meetings.id"), index=True)
    opener_id: Mapped[int] = mapped_column(ForeignKey("people.id"))
    opened: Mapped[datetime] = mapped_column(Utc)
    closes: Mapped[datetime | None] = mapped_column(Utc)  # None: closed by hand
    closed: Mapped[datetime | None] = mapped_column(Utc)
    electors: Mapped[int]  # how many were on the roll when it was opened
    digest: Mapped[str] = mapped_column(String(64))  # SHA-256 of the roll
    void: Mapped[bool] = mapped_column(default=False)  # 作废: the box of a secret ballot could not be opened
    subject_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"))  # whose admission or confirmation
    seats: Mapped[int | None]  # of an election
    earlier_id: Mapped[int | None] = mapped_column(ForeignKey("ballots.id"))  # the ballot that this one repeats
    runoff: Mapped[bool] = mapped_column(default=False)  # among those who were tied in the earlier one
    approval: Mapped[Approval | None] = mapped_column(WordColumn(Approval))  # 批复; None: nothing to be approved
    approval_number: Mapped[str | None] = mapped_column(String(100))
    approval_date: Mapped[date | None]
    nudged: Mapped[date | None]  # when those who had not voted were last reminded (催办); of whom, nothing is kept

    @property
    def secret(self) -> bool:
        """无记名: the roll says who has voted, and the box, apart from it, what was chosen."""
        return self.method is BallotMethod.SECRET

    def ended(self, now: datetime) -> bool:
        """Whether no vote is taken any more. At the set time that is so at once, before anybody has marked it."""
        return self.closed is not None or (self.closes is not None and self.closes <= now)


class Elector(Base):
    """One person on the frozen roll: whether that person has voted, and in an open ballot (only there) for what."""

    __tablename__ = "electors"

    ballot_id: Mapped[int] = mapped_column(ForeignKey("ballots.id"), primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"), primary_key=True, index=True)
    voted: Mapped[bool] = mapped_column(default=False)  # no time, no number: they would join roll and box
    choice: Mapped[Choice | None] = mapped_column(WordColumn(Choice))
    entered_by_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"))  # 代录; None: the elector's own vote
    paper: Mapped[bool] = mapped_column(default=False)  # struck off before receiving paper or raising a hand
    written: Mapped[bool] = mapped_column(default=False)  # counted by an opinion lodged before the meeting

    person: Mapped[Person] = relationship(foreign_keys=[person_id], lazy="joined")

    @property
    def waits_for_hand(self) -> bool:
        """Whether an officer may enter this vote: of people without Telegram, and never over a vote of their own."""
        waits = not self.voted or self.entered_by_id is not None
        present = self.person.left_on is None
        return waits and present and not (self.person.bound or self.paper or self.written)


@dataclass(frozen=True)
class Figures:
    """What a ballot amounts to: its counts, how many of the votes are of people not ticked as present, the choices in
    the order of the ballot paper and, of a secret ballot, the inclusion codes in alphabetical order; these two are of
    those who voted with the bot. ``parts`` is what the counts were added up from, and ``struck`` how many electors were
    struck off for paper or hands."""

    counts: Counts
    from_absent: int
    choices: tuple[Choice, ...]
    codes: tuple[str, ...]
    parts: tuple[Part, ...] = ()
    struck: int = 0

    @property
    def mixed(self) -> bool:
        """Whether some voted, or were to vote, without the bot."""
        return len(self.parts) > 1 or self.struck > 0


async def by_id(session: AsyncSession, ballot_id: int) -> Ballot | None:
    """One ballot."""
    return await session.get(Ballot, ballot_id)


async def electorate(
    session: AsyncSession, branch_id: int, meeting: Meeting | None, named: Collection[Person] | None
) -> tuple[Person, ...]:
    """Who would be on the roll now.

    The electors of the branch, of the meeting's invited less those left out of 应到, and of those named.
    """
    if meeting is None:
        eligible: Sequence[Person] = await people.people(session, branch_id)
    else:
        out = await excluded_ids(session, meeting.id)
        invited = [row.person for row in await meetings.invited(session, meeting.id) if row.person_id not in out]
        eligible = [person for person in invited if person.left_on is None]
    chosen = None if named is None else {person.id for person in named}
    return electors(person for person in eligible if chosen is None or person.id in chosen)


async def chats_for(session: AsyncSession, branch_id: int, roll: Collection[Person]) -> list[Chat]:
    """The groups whose electors are exactly this roll. What is asked of a few is not for a group to read."""
    ids = {person.id for person in roll}
    every = electors(await people.people(session, branch_id))
    return [
        chat
        for chat in await post.chats(session, branch_id)
        if ids == {person.id for person in every if chat.team_id in (None, person.team_id)}
    ]


async def elector(session: AsyncSession, ballot_id: int, person_id: int) -> Elector | None:
    """A person's line on the roll; None for whoever is not on it."""
    return await session.get(Elector, (ballot_id, person_id))


async def roll(session: AsyncSession, ballot_id: int) -> Sequence[Elector]:
    """The whole roll with its people, in roster order."""
    query = select(Elector).where(Elector.ballot_id == ballot_id).order_by(Elector.person_id)
    return (await session.scalars(query)).unique().all()


async def any_waits_for_hand(session: AsyncSession, ballot_id: int) -> bool:
    """Whether :attr:`Elector.waits_for_hand` holds for anybody; one line is looked for, as a live tally asks often."""
    query = select(Elector.person_id).join(Person, Person.id == Elector.person_id)
    query = query.where(Elector.ballot_id == ballot_id, Person.telegram_id.is_(None), Person.left_on.is_(None))
    waits = or_(~Elector.voted, Elector.entered_by_id.is_not(None))
    query = query.where(waits, ~Elector.paper, ~Elector.written)
    return (await session.scalars(query.limit(1))).first() is not None


async def any_without_account(session: AsyncSession, ballot_id: int) -> bool:
    """Whether anybody on the roll is without Telegram."""
    query = select(Elector.person_id).join(Person, Person.id == Elector.person_id)
    query = query.where(Elector.ballot_id == ballot_id, Person.telegram_id.is_(None))
    return (await session.scalars(query.limit(1))).first() is not None


async def roll_ids(session: AsyncSession, ballot_id: int) -> Sequence[int]:
    """The people on the roll, by id."""
    return (await session.scalars(select(Elector.person_id).where(Elector.ballot_id == ballot_id))).all()


async def open_ballots(session: AsyncSession, branch_id: int, now: datetime) -> Sequence[Ballot]:
    """The branch's ballots that still take votes, the newest first."""
    query = select(Ballot).where(Ballot.branch_id == branch_id, ~_ended(now))
    return (await session.scalars(query.order_by(Ballot.id.desc()))).all()


async def ended_ballots(session: AsyncSession, branch_id: int, now: datetime, since: datetime) -> Sequence[Ballot]:
    """The branch's ballots that were opened after ``since`` and take no votes any more, the newest first."""
    query = select(Ballot).where(Ballot.branch_id == branch_id, _ended(now), Ballot.opened > since)
    return (await session.scalars(query.order_by(Ballot.id.desc()))).all()


async def of_branch(session: AsyncSession, branch_id: int) -> Sequence[Ballot]:
    """Every ballot of the branch, the oldest first."""
    return (await session.scalars(select(Ballot).where(Ballot.branch_id == branch_id).order_by(Ballot.id))).all()


async def overdue(session: AsyncSession, branch_id: int, now: datetime) -> Sequence[Ballot]:
    """Ballots past their time that nobody has marked as closed."""
    query = select(Ballot).where(Ballot.branch_id == branch_id, Ballot.closed.is_(None), Ballot.closes <= now)
    return (await session.scalars(query.order_by(Ballot.id))).all()


async def of_meeting(session: AsyncSession, meeting_id: int) -> Sequence[Ballot]:
    """The motions of a meeting."""
    return (await session.scalars(select(Ballot).where(Ballot.meeting_id == meeting_id).order_by(Ballot.id))).all()


async def own(session: AsyncSession, person_id: int, since: datetime) -> Sequence[tuple[Ballot, bool]]:
    """Ballots on whose roll this person stands, with whether the own vote is cast: all not marked closed, and those
    opened after ``since``; the newest first."""
    voted = or_(Elector.voted, Elector.written).label("voted")
    query = select(Ballot, voted).join(Elector, Elector.ballot_id == Ballot.id)
    query = query.where(Elector.person_id == person_id, or_(Ballot.closed.is_(None), Ballot.opened > since))
    return [(row.Ballot, row.voted) for row in await session.execute(query.order_by(Ballot.id.desc()))]


async def turnout(session: AsyncSession, ballot_ids: Collection[int]) -> dict[int, int]:
    """How many have voted (已投), by ballot id."""
    voted = func.count().filter(Elector.voted)
    query = select(Elector.ballot_id, voted).where(Elector.ballot_id.in_(ballot_ids))
    return {row[0]: row[1] for row in await session.execute(query.group_by(Elector.ballot_id))}


async def figures(session: AsyncSession, ballot: Ballot) -> Figures:
    """The figures as the store has them now; with who was present once the meeting's attendance has been taken."""
    same = and_(Invited.meeting_id == ballot.meeting_id, Invited.person_id == Elector.person_id)
    lodged = and_(
        WrittenOpinion.meeting_id == ballot.meeting_id,
        WrittenOpinion.subject_id == ballot.subject_id,
        WrittenOpinion.person_id == Elector.person_id,
    )
    query = select(Elector.voted, Elector.paper, Elector.written, Invited.attendance, WrittenOpinion.choice)
    query = query.outerjoin(Invited, same).outerjoin(WrittenOpinion, lodged).where(Elector.ballot_id == ballot.id)
    rows = (await session.execute(query)).all()
    here = [row.attendance is Attendance.PRESENT for row in rows]
    meeting = await meetings.by_id(session, ballot.meeting_id) if ballot.meeting_id else None
    taken = meeting is not None and meeting.ticked is not None
    box, struck = await _box(session, ballot), sum(row.paper for row in rows)
    written = [row.choice for row in rows if row.written and row.choice is not None]
    parts = [
        _part(Source.BOT, box.choices, issued=ballot.electors - struck - len(written)),
        *await counts.parts(session, ballot.id),
        *([_part(Source.WRITTEN, written, issued=len(written))] if written else []),
    ]
    summed = total(parts, expected=ballot.electors, present=sum(here) if taken else None)
    from_absent = sum(row.voted and not present for row, present in zip(rows, here, strict=True)) if taken else 0
    return Figures(summed, from_absent, box.choices, box.codes, tuple(parts), struck)


def _part(source: Source, choices: Collection[Choice], *, issued: int) -> Part:
    said = Counter(choices)
    return Part(
        source=source, issued=issued, returned=len(choices),
        for_=said[Choice.FOR], against=said[Choice.AGAINST], abstain=said[Choice.ABSTAIN],
    )  # fmt: skip


async def _box(session: AsyncSession, ballot: Ballot) -> Box:
    """The choices: of an open ballot from the roll, of a secret one from what was published, with its codes."""
    if ballot.secret:
        published = await ballots_box.published(session, ballot.id)
        return published.box if published else Box()
    query = select(Elector.choice).where(Elector.ballot_id == ballot.id)
    cast = Counter(await session.scalars(query))
    return Box.of(choice for choice in Choice for _ in range(cast[choice]))


async def needing_no_key(session: AsyncSession, ballot_ids: Collection[int]) -> Sequence[int]:
    """Of these, the ballots whose key has done its work: closed ones, and openings that were rolled back.

    A number above all that the store has given out is left alone: it may be the key of a newer copy of this store.
    """
    newest = await session.scalar(select(func.max(Ballot.id))) or 0
    waiting = set(await session.scalars(select(ballots_box.BoxRow.ballot_id)))
    return sorted(number for number in ballot_ids if number <= newest and number not in waiting)


def _ended(now: datetime) -> ColumnElement[bool]:
    """:meth:`Ballot.ended` for a WHERE."""
    return or_(Ballot.closed.is_not(None), and_(Ballot.closes.is_not(None), Ballot.closes <= now))
