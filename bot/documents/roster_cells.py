"""The columns of the roster file and how each cell is read. Complaints are keys of short texts, with their facts."""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, TypeVar

from bot.rules.money import FEN_A_YUAN, LARGEST, BadAmount, Fen, parse_yuan
from bot.rules.when import UnknownTime, parse_full_date
from bot.rules.words import Employment, Post, Status, Word


class Column(Word):
    """The columns, by their headers."""

    NAME = "name", "姓名", "Name"
    TEAM = "team", "党小组", "Party group"
    POSTS = "posts", "职务", "Posts"
    STATUS = "status", "党员类别", "Status"
    JOINED = "joined", "入党日期", "Joined"
    CONFIRMED = "confirmed", "转正日期", "Confirmed"
    EMPLOYMENT = "employment", "人员类别", "Employment"
    BASE = "base", "党费基数", "Dues base"
    PHONE = "phone", "联系电话", "Phone"


# The Party was founded in 1921: an earlier date is a slip.
_EARLIEST = date(1921, 7, 1)
_LONGEST = 60
_SEPARATORS = re.compile(r"[、,;/\n]+")
_CJK_GAP = re.compile(r"(?<=[\u4e00-\u9fff])\s+(?=[\u4e00-\u9fff])")
_W = TypeVar("_W", bound=Word)
Complaint = tuple[str, dict[str, Any]]  # key and facts
_PHONE = re.compile(r"\+?[0-9]{5,20}")
_NOTHING = ("", "无", "none", "-", "—", "/")


@dataclass(frozen=True, slots=True)
class RosterRow:
    """One person as the file has it; ``row`` is the number of the row in the sheet. ``base`` is in fen.

    None is an empty cell or no such column: the file says nothing about it.
    """

    name: str
    team: str | None
    posts: frozenset[Post]
    status: Status
    joined: date | None
    confirmed: date | None
    employment: Employment | None
    base: Fen | None
    phone: str | None
    row: int


def column_of(header: str) -> Column | None:
    """The column that a header names, in Chinese or in English; None for one we do not know."""
    plain = re.sub(r"\s+", "", unicodedata.normalize("NFKC", header)).lower()
    return next((column for column in Column if plain in _spellings(column)), None)


def _spellings(column: Column) -> tuple[str, ...]:
    return column.zh, re.sub(r"\s+", "", column.en).lower(), column.value


def _post_texts(part: str) -> list[str]:
    """Chinese posts may be parted by spaces; English ones are of several words."""
    return [part] if part.casefold() in (post.en.casefold() for post in Post) else part.split()


class Cells:
    """Reads the cells of one row and gathers what is wrong with them, so that all of it is told at once."""

    def __init__(self, texts: Mapping[Column, str]) -> None:
        self._texts = {column: unicodedata.normalize("NFKC", text).strip() for column, text in texts.items()}
        self.complaints: list[Complaint] = []

    def row(self, number: int, today: date) -> RosterRow | None:
        """The person, or None when there are complaints."""
        status = self._status()
        person = RosterRow(
            name=self._name(),
            team=self._line(Column.TEAM) or None,
            posts=self._posts(),
            status=status or Status.FULL,
            joined=self._date(Column.JOINED, today),
            confirmed=self._date(Column.CONFIRMED, today),
            employment=self._employment(),
            base=self._base(),
            phone=self._phone(),
            row=number,
        )
        self._check_together(person)
        return None if self.complaints else person

    def _complain(self, key: str, **facts: Any) -> None:  # noqa: ANN401 - whatever the text says
        self.complaints.append((f"roster.{key}", facts))

    def _get(self, column: Column) -> str:
        return self._texts.get(column, "")

    def _line(self, column: Column) -> str:
        """One line of text. 张　三 is spaced for looks and is the same person as 张三."""
        text = _CJK_GAP.sub("", " ".join(self._get(column).split()))
        if len(text) > _LONGEST or not text.isprintable():
            self._complain("unreadable", column=column)
        return text

    def _name(self) -> str:
        name = self._line(Column.NAME)
        if not name:
            self._complain("no_cell", column=Column.NAME)
        return name

    def _status(self) -> Status | None:
        if not self._get(Column.STATUS):
            self._complain("no_cell", column=Column.STATUS)
            return None
        return self._word(Status, Column.STATUS, self._get(Column.STATUS))

    def _employment(self) -> Employment | None:
        text = self._get(Column.EMPLOYMENT)
        return self._word(Employment, Column.EMPLOYMENT, text) if text else None

    def _posts(self) -> frozenset[Post]:
        parts = (part.strip() for part in _SEPARATORS.split(self._get(Column.POSTS)))
        texts = [text for part in parts for text in _post_texts(part) if text.lower() not in _NOTHING]
        posts = (self._word(Post, Column.POSTS, text) for text in texts)
        return frozenset(post for post in posts if post is not None)

    def _word(self, kind: type[_W], column: Column, text: str) -> _W | None:
        try:
            return kind.of(text)
        except ValueError:
            self._complain("unknown_word", column=column, text=text[:_LONGEST], allowed=list(kind))
            return None

    def _date(self, column: Column, today: date) -> date | None:
        text = self._get(column)
        if text in _NOTHING:
            return None
        try:
            day = parse_full_date(text)
        except UnknownTime:
            self._complain("bad_date", column=column, text=text[:_LONGEST])
            return None
        if day > today:
            self._complain("future", column=column)
        elif day < _EARLIEST:
            self._complain("too_early", column=column)
        return day

    def _base(self) -> Fen | None:
        text = self._get(Column.BASE)
        if text in _NOTHING:
            return None
        try:
            return parse_yuan(text, allow_zero=True)
        except BadAmount as error:
            self._complain(f"base_{error.reason}", most=LARGEST // FEN_A_YUAN)
            return None

    def _phone(self) -> str | None:
        text = re.sub(r"[\s()-]+", "", self._get(Column.PHONE))
        if text in _NOTHING:
            return None
        if _PHONE.fullmatch(text) is None:
            self._complain("bad_phone")
        return text

    def _check_together(self, person: RosterRow) -> None:
        """What only shows when two cells are read together."""
        if self.complaints:
            return
        if person.status is Status.PROBATIONARY and person.confirmed:
            self._complain("not_confirmed_yet")
        if not person.status.is_member and (person.joined or person.confirmed):
            self._complain("not_joined_yet", status=person.status)
        if person.joined and person.confirmed and person.confirmed < person.joined:
            self._complain("confirmed_first")
