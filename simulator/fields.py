"""Reading the fields of a control call."""

import base64
import binascii
import re
from collections.abc import Mapping


class Fields:
    """The body or query of a control call. A field of the wrong type, missing or unknown is a ValueError."""

    def __init__(self, given: Mapping[str, object], known: str) -> None:
        self._given = {name: value for name, value in given.items() if value is not None}
        unknown = self._given.keys() - set(known.split())
        if unknown:
            raise ValueError(f"unknown: {', '.join(sorted(unknown))}; known are: {known}")

    def __contains__(self, name: str) -> bool:
        return name in self._given

    def text(self, name: str, default: str | None = None) -> str:
        """A text; without a default it must be there."""
        value = self._given.get(name, default)
        if not isinstance(value, str):
            raise ValueError(f"{name} must be a text")
        return value

    def optional(self, name: str) -> str | None:
        """A text or nothing."""
        return self.text(name) if name in self._given else None

    def number(self, name: str, default: float | None = None) -> float:
        """A number, in a query also as text; without a default it must be there."""
        value = self._given.get(name, default)
        if isinstance(value, str) and re.fullmatch(r"-?[0-9]+(\.[0-9]+)?", value):
            value = float(value)
        if not isinstance(value, int | float) or isinstance(value, bool):
            raise ValueError(f"{name} must be a number")
        return value

    def whole(self, name: str, default: int | None = None) -> int:
        """A whole number."""
        return int(self.number(name, default))

    def flag(self, name: str, default: bool = False) -> bool:
        """A yes or no."""
        value = self._given.get(name, default)
        if not isinstance(value, bool):
            raise ValueError(f"{name} must be true or false")
        return value

    def ref(self, name: str) -> int | str:
        """A user or chat: an id (in a query also as text) or a name."""
        return _ref(self._given.get(name), name)

    def place(self, name: str = "chat") -> int | str | None:
        """A chat, or nothing for the private one."""
        return self.ref(name) if name in self._given else None

    def refs(self, name: str) -> list[int | str]:
        """Several users."""
        values = self._given.get(name, [])
        if not isinstance(values, list):
            raise ValueError(f"{name} must be a list")
        return [_ref(value, name) for value in values]

    def wholes(self, name: str) -> list[int]:
        """Several whole numbers."""
        values = self._given.get(name, [])
        if not isinstance(values, list) or not all(type(value) is int for value in values):
            raise ValueError(f"{name} must be a list of whole numbers")
        return values

    def content(self, name: str) -> bytes:
        """Bytes in base64."""
        try:
            return base64.b64decode(self.text(name), validate=True)
        except binascii.Error as error:
            raise ValueError(f"{name} must be base64: {error}") from error


def _ref(value: object, name: str) -> int | str:
    if isinstance(value, str) and re.fullmatch(r"-?[0-9]+", value):
        return int(value)
    if not isinstance(value, int | str) or isinstance(value, bool):
        raise ValueError(f"{name} must be an id or a name")
    return value
