"""What anybody can check of a closed ballot: one hash over the question, the options, the size of the roll and the
published lists. ``scripts/recount.py`` computes it once more, from an exported ballot alone and without this program.
"""

import hashlib
import json
from collections.abc import Sequence

from bot.rules.words import Choice


def fingerprint(question: str, expected: int, choices: Sequence[Choice], codes: Sequence[str]) -> str:
    """SHA-256, in hexadecimal, of ``[question, options, expected, choices, codes]`` as UTF-8 JSON without spaces.

    ``expected`` is the size of the roll; ``choices`` in the order of the ballot paper, ``codes`` in alphabetical order
    (none in an open ballot, where names stand beside the choices).
    """
    options = [option.value for option in Choice]
    return _digest([question, options, expected, [choice.value for choice in choices], list(codes)])


def election_fingerprint(
    question: str, nominees: Sequence[str], seats: int, expected: int, papers: Sequence[Sequence[str]],
    codes: Sequence[str],
) -> str:  # fmt: skip
    """The same of an election: its options are the nominees' names, each paper is a list of a choice for each of them
    and the names written in, and the number of seats stands at the end: it decides which papers are void."""
    return _digest([question, list(nominees), expected, [list(paper) for paper in papers], list(codes), seats])


def _digest(record: list[object]) -> str:
    return hashlib.sha256(json.dumps(record, ensure_ascii=False, separators=(",", ":")).encode()).hexdigest()
