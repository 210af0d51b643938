"""How far the count of a ballot is: who was struck off, what was counted by hand, who has signed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import bindparam, exists, func, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.rules.quorum import verdict
from bot.rules.recount import election_fingerprint, fingerprint
from bot.rules.rulebook import Rulebook
from bot.rules.words import BallotKind, CountMethod, CountRole
from bot.store import ballots, ballots_box, counts, elections
from bot.store.ballots import Ballot, Elector
from bot.store.counts import HandCount, SignOff
from bot.store.elections import Nominee

_SEAL = 12  # characters of the fingerprint
_LEFT = select(
    exists().where(Elector.ballot_id == bindparam("ballot"), ~Elector.voted, ~Elector.paper, ~Elector.written)
)


@dataclass(frozen=True)
class Standing:
    """Elections and ballots with votes counted by hand need two signatures before their result stands."""

    ballot: Ballot
    struck: int
    hand: Sequence[HandCount]
    signers: Mapping[CountRole, SignOff]

    @property
    def needs_signing(self) -> bool:
        """Whether a scrutineer and a counter have to sign."""
        return self.ballot.kind is BallotKind.ELECTION or self.struck > 0

    @property
    def counted(self) -> bool:
        """Whether there is something to sign: closed, and the votes of those struck off are entered."""
        return self.ballot.closed is not None and not self.ballot.void and (bool(self.hand) or not self.struck)

    def left(self, method: CountMethod) -> int:
        """How many of those struck off are not in the other count already."""
        return self.struck - sum(row.issued for row in self.hand if row.method is not method)

    @property
    def final(self) -> bool:
        """Whether both have signed what was counted, so that nothing can be corrected any more."""
        return self.counted and self.signed

    @property
    def signed(self) -> bool:
        """Whether both have."""
        return len(self.signers) == len(CountRole) and all(each.signed for each in self.signers.values())

    @property
    def stands(self) -> bool:
        """Whether the figures are the result: closed, counted and, where that is needed, signed."""
        return self.counted and (self.signed or not self.needs_signing)


async def standing(session: AsyncSession, ballot: Ballot) -> Standing:
    """How far this ballot is."""
    struck = select(func.count()).where(Elector.ballot_id == ballot.id, Elector.paper)
    return Standing(
        ballot, await session.scalar(struck) or 0, await counts.hand_counts(session, ballot.id),
        await counts.sign_offs(session, ballot.id),
    )  # fmt: skip


async def countable(session: AsyncSession, branch_id: int) -> list[Ballot]:
    """The ballots for which a count by hand may be entered or corrected, the newest first; elections have their own."""
    struck = exists().where(Elector.ballot_id == Ballot.id, Elector.paper)
    query = select(Ballot).where(
        Ballot.branch_id == branch_id, Ballot.kind != BallotKind.ELECTION, ~Ballot.void, struck
    )
    every = (await session.scalars(query.order_by(Ballot.id.desc()))).all()
    return [ballot for ballot in every if not (await standing(session, ballot)).final]


async def seal_of(session: AsyncSession, ballot: Ballot) -> str:
    """By which figures are told apart, short enough for a button: who signs, signs what was on the screen."""
    if ballot.kind is BallotKind.ELECTION:
        published = await ballots_box.published(session, ballot.id)
        papers = [[vote] for vote in published.box.votes] if published else []
        codes = published.codes if published else []
        return election_fingerprint(ballot.question, [], ballot.seats or 0, ballot.electors, papers, codes)[:_SEAL]
    figures = await ballots.figures(session, ballot)
    whole = fingerprint(
        ballot.question, ballot.electors, figures.choices, figures.codes, figures.parts, figures.struck
    )  # fmt: skip
    return whole[:_SEAL]


async def concerned(session: AsyncSession, ballot: Ballot, book: Rulebook) -> frozenset[int]:
    """By id, whose own matter the ballot is, and who so may not sign for it: candidates, and its subject."""
    nominees = await session.scalars(select(Nominee.person_id).where(Nominee.ballot_id == ballot.id))
    proposed: set[int] = set()
    if ballot.kind is BallotKind.ELECTION and ballot.closed is not None and not ballot.void:
        outcome = (await elections.result(session, ballot, book)).outcome
        proposed = {*outcome.elected, *outcome.tied}  # whoever was written in
    return frozenset({*nominees, *proposed, *([ballot.subject_id] if ballot.subject_id else [])})


async def left_to_vote(session: AsyncSession, ballot_id: int) -> bool:
    """Whether somebody may still vote with the bot: neither voted, nor struck off, nor counted by a written opinion."""
    return bool(await session.scalar(_LEFT, {"ballot": ballot_id}))


async def aside(session: AsyncSession, ballot_id: int) -> tuple[int, int]:
    """How many do not vote with the bot: struck off for paper or hands, and counted by a written opinion."""
    query = select(func.count().filter(Elector.paper), func.count().filter(Elector.written))
    struck, written = (await session.execute(query.where(Elector.ballot_id == ballot_id))).one()
    return struck, written


async def repeated_by(session: AsyncSession, ballot_id: int) -> Ballot | None:
    """The ballot that repeats this one."""
    former = select(Ballot.kind).where(Ballot.id == ballot_id).scalar_subquery()
    query = select(Ballot).where(Ballot.earlier_id == ballot_id, Ballot.kind == former)
    return await session.scalar(query.where(Ballot.kind != BallotKind.ELECTION).order_by(Ballot.id.desc()))


async def passed(session: AsyncSession, ballot: Ballot, book: Rulebook) -> bool | None:
    """Whether a ballot was passed, by its figures as they are now.

    None while its result does not stand, and where there is no verdict: an opinion, an election, which proposes people,
    and a ballot of a meeting whose attendance was not taken.
    """
    if ballot.void:
        return False
    if ballot.kind is BallotKind.ELECTION or not (await standing(session, ballot)).stands:
        return None
    return verdict(ballot.kind, (await ballots.figures(session, ballot)).counts, book).passed
