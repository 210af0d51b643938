"""The tour of the demo speaks both languages, names the buttons as the bot does, and people whom the sample has."""

import tomllib
from collections.abc import Iterator
from datetime import UTC, date
from pathlib import Path
from typing import Any

import pytest

from bot import sample
from bot.rules.overrides import Override, Timeline
from bot.rules.rulebook import load
from bot.rules.words import Word
from simulator import Tour

MESSAGES = Path(__file__).parents[2] / "messages"
STEPS: list[dict[str, Any]] = tomllib.loads(sample.TOUR.read_text(encoding="utf-8"))["step"]


# What a step changes of the rules: afterwards the entry's title says so.
_OWN = Override(number=1, entry="arrears", name="due_day", value=12, since=date(2026, 1, 1))


def _labels() -> set[tuple[str, str]]:
    """Every short text, every word and every rule's title, as shipped and as changed, Chinese and English."""
    pairs = {(word.zh, word.en) for kind in Word.__subclasses__() for word in kind}
    books = load(), Timeline(load(), [_OWN], UTC).on(_OWN.since)
    pairs |= {(entry.title.zh, entry.title.en) for book in books for entry in book.entries.values()}
    for file in MESSAGES.glob("zh/*/short.toml"):
        chinese = tomllib.loads(file.read_text(encoding="utf-8"))
        english = tomllib.loads((MESSAGES / "en" / file.parent.name / "short.toml").read_text(encoding="utf-8"))
        pairs |= {(text, english[key]) for key, text in chinese.items()}
    return pairs


def _pressed(step: dict[str, Any]) -> Iterator[str | dict[str, str]]:
    for act in step["acts"]:
        for field in ("press", "unless"):
            given = act.get(field, [])
            yield from given if isinstance(given, list) else [given]


@pytest.mark.parametrize("step", STEPS, ids=lambda step: str(step["id"]))
def test_a_step_is_told_in_both_languages_and_plays_among_people_of_the_sample(step: dict[str, Any]) -> None:
    for words in (step["title"], step["text"]):
        assert words.keys() == {"zh", "en"}
        assert all(words.values())
    assert 1 <= len(step["look"]) <= 2
    people = {line.split(",")[0] for line in sample.roster(date(2026, 11, 25)).splitlines()[1:]}
    places = [*step["look"], *(act for act in step["acts"] if "user" in act)]
    assert {place["user"] for place in places} <= people - {*sample.WITHOUT_TELEGRAM}
    assert {place["chat"] for place in places if "chat" in place} <= sample.GROUPS.keys()


@pytest.mark.parametrize("step", STEPS, ids=lambda step: str(step["id"]))
def test_a_button_is_called_as_the_bot_calls_it_in_both_languages(step: dict[str, Any]) -> None:
    named = {(label["zh"], label["en"]) for label in _pressed(step) if isinstance(label, dict)}
    assert named <= _labels()


def test_the_tour_can_be_read_and_begins_with_the_invitation() -> None:
    assert next(iter(Tour.read(sample.TOUR).steps)) == "invitation"
