"""Elections: what a paper says, how papers are counted, and who is to be proposed (拟当选).

The branch rules let the branch propose and the 机关工委 appoint (机关党建工作责任制 二.1); how it votes is in the
中国共产党基层组织选举工作条例. Its editions differ in what the majority is of: the rulebook's ``base`` decides, and
both figures are shown.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from string import ascii_lowercase, digits
from typing import Self

from bot.rules.box import CHOICES, SIGNS
from bot.rules.rulebook import Base, Election
from bot.rules.words import Choice

MOST_NOMINEES, MOST_SEATS = 12, 9  # a whole paper has to fit into the data of a button

_UNMARKED = "."
_DIGITS = digits + ascii_lowercase  # a place on the roll is two of these
_PLACE = 2
_NOBODY = "." * _PLACE


@dataclass(frozen=True, slots=True)
class Paper:
    """One ballot paper: a mark for each nominee (None: not marked yet), and who is written in, by place on the roll."""

    marks: tuple[Choice | None, ...]
    written: tuple[int, ...] = ()

    @property
    def named(self) -> int:
        """How many people it is for."""
        return self.marks.count(Choice.FOR) + len(self.written)

    @property
    def unmarked(self) -> int:
        """How many nominees have no mark."""
        return self.marks.count(None)

    def over(self, seats: int) -> int:
        """By how many it names more people than there are seats; such a paper is void."""
        return max(0, self.named - seats)

    def marked(self, nominee: int, choice: Choice) -> Self:
        """With another mark for one nominee."""
        return replace(self, marks=(*self.marks[:nominee], choice, *self.marks[nominee + 1 :]))

    def toggled(self, place: int, slots: int) -> Self:
        """With somebody written in, or not any more; as it is where no more names fit."""
        if place in self.written:
            return replace(self, written=tuple(each for each in self.written if each != place))
        if len(self.written) >= slots:
            return self
        return replace(self, written=tuple(sorted((*self.written, place))))

    def spell(self, slots: int) -> str:
        """The paper in ``len(marks) + 2 × slots`` characters, whatever it says; ValueError where it says more."""
        if len(self.written) > slots:
            raise ValueError("more names than there is room for")
        names = [_DIGITS[place // len(_DIGITS)] + _DIGITS[place % len(_DIGITS)] for place in self.written]
        marks = [SIGNS[mark] if mark else _UNMARKED for mark in self.marks]
        return "".join([*marks, *names, *[_NOBODY] * (slots - len(names))])

    @classmethod
    def read(cls, text: str, nominees: int, slots: int) -> Self:
        """The paper that was spelled so; ValueError where it is none of this election."""
        if len(text) != nominees + _PLACE * slots:
            raise ValueError("not the length of a paper")
        marks = tuple(CHOICES.get(sign) for sign in text[:nominees])
        names = [text[start : start + _PLACE] for start in range(nominees, len(text), _PLACE)]
        paper = cls(marks, tuple(_place(name) for name in names if name != _NOBODY))
        if paper.spell(slots) != text or sorted(set(paper.written)) != list(paper.written):
            raise ValueError("no paper")
        return paper


def _place(name: str) -> int:
    tens, ones = (_DIGITS.index(sign) for sign in name)
    return tens * len(_DIGITS) + ones


@dataclass(frozen=True, slots=True)
class Support:
    """What the valid papers say of one nominee."""

    for_: int
    against: int
    abstain: int


@dataclass(frozen=True, slots=True)
class Count:
    """What the papers say: of each nominee in the order of the paper, of those written in by place on the roll (the
    one with most votes first), and how many papers are valid or, over-marked, void."""

    nominees: tuple[Support, ...]
    written: dict[int, int]
    valid: int
    void: int


def count(papers: Iterable[Paper], nominees: int, seats: int) -> Count:
    """Counts the papers; one that names more people than there are seats says nothing (选举工作条例)."""
    every = list(papers)
    valid = [paper for paper in every if not paper.over(seats)]
    written = Counter(place for paper in valid for place in paper.written)
    return Count(
        tuple(_support([paper.marks[number] for paper in valid]) for number in range(nominees)),
        dict(sorted(written.items(), key=lambda item: (-item[1], item[0]))), len(valid), len(every) - len(valid),
    )  # fmt: skip


def _support(marks: list[Choice | None]) -> Support:
    abstained = marks.count(Choice.ABSTAIN) + marks.count(None)  # no mark is an abstention
    return Support(marks.count(Choice.FOR), marks.count(Choice.AGAINST), abstained)


class Standing(StrEnum):
    """Whether the election holds, and if not why."""

    NO_ATTENDANCE = "no_attendance"
    VOID = "void"
    NOT_QUORATE = "not_quorate"
    TIED = "tied"
    SHORT = "short"
    FILLED = "filled"


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """Voters expected (应到) and present (实到; None: attendance is not recorded), papers issued and returned."""

    expected: int
    present: int | None
    issued: int
    returned: int


@dataclass(frozen=True, slots=True)
class Outcome:
    """``quorum``: how many had to be present. ``needed``: votes by each base (that of those present is None where
    attendance is not recorded), ``bar`` the one that decides. ``elected`` is 拟当选, by votes; ``tied`` run again for
    the ``left`` seats; without a tie ``left`` seats are for 另行选举. ``doubtful``: enough by the other base alone."""

    standing: Standing
    quorum: int
    needed: Mapping[Base, int | None]
    bar: int
    elected: tuple[int, ...] = ()
    tied: tuple[int, ...] = ()
    left: int = 0
    doubtful: tuple[int, ...] = ()

    @property
    def holds(self) -> bool:
        """Whether anybody can be proposed by it."""
        return self.standing in (Standing.TIED, Standing.SHORT, Standing.FILLED)


def decide(votes: Mapping[int, int], seats: int, figures: Figures, rule: Election, *, runoff: bool = False) -> Outcome:
    """What the votes for each person (by any number, in the order of the paper) amount to.

    In a runoff those who are tied have had their majority, and whoever has more votes is ahead.
    """
    present = figures.present
    needed = {
        Base.EXPECTED: rule.votes_needed(figures.expected),
        Base.PRESENT: None if present is None else rule.votes_needed(present),
    }
    bar = 1 if runoff else needed[rule.base] or needed[Base.EXPECTED] or 1
    found = Outcome(_standing(figures, rule), rule.present_needed(figures.expected), needed, bar)
    return _filled(found, votes, seats, runoff=runoff) if found.holds else found


def _standing(figures: Figures, rule: Election) -> Standing:
    if figures.returned > figures.issued:  # nobody can say which of them count
        return Standing.VOID
    if figures.present is None:
        return Standing.NO_ATTENDANCE
    return Standing.NOT_QUORATE if figures.present < rule.present_needed(figures.expected) else Standing.FILLED


def _filled(found: Outcome, votes: Mapping[int, int], seats: int, *, runoff: bool) -> Outcome:
    enough = sorted((who for who in votes if votes[who] >= found.bar), key=lambda who: -votes[who])
    least = min(bar for bar in found.needed.values() if bar is not None)
    doubtful = () if runoff else tuple(who for who in votes if least <= votes[who] < found.bar)
    if len(enough) <= seats:
        standing = Standing.FILLED if len(enough) == seats else Standing.SHORT
        return replace(found, standing=standing, elected=tuple(enough), left=seats - len(enough), doubtful=doubtful)
    last = votes[enough[seats - 1]]
    if votes[enough[seats]] < last:
        return replace(found, standing=Standing.FILLED, elected=tuple(enough[:seats]), doubtful=doubtful)
    ahead = tuple(who for who in enough if votes[who] > last)
    tied = tuple(who for who in enough if votes[who] == last)
    return replace(
        found, standing=Standing.TIED, elected=ahead, tied=tied, left=seats - len(ahead), doubtful=doubtful
    )  # fmt: skip
