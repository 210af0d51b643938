"""Faults by order: the n-th matching call from now fails, before or after it takes effect."""

from dataclasses import dataclass
from typing import Literal, TypeAlias, get_args

from .errors import RefusedError

FaultKind: TypeAlias = Literal["429", "500", "502", "drop", "hang", "403", "400"]

_DESCRIPTIONS = {
    "429": "Too Many Requests: retry after {retry_after}",
    "500": "Internal Server Error",
    "502": "Bad Gateway",
    "403": "Forbidden: bot was blocked by the user",
    "400": "Bad Request: ordered fault",
}


@dataclass(slots=True)
class Fault:
    """One order. ``method`` ``*`` is every method but getUpdates, whose number of calls nobody can foresee."""

    kind: FaultKind
    method: str = "*"
    chat: int | None = None
    nth: int = 1
    times: int = 1
    retry_after: int = 1
    seconds: float = 30.0
    description: str | None = None
    after: bool = False
    seen: int = 0

    def __post_init__(self) -> None:
        if self.kind not in get_args(FaultKind):
            raise ValueError(f"no such kind of fault: {self.kind} (there are {', '.join(get_args(FaultKind))})")
        if self.nth < 1 or self.times < 1:
            raise ValueError("nth and times start at 1")

    @property
    def left(self) -> int:
        """How often it will still strike."""
        return self.times - max(0, self.seen - self.nth + 1)

    def matches(self, method: str, chat: int | None) -> bool:
        """Whether it counts this call."""
        if self.chat is not None and self.chat != chat:
            return False
        return method != "getUpdates" if self.method == "*" else self.method.lower() == method.lower()

    def error(self) -> RefusedError:
        """The answer of the kinds that answer at all."""
        text = self.description or _DESCRIPTIONS[self.kind].format(retry_after=self.retry_after)
        parameters = {"retry_after": self.retry_after} if self.kind == "429" else None
        return RefusedError(int(self.kind), text, parameters=parameters)


class Faults:
    """The orders in force."""

    def __init__(self) -> None:
        self.ordered: list[Fault] = []

    def forget(self, kind: str | None) -> None:
        """Takes back all orders, or those of one kind."""
        self.ordered = [fault for fault in self.ordered if kind is not None and fault.kind != kind]

    def take(self, method: str, chat: int | None) -> Fault | None:
        """Counts a call against every matching order; the first one due strikes."""
        if not self.ordered:
            return None
        due: list[Fault] = []
        for fault in self.ordered:
            if fault.matches(method, chat):
                fault.seen += 1
                if fault.nth <= fault.seen < fault.nth + fault.times:
                    due.append(fault)
        self.ordered = [f for f in self.ordered if f.left]
        return due[0] if due else None
