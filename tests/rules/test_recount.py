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

from bot.rules import elections as elected
from bot.rules import rulebook
from bot.rules.box import ALPHABET, CODE
from bot.rules.counts import Part, total
from bot.rules.elections import MOST_NOMINEES, MOST_SEATS, Paper
from bot.rules.quorum import verdict
from bot.rules.words import BallotKind, BallotMethod, Choice, Source, Status
from bot.store.ballots import Ballot, Figures
from bot.store.branch import Person
from bot.store.election_exports import exported as exported_election
from bot.store.elections import Slate, result_of
from bot.store.exports import exported

SCRIPT = Path(__file__).parents[2] / "scripts" / "recount.py"
BOOK = rulebook.load()
OF_CHOICES = [kind for kind in BallotKind if kind is not BallotKind.ELECTION]
NAMES = st.sampled_from(["张三", "李四", "王五", "赵六"]) | st.text(min_size=1)
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
        kind=draw(st.sampled_from(OF_CHOICES)), method=BallotMethod.SECRET if secret else BallotMethod.OPEN,
        question=draw(st.text(min_size=1)), electors=expected, closed=datetime(2026, 11, 25, tzinfo=UTC),
    )  # fmt: skip
    counts = total(parts, expected=expected, present=draw(st.none() | st.integers(0, expected)))
    figures = Figures(counts, 0, tuple(choices), tuple(sorted(codes)), parts, struck)
    return exported(ballot, figures, verdict(ballot.kind, counts, BOOK), stands=draw(st.booleans()))


@given(ballot=ballots())
@settings(max_examples=1000, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_the_script_agrees_with_the_bot_on_any_ballot(recount: ModuleType, ballot: dict[str, Any]) -> None:
    assert recount.differences(json.loads(json.dumps(ballot))) == []


def _person(number: int, name: str) -> Person:
    return Person(id=number, name=name, status=Status.FULL, voting=True)


@st.composite
def elections(draw: st.DrawFn) -> dict[str, Any]:
    """Any closed election, as the bot exports it: over-marked papers, people of one name, runoffs."""
    names = draw(st.lists(NAMES, min_size=3, max_size=40))
    roll = tuple(_person(number, name) for number, name in enumerate(names, 1))
    nominees = tuple(draw(st.permutations(roll)))[: draw(st.integers(2, min(len(roll), MOST_NOMINEES)))]
    seats, runoff = draw(st.integers(1, min(len(nominees) - 1, MOST_SEATS))), draw(st.booleans())
    slate = Slate(seats, nominees, roll, 0 if runoff else seats)
    places = st.sampled_from([place for place, _ in slate.others] or [0])
    written = st.sets(places, max_size=slate.slots) if slate.others else st.just(set[int]())
    mark = st.sampled_from(Choice)
    paper = st.builds(
        lambda marks, others: Paper(tuple(marks), tuple(sorted(others))),
        st.lists(mark, min_size=len(nominees), max_size=len(nominees)), written,
    )  # fmt: skip
    spelled = sorted(each.spell(slate.slots) for each in draw(st.lists(paper, max_size=len(roll))))
    papers = tuple(slate.read(each) for each in spelled)
    codes = draw(st.lists(CODES, min_size=len(papers), max_size=len(papers), unique=True))
    present = draw(st.none() | st.integers(0, len(roll)))
    figures = elected.Figures(expected=len(roll), present=present, issued=len(roll), returned=len(papers))
    ballot = Ballot(
        kind=BallotKind.ELECTION, method=BallotMethod.SECRET, question=draw(st.text(min_size=1)), electors=len(roll),
        closed=datetime(2026, 11, 25, tzinfo=UTC), seats=seats, runoff=runoff,
    )  # fmt: skip
    return exported_election(ballot, result_of(slate, figures, papers, tuple(sorted(codes)), BOOK, runoff=runoff), BOOK)


@given(ballot=elections())
@settings(max_examples=1000, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_the_script_agrees_with_the_bot_on_any_election(recount: ModuleType, ballot: dict[str, Any]) -> None:
    again = json.loads(json.dumps(ballot))
    assert recount.differences(again) == []
    assert len(recount.told(again)) == len(ballot["options"]) + len(ballot["result"]["written"]) + 1


ELECTION: dict[str, Any] = {
    "question": "选举委员", "kind": "election", "secret": True, "expected": 4, "issued": 4, "seats": 1,
    "options": ["张三", "李四"], "choices": [["for", "against"], ["for", "for"], ["against", "abstain", "王五"]],
    "codes": ["22222222", "33333333", "44444444"],
    "result": {
        "returned": 3, "valid": 2, "over_marked": 1, "written": {"王五": 1},
        "nominees": {"张三": {"for": 1, "against": 1, "abstain": 0}, "李四": {"for": 0, "against": 1, "abstain": 1}},
    },
}  # fmt: skip


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"result": ELECTION["result"] | {"valid": 3}}, "valid: stated 3, counted 2"),
        ({"result": ELECTION["result"] | {"written": {}}}, "written: stated {}, counted {'王五': 1}"),
        ({"seats": 2}, "over_marked: stated 1, counted 0"),
        ({"seats": 2}, "hash: another one"),
        ({"choices": [["for"], ["for", "for"], ["against", "abstain", "王五"]]}, ""),
        ({"choices": [["for", "maybe"], ["for", "for"], ["against", "abstain", "王五"]]}, "papers that are none of"),
        ({"choices": [["for", "against"], ["for", "for"], ["against", "abstain", "张三"]]}, "papers that are none of"),
        ({"choices": [["for", "against"]]}, "returned: not the number of papers"),
        ({"options": ["李四", "张三"]}, "nominees: stated"),
    ],
)
def test_whatever_was_changed_of_an_election_is_noticed(
    recount: ModuleType, tmp_path: Path, capsys: pytest.CaptureFixture[str], change: dict[str, Any], told: str
) -> None:
    file = tmp_path / "ballot.json"
    sound = ELECTION | {"hash": recount.fingerprint(ELECTION)}
    file.write_text(json.dumps(sound), encoding="utf-8")
    assert recount.main(str(file)) == 0
    assert "王五 (written in): 1\nvalid 2 · over-marked 1 · seats 1" in capsys.readouterr().out
    file.write_text(json.dumps(sound | change), encoding="utf-8")
    assert recount.main(str(file)) == (1 if told else 2)
    assert f"DIFFERS  {told}" in capsys.readouterr().out or not told


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
