"""The facts of one ballot for the files of an office: its figures only once they are final, of people never more than
sums."""

import json
from dataclasses import replace
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.rules.elections import Outcome
from bot.rules.filing import BallotFacts, ByHand, Line, MeetingFacts, Signer
from bot.rules.quorum import Counts, verdict
from bot.rules.rulebook import Rulebook
from bot.rules.words import BallotKind, CountRole
from bot.store import ballots as ballots_store
from bot.store import branch as people_store
from bot.store import elections
from bot.store.admissions import Exclusion
from bot.store.ballots import Ballot
from bot.store.ballots_standing import standing
from bot.store.branch import Branch, Person
from bot.store.counts import HandCount, SignOff
from bot.store.elections import Nominee
from bot.store.exports import record_of


async def ballot_facts(
    session: AsyncSession, branch: Branch, ballot: Ballot, called: MeetingFacts | None, book: Rulebook, zone: ZoneInfo
) -> BallotFacts:
    """One ballot; its figures only once they are final, and of people never more than sums."""
    facts = BallotFacts(
        number=ballot.id, host=called.host if called else branch.name, zone=zone,
        meeting=f"{called.kind.zh}：{called.topic}" if called else "",
        kind=ballot.kind, method=ballot.method, question=ballot.question, opened=ballot.opened,
        ended=ballot.closed, void=ballot.void, lines=await lines_of(session, ballot), seats=ballot.seats,
        subject=await name_of(session, ballot.subject_id), excluded=await _excluded(session, ballot),
        by_hand=await _by_hand(session, ballot), signers=await _signers(session, ballot), approval=ballot.approval,
        approval_number=ballot.approval_number, approval_date=ballot.approval_date, earlier=ballot.earlier_id,
        roll=ballot.digest,
    )  # fmt: skip
    stands = (await standing(session, ballot)).stands
    return await _with_result(session, ballot, facts, book) if stands and not ballot.void else facts


async def _with_result(session: AsyncSession, ballot: Ballot, facts: BallotFacts, book: Rulebook) -> BallotFacts:
    record = await record_of(session, ballot, book)
    facts = replace(
        facts, fingerprint=str(record["hash"]), record=json.dumps(record, ensure_ascii=False, indent=1) + "\n"
    )  # fmt: skip
    if ballot.kind is BallotKind.ELECTION:
        return _with_names(facts, await elections.result(session, ballot, book))
    figures = await ballots_store.figures(session, ballot)
    written = sum(line.written for line in await ballots_store.roll(session, ballot.id))
    return replace(
        facts, counts=figures.counts, verdict=verdict(ballot.kind, figures.counts, book),
        from_absent=figures.from_absent, written=written,
    )  # fmt: skip


def _with_names(facts: BallotFacts, result: elections.Result) -> BallotFacts:
    """Of an election name by name, those written in last; ``counts`` is of papers, for nobody is for or against all."""
    papers, outcome = result.figures, result.outcome
    names = result.slate.names(result.slate.nominees)
    lines = [
        Line(
            name=name,
            for_=each.for_,
            against=each.against,
            abstain=each.abstain,
            said=_came_to(outcome, person),
        )
        for name, each, person in zip(names, result.count.nominees, result.slate.nominees, strict=True)
    ]
    lines += [
        Line(name=f"{person.name}（另选）", for_=votes, said=_came_to(outcome, person))
        for person, votes in result.written
    ]
    counts = Counts(
        expected=papers.expected, present=papers.present, issued=papers.issued, returned=papers.returned,
        valid=result.count.valid, for_=result.count.valid, against=0, abstain=0,
    )  # fmt: skip
    return replace(facts, lines=tuple(lines), counts=counts, quorum=outcome.quorum, bar=outcome.bar)


def _came_to(outcome: Outcome, person: Person) -> str:
    return "拟当选" if person.id in outcome.elected else "得票相同" if person.id in outcome.tied else ""


async def lines_of(session: AsyncSession, ballot: Ballot) -> tuple[Line, ...]:
    """The names on the paper of an election, in its order; without figures, which the office fills in by hand."""
    query = select(Nominee).where(Nominee.ballot_id == ballot.id).order_by(Nominee.position)
    return tuple(Line(name=row.person.name) for row in (await session.scalars(query)).unique())


async def _excluded(session: AsyncSession, ballot: Ballot) -> int:
    query = select(Exclusion.person_id).where(Exclusion.meeting_id == ballot.meeting_id)
    return len((await session.scalars(query)).all())


async def _by_hand(session: AsyncSession, ballot: Ballot) -> tuple[ByHand, ...]:
    rows = await session.scalars(select(HandCount).where(HandCount.ballot_id == ballot.id).order_by(HandCount.method))
    return tuple(
        ByHand(method=row.method, issued=row.issued, returned=row.returned, invalid=row.invalid) for row in rows
    )


async def _signers(session: AsyncSession, ballot: Ballot) -> tuple[Signer, ...]:
    rows = (await session.scalars(select(SignOff).where(SignOff.ballot_id == ballot.id))).unique().all()
    order = list(CountRole)
    ordered = sorted(rows, key=lambda row: order.index(row.role))
    return tuple(Signer(role=row.role, name=row.person.name, signed=row.signed) for row in ordered)


async def name_of(session: AsyncSession, person_id: int | None) -> str | None:
    person = await people_store.person(session, person_id) if person_id else None
    return person.name if person else None
