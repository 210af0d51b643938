"""The types of the Bot API's own description (data/bot-api-10.1.json) as checks of JSON values, compiled on first use.

A value must have exactly the described type, which is stricter than Telegram.
"""

import json
import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path
from typing import TypeAlias

from .errors import RefusedError, wrong
from .wire import Json

_FILE = Path(__file__).parent / "data" / "bot-api-10.1.json"
_ARRAY = "Array of "
_WORD = re.compile(r"(?<!^)(?=[A-Z])")

Notes: TypeAlias = list[str]
# Looks at one JSON value; `where` names it in the reason. Raises what Telegram answers.
Check: TypeAlias = Callable[[object, str, Notes], None]


def _integer(value: object, where: str, notes: Notes) -> None:
    if type(value) is not int:
        raise wrong(f"{where} must be of type Integer")


def _number(value: object, where: str, notes: Notes) -> None:
    if type(value) not in (int, float):
        raise wrong(f"{where} must be of type Float")


def _boolean(value: object, where: str, notes: Notes) -> None:
    if not isinstance(value, bool):
        raise wrong(f"{where} must be of type Boolean")


def _string(value: object, where: str, notes: Notes) -> None:
    if not isinstance(value, str):
        raise wrong(f"{where} must be of type String")


_PLAIN: dict[str, Check] = {"Integer": _integer, "Float": _number, "Boolean": _boolean, "String": _string}


@dataclass(frozen=True)
class _Array:
    item: Check

    def __call__(self, value: object, where: str, notes: Notes) -> None:
        if not isinstance(value, list):
            raise wrong(f"{where} must be an Array")
        for index, item in enumerate(value):
            self.item(item, f"{where}[{index}]", notes)


class _Object:
    """An object with the fields of one described type."""

    def __init__(self, name: str) -> None:
        self.name = name

    @cached_property
    def fields(self) -> dict[str, tuple[Check, bool]]:
        described = book()["types"][self.name].get("fields", {})
        return {name: (check(tuple(f["types"])), f["required"]) for name, f in described.items()}

    def __call__(self, value: object, where: str, notes: Notes) -> None:
        if self.name == "KeyboardButton" and isinstance(value, str):
            return  # "For simple text buttons, String can be used instead of this object"
        if not isinstance(value, dict):
            raise wrong(f"{where} must be an object of type {self.name}")
        notes += [f"{where}: {self.name} has no field {name}" for name in value if name not in self.fields]
        for name, (field, required) in self.fields.items():
            if value.get(name) is not None:
                field(value[name], f"{where}.{name}", notes)
            elif required:
                raise wrong(f"{where}.{name} is required in {self.name}")


class _OneOf:
    """A union. The kind is told by ``type`` where the subtypes have it, else by the fields that are there."""

    def __init__(self, names: tuple[str, ...]) -> None:
        self.names = names
        self.checks = [check((name,)) for name in names]
        self.by_kind: dict[str, list[Check]] = {}
        prefix = _common_prefix(names)
        if all("type" in book()["types"].get(name, {}).get("fields", {}) for name in names):
            for name, one in zip(names, self.checks, strict=True):
                kind = _WORD.sub("_", name.removeprefix(prefix).removeprefix("Cached")).lower()
                self.by_kind.setdefault(kind, []).append(one)

    def __call__(self, value: object, where: str, notes: Notes) -> None:
        candidates = self.checks
        if self.by_kind and isinstance(value, dict):
            candidates = self.by_kind.get(str(value.get("type")), [])
            if not candidates:
                raise wrong(f"{where}.type must be one of {', '.join(self.by_kind)}")
        likely = [c for c in candidates if _looks_like(c, value)] or candidates
        _first_that_passes(likely, value, where, notes)


def _first_that_passes(checks: list[Check], value: object, where: str, notes: Notes) -> None:
    errors: list[RefusedError] = []
    for one in checks:
        noted: Notes = []
        try:
            one(value, where, noted)
        except RefusedError as error:
            errors.append(error)
        else:
            notes += noted
            return
    raise errors[0]


def _looks_like(one: Check, value: object) -> bool:
    if isinstance(one, _Object):
        return isinstance(value, dict) and all(n in value for n, (_, required) in one.fields.items() if required)
    return True


def _common_prefix(names: tuple[str, ...]) -> str:
    words = [_WORD.split(name) for name in names]
    shared = 0
    while all(len(w) > shared + 1 for w in words) and len({w[shared] for w in words}) == 1:
        shared += 1
    return "".join(words[0][:shared])


@cache
def check(types: tuple[str, ...]) -> Check:
    """The check of a field that may have any of these types."""
    if len(types) > 1:
        if all(t.startswith(_ARRAY) for t in types):
            return _Array(check(tuple(t.removeprefix(_ARRAY) for t in types)))
        return _OneOf(types)
    (name,) = types
    if name in _PLAIN:
        return _PLAIN[name]
    if name.startswith(_ARRAY):
        return _Array(check((name.removeprefix(_ARRAY),)))
    subtypes = book()["types"][name].get("subtypes")
    return _OneOf(tuple(subtypes)) if subtypes else _Object(name)


@cache
def book() -> Json:
    """The description as it is."""
    described: Json = json.loads(_FILE.read_text())
    return described
