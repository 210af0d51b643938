"""Who is put up in an election, what its papers say, and what that comes to."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import ForeignKey, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Mapped, mapped_column, relationship

from bot.rules.elections import Count, Figures, Outcome, Paper, count, decide
from bot.rules.rulebook import Rulebook
from bot.rules.words import Attendance
from bot.store import ballots, ballots_box, meetings
from bot.store.ballots import Ballot
from bot.store.base import Base
from bot.store.branch import Person
from bot.store.meetings import Meeting

_PRESENT = Attendance.PRESENT
_SLATES = "slates of elections, by ballot"


class Nominee(Base):
    """候选人, in the order of the ballot paper."""

    __tablename__ = "nominees"

    ballot_id: Mapped[int] = mapped_column(ForeignKey("ballots.id"), primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"), primary_key=True)
    position: Mapped[int]  # from 0

    person: Mapped[Person] = relationship(lazy="joined")


@dataclass(frozen=True)
class Slate:
    """What a paper is filled in with: the nominees in their order, the roll by place, and how many may be written in.

    In a runoff nobody is: it is among those who were tied.
    """

    seats: int
    nominees: tuple[Person, ...]
    roll: tuple[Person, ...]
    slots: int

    @property
    def others(self) -> list[tuple[int, Person]]:
        """Who may be written in, each with the place on the roll."""
        return [(place, person) for place, person in enumerate(self.roll) if person not in self.nominees]

    @property
    def blank(self) -> Paper:
        """A paper with nothing on it."""
        return Paper((None,) * len(self.nominees))

    def read(self, text: str) -> Paper:
        """The paper spelled so; ValueError where it is none of this election."""
        paper = Paper.read(text, len(self.nominees), self.slots)
        if not set(paper.written) <= {place for place, _ in self.others}:
            raise ValueError("somebody who cannot be written in")
        return paper

    def names(self, people: Sequence[Person]) -> list[str]:
        """Names as they stand in results: with the place on the roll where two people have the same."""
        every = [person.name for person in {person.id: person for person in (*self.nominees, *self.roll)}.values()]
        return [
            person.name if every.count(person.name) == 1 else f"{person.name}#{self.roll.index(person) + 1}"
            for person in people
        ]


@dataclass(frozen=True)
class Result:
    """A counted election: ``papers`` as published, ``codes``, and what it comes to; ``outcome`` knows people by id."""

    slate: Slate
    figures: Figures
    papers: tuple[Paper, ...]
    codes: tuple[str, ...]
    count: Count
    outcome: Outcome

    @property
    def written(self) -> list[tuple[Person, int]]:
        """Who was written in, with the votes."""
        return [(self.slate.roll[place], votes) for place, votes in self.count.written.items()]

    def people(self, ids: Sequence[int]) -> list[Person]:
        """The people of these ids, in that order."""
        known = {person.id: person for person in (*self.slate.nominees, *self.slate.roll)}
        return [known[each] for each in ids]

    def named(self, ids: Sequence[int]) -> list[str]:
        """Their names."""
        return self.slate.names(self.people(ids))

    def spelled(self) -> list[list[str]]:
        """Each paper as it is exported: a choice for each nominee, then the names written in."""
        return [
            [
                *[mark.value for mark in paper.marks if mark],
                *self.slate.names([self.slate.roll[place] for place in paper.written]),
            ]
            for paper in self.papers
        ]

    @property
    def not_elected(self) -> list[Person]:
        """The nominees who are not proposed, in their order."""
        return [person for person in self.slate.nominees if person.id not in self.outcome.elected]


async def nominees(session: AsyncSession, ballot_id: int) -> list[Person]:
    """Those put up, in the order of the paper."""
    query = select(Nominee).where(Nominee.ballot_id == ballot_id).order_by(Nominee.position)
    return [row.person for row in (await session.scalars(query)).unique()]


async def slate(session: AsyncSession, ballot: Ballot) -> Slate:
    """What a paper of this election is filled in with. Nothing in it changes once the election is opened, and every tap
    on a paper asks for it several times: in one transaction it is read once."""
    known: dict[int, Slate] = session.info.setdefault(_SLATES, {})
    if ballot.id not in known:
        roll = tuple(line.person for line in await ballots.roll(session, ballot.id))
        put_up, seats = tuple(await nominees(session, ballot.id)), ballot.seats or 0
        known[ballot.id] = Slate(seats, put_up, roll, 0 if ballot.runoff else seats)
    return known[ballot.id]


async def result(session: AsyncSession, ballot: Ballot, book: Rulebook) -> Result:
    """The result as the store has it now: attendance may be corrected after the ballot. By the rules of its opening."""
    asked, published = await slate(session, ballot), await ballots_box.published(session, ballot.id)
    papers = tuple(asked.read(vote) for vote in published.box.votes) if published else ()
    codes = tuple(published.codes) if published else ()
    meeting = await meetings.by_id(session, ballot.meeting_id) if ballot.meeting_id else None
    there = await present(session, meeting, asked.roll)
    figures = Figures(expected=ballot.electors, present=there, issued=ballot.electors, returned=len(papers))
    return result_of(asked, figures, papers, codes, book.on(ballot.opened), runoff=ballot.runoff)


def result_of(
    asked: Slate, figures: Figures, papers: tuple[Paper, ...], codes: tuple[str, ...], book: Rulebook, *, runoff: bool
) -> Result:
    """Counts the papers and decides."""
    counted = count(papers, len(asked.nominees), asked.seats)
    votes = {person.id: support.for_ for person, support in zip(asked.nominees, counted.nominees, strict=True)}
    votes |= {asked.roll[place].id: given for place, given in counted.written.items()}
    outcome = decide(votes, asked.seats, figures, book.election, runoff=runoff)
    return Result(asked, figures, papers, codes, counted, outcome)


async def later(session: AsyncSession, ballot_id: int) -> Ballot | None:
    """The ballot that was opened because of this one, if any; one that was made void does not count."""
    query = select(Ballot).where(Ballot.earlier_id == ballot_id, Ballot.void.is_(False)).order_by(Ballot.id.desc())
    return (await session.scalars(query)).first()


async def present(session: AsyncSession, meeting: Meeting | None, roll: Sequence[Person]) -> int | None:
    """How many of these are ticked as present; None until attendance has been taken."""
    if meeting is None or meeting.ticked is None:
        return None
    there = {row.person_id for row in await meetings.invited(session, meeting.id) if row.attendance is _PRESENT}
    return sum(person.id in there for person in roll)
