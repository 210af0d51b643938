"""Builds frozen dataclasses from a TOML file and says on which line a value is wrong.

The shape is the dataclass: its fields, their types, its ``__post_init__``. A ValueError from there whose
text starts with "field: " or "table.field: " is reported on that field's line. What is DERIVED stands in no file.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import MISSING, Field, fields, is_dataclass, replace
from datetime import time
from decimal import Decimal, InvalidOperation
from enum import StrEnum
from fractions import Fraction
from functools import partial
from typing import Any, TypeVar, get_args, get_origin, get_type_hints

_T = TypeVar("_T")
_Value = Any
_HEADER = re.compile(r"\s*\[([^\[\]]+)\]")
_KEY = re.compile(r"\s*([A-Za-z0-9_]+)\s*=")

# The metadata of a field that no file has: ``name`` is that of the table, any other is set by whoever makes it.
DERIVED = {"derived": True}


class RulebookError(Exception):
    """The rulebook is not usable. ``line`` is the 1-based line, or None when tomllib already named it or there is no
    file. ``place``: table and field, as far as they are known."""

    def __init__(self, complaint: str, line: int | None = None, place: tuple[str, ...] = ()) -> None:
        super().__init__(complaint if line is None else f"line {line}: {complaint}")
        self.line = line
        self.place = place


def changed(whole: _T, values: Mapping[str, _Value], name: str = "") -> _T:
    """``whole`` with other ``values`` in some of its fields, spelled as in the file; RulebookError names the field.

    A value that is an instance already is taken as it is.
    """
    place = _Place(None, (name,) if name else ())
    hints = get_type_hints(type(whole))
    read = {
        key: value if is_dataclass(value) else _convert(hints[key], value, place.at(key))
        for key, value in values.items()
    }
    return _checked(partial(replace, whole), read, place)  # type: ignore[type-var]


def build(shape: type[_T], data: Mapping[str, _Value], text: str) -> _T:
    """An instance of ``shape`` from parsed ``data``; ``text`` is the file, for the line numbers."""
    return _dataclass(shape, data, _Place(text, ()))


class _Place:
    """Where we are in the file: the names of the tables and the key that lead here."""

    def __init__(self, text: str | None, names: tuple[str, ...]) -> None:
        self._text = text
        self._names = names

    @property
    def name(self) -> str:
        """The innermost name; empty at the top."""
        return self._names[-1] if self._names else ""

    def at(self, name: str) -> "_Place":
        return _Place(self._text, (*self._names, name))

    def error(self, complaint: str) -> RulebookError:
        said = f"{'.'.join(self._names)}: {complaint}" if self._names else complaint
        return RulebookError(said, self._line(), self._names[:2])

    def _line(self) -> int | None:
        """The line of the innermost name that has one of its own; a missing key points at its table."""
        if self._text is None:
            return None
        best = 1
        wanted = self._names[:2]
        table: tuple[str, ...] = ()
        for number, line in enumerate(self._text.splitlines(), start=1):
            if header := _HEADER.match(line):
                table = (header[1].strip(),)
                best = number if table == wanted[:1] else best
            elif (key := _KEY.match(line)) and (*table, key[1]) == wanted:
                return number
        return best


def _dataclass(shape: type[_T], data: _Value, place: _Place) -> _T:
    if not isinstance(data, Mapping):
        raise place.error("a table is expected")
    assert is_dataclass(shape)
    known: dict[str, Field[_Value]] = {each.name: each for each in fields(shape) if "derived" not in each.metadata}
    for name in data:
        if name not in known:
            raise place.at(name).error("unknown entry")
    hints = get_type_hints(shape)
    values: dict[str, _Value] = {"name": place.name} if "name" in hints.keys() - known.keys() else {}
    for name, each in known.items():
        if name in data:
            values[name] = _convert(hints[name], data[name], place.at(name))
        elif each.default is MISSING:
            raise place.at(name).error("missing")
    return _checked(shape, values, place)


def _checked(shape: Callable[..., _T], values: dict[str, _Value], place: _Place) -> _T:
    try:
        return shape(**values)
    except ValueError as error:
        path, _, complaint = str(error).partition(": ")
        for name in path.split("."):
            place = place.at(name)
        raise place.error(complaint) from error


def _convert(hint: _Value, value: _Value, place: _Place) -> _Value:
    origin: object = get_origin(hint)
    if origin is tuple:
        if not isinstance(value, list):
            raise place.error("a list is expected")
        return tuple(_convert(get_args(hint)[0], item, place) for item in value)
    choices = [choice for choice in get_args(hint) if choice is not type(None)]
    plain = choices[0] if choices else hint
    if is_dataclass(plain):
        return _dataclass(plain if isinstance(plain, type) else type(plain), value, place)
    if issubclass(plain, StrEnum):
        return _enum(plain, value, place)
    return _READERS[plain](value, place)


def _enum(kind: type[StrEnum], value: _Value, place: _Place) -> StrEnum:
    for member in kind:
        if value == member.value:
            return member
    raise place.error(f"one of {', '.join(kind)} is expected")


def _string(value: _Value, place: _Place) -> str:
    if not isinstance(value, str) or not value.strip():
        raise place.error("a text is expected")
    return value


def _boolean(value: _Value, place: _Place) -> bool:
    if not isinstance(value, bool):
        raise place.error("true or false is expected")
    return value


def _integer(value: _Value, place: _Place) -> int:
    # In Python true is an integer; in the rulebook it is a mistake.
    if not isinstance(value, int) or isinstance(value, bool) or value < 0:
        raise place.error("a whole number is expected, not negative")
    return value


def _decimal(value: _Value, place: _Place) -> Decimal:
    try:
        number = Decimal(_string(value, place))
    except InvalidOperation as error:
        raise place.error('a decimal number in quotes is expected, such as "1.5"') from error
    if not number.is_finite():
        raise place.error("a finite number is expected")
    return number


def _fraction(value: _Value, place: _Place) -> Fraction:
    match = re.fullmatch(r"([0-9]{1,4})/([1-9][0-9]{0,3})", _string(value, place))
    if match is None:
        raise place.error('a fraction in quotes is expected, such as "1/2"')
    return Fraction(int(match[1]), int(match[2]))


def _time(value: _Value, place: _Place) -> time:
    text = _string(value, place)
    try:
        if re.fullmatch(r"[0-9]{2}:[0-9]{2}", text):
            return time.fromisoformat(text)
    except ValueError:
        pass
    raise place.error('a time of day in quotes is expected, such as "08:30"')


_READERS: dict[type, Callable[[_Value, _Place], _Value]] = {
    str: _string,
    bool: _boolean,
    int: _integer,
    Decimal: _decimal,
    Fraction: _fraction,
    time: _time,
}
