"""Every text of the page exists in Chinese and English, in one place, and is used."""

import re
from pathlib import Path

import pytest

import simulator

_PAGE = Path(simulator.__file__).parent / "page"
_CHINESE = re.compile(r"[一-鿿]")
_ENTRY = re.compile(r'^  (\w+): \[\s*"((?:[^"\\]|\\.)*)",\s*"((?:[^"\\]|\\.)*)",?\s*\],$', re.M)
_PLACE = re.compile(r"\{(\w+)")
_SPECIAL = {"otherLanguage", "fault429", "day"}  # the name of the other language; a number; a month without a name
_OTHERS = sorted(path for path in _PAGE.glob("*.*") if path.name not in {"words.js", "index.html"})


def _words() -> dict[str, tuple[str, str]]:
    return {key: (chinese, english) for key, chinese, english in _ENTRY.findall((_PAGE / "words.js").read_text())}


def test_every_entry_of_the_module_is_read_here() -> None:
    lines = (_PAGE / "words.js").read_text().splitlines()
    keys = [line.split(":")[0].strip() for line in lines if re.match(r"  \w+: \[", line)]
    assert keys == list(_words())
    assert len(keys) > 100


@pytest.mark.parametrize("key", sorted(_words().keys() - _SPECIAL))
def test_each_text_is_in_both_languages(key: str) -> None:
    chinese, english = _words()[key]
    assert english
    assert not _CHINESE.search(english)
    assert chinese
    assert set(_PLACE.findall(chinese)) == set(_PLACE.findall(english))


@pytest.mark.parametrize("path", _OTHERS, ids=lambda path: path.name)
def test_no_other_file_has_words_of_its_own(path: Path) -> None:
    assert not _CHINESE.search(path.read_text())


def test_each_text_is_used_and_each_used_text_exists() -> None:
    source = "\n".join(path.read_text() for path in _OTHERS if path.suffix == ".js")
    words = _words()
    assert set(re.findall(r'\bt\("(\w+)"', source)) <= words.keys()
    names = set(re.findall(r'"(\w+)"', source)) | {
        f"{name}{part}" for name in _switches(source) for part in ("Title", "Text")
    }
    assert words.keys() - names == set()


def _switches(source: str) -> list[str]:
    """The faults' switches, whose texts are found by their names."""
    return re.findall(r'\bname: "(\w+)"', source)
