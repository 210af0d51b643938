"""What anybody can check of a closed ballot: one hash over the question, the options, the size of the roll, the
published lists, and what was counted without the bot. ``scripts/recount.py`` computes it once more, from an exported
ballot alone and without this program.
"""

import hashlib
import json
from collections.abc import Sequence
from typing import Any

from bot.rules.counts import Part
from bot.rules.words import Choice, Source


def fingerprint(
    question: str, expected: int, choices: Sequence[Choice], codes: Sequence[str], parts: Sequence[Part] = (),
    struck: int = 0,
) -> str:  # fmt: skip
    """SHA-256, in hexadecimal, of ``[question, options, expected, choices, codes]`` as UTF-8 JSON without spaces.

    ``expected`` is the size of the roll; ``choices`` in the order of the ballot paper, ``codes`` in alphabetical order
    (none in an open ballot, where names stand beside the choices). Where some voted without the bot, or were struck off
    for it, ``struck``, :func:`counted` and :func:`written` follow, each row as the list of its values.
    """
    options = [option.value for option in Choice]
    record: list[Any] = [question, options, expected, [choice.value for choice in choices], list(codes)]
    rows, lodged = counted(parts), written(parts)
    if struck or rows or any(lodged.values()):
        record += [struck, [list(row.values()) for row in rows], list(lodged.values())]
    return _digest(record)


def election_fingerprint(
    question: str, nominees: Sequence[str], seats: int, expected: int, papers: Sequence[Sequence[str]],
    codes: Sequence[str],
) -> str:  # fmt: skip
    """The same of an election: its options are the nominees' names, each paper is a list of a choice for each of them
    and the names written in, and the number of seats stands at the end: it decides which papers are void."""
    return _digest([question, list(nominees), expected, [list(paper) for paper in papers], list(codes), seats])


def _digest(record: Sequence[object]) -> str:
    return hashlib.sha256(json.dumps(record, ensure_ascii=False, separators=(",", ":")).encode()).hexdigest()


def counted(parts: Sequence[Part]) -> list[dict[str, Any]]:
    """What was counted by hand, as an exported ballot has it."""
    return [
        {"method": part.source.value, "issued": part.issued, "returned": part.returned, "invalid": part.invalid,
         **_votes(part)}
        for part in parts if part.source in (Source.HANDS, Source.PAPER)
    ]  # fmt: skip


def written(parts: Sequence[Part]) -> dict[str, int]:
    """What the written opinions say, as an exported ballot has it."""
    lodged = next((part for part in parts if part.source is Source.WRITTEN), None)
    return _votes(lodged) if lodged else {option.value: 0 for option in Choice}


def _votes(part: Part) -> dict[str, int]:
    return {Choice.FOR.value: part.for_, Choice.AGAINST.value: part.against, Choice.ABSTAIN.value: part.abstain}
