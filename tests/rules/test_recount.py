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
from bot.rules.quorum import Counts, verdict
from bot.rules.words import BallotKind, BallotMethod, Choice
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
def ballots(draw: st.DrawFn) -> dict[str, Any]:
    """Any closed ballot, as the bot exports it."""
    choices = sorted(draw(st.lists(st.sampled_from(Choice), max_size=60)), key=list(Choice).index)
    secret = draw(st.booleans())
    codes = draw(st.lists(CODES, min_size=len(choices), max_size=len(choices), unique=True)) if secret else []
    expected = len(choices) + draw(st.integers(0, 40))
    ballot = Ballot(
        kind=draw(st.sampled_from(BallotKind)), method=BallotMethod.SECRET if secret else BallotMethod.OPEN,
        question=draw(st.text(min_size=1)), electors=expected, closed=datetime(2026, 11, 25, tzinfo=UTC),
    )  # fmt: skip
    counts = Counts(
        expected=expected, present=draw(st.none() | st.integers(0, expected)), issued=expected,
        returned=len(choices), valid=len(choices), for_=choices.count(Choice.FOR),
        against=choices.count(Choice.AGAINST), abstain=choices.count(Choice.ABSTAIN),
    )  # fmt: skip
    figures = Figures(counts, 0, tuple(choices), tuple(sorted(codes)))
    return exported(ballot, figures, verdict(ballot.kind, counts, BOOK))


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
