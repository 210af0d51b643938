"""A branch's own values in the rulebook, each from a day on: the book in force on any day (PRODUCT 6).

Which fields may have another value is data: overridable.toml. A value is spelled as in rulebook.toml and checked by
the same schema. Nothing is overwritten: of all that apply on a day, the one that was entered last counts.
"""

import tomllib
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, tzinfo
from functools import cache
from pathlib import Path
from typing import Any

from bot.rules.language import Phrase
from bot.rules.rulebook import Entry, Rulebook, RulebookError
from bot.rules.rulebook_schema import build, changed
from bot.rules.rulebook_values import say

_LIST = Path(__file__).with_name("overridable.toml")


@dataclass(frozen=True, kw_only=True)
class Field:
    """A field of the rulebook for which a branch may set another value: in the tables ``entries``, called ``name``;
    what it is (``label``), and what it can be (``possible``)."""

    entries: tuple[str, ...]
    name: str
    label: Phrase
    possible: Phrase


@dataclass(frozen=True, kw_only=True)
class _File:
    field: tuple[Field, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Override:
    """From ``since`` on the branch goes by ``value`` (any JSON); None: by the shipped one again. Of two that apply, the
    one with the higher ``number`` counts."""

    number: int
    entry: str
    name: str
    value: Any
    since: date


@cache
def overridable() -> Mapping[tuple[str, str], Field]:
    """Every field that a branch may set, by table and name."""
    text = _LIST.read_text(encoding="utf-8")
    found = build(_File, tomllib.loads(text), text).field
    return {(entry, each.name): each for each in found for entry in each.entries}


def fields_of(entry: str) -> list[Field]:
    """Those of one table."""
    return [field for (table, _), field in overridable().items() if table == entry]


class Timeline:
    """The branch's book through time. ``zone`` says on which day of the branch a moment lies."""

    def __init__(self, shipped: Rulebook, overrides: Sequence[Override], zone: tzinfo) -> None:
        self._shipped, self._zone = shipped, zone
        self._overrides = [each for each in overrides if (each.entry, each.name) in overridable()]
        self._by_day: dict[date, Rulebook] = {}
        self._by_numbers: dict[tuple[int, ...], Rulebook] = {}

    def on(self, when: date) -> Rulebook:
        """The book in force on that day, or at that moment (aware). RulebookError where a value is not possible."""
        day = when.astimezone(self._zone).date() if isinstance(when, datetime) else when
        if day not in self._by_day:
            force = in_force(self._overrides, day)
            numbers = tuple(each.number for each in force)
            if numbers not in self._by_numbers:
                self._by_numbers[numbers] = replace(_book(self._shipped, force), through=self.on)
            self._by_day[day] = self._by_numbers[numbers]
        return self._by_day[day]

    def check(self, since: date) -> None:
        """RulebookError unless all that is to come from that day on is possible, together with what applies then."""
        for day in {since, *(each.since for each in self._overrides if each.since > since)}:
            self.on(day)


def in_force(overrides: Iterable[Override], day: date) -> list[Override]:
    """Of each field the one that applies on that day."""
    found: dict[tuple[str, str], Override] = {}
    for each in sorted(overrides, key=lambda each: each.number):
        if each.since <= day:
            found[each.entry, each.name] = each
    return list(found.values())


def _book(shipped: Rulebook, force: Sequence[Override]) -> Rulebook:
    by_entry: dict[str, list[Override]] = defaultdict(list)
    for each in force:
        by_entry[each.entry].append(each)
    entries = {name: _entry(shipped.entries[name], those) for name, those in by_entry.items()}
    return changed(shipped, entries)


def _entry(shipped: Entry, force: Sequence[Override]) -> Entry:
    """The entry with the branch's values; its title says so, for it was made for the shipped ones."""
    values = {each.name: each.value for each in force if each.value is not None}
    entry = changed(shipped, values, shipped.name)
    own = {each.name: each.since for each in force}
    others = [name for name in values if getattr(entry, name) != getattr(shipped, name)]
    return replace(entry, own=own, title=_title(entry, others))


def _title(entry: Entry, names: Sequence[str]) -> Phrase:
    if not names:
        return entry.title
    said = [(overridable()[entry.name, name].label, say(getattr(entry, name))) for name in names]
    zh = "，".join(f"{label.zh} {value.zh}" for label, value in said)
    en = ", ".join(f"{label.en} {value.en}" for label, value in said)
    return Phrase(zh=f"{entry.title.zh}（本支部：{zh}）", en=f"{entry.title.en} (this branch: {en})")


__all__ = ["Field", "Override", "RulebookError", "Timeline", "fields_of", "in_force", "overridable"]
