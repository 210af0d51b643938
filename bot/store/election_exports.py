"""Elections for whoever checks them from outside: what a list and an exported file say of them."""

from typing import Any

from sqlalchemy.ext.asyncio import AsyncSession

from bot.rules.elections import Standing
from bot.rules.recount import election_fingerprint
from bot.rules.rulebook import Base, Rulebook
from bot.rules.words import Choice
from bot.store import elections as store
from bot.store.ballots import Ballot
from bot.store.ballots_standing import standing
from bot.store.elections import Result

Row = dict[str, Any]


async def row(session: AsyncSession, ballot: Ballot, book: Rulebook, *, counted: bool) -> Row:
    """What a list says of it beyond what it says of every ballot: figures for each nominee once it is counted."""
    clause = book.election.clause.zh
    slate = await store.slate(session, ballot)
    if not counted:
        empty = {option.value: None for option in Choice}
        return {"seats": slate.seats, "options": {name: dict(empty) for name in slate.names(slate.nominees)}}
    result = await store.result(session, ballot, book)
    stands = (await standing(session, ballot)).stands
    more = {
        "options": _options(result), "verdict": _verdict(result) if stands else None,
        "elected": result.named(result.outcome.elected) if stands else [],
        "approval": ballot.approval.value if stands and ballot.approval and result.outcome.elected else None,
    }  # fmt: skip
    return {"seats": slate.seats, "clause": clause, **more}


def exported(ballot: Ballot, result: Result, book: Rulebook, *, stands: bool = True) -> Row:
    """A closed election with its published lists, its result and its hash, as scripts/recount.py reads it: each paper
    is a list of a choice for each nominee and then the names written in."""
    figures, outcome, slate = result.figures, result.outcome, result.slate
    names, papers = slate.names(slate.nominees), result.spelled()
    return {
        "question": ballot.question, "kind": ballot.kind.value, "secret": ballot.secret,
        "expected": figures.expected, "issued": figures.issued, "seats": slate.seats, "options": names,
        "choices": papers, "codes": list(result.codes),
        "result": {
            "present": figures.present, "returned": figures.returned, "valid": result.count.valid,
            "over_marked": result.count.void, "nominees": _options(result),
            "written": {slate.names([person])[0]: votes for person, votes in result.written},
            "elected": result.named(outcome.elected) if stands else [],
            "tied": result.named(outcome.tied) if stands else [], "left": outcome.left if stands else None,
            "threshold": outcome.bar, "threshold_of_expected": outcome.needed[Base.EXPECTED],
            "threshold_of_present": outcome.needed[Base.PRESENT], "quorum": outcome.quorum,
            "standing": outcome.standing.value if stands else None, "verdict": _verdict(result) if stands else None,
            "clause": book.election.clause.zh,
        },
        "hash": election_fingerprint(ballot.question, names, slate.seats, figures.expected, papers, result.codes),
    }  # fmt: skip


def _options(result: Result) -> dict[str, dict[str, int]]:
    names = result.slate.names(result.slate.nominees)
    return {
        name: {"for": support.for_, "against": support.against, "abstain": support.abstain}
        for name, support in zip(names, result.count.nominees, strict=True)
    }


def _verdict(result: Result) -> str:
    """``passed`` where all seats are filled, ``opinion`` where nobody can say whether it holds, else ``failed``."""
    standing = result.outcome.standing
    if standing is Standing.NO_ATTENDANCE:
        return "opinion"
    return "passed" if standing is Standing.FILLED else "failed"
