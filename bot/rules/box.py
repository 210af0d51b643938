"""What lies in the box of a secret ballot, as bytes of a length that says nothing.

Two lists that nothing joins: the choices, and the inclusion codes of those who voted. Each is sorted, so that no order
of casting is kept, and padded to the size of the roll, so that no length tells how many have voted.
"""

from dataclasses import dataclass
from typing import Self

from bot.rules.words import Choice

CODE = 8  # characters of an inclusion code
ALPHABET = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"  # 32 signs that no eye confuses: no 0 and O, no 1 and I

_CHOICES = {Choice.FOR: b"+", Choice.AGAINST: b"-", Choice.ABSTAIN: b"0"}
_BY_BYTE = {spelled[0]: choice for choice, spelled in _CHOICES.items()}
_EMPTY = b" "


@dataclass(frozen=True, slots=True)
class Box:
    """The choices in the order of the ballot paper, and the codes in alphabetical order."""

    choices: tuple[Choice, ...] = ()
    codes: tuple[str, ...] = ()

    @property
    def unanimous(self) -> bool:
        """Whether every ballot says the same: then everybody knows what each voter chose."""
        return len(set(self.choices)) == 1

    def with_vote(self, choice: Choice, code: str) -> Self:
        """The box with one more ballot in it; ValueError where that code has voted."""
        if code in self.codes:
            raise ValueError("this code is in the box already")
        order = list(Choice)
        choices = sorted((*self.choices, choice), key=order.index)
        return type(self)(tuple(choices), tuple(sorted((*self.codes, code))))

    def pack(self, size: int) -> bytes:
        """``size × (1 + CODE)`` bytes whatever is inside; ValueError beyond ``size`` ballots."""
        if len(self.choices) > size or len(self.choices) != len(self.codes):
            raise ValueError("the box does not fit its roll")
        choices = b"".join(_CHOICES[choice] for choice in self.choices).ljust(size, _EMPTY)
        return choices + "".join(self.codes).encode("ascii").ljust(size * CODE, _EMPTY)

    @classmethod
    def unpack(cls, packed: bytes, size: int) -> Self:
        """The box that was packed for a roll of this size; ValueError when it is none."""
        if len(packed) != size * (1 + CODE):
            raise ValueError("not the size of this roll")
        choices, codes = packed[:size].rstrip(_EMPTY), packed[size:].decode("ascii").rstrip()
        if len(codes) != len(choices) * CODE or not set(choices) <= set(_BY_BYTE):
            raise ValueError("not a box")
        return cls(
            tuple(_BY_BYTE[byte] for byte in choices),
            tuple(codes[start : start + CODE] for start in range(0, len(codes), CODE)),
        )


def spelled(code: str) -> str:
    """The code as people read and compare it: two groups of four."""
    return f"{code[:4]}-{code[4:]}"
