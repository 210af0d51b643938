"""Who votes. Derived from the roster when a ballot opens, then frozen, counted and hashed; nobody types it.

Full members with the right to vote; probationary members never (党支部工作制度 三（十四）6(7)).
"""

from collections.abc import Iterable
from hashlib import sha256
from typing import Protocol, TypeVar

from bot.rules.words import Status


class Voter(Protocol):
    """What is asked of a person; ``voting`` is false while 表决权 is suspended."""

    @property
    def id(self) -> int: ...

    @property
    def status(self) -> Status: ...

    @property
    def voting(self) -> bool: ...


_TINY = 5  # our own measure: no source sets one

_V = TypeVar("_V", bound=Voter)


def electors(people: Iterable[_V]) -> tuple[_V, ...]:
    """The full members with the right to vote, by ascending id whatever the order they came in."""
    return tuple(sorted((person for person in people if is_elector(person)), key=_id))


def is_elector(person: Voter) -> bool:
    """Whether this person has a vote today."""
    return person.status is Status.FULL and person.voting


def is_tiny(count: int) -> bool:
    """Whether so few vote that the published figures alone let people guess who chose what."""
    return count < _TINY


def digest(ids: Iterable[int]) -> str:
    """SHA-256, in hex, over the sorted ids joined by commas: the same electorate, the same digest."""
    return sha256(",".join(str(number) for number in sorted(set(ids))).encode("ascii")).hexdigest()


def _id(person: Voter) -> int:
    return person.id
