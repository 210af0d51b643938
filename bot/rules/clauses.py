"""The branch's own rules by their numbering: which clauses there are, what serves each, how a text is split by them.

A clause is called by its document and number, such as ``党支部工作制度 三（十四）6(7)``. The list is clauses.toml.
"""

import re
import tomllib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from bot.rules.language import Language, Phrase
from bot.rules.rulebook_schema import build

_SHIPPED = Path(__file__).with_name("clauses.toml")
_SECTION = re.compile(r"([一二三四五六七八九十]+)、")
_PART = re.compile(r"（([一二三四五六七八九十]+)）")
_ITEM = re.compile(r"(\d{1,2})\s*[、．.]")
_NUMERALS = ("一", "二", "三", "四", "五", "六", "七", "八", "九", "十", "十一", "十二", "十三", "十四", "十五")
_STEP = re.compile(r"[（(](\d{1,2})[）)]")


@dataclass(frozen=True, kw_only=True)
class Row:
    """A clause as the file has it: served by an ``entry`` of the rulebook, a system's ``duty``, a ``command``; else
    ``none`` says why by nothing."""

    number: str
    title: Phrase
    entry: str | None = None
    duty: str | None = None
    command: str | None = None
    none: Phrase | None = None

    def __post_init__(self) -> None:
        if bool(self.entry or self.duty or self.command) == bool(self.none):
            raise ValueError(f"number: {self.number}: either something serves it, or there is a reason")


@dataclass(frozen=True, kw_only=True)
class Document:
    """One of the documents that the rules consist of."""

    name: Phrase
    clause: tuple[Row, ...]


@dataclass(frozen=True, kw_only=True)
class _File:
    document: tuple[Document, ...]


@dataclass(frozen=True)
class Clause:
    """One numbered clause of one document."""

    document: Phrase
    row: Row

    @property
    def name(self) -> str:
        """By which it is cited, in Chinese."""
        return f"{self.document.zh} {self.row.number}"

    def say(self, language: Language) -> str:
        """As it is cited in that language: 三（十五）1, III(15)1."""
        return self.name if language is Language.ZH else f"{self.document.en} {_in_english(self.row.number)}"


def _in_english(number: str) -> str:
    parts = _PART.sub(lambda found: f"({_NUMERALS.index(found[1]) + 1})", number)
    return re.sub("^[一二三]", lambda found: ("I", "II", "III")[_NUMERALS.index(found[0])], parts)


@cache
def documents() -> tuple[Document, ...]:
    """The rules as the file has them."""
    text = _SHIPPED.read_text(encoding="utf-8")
    return build(_File, tomllib.loads(text), text).document


def known() -> list[Clause]:
    """Every clause, in the order of the rules."""
    return [Clause(document.name, row) for document in documents() for row in document.clause]


def split(text: str) -> dict[str, str]:
    """The text of each clause by its name, word for word; what stands before a document's first number is left out.

    A document begins with a line that is its name. ValueError where none does.
    """
    found: dict[str, list[str]] = {}
    place: _Place | None = None
    for line in (line.strip() for line in text.splitlines()):
        if line in _names():
            place = _Place(line)
        elif line and place is not None:
            place = place.at(line)
            if place.number:
                found.setdefault(place.name, []).append(line)
    if place is None:
        raise ValueError("no document")
    return {name: "\n".join(lines) for name, lines in found.items()}


def _names() -> set[str]:
    return {document.name.zh for document in documents()}


@dataclass(frozen=True)
class _Place:
    """Where the reading is: the section (一), its part (（一）), the item in it (1), the step in that ((1))."""

    document: str
    section: str = ""
    part: str = ""
    item: str = ""
    step: str = ""

    @property
    def number(self) -> str:
        """As it is cited: 三.2 in a document whose sections have no parts, else 三（十四）6(7)."""
        dot = "." if self.section and self.item and not self.part else ""
        return f"{self.section}{self.part}{dot}{self.item}{self.step}"

    @property
    def name(self) -> str:
        return f"{self.document} {self.number}"

    def at(self, line: str) -> "_Place":
        """The place that this line opens, or the same one."""
        if found := _SECTION.match(line):
            return _Place(self.document, found[1])
        if found := _PART.match(line):
            return _Place(self.document, self.section, f"（{found[1]}）")
        if found := _ITEM.match(line):
            return _Place(self.document, self.section, self.part, found[1])
        if (found := _STEP.match(line)) and self.item:
            return _Place(self.document, self.section, self.part, self.item, f"({found[1]})")
        return self


def cited(clause: str) -> list[str]:
    """The names of the clauses in a citation of the rulebook: ``党支部工作制度 三（六）、（十二）`` names two.

    What is cited of other documents is left out.
    """
    return [name for one in clause.split("；") for name in _of_one_document(one)]


def _of_one_document(citation: str) -> Iterator[str]:
    document, _, numbers = citation.partition(" ")
    if document in _names():
        yield from (f"{document} {number}" for number in _spelled_out(numbers.split("、")))


def _spelled_out(numbers: Iterable[str]) -> Iterator[str]:
    """``三（十四）1`` and then ``3`` is ``三（十四）3``; ``三（六）`` and then ``（十二）`` is ``三（十二）``."""
    first = ""
    for number in numbers:
        kept = re.match(r"(.*?)（[^（]*$", first) if number.startswith("（") else re.match(r"(.*?)\d+$", first)
        full = f"{kept[1]}{number}" if first and kept else number
        yield full
        first = full
