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
MARKS = ("for", "against", "abstain")  # of each nominee in an election


def fingerprint(ballot: Ballot) -> str:
    """SHA-256 of ``[question, options, expected, choices, codes]`` as UTF-8 JSON without spaces.

    Of an election the number of seats follows. Where some voted without the bot, or were struck off for it, these
    follow: how many were struck off, each count by hand, and the written opinions, as lists of their values.
    """
    names = ("question", "options", "expected", "choices", "codes", "seats")
    record = [ballot[name] for name in names if name != "seats" or name in ballot]
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
    found = _of_election(ballot) if "seats" in ballot else _of_choices(ballot)
    choices, codes = ballot["choices"], ballot["codes"]
    checks = {
        "inclusion codes: not one for each choice": not ballot["secret"] or len(codes) == len(choices),
        "inclusion codes: some twice, or out of order": codes == sorted(set(codes)),
        "hash: another one": ballot["hash"] == fingerprint(ballot),
    }
    return found + [what for what, holds in checks.items() if not holds]


def _adds_up(row: dict[str, Any]) -> bool:
    votes: list[int] = [number for name, number in row.items() if name not in COUNTED]
    valid: int = row["returned"] - row["invalid"]
    return min(row["issued"], row["invalid"], *votes) >= 0 and sum(votes) == valid


def _of_choices(ballot: Ballot) -> list[str]:
    choices, result, tally = ballot["choices"], ballot["result"], tally_of(ballot)
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
    }
    return found + [what for what, holds in checks.items() if not holds]


def _of_election(ballot: Ballot) -> list[str]:
    counted, stated = election(ballot), ballot["result"]
    found = [f"{what}: stated {stated[what]}, counted {counted[what]}"
             for what in counted if stated[what] != counted[what]]  # fmt: skip
    sound = all(_is_paper(paper, ballot["options"]) for paper in ballot["choices"])
    checks = {
        "papers that are none of this election": sound,
        "returned: not the number of papers": stated["returned"] == len(ballot["choices"]),
        "more ballots returned than issued": len(ballot["choices"]) <= ballot["issued"] <= ballot["expected"],
    }
    return found + [what for what, holds in checks.items() if not holds]


def election(ballot: Ballot) -> dict[str, Any]:
    """What the papers of an election say: a paper that is for more people than there are seats counts for nobody."""
    names, papers = ballot["options"], ballot["choices"]
    valid = [paper for paper in papers if _named(paper, len(names)) <= ballot["seats"]]
    marks = {name: Counter(paper[place] for paper in valid) for place, name in enumerate(names)}
    return {
        "nominees": {name: {mark: marks[name][mark] for mark in MARKS} for name in names},
        "written": dict(Counter(name for paper in valid for name in paper[len(names) :])),
        "valid": len(valid), "over_marked": len(papers) - len(valid),
    }  # fmt: skip


def _named(paper: list[str], nominees: int) -> int:
    return paper[:nominees].count("for") + len(paper[nominees:])


def _is_paper(paper: list[str], names: list[str]) -> bool:
    marks, written = paper[: len(names)], paper[len(names) :]
    fresh = len(set(written)) == len(written) and not set(written) & set(names)
    return len(marks) == len(names) and set(marks) <= set(MARKS) and fresh


def told(ballot: Ballot) -> list[str]:
    """The tally in lines."""
    if "seats" not in ballot:
        tally = tally_of(ballot)
        return [" · ".join(f"{option} {tally[option]}" for option in ballot["options"])]
    counted = election(ballot)
    lines = [f"{name}: " + " · ".join(f"{mark} {number}" for mark, number in marks.items())
             for name, marks in counted["nominees"].items()]  # fmt: skip
    lines += [f"{name} (written in): {number}" for name, number in counted["written"].items()]
    return [*lines, f"valid {counted['valid']} · over-marked {counted['over_marked']} · seats {ballot['seats']}"]


def main(path: str) -> int:
    """The exit status."""
    try:
        ballot: Ballot = json.loads(Path(path).read_text(encoding="utf-8"))
        lines, found = told(ballot), differences(ballot)
    except (OSError, ValueError, KeyError, TypeError, IndexError, AttributeError) as error:
        print(f"{path}: not an exported ballot ({type(error).__name__}: {error})", file=sys.stderr)
        return 2
    print(ballot["question"], *lines, sep="\n")
    for line in found:
        print(f"DIFFERS  {line}")
    print("as stated" if not found else "not as stated")
    return 1 if found else 0


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit("usage: recount.py FILE.json")
    sys.exit(main(sys.argv[1]))
