"""The box: one length whatever is inside, two lists that nothing joins; and the codes, one a person."""

import random
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.cards.ballots_secret import CHOSEN, OTHER, Cast, Mark
from bot.keys import ballots as keys
from bot.keys.ballots import BallotKeys, Locked
from bot.rules.box import ALPHABET, CODE, SIGNS, Box, spelled
from bot.rules.language import Language
from bot.rules.words import Choice
from bot.texts import texts_of

codes = st.text(ALPHABET, min_size=CODE, max_size=CODE)


@st.composite
def filled(draw: st.DrawFn) -> list[tuple[str, str]]:
    """Votes of one width, each with its code: a choice, or the paper of an election."""
    width = draw(st.just(1) | st.integers(2, 30))
    vote = st.sampled_from([*SIGNS.values()]) if width == 1 else st.text("+-0a9.z", min_size=width, max_size=width)
    return draw(st.lists(st.tuples(vote, codes), max_size=60, unique_by=lambda cast: cast[1]))


def _filled(cast: list[tuple[str, str]]) -> Box:
    box = Box(width=len(cast[0][0]) if cast else 1)
    for vote, code in cast:
        box = box.with_vote(vote, code)
    return box


@given(filled(), st.randoms(use_true_random=False), st.integers(0, 5))
def test_it_packs_to_one_length_and_keeps_no_order_of_casting(
    cast: list[tuple[str, str]], chance: random.Random, room: int
) -> None:
    size = len(cast) + room + 1
    box, shuffled = _filled(cast), list(cast)
    chance.shuffle(shuffled)
    assert _filled(shuffled) == box
    assert len(box.pack(size)) == len(Box(width=box.width).pack(size)) == size * (box.width + 8)
    assert Box.unpack(box.pack(size), size) == box


def test_what_does_not_fit_or_is_none_is_refused() -> None:
    box = _filled([("+", "AAAAAAAA"), ("-", "BBBBBBBB")])
    with pytest.raises(ValueError, match="in the box already"):
        box.with_vote("+", "AAAAAAAA")
    for vote in ("", "++", " ", "赞"):
        with pytest.raises(ValueError, match="no vote of this ballot"):
            box.with_vote(vote, "CCCCCCCC")
    with pytest.raises(ValueError, match="does not fit"):
        box.pack(1)
    for packed in (b"", b"!" * 18, b"+" * 16, box.pack(2)[:-1], box.pack(2)[:-8] + b" " * 8):
        with pytest.raises(ValueError, match="not"):
            Box.unpack(packed, 2)


def test_a_box_opens_with_its_own_key_for_its_own_ballot_and_turnout_only(tmp_path: Path) -> None:
    folder, box = BallotKeys(tmp_path), _filled([("+", "AAAAAAAA")])
    folder.make(1)
    folder.make(2)
    sealed = folder.seal(1, box, 5)
    assert folder.open(1, sealed, 5, 1) == box
    assert len(sealed) == len(folder.seal(1, Box(), 5))
    assert folder.seal(1, box, 5) != sealed
    for number, given_, size, voted in (
        (2, sealed, 5, 1),
        (1, sealed[:-1], 5, 1),
        (1, sealed, 6, 1),
        (1, sealed, 5, 2),
    ):
        with pytest.raises(Locked):
            folder.open(number, given_, size, voted)
    folder.path(1).replace(folder.path(2))  # the key of one ballot for the box of another
    assert not folder.opens(2, sealed, 5, 1)


def test_codes_are_one_a_person_the_same_again_and_unlike_even_where_two_draw_alike(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder, roll = BallotKeys(tmp_path), range(1, 61)
    folder.make(1)
    given_ = {person: folder.code(1, person, roll) for person in roll}
    assert given_ == {person: folder.code(1, person, reversed(roll)) for person in roll}
    assert all(len(code) == CODE and set(code) <= set(ALPHABET) for code in given_.values())
    monkeypatch.setattr(keys, "_code", lambda drawn: f"{drawn[0] % 64:08d}")  # 60 people draw of 64 codes
    assert len({folder.code(1, person, roll) for person in roll}) == 60
    with pytest.raises(LookupError):
        folder.code(1, 99, roll)
    assert spelled("7KQMX2PA") == "7KQM-X2PA"


@pytest.mark.parametrize("language", Language)
def test_what_carries_or_shows_a_choice_has_one_length_whichever_it_is(language: Language) -> None:
    texts = texts_of(ZoneInfo("Asia/Shanghai"), Language.ZH)
    lengths = {
        len(texts.message(language, "ballots/confirm", {"rows": rows}).encode())
        for chosen in Choice
        for rows in [[(CHOSEN if choice is chosen else OTHER, choice) for choice in Choice]]
    }
    assert len(lengths) == 1
    assert len({len(kind(7, place).pack()) for kind in (Mark, Cast) for place in range(3)}) == 1
    for key in ("was_cast", "cast_already"):
        assert texts.short(language, f"ballots.{key}")  # it takes no facts, so it cannot tell a choice
