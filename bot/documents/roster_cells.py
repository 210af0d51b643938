"""The columns of the roster file and how each cell is read. Complaints are in Chinese: an office reads them."""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import TypeVar

from bot.rules.money import FEN_A_YUAN, LARGEST, AmountProblem, BadAmount, Fen, parse_yuan
from bot.rules.when import UnknownTime, parse_full_date
from bot.rules.words import Employment, Post, Status, Word


class Column(StrEnum):
    """The columns; the value is the English header, ``HEADERS`` has the Chinese one."""

    NAME = "name"
    TEAM = "team"
    POSTS = "posts"
    STATUS = "status"
    JOINED = "joined"
    CONFIRMED = "confirmed"
    EMPLOYMENT = "employment"
    BASE = "base"
    PHONE = "phone"


HEADERS: dict[Column, str] = {
    Column.NAME: "姓名",
    Column.TEAM: "党小组",
    Column.POSTS: "职务",
    Column.STATUS: "党员类别",
    Column.JOINED: "入党日期",
    Column.CONFIRMED: "转正日期",
    Column.EMPLOYMENT: "人员类别",
    Column.BASE: "党费基数",
    Column.PHONE: "联系电话",
}

# The Party was founded in 1921: an earlier date is a slip.
_EARLIEST = date(1921, 7, 1)
_LONGEST = 60
_SEPARATORS = re.compile(r"[、,;/\s]+")
_CJK_GAP = re.compile(r"(?<=[\u4e00-\u9fff])\s+(?=[\u4e00-\u9fff])")
_W = TypeVar("_W", bound=Word)
_PHONE = re.compile(r"\+?[0-9]{5,20}")
_NOTHING = ("", "无", "-", "—", "/")
_AMOUNTS = {
    AmountProblem.NOT_A_NUMBER: "不是数字",
    AmountProblem.NEGATIVE: "不能是负数",
    AmountProblem.ZERO: "不能是零",
    AmountProblem.TOO_MANY_DECIMALS: "最多两位小数",
    AmountProblem.TOO_LARGE: f"不能超过 {LARGEST // FEN_A_YUAN} 元",
}


@dataclass(frozen=True, slots=True)
class RosterRow:
    """One person as the file has it; ``row`` is the number of the row in the sheet. ``base`` is in fen."""

    name: str
    team: str | None
    posts: frozenset[Post]
    status: Status
    joined: date | None
    confirmed: date | None
    employment: Employment
    base: Fen | None
    phone: str | None
    row: int


def column_of(header: str) -> Column | None:
    """The column that a header names, in Chinese or in English; None for one we do not know."""
    plain = re.sub(r"\s+", "", unicodedata.normalize("NFKC", header)).lower()
    for column, zh in HEADERS.items():
        if plain in (zh, column.value):
            return column
    return None


class Cells:
    """Reads the cells of one row and gathers what is wrong with them, so that all of it is told at once."""

    def __init__(self, texts: Mapping[Column, str]) -> None:
        self._texts = {column: unicodedata.normalize("NFKC", text).strip() for column, text in texts.items()}
        self.complaints: list[str] = []

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

    def _get(self, column: Column) -> str:
        return self._texts.get(column, "")

    def _line(self, column: Column) -> str:
        """One line of text. 张　三 is spaced for looks and is the same person as 张三."""
        text = _CJK_GAP.sub("", " ".join(self._get(column).split()))
        if len(text) > _LONGEST or not text.isprintable():
            self.complaints.append(f"{HEADERS[column]}太长或含有不可见字符")
        return text

    def _name(self) -> str:
        name = self._line(Column.NAME)
        if not name:
            self.complaints.append("姓名为空")
        return name

    def _status(self) -> Status | None:
        if not self._get(Column.STATUS):
            self.complaints.append("党员类别为空")
            return None
        return self._word(Status, Column.STATUS, self._get(Column.STATUS))

    def _employment(self) -> Employment:
        """Empty means 在职: the file is an office's."""
        text = self._get(Column.EMPLOYMENT)
        return (self._word(Employment, Column.EMPLOYMENT, text) if text else None) or Employment.EMPLOYED

    def _posts(self) -> frozenset[Post]:
        texts = [text for text in _SEPARATORS.split(self._get(Column.POSTS)) if text not in _NOTHING]
        posts = (self._word(Post, Column.POSTS, text) for text in texts)
        return frozenset(post for post in posts if post is not None)

    def _word(self, kind: type[_W], column: Column, text: str) -> _W | None:
        try:
            return kind.of(text)
        except ValueError:
            allowed = "、".join(member.zh for member in kind)
            self.complaints.append(f"不认识的{HEADERS[column]}“{text[:_LONGEST]}”，只能填：{allowed}")
            return None

    def _date(self, column: Column, today: date) -> date | None:
        text = self._get(column)
        if text in _NOTHING:
            return None
        try:
            day = parse_full_date(text)
        except UnknownTime:
            self.complaints.append(f"看不懂{HEADERS[column]}“{text[:_LONGEST]}”，请写成 2020-07-01")
            return None
        if day > today:
            self.complaints.append(f"{HEADERS[column]}在今天之后")
        elif day < _EARLIEST:
            self.complaints.append(f"{HEADERS[column]}早于 1921 年 7 月")
        return day

    def _base(self) -> Fen | None:
        text = self._get(Column.BASE)
        if text in _NOTHING:
            return None
        try:
            return parse_yuan(text, allow_zero=True)
        except BadAmount as error:
            self.complaints.append(f"党费基数{_AMOUNTS[error.reason]}（单位：元）")
            return None

    def _phone(self) -> str | None:
        text = re.sub(r"[\s()-]+", "", self._get(Column.PHONE))
        if text in _NOTHING:
            return None
        if _PHONE.fullmatch(text) is None:
            self.complaints.append("联系电话只能是一个号码；若显示成 1.38E+10，请把该列设为文本后重填")
        return text

    def _check_together(self, person: RosterRow) -> None:
        """What only shows when two cells are read together."""
        if self.complaints:
            return
        if person.status is Status.PROBATIONARY and person.confirmed:
            self.complaints.append("预备党员不应有转正日期")
        if not person.status.is_member and (person.joined or person.confirmed):
            self.complaints.append(f"{person.status.zh}不应有入党日期或转正日期")
        if not person.status.is_member and person.posts:
            self.complaints.append(f"{person.status.zh}不能担任职务")
        if person.joined and person.confirmed and person.confirmed < person.joined:
            self.complaints.append("转正日期早于入党日期")
        if Post.TEAM_LEADER in person.posts and person.team is None:
            self.complaints.append("党小组长没有填写党小组")
