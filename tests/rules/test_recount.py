"""The script that counts once more agrees with the bot on any ballot, and notices whatever was changed."""

import json
import sys
from datetime import UTC, datetime
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.rules import rulebook
from bot.rules.box import ALPHABET, CODE
from bot.rules.counts import Part, total
from bot.rules.quorum import verdict
from bot.rules.words import BallotKind, BallotMethod, Choice, Source
from bot.store.ballots import Ballot, Figures
from bot.store.exports import exported

SCRIPT = Path(__file__).parents[2] / "scripts" / "recount.py"
BOOK = rulebook.load()
CODES = st.text(ALPHABET, min_size=CODE, max_size=CODE)


@pytest.fixture(scope="module")
def recount() -> ModuleType:
    """The script, imported from its place: it is no part of any package."""
    spec = spec_from_file_location("recount", SCRIPT)
    if spec is None or spec.loader is None:
        raise LookupError(SCRIPT)
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@st.composite
def counted_by_hand(draw: st.DrawFn, source: Source) -> Part:
    """Any count of paper or hands, more returned than issued among them."""
    for_, against, abstain, invalid = (draw(st.integers(0, 5)) for _ in range(4))
    returned = for_ + against + abstain + invalid
    return Part(
        source=source, issued=draw(st.integers(0, 20)), returned=returned, invalid=invalid,
        for_=for_, against=against, abstain=abstain,
    )  # fmt: skip


def part_of(source: Source, choices: list[Choice], issued: int) -> Part:
    return Part(
        source=source, issued=issued, returned=len(choices), for_=choices.count(Choice.FOR),
        against=choices.count(Choice.AGAINST), abstain=choices.count(Choice.ABSTAIN),
    )  # fmt: skip


@st.composite
def ballots(draw: st.DrawFn) -> dict[str, Any]:
    """Any closed ballot, as the bot exports it: with paper, hands and written opinions, or without."""
    choices = sorted(draw(st.lists(st.sampled_from(Choice), max_size=60)), key=list(Choice).index)
    secret = draw(st.booleans())
    codes = draw(st.lists(CODES, min_size=len(choices), max_size=len(choices), unique=True)) if secret else []
    sources = draw(st.sets(st.sampled_from([Source.HANDS, Source.PAPER])))
    by_hand = [draw(counted_by_hand(source)) for source in sorted(sources)]
    lodged = draw(st.lists(st.sampled_from(Choice), max_size=3))
    struck = sum(part.issued for part in by_hand) + draw(st.integers(0, 2))
    bot = len(choices) + draw(st.integers(0, 40))
    written = [part_of(Source.WRITTEN, lodged, len(lodged))] if lodged else []
    parts = (part_of(Source.BOT, choices, bot), *by_hand, *written)
    expected = bot + struck + len(lodged)
    ballot = Ballot(
        kind=draw(st.sampled_from(BallotKind)), method=BallotMethod.SECRET if secret else BallotMethod.OPEN,
        question=draw(st.text(min_size=1)), electors=expected, closed=datetime(2026, 11, 25, tzinfo=UTC),
    )  # fmt: skip
    counts = total(parts, expected=expected, present=draw(st.none() | st.integers(0, expected)))
    figures = Figures(counts, 0, tuple(choices), tuple(sorted(codes)), parts, struck)
    return exported(ballot, figures, verdict(ballot.kind, counts, BOOK), stands=draw(st.booleans()))


