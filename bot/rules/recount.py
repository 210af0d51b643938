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
    record = [question, options, expected, [choice.value for choice in choices], list(codes)]
    return hashlib.sha256(json.dumps(record, ensure_ascii=False, separators=(",", ":")).encode()).hexdigest()
