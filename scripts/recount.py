#!/usr/bin/env python3
"""Counts an exported ballot once more: ``python3 scripts/recount.py FILE.json``.

Needs nothing but Python's standard library and the file that ``python -m bot ballots export`` wrote. Prints the tally;
exits with 0 only if it equals the stated result and the hash, with 1 where something differs, with 2 where the file
cannot be read as an exported ballot.
"""

import hashlib
import json
import sys
from collections import Counter
from pathlib import Path
from typing import Any

Ballot = dict[str, Any]


def fingerprint(ballot: Ballot) -> str:
    """SHA-256 of ``[question, options, expected, choices, codes]`` as UTF-8 JSON without spaces."""
    record = [ballot[name] for name in ("question", "options", "expected", "choices", "codes")]
    return hashlib.sha256(json.dumps(record, ensure_ascii=False, separators=(",", ":")).encode()).hexdigest()


def differences(ballot: Ballot) -> list[str]:
    """In what the stated result differs from what the lists say; empty if in nothing."""
    choices, codes, result = ballot["choices"], ballot["codes"], ballot["result"]
    tally: Counter[str] = Counter(choices)
    found = [f"{option}: stated {result[option]}, counted {tally[option]}"
             for option in ballot["options"] if result[option] != tally[option]]  # fmt: skip
    checks = {
        "choices that are no option": set(tally) <= set(ballot["options"]),
        "returned: not the number of choices": result["returned"] == len(choices),
        "more ballots returned than issued": len(choices) <= ballot["issued"] <= ballot["expected"],
        "inclusion codes: not one for each choice": not ballot["secret"] or len(codes) == len(choices),
        "inclusion codes: some twice, or out of order": codes == sorted(set(codes)),
        "hash: another one": ballot["hash"] == fingerprint(ballot),
    }
    return found + [what for what, holds in checks.items() if not holds]


def main(path: str) -> int:
    """The exit status."""
    try:
        ballot: Ballot = json.loads(Path(path).read_text(encoding="utf-8"))
        tally: Counter[str] = Counter(ballot["choices"])
        found = differences(ballot)
    except (OSError, ValueError, KeyError, TypeError) as error:
        print(f"{path}: not an exported ballot ({type(error).__name__}: {error})", file=sys.stderr)
        return 2
    print(ballot["question"])
    print(" · ".join(f"{option} {tally[option]}" for option in ballot["options"]))
    for line in found:
        print(f"DIFFERS  {line}")
    print("as stated" if not found else "not as stated")
    return 1 if found else 0


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit("usage: recount.py FILE.json")
    sys.exit(main(sys.argv[1]))
