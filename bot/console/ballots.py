"""Ballots for whoever checks them from outside: a list, and one closed ballot with its published lists."""

import json
from pathlib import Path
from typing import Any

from bot.actions.base import Deed
from bot.console import Problem, deed_of, elections, say
from bot.rules.quorum import Verdict, verdict
from bot.rules.recount import fingerprint
from bot.rules.words import BallotKind, Choice
from bot.settings import Settings
from bot.store import ballots as store
from bot.store import elections as election_store
from bot.store.ballots import Ballot, Figures

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
        if ballot.kind is BallotKind.ELECTION:
            record = elections.exported(ballot, await election_store.result(deed.session, ballot, deed.book), deed.book)
        else:
            figures = await store.figures(deed.session, ballot)
            record = exported(ballot, figures, verdict(ballot.kind, figures.counts, deed.book))
    file.write_text(json.dumps(record, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


async def _row(deed: Deed, ballot: Ballot, returned: int) -> Row:
    row = {
        "id": ballot.id, "question": ballot.question, "kind": ballot.kind.value, "secret": ballot.secret,
        "state": _state(ballot, deed), "expected": ballot.electors, "issued": ballot.electors, "returned": returned,
        "options": {option.value: None for option in Choice}, "verdict": None, "clause": None,
    }  # fmt: skip
    if ballot.kind is BallotKind.ELECTION:
        row |= await elections.row(deed, ballot, counted=_counted(ballot))
    elif _counted(ballot):
        figures = await store.figures(deed.session, ballot)
        found = verdict(ballot.kind, figures.counts, deed.book)
        row |= {"options": _options(figures), "verdict": _said(found), "clause": found.clause.zh}
    return row


def exported(ballot: Ballot, figures: Figures, found: Verdict) -> Row:
    """A closed ballot with its published lists, its result and its hash, as scripts/recount.py reads it."""
    counts = figures.counts
    return {
        "question": ballot.question, "kind": ballot.kind.value, "secret": ballot.secret,
        "expected": counts.expected, "issued": counts.issued, "options": [option.value for option in Choice],
        "choices": [choice.value for choice in figures.choices], "codes": list(figures.codes),
        "result": {
            "present": counts.present, "returned": counts.returned, "valid": counts.valid, **_options(figures),
            "threshold": found.threshold, "quorum": found.quorum, "verdict": _said(found), "clause": found.clause.zh,
        },
        "hash": fingerprint(ballot.question, counts.expected, figures.choices, figures.codes),
    }  # fmt: skip


def _options(figures: Figures) -> dict[str, int]:
    return {option.value: figures.choices.count(option) for option in Choice}


def _said(found: Verdict) -> str:
    """``passed``, ``failed``, or ``opinion`` where figures are all there is."""
    return {True: "passed", False: "failed", None: "opinion"}[found.passed]


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
