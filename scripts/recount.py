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
COUNTED = ("method", "issued", "returned", "invalid")  # of a count by hand; the rest is what its valid votes say


def fingerprint(ballot: Ballot) -> str:
    """SHA-256 of ``[question, options, expected, choices, codes]`` as UTF-8 JSON without spaces.

    Where some voted without the bot, or were struck off for it, these follow: how many were struck off, each count by
    hand, and the written opinions, as lists of their values.
    """
    record = [ballot[name] for name in ("question", "options", "expected", "choices", "codes")]
    struck, counted, written = without_bot(ballot)
    if struck or counted or any(written.values()):
        rows = [[row[name] for name in (*COUNTED, *ballot["options"])] for row in counted]
        record += [struck, rows, [written[option] for option in ballot["options"]]]
    return hashlib.sha256(json.dumps(record, ensure_ascii=False, separators=(",", ":")).encode()).hexdigest()


def without_bot(ballot: Ballot) -> tuple[int, list[dict[str, Any]], dict[str, int]]:
    """How many were struck off the roll, what was counted by hand, and what the written opinions say."""
    nothing = dict.fromkeys(ballot["options"], 0)
    return ballot.get("struck", 0), ballot.get("counted", []), ballot.get("written", nothing)


def tally_of(ballot: Ballot) -> Counter[str]:
    """All votes, however they were given."""
    tally: Counter[str] = Counter(ballot["choices"])
    _, counted, written = without_bot(ballot)
    for votes in (*counted, written):
        tally.update({option: votes[option] for option in ballot["options"]})
    return tally


def differences(ballot: Ballot) -> list[str]:
    """In what the stated result differs from what the lists and counts say; empty if in nothing."""
    choices, codes, result, tally = ballot["choices"], ballot["codes"], ballot["result"], tally_of(ballot)
    struck, counted, written = without_bot(ballot)
    by_bot = ballot["expected"] - struck - sum(written.values())
    returned = len(choices) + sum(row["returned"] for row in counted) + sum(written.values())
    handed = sum(row["issued"] for row in counted)
    too_many = any(row["returned"] > row["issued"] for row in counted)
    found = [f"{option}: stated {result[option]}, counted {tally[option]}"
             for option in ballot["options"] if result[option] != tally[option]]  # fmt: skip
    checks = {
        "choices that are no option": set(choices) <= set(ballot["options"]),
        "returned: not the number of choices": result["returned"] == returned,
        "more ballots returned than issued": len(choices) <= by_bot and len(choices) <= ballot["issued"],
        "more paper returned than issued, yet passed": not too_many or result["verdict"] != "passed",
        "issued: not those of the roll, of paper and hands": ballot["issued"] == ballot["expected"] - struck + handed,
        "paper and hands: more than were struck off": handed <= struck <= ballot["expected"],
        "paper and hands: the votes are not the valid ones": all(map(_adds_up, counted)),
        "inclusion codes: not one for each choice": not ballot["secret"] or len(codes) == len(choices),
        "inclusion codes: some twice, or out of order": codes == sorted(set(codes)),
        "hash: another one": ballot["hash"] == fingerprint(ballot),
    }
    return found + [what for what, holds in checks.items() if not holds]


def _adds_up(row: dict[str, Any]) -> bool:
    votes: list[int] = [number for name, number in row.items() if name not in COUNTED]
    valid: int = row["returned"] - row["invalid"]
    return min(row["issued"], row["invalid"], *votes) >= 0 and sum(votes) == valid


def main(path: str) -> int:
    """The exit status."""
    try:
        ballot: Ballot = json.loads(Path(path).read_text(encoding="utf-8"))
        tally = tally_of(ballot)
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
