"""The agenda of a meeting as it is typed, and what a meeting needs to be quorate."""

import re
from dataclasses import dataclass

from bot.rules.rulebook import Majority, Rulebook
from bot.rules.typed import cleaned
from bot.rules.words import MeetingKind

TITLE, PRESENTER = 200, 50  # characters
_CHINESE = "[一二三四五六七八九十]{1,3}"
# 1. 1、 1) 一、 （一） (1) ①; a number that goes on, as in 3.5, is none of these.
_NUMBER = rf"(?:\d{{1,2}}[.．、)）](?!\d)|{_CHINESE}、|[（(](?:\d{{1,2}}|{_CHINESE})[)）]|[①-⑳])"
_LEADING = re.compile(rf"\s*{_NUMBER}\s*")
_BREAK = re.compile(rf"\n|[；;]\s*(?={_NUMBER})")
_BAR = re.compile(r"\s*[｜|]\s*")


@dataclass(frozen=True, slots=True)
class Line:
    """One item as it was typed: its title, and who presents it (empty: nobody is named)."""

    title: str
    presenter: str


def lines_of(text: str) -> list[Line]:
    """The items of a typed agenda: one a line, or a numbered one after a semicolon; 标题｜主讲人 names a presenter.

    Leading numbers are cut, for an item may move.
    """
    return [line for part in _BREAK.split(text) if (line := _line(part)).title]


def quorum_rule(kind: MeetingKind, book: Rulebook, *, of_one_person: bool) -> Majority | None:
    """What decides whether enough have come (中国共产党支部工作条例（试行） 11; 党支部工作制度 三（十四）6(7)).

    None for a meeting in which nothing is decided.
    """
    if of_one_person:
        return book.admission
    return book.motion if kind in (MeetingKind.ASSEMBLY, MeetingKind.COMMITTEE) else None


def _line(part: str) -> Line:
    title, *presenter = _BAR.split(cleaned(_LEADING.sub("", part, count=1).strip().rstrip("；;")), maxsplit=1)
    return Line(title.strip()[:TITLE], "".join(presenter).strip()[:PRESENTER])
