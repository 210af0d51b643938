"""Typed callback data: what a button carries, as a frozen dataclass packed into at most 64 bytes.

Buttons must work for weeks, so the data is readable and short: ``tag:field:field``. Source of the limit: Bot
API, InlineKeyboardButton.callback_data, 1–64 bytes.
"""

import re
from dataclasses import fields
from functools import cache
from typing import Any, ClassVar, Self, get_type_hints

from bot.rules.calendar import Month
from bot.rules.words import Word

LIMIT = 64  # bytes
_WHOLE = re.compile(r"[0-9]{1,18}")  # numbers of rows, pages, places: never negative, within a database's 64 bits


class BadPress(ValueError):
    """Callback data that no button of ours carries (any more)."""


class Press:
    """Base of all presses. A subclass is a frozen dataclass and names its ``tag``."""

    tag: ClassVar[str]
    kinds: ClassVar[dict[str, type["Press"]]] = {}

    def __init_subclass__(cls, *, tag: str) -> None:
        if tag in Press.kinds:
            raise TypeError(f"two presses have the tag {tag}")
        cls.tag = tag
        Press.kinds[tag] = cls

    def pack(self) -> str:
        """The callback data; ValueError beyond 64 bytes, when the button is made and not when it is sent."""
        parts = [self.tag, *(_spell(getattr(self, field.name)) for field in fields(self))]  # type: ignore[arg-type]
        data = ":".join(parts)
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
    return tuple(hints[field.name] for field in fields(press))  # type: ignore[arg-type]


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
