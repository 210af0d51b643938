"""Ballots for whoever checks them from outside: a list, and one closed ballot with its published lists."""

import json
from pathlib import Path
from typing import Any

from bot.actions.base import Deed
from bot.console import Problem, deed_of, say
from bot.rules.quorum import verdict
from bot.rules.words import BallotKind, Choice
from bot.settings import Settings
from bot.store import ballots as store
from bot.store import election_exports
from bot.store.ballots import Ballot
from bot.store.ballots_standing import standing
from bot.store.exports import options, record_of, said

Row = dict[str, Any]


async def ballots(settings: Settings) -> list[Row]:
    """Every ballot, the oldest first; counts and verdict once it is closed."""
    async with deed_of(settings) as deed:
        every = await store.of_branch(deed.session, deed.branch.id)
        turnout = await store.turnout(deed.session, [ballot.id for ballot in every])
        return [await _row(deed, ballot, turnout[ballot.id]) for ballot in every]


async def export(settings: Settings, ballot_id: int, file: Path) -> None:
    """Writes one closed ballot as JSON; Problem where there is none, or none that was counted."""
    async with deed_of(settings) as deed:
        ballot = await store.by_id(deed.session, ballot_id)
        if ballot is None or ballot.branch_id != deed.branch.id:
            raise Problem(say(settings, "console.no_ballot", number=ballot_id))
        if not _counted(ballot):
            raise Problem(say(settings, "console.not_counted", number=ballot_id))
        record = await record_of(deed.session, ballot, deed.book)
    file.write_text(json.dumps(record, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


async def _row(deed: Deed, ballot: Ballot, returned: int) -> Row:
    row = {
        "id": ballot.id, "question": ballot.question, "kind": ballot.kind.value, "secret": ballot.secret,
        "state": _state(ballot, deed), "expected": ballot.electors, "issued": ballot.electors, "returned": returned,
        "options": {option.value: None for option in Choice}, "verdict": None, "clause": None,
    }  # fmt: skip
    if ballot.kind is BallotKind.ELECTION:
        row |= await election_exports.row(deed.session, ballot, deed.book, counted=_counted(ballot))
    elif _counted(ballot):
        figures = await store.figures(deed.session, ballot)
        found = verdict(ballot.kind, figures.counts, deed.book)
        stands = (await standing(deed.session, ballot)).stands
        row |= {"issued": figures.counts.issued, "returned": figures.counts.returned, "options": options(figures)}
        row |= {"verdict": said(found) if stands else None, "clause": found.clause.zh}
    return row


def _counted(ballot: Ballot) -> bool:
    """Whether its figures are final: closed, and not void."""
    return ballot.closed is not None and not ballot.void


def _state(ballot: Ballot, deed: Deed) -> str:
    """``open``, ``ended`` (its time is over, it is not counted yet), ``closed`` or ``void``."""
    if ballot.void:
        return "void"
    if ballot.closed is not None:
        return "closed"
    return "ended" if ballot.ended(deed.now) else "open"
