"""Looking at the world until it is as expected."""

from collections.abc import Callable
from typing import Generic, TypeVar

T = TypeVar("T")


class Look(Generic[T]):
    """One predicate, asked again and again. What it can't find yet is remembered in ``pending``."""

    def __init__(self, predicate: Callable[[], T]) -> None:
        self._predicate = predicate
        self.pending: LookupError | None = None

    def __call__(self) -> T | None:
        try:
            return self._predicate()
        except LookupError as error:
            self.pending = error
            return None
