"""A closed ballot as others check it: for the command line, and for the folder of the meeting."""

from typing import Any

from bot.rules.quorum import Verdict
from bot.rules.recount import fingerprint
from bot.rules.words import Choice
from bot.store.ballots import Ballot, Figures


def exported(ballot: Ballot, figures: Figures, found: Verdict) -> dict[str, Any]:
    """A closed ballot with its published lists, its result and its hash, as scripts/recount.py reads it."""
    counts = figures.counts
    return {
        "question": ballot.question, "kind": ballot.kind.value, "secret": ballot.secret,
        "expected": counts.expected, "issued": counts.issued, "options": [option.value for option in Choice],
        "choices": [choice.value for choice in figures.choices], "codes": list(figures.codes),
        "result": {
            "present": counts.present, "returned": counts.returned, "valid": counts.valid, **options(figures),
            "threshold": found.threshold, "quorum": found.quorum, "verdict": said(found), "clause": found.clause.zh,
        },
        "hash": fingerprint(ballot.question, counts.expected, figures.choices, figures.codes),
    }  # fmt: skip


def options(figures: Figures) -> dict[str, int]:
    """How often each choice was made, by its stored value."""
    return {option.value: figures.choices.count(option) for option in Choice}


def said(found: Verdict) -> str:
    """``passed``, ``failed``, or ``opinion`` where figures are all there is."""
    return {True: "passed", False: "failed", None: "opinion"}[found.passed]
