"""The methods of the Bot API's own description, compiled on first use into checks of calls.

Form values are text and are read as Telegram reads them. A parameter that the description does not know is ignored by
Telegram, so here it is only noted.
"""

import json
import re
from collections.abc import Collection, Mapping
from functools import cache, cached_property

from .errors import wrong
from .types_described import Check, Notes, book, check
from .wire import Json

_MISSING = {
    "chat_id": "chat_id is empty",
    "text": "message text is empty",
    "message_id": "message identifier is not specified",
    "document": "there is no document in the request",
    "photo": "there is no photo in the request",
    "voice": "there is no voice in the request",
}
_MAY_BE_EMPTY = {("setWebhook", "url")}  # an empty address removes the webhook


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
            elif parameter.required and not ((parameter.file and name in files) or (self.name, name) in _MAY_BE_EMPTY):
                raise wrong(_MISSING.get(name, f'parameter "{name}" is required'))
        return params


@cache
def methods() -> dict[str, Method]:
    """Every method by its name in lower case: Telegram takes any case."""
    return {name.lower(): Method(name, m.get("fields", {})) for name, m in book()["methods"].items()}


@cache
def update_kinds() -> frozenset[str]:
    """The kinds of updates there are."""
    return frozenset(book()["types"]["Update"]["fields"]) - {"update_id"}
