"""What lies in the box of a secret ballot, as bytes of a length that says nothing.

Two lists that nothing joins: the votes, and the inclusion codes of those who voted. A vote is a text of one length for
the whole ballot: a sign for a choice, or the paper of an election (see elections.py). Each list is sorted, so that no
order of casting is kept, and padded to the size of the roll, so that no length tells how many have voted.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from string import ascii_lowercase, digits
from typing import Self

from bot.rules.words import Choice

CODE = 8  # characters of an inclusion code
ALPHABET = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"  # 32 signs that no eye confuses: no 0 and O, no 1 and I

SIGNS = {Choice.FOR: "+", Choice.AGAINST: "-", Choice.ABSTAIN: "0"}  # ascending, in the order of the ballot paper
CHOICES = {sign: choice for choice, sign in SIGNS.items()}
_VOTE = frozenset("+-." + digits + ascii_lowercase)
_EMPTY = b" "


@dataclass(frozen=True, slots=True)
class Box:
    """The votes, each of ``width`` characters, and the codes; both in ascending order."""

    votes: tuple[str, ...] = ()
    codes: tuple[str, ...] = ()
    width: int = 1

    @classmethod
    def of(cls, choices: Iterable[Choice]) -> Self:
        """What an open ballot says, where no codes are given."""
        return cls(tuple(sorted(SIGNS[choice] for choice in choices)))

    @property
    def choices(self) -> tuple[Choice, ...]:
        """The votes of a ballot of one choice, in the order of the ballot paper."""
        return tuple(CHOICES[vote] for vote in self.votes)

    @property
    def unanimous(self) -> bool:
        """Whether every ballot says the same: then everybody knows what each voter chose."""
        return len(set(self.votes)) == 1

    def with_vote(self, vote: str, code: str) -> Self:
        """The box with one more ballot in it; ValueError where that code has voted, or the vote is no such vote."""
        if code in self.codes:
            raise ValueError("this code is in the box already")
        if len(vote) != self.width or not set(vote) <= _VOTE:
            raise ValueError("no vote of this ballot")
        return type(self)(tuple(sorted((*self.votes, vote))), tuple(sorted((*self.codes, code))), self.width)

    def pack(self, size: int) -> bytes:
        """``size × (width + CODE)`` bytes whatever is inside; ValueError beyond ``size`` ballots."""
        if len(self.votes) > size or len(self.votes) != len(self.codes):
            raise ValueError("the box does not fit its roll")
        return _packed(self.votes, size * self.width) + _packed(self.codes, size * CODE)

    @classmethod
    def unpack(cls, packed: bytes, size: int) -> Self:
        """The box that was packed for a roll of this size; ValueError when it is none."""
        if size < 1 or len(packed) % size or len(packed) // size <= CODE:
            raise ValueError("not the size of this roll")
        width = len(packed) // size - CODE
        votes = _unpacked(packed[: size * width], width)
        codes = _unpacked(packed[size * width :], CODE)
        if len(codes) != len(votes) or not all(set(vote) <= _VOTE for vote in votes):
            raise ValueError("not a box")
        return cls(votes, codes, width)


def spelled(code: str) -> str:
    """The code as people read and compare it: two groups of four."""
    return f"{code[:4]}-{code[4:]}"


def _packed(texts: Iterable[str], length: int) -> bytes:
    return "".join(texts).encode("ascii").ljust(length, _EMPTY)


def _unpacked(packed: bytes, width: int) -> tuple[str, ...]:
    text = packed.rstrip(_EMPTY).decode("ascii")
    if len(text) % width:
        raise ValueError("not a box")
    return tuple(text[start : start + width] for start in range(0, len(text), width))
