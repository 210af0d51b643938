"""Typed callback data: what a button carries, as a frozen value packed into at most 64 bytes.

Buttons must work for weeks, so the data is readable and short: ``tag:field:field``. Source of the limit: Bot
API, InlineKeyboardButton.callback_data, 1–64 bytes.
"""

import re
from functools import cache
from inspect import get_annotations
from typing import Any, ClassVar, NoReturn, Self, dataclass_transform, get_type_hints

from bot.rules.calendar import Month
from bot.rules.words import Word

LIMIT = 64  # bytes
_WHOLE = re.compile(r"[0-9]{1,18}")  # numbers of rows, pages, places: never negative, within a database's 64 bits


class BadPress(ValueError):
    """Callback data that no button of ours carries (any more)."""


@dataclass_transform(frozen_default=True)
class Press:
    """Base of all presses. A subclass lists its fields as a dataclass does, and names its ``tag``.

    It is made without the code that ``dataclass`` writes for each class: of two hundred presses that would be a tenth
    of the time that the bot takes to start.
    """

    tag: ClassVar[str]
    fields: ClassVar[tuple[str, ...]] = ()
    kinds: ClassVar[dict[str, type["Press"]]] = {}

    def __init_subclass__(cls, *, tag: str) -> None:
        if tag in Press.kinds:
            raise TypeError(f"two presses have the tag {tag}")
        cls.tag = tag
        cls.fields = tuple(get_annotations(cls))
        Press.kinds[tag] = cls

    def __init__(self, *values: object, **named: object) -> None:
        given = dict(zip(self.fields, values, strict=False)) | named
        missing = [name for name in self.fields if name not in given and not hasattr(type(self), name)]
        if missing or len(given) < len(values) + len(named) or not given.keys() <= set(self.fields):
            raise TypeError(f"{type(self).__name__}({', '.join(self.fields)}) from {values} and {named}")
        self.__dict__.update(given)

    def __setattr__(self, name: str, value: object) -> NoReturn:
        raise AttributeError(f"a press is not changed: {name}")

    def __eq__(self, other: object) -> bool:
        return type(self) is type(other) and self.values == other.values

    def __hash__(self) -> int:
        return hash((self.tag, self.values))

    def __repr__(self) -> str:
        return f"{type(self).__name__}{self.values}"

    @property
    def values(self) -> tuple[object, ...]:
        """What the fields hold, in order."""
        return tuple(getattr(self, name) for name in self.fields)

    def pack(self) -> str:
        """The callback data; ValueError beyond 64 bytes, when the button is made and not when it is sent."""
        data = ":".join([self.tag, *map(_spell, self.values)])
        if len(data.encode()) > LIMIT:
            raise ValueError(f"{data!r} is over {LIMIT} bytes")
        return data

    @classmethod
    def of(cls, values: list[str]) -> Self:
        """The press of these spelled fields; BadPress when they do not fit."""
        kinds = _kinds_of(cls.tag)
        if len(kinds) != len(values):
            raise BadPress(cls.tag)
        try:
            return cls(*[_read(kind, text) for kind, text in zip(kinds, values, strict=True)])
        except ValueError as error:
            raise BadPress(cls.tag) from error


@cache
def _kinds_of(tag: str) -> tuple[type, ...]:
    """The types of the fields of the press with that tag, in order."""
    press = Press.kinds[tag]
    hints = get_type_hints(press)
    return tuple(hints[name] for name in press.fields)


def unpack(data: str) -> Press:
    """The press that this callback data spells; BadPress when none does."""
    tag, *values = data.split(":")
    kind = Press.kinds.get(tag)
    if kind is None:
        raise BadPress(tag)
    return kind.of(values)


def _spell(value: object) -> str:
    text = value.value if isinstance(value, Word) else str(value)
    if ":" in text:
        raise ValueError(f"{text!r} holds the separator")
    return text


def _read(kind: type, text: str) -> Any:  # noqa: ANN401 - any field type
    if kind is Month:
        return Month.parse(text)
    if kind is int and not _WHOLE.fullmatch(text):
        raise ValueError("no number that pack has spelled")
    return kind(text)
