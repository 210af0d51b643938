"""Both languages have the same texts, with the same variables. What they say with real facts: tests/twins.py."""

import tomllib
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from jinja2 import meta

from bot.handlers import ROUTERS
from bot.rules import language as spoken
from bot.rules import words
from bot.rules.language import Language
from bot.rules.words import Word
from bot.texts import MESSAGES, environment
from tests.twins import CHINESE

ZONE = ZoneInfo("Asia/Shanghai")
FOLDERS = {language: MESSAGES / language for language in Language}
FILES = sorted(str(file.relative_to(FOLDERS[Language.ZH])) for file in FOLDERS[Language.ZH].rglob("*.*"))
WORDS = [
    kind for kind in vars(words).values() if isinstance(kind, type) and issubclass(kind, Word) and kind is not Word
]


def _texts(language: Language, file: str) -> dict[str, str]:
    """The texts of a file by key; of a message, under its own name."""
    content = (FOLDERS[language] / file).read_text(encoding="utf-8")
    return dict(tomllib.loads(content)) if file.endswith(".toml") else {file: content}


def _variables(language: Language, text: str) -> set[str]:
    reader = environment(Path(), ZONE, language, escape=True)
    return meta.find_undeclared_variables(reader.parse(text))


def test_both_languages_have_the_same_files() -> None:
    assert sorted(str(file.relative_to(FOLDERS[Language.EN])) for file in FOLDERS[Language.EN].rglob("*.*")) == FILES


@pytest.mark.parametrize("file", FILES)
def test_both_languages_have_the_same_texts_with_the_same_variables(file: str) -> None:
    chinese, english = (_texts(language, file) for language in Language)
    assert set(chinese) == set(english)
    for key in chinese:
        assert _variables(Language.ZH, chinese[key]) == _variables(Language.EN, english[key]), key


@pytest.mark.parametrize("file", FILES)
def test_english_texts_hold_no_chinese(file: str) -> None:
    assert CHINESE.findall((FOLDERS[Language.EN] / file).read_text(encoding="utf-8")) == []


@pytest.mark.parametrize("kind", WORDS, ids=lambda kind: kind.__name__)
def test_each_word_is_understood_in_any_language_and_never_means_two_things(kind: type[Word]) -> None:
    for word in kind:
        assert not CHINESE.search(word.en)
        assert {kind.of(text) for text in (word.zh, word.en, word.en.upper(), word.value)} == {word}


def test_no_word_opens_two_commands() -> None:
    typed = [
        word
        for router in ROUTERS
        for route in router.routes
        if route.kind == "command"
        for word in (route.key, *route.words)
    ]
    assert len(typed) == len(set(typed))


def test_lists_are_written_as_each_language_does() -> None:
    assert [spoken.listed(["A", "B"], language) for language in Language] == ["A、B", "A, B"]