@given(ballot=ballots())
@settings(max_examples=1000, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_the_script_agrees_with_the_bot_on_any_ballot(recount: ModuleType, ballot: dict[str, Any]) -> None:
    assert recount.differences(json.loads(json.dumps(ballot))) == []


SECRET = {
    "question": "是否同意", "kind": "opinion", "secret": True, "expected": 5, "issued": 5,
    "options": ["for", "against", "abstain"], "choices": ["for", "for", "against"],
    "codes": ["22222222", "33333333", "44444444"],
    "result": {"for": 2, "against": 1, "abstain": 0, "returned": 3},
}  # fmt: skip


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"result": {"for": 3, "against": 0, "abstain": 0, "returned": 3}}, "for: stated 3, counted 2"),
        ({"choices": ["for", "for", "for"]}, "against: stated 1, counted 0"),
        ({"choices": ["for", "for", "maybe"]}, "choices that are no option"),
        ({"choices": ["for", "for"]}, "returned: not the number of choices"),
        ({"issued": 2}, "more ballots returned than issued"),
        ({"codes": ["22222222", "33333333"]}, "inclusion codes: not one for each choice"),
        ({"codes": ["22222222", "33333333", "33333333"]}, "inclusion codes: some twice, or out of order"),
        ({"question": "是否反对"}, "hash: another one"),
        ({"expected": 6}, "hash: another one"),
    ],
)
def test_whatever_was_changed_is_noticed(
    recount: ModuleType, tmp_path: Path, capsys: pytest.CaptureFixture[str], change: dict[str, Any], told: str
) -> None:
    file = tmp_path / "ballot.json"
    sound = SECRET | {"hash": recount.fingerprint(SECRET)}
    file.write_text(json.dumps(sound), encoding="utf-8")
    assert recount.main(str(file)) == 0
    file.write_text(json.dumps(sound | change), encoding="utf-8")
    assert recount.main(str(file)) == 1
    assert f"DIFFERS  {told}" in capsys.readouterr().out


HANDS = {"method": "hands", "issued": 2, "returned": 2, "invalid": 0, "for": 1, "against": 1, "abstain": 0}
PAPER = {"method": "paper", "issued": 3, "returned": 3, "invalid": 1, "for": 1, "against": 0, "abstain": 1}
NONE = {"for": 0, "against": 0, "abstain": 0}
MIXED = {
    "question": "是否同意", "kind": "motion", "secret": False, "expected": 12, "issued": 11,
    "options": ["for", "against", "abstain"], "choices": ["for", "for", "against"], "codes": [],
    "struck": 6, "counted": [HANDS, PAPER], "written": {"for": 1, "against": 0, "abstain": 0},
    "result": {"for": 5, "against": 2, "abstain": 1, "returned": 9, "verdict": "passed"},
}  # fmt: skip


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"counted": [HANDS | {"for": 2, "against": 0}, PAPER]}, "for: stated 5, counted 6"),
        ({"written": {"for": 0, "against": 1, "abstain": 0}}, "against: stated 2, counted 3"),
        ({"counted": [HANDS]}, "issued: not those of the roll, of paper and hands"),
        ({"counted": []}, "hash: another one"),
        ({"counted": [PAPER, HANDS]}, "hash: another one"),
        ({"counted": [HANDS | {"method": "paper"}, PAPER]}, "hash: another one"),
        ({"counted": [HANDS, PAPER | {"issued": 5}], "issued": 13}, "paper and hands: more than were struck off"),
        ({"counted": [HANDS, PAPER | {"invalid": 0}]}, "paper and hands: the votes are not the valid ones"),
        (
            {"counted": [HANDS, PAPER | {"returned": 4, "invalid": 2}]},
            "more paper returned than issued, yet passed",
        ),
        ({"counted": [HANDS, PAPER | {"returned": 4, "invalid": 2}]}, "returned: not the number of choices"),
        ({"struck": 7}, "issued: not those of the roll, of paper and hands"),
        ({"struck": 7, "issued": 10}, "hash: another one"),
        ({"struck": 10, "issued": 7}, "more ballots returned than issued"),
        ({"written": NONE}, "hash: another one"),
    ],
)
def test_whatever_was_changed_in_what_was_counted_by_hand_is_noticed(
    recount: ModuleType, change: dict[str, Any], told: str
) -> None:
    sound = MIXED | {"hash": recount.fingerprint(MIXED)}
    assert recount.differences(sound) == []
    assert told in recount.differences(sound | change)


@pytest.mark.parametrize("content", ["", "[]", "{}", '{"choices": 7}', '{"choices": ["for"], "codes": []}'])
def test_what_is_no_exported_ballot_is_said_to_be_none(
    recount: ModuleType, tmp_path: Path, capsys: pytest.CaptureFixture[str], content: str
) -> None:
    file = tmp_path / "ballot.json"
    file.write_text(content, encoding="utf-8")
    assert recount.main(str(file)) == 2
    assert "not an exported ballot" in capsys.readouterr().err


def test_the_script_needs_nothing_but_the_standard_library() -> None:
    lines = SCRIPT.read_text(encoding="utf-8").splitlines()
    imported = {line.split()[1].partition(".")[0] for line in lines if line.startswith(("import ", "from "))}
    assert imported <= sys.stdlib_module_names
