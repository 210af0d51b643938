"""A closed ballot as others check it: for the command line, and for the folder of the meeting."""

from typing import Any

from sqlalchemy.ext.asyncio import AsyncSession

from bot.rules.quorum import Verdict, verdict
from bot.rules.recount import counted, fingerprint, written
from bot.rules.rulebook import Rulebook
from bot.rules.words import BallotKind, Choice
from bot.store import ballots, election_exports, elections
from bot.store.ballots import Ballot, Figures
from bot.store.ballots_standing import standing


async def record_of(session: AsyncSession, ballot: Ballot, book: Rulebook) -> dict[str, Any]:
    """A closed ballot of any kind."""
    stands = (await standing(session, ballot)).stands
    if ballot.kind is BallotKind.ELECTION:
        return election_exports.exported(ballot, await elections.result(session, ballot, book), book, stands=stands)
    figures = await ballots.figures(session, ballot)
    return exported(ballot, figures, verdict(ballot.kind, figures.counts, book), stands=stands)


def exported(ballot: Ballot, figures: Figures, found: Verdict, *, stands: bool = True) -> dict[str, Any]:
    """A closed ballot with its published lists, what was counted without the bot, its result and its hash, as
    scripts/recount.py reads it. The verdict is null while the count waits for signatures."""
    counts = figures.counts
    return {
        "question": ballot.question, "kind": ballot.kind.value, "secret": ballot.secret,
        "expected": counts.expected, "issued": counts.issued, "options": [option.value for option in Choice],
        "choices": [choice.value for choice in figures.choices], "codes": list(figures.codes),
        "struck": figures.struck, "counted": counted(figures.parts), "written": written(figures.parts),
        "result": {
            "present": counts.present, "returned": counts.returned, "valid": counts.valid, **options(figures),
            "threshold": found.threshold, "quorum": found.quorum, "verdict": said(found) if stands else None,
            "clause": found.clause.zh,
        },
        "hash": fingerprint(
            ballot.question, counts.expected, figures.choices, figures.codes, figures.parts, figures.struck
        ),
    }  # fmt: skip


def options(figures: Figures) -> dict[str, int]:
    """How often each choice was made, by its stored value."""
    counts = figures.counts
    return {Choice.FOR.value: counts.for_, Choice.AGAINST.value: counts.against, Choice.ABSTAIN.value: counts.abstain}


def said(found: Verdict) -> str:
    """``passed``, ``failed``, or ``opinion`` where figures are all there is."""
    return {True: "passed", False: "failed", None: "opinion"}[found.passed]
