"""The Bot API's own description (data/bot-api-10.1.json), compiled on first use into checks of calls.

Form values are text and are read as Telegram reads them; values inside JSON must have exactly the described type, which
is stricter than Telegram. A parameter that the description does not know is ignored by Telegram, so here it
is only noted.
"""

import json
import re
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path
from typing import TypeAlias

from .errors import RefusedError, wrong
from .wire import Json

_FILE = Path(__file__).parent / "data" / "bot-api-10.1.json"
_ARRAY = "Array of "
_WORD = re.compile(r"(?<!^)(?=[A-Z])")
_MISSING = {
    "chat_id": "chat_id is empty",
    "text": "message text is empty",
    "message_id": "message identifier is not specified",
    "document": "there is no document in the request",
    "photo": "there is no photo in the request",
    "voice": "there is no voice in the request",
}

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
        described = _book()["types"][self.name].get("fields", {})
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
        if all("type" in _book()["types"].get(name, {}).get("fields", {}) for name in names):
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
    subtypes = _book()["types"][name].get("subtypes")
    return _OneOf(tuple(subtypes)) if subtypes else _Object(name)


@cache
def _book() -> Json:
    book: Json = json.loads(_FILE.read_text())
    return book


class Parameter:
    """A parameter of a method."""

    def __init__(self, name: str, types: tuple[str, ...], required: bool) -> None:
        self.name, self.types, self.required = name, types, required
        self.file = "InputFile" in types

    @cached_property
    def _check(self) -> Check:
        return check(self.types)

    def read(self, value: object, notes: Notes) -> object:
        """The value as Python sees it. Raises where the type is wrong."""
        if self.file:
            if not isinstance(value, str) or "String" not in self.types:
                raise wrong(f"{self.name} must be of type {' or '.join(self.types)}")
            return value
        if isinstance(value, str) and self.types != ("String",):
            return self._from_text(value, notes)
        self._check(value, self.name, notes)
        return value

    def _from_text(self, text: str, notes: Notes) -> object:
        match self.types:
            case ("Integer",):
                return _whole(text, self.name)
            case ("Integer", "String"):
                return text if text.startswith("@") else _whole(text, self.name)
            case ("Boolean",):
                return _truth(text, self.name)
            case ("Float",):
                return _decimal(text, self.name)
        try:
            value = json.loads(text)
        except ValueError:
            raise wrong(f"can't parse {self.name} JSON object") from None
        self._check(value, self.name, notes)
        return value


def _whole(text: str, name: str) -> int:
    if not re.fullmatch(r"-?[0-9]{1,19}", text):
        raise wrong(f"{name} must be of type Integer")
    return int(text)


def _decimal(text: str, name: str) -> float:
    try:
        return float(text)
    except ValueError:
        raise wrong(f"{name} must be of type Float") from None


def _truth(text: str, name: str) -> bool:
    if text.lower() not in {"true", "false", "yes", "no", "1", "0"}:
        raise wrong(f"{name} must be of type Boolean")
    return text.lower() in {"true", "yes", "1"}


class Method:
    """A described method."""

    def __init__(self, name: str, fields: Json) -> None:
        self.name = name
        self.parameters = {n: Parameter(n, tuple(f["types"]), f["required"]) for n, f in fields.items()}

    def read(self, given: Mapping[str, object], files: Collection[str], notes: Notes) -> Json:
        """The parameters in Python's types. Empty ones count as absent, as on Telegram."""
        notes += [f"{self.name} has no parameter {name}" for name in given if name not in self.parameters]
        params: Json = {}
        for name, parameter in self.parameters.items():
            value = given.get(name)
            if value not in (None, ""):
                params[name] = parameter.read(value, notes)
            elif parameter.required and not (parameter.file and name in files):
                raise wrong(_MISSING.get(name, f'parameter "{name}" is required'))
        return params


@cache
def methods() -> dict[str, Method]:
    """Every method by its name in lower case: Telegram takes any case."""
    return {name.lower(): Method(name, m.get("fields", {})) for name, m in _book()["methods"].items()}


@cache
def update_kinds() -> frozenset[str]:
    """The kinds of updates there are."""
    return frozenset(_book()["types"]["Update"]["fields"]) - {"update_id"}
