"""Calls of the Bot API: one call while it is carried out, and the log of them all."""

from dataclasses import dataclass, field
from datetime import datetime

from .files import Upload
from .wire import Json


@dataclass(slots=True)
class Call:
    """A call with its parameters read by the description, so their types are certain."""

    method: str
    params: Json = field(default_factory=dict)
    files: dict[str, Upload] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)  # breaches that Telegram itself lets pass

    def text(self, name: str, default: str = "") -> str:
        """A String parameter."""
        value: str = self.params.get(name, default)
        return value

    def number(self, name: str, default: int = 0) -> int:
        """An Integer parameter."""
        value: int = self.params.get(name, default)
        return value

    def flag(self, name: str, default: bool = False) -> bool:
        """A Boolean parameter."""
        value: bool = self.params.get(name, default)
        return value

    def item(self, name: str) -> Json | None:
        """An object."""
        value: Json | None = self.params.get(name)
        return value

    def items(self, name: str) -> list[Json] | None:
        """An array of objects."""
        value: list[Json] | None = self.params.get(name)
        return value


@dataclass(frozen=True, slots=True)
class LoggedCall:
    """An answered call."""

    seq: int
    method: str
    chat: int | str | None
    params: Json
    ok: bool
    error: str | None
    time: datetime


@dataclass(frozen=True, slots=True)
class Violation:
    """A breach of the Bot API's description or of Telegram's rules."""

    method: str
    parameters: tuple[str, ...]
    reason: str


class CallLog:
    """Every answered call, and what was wrong with the wrong ones."""

    def __init__(self) -> None:
        self.calls: list[LoggedCall] = []
        self.violations: list[Violation] = []
        self.unimplemented: list[str] = []

    def add(self, call: Call, time: datetime, error: str | None) -> None:
        """Notes an answered call."""
        chat = call.params.get("chat_id")
        self.calls.append(LoggedCall(len(self.calls) + 1, call.method, chat, call.params, error is None, error, time))

    def violation(self, call: Call, reason: str) -> None:
        """Notes a breach."""
        self.violations.append(Violation(call.method, tuple(call.params), reason))
