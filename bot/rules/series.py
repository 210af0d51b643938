"""Meetings that come again: every so many months, on which weekday of the month, moved to the next workday.

``parse_rule`` reads what people write, in Chinese or English, and whatever ``Rule.say`` writes. The day that a rule
names, before it is moved, is its nominal day: it tells its month, so a meeting that is moved into the next month is
still that month's, and none is left out or doubled.
"""

import re
import unicodedata
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, tzinfo

from bot.rules.calendar import Holidays, Month, workday_on_or_after, workday_on_or_before
from bot.rules.language import WEEKDAYS, Language
from bot.rules.when import parse_clock

LAST = 5  # as a week of the month: whichever is the last
MONTHS_MOST = 12
_MINUTES = 60
_PERIODS = {3: ("季度", "quarter"), 6: ("半年", "half-year"), 12: ("年", "year")}
_NUMBERS = ("", "一", "两", "三", "四", "五", "六", "七", "八", "九", "十", "十一", "十二")
_WEEKS = ("", "第一个", "第二个", "第三个", "第四个", "最后一个")
_ORDINALS = ("", "first", "second", "third", "fourth", "last")
_ZH_WEEKDAYS = "一二三四五六日"

_ZH = re.compile(
    r"每(?:(?P<number>\d{1,2}|[一二两三四五六七八九十]{1,2})个?|个)?(?P<unit>月|季度?|半年|年)(?:里|中)?的?"
    r"(?P<week>第[一二三四1-4]个?|首个?|最后的?一?个?)(?:星期|周|礼拜)(?P<weekday>[一二三四五六日天])的?(?P<clock>.+)"
)
_EN_DAY = re.compile(r"\b(?P<week>first|1st|second|2nd|third|3rd|fourth|4th|last)\s+(?P<weekday>[a-z]{3,9})\b")
_EN_PERIOD = re.compile(
    r"\b(?:every|each)\s+(?:(?P<number>\d{1,2}|other|two|three|four|six)\s+)?"
    r"(?P<unit>month|quarter|half[- ]year|year)s?\b"
    r"|\b(?P<adverb>monthly|quarterly|yearly)\b"
)
_EN_FILLING = re.compile(r"\b(?:every|each|of|the|on|at|in|month)\b|,")
_EN_NUMBERS = {"other": 2, "two": 2, "three": 3, "four": 4, "six": 6}
_EN_WEEKS = {"first": 1, "1st": 1, "second": 2, "2nd": 2, "third": 3, "3rd": 3, "fourth": 4, "4th": 4, "last": LAST}
_EN_WEEKDAYS = {name.casefold()[:length]: day for day, name in enumerate(WEEKDAYS) for length in (3, 4, 5, len(name))}
_UNITS = {
    "月": 1, "季": 3, "季度": 3, "半年": 6, "年": 12,
    "month": 1, "quarter": 3, "half-year": 6, "half year": 6, "year": 12,
    "monthly": 1, "quarterly": 3, "yearly": 12,
}  # fmt: skip


class UnknownRule(ValueError):
    """The text is no rule that we understand."""


@dataclass(frozen=True, slots=True)
class Rule:
    """``every`` so many months; ``week`` 1–4 or LAST; ``weekday`` 0 is Monday; ``minute`` of the day.

    ``aligned``: by calendar quarters, half-years or years: in the first month of each, where LAST is said in its last.
    Otherwise the first meeting decides the months. ValueError beyond these bounds.
    """

    every: int
    week: int
    weekday: int
    minute: int
    aligned: bool = False

    def __post_init__(self) -> None:
        fits = 1 <= self.every <= MONTHS_MOST and 1 <= self.week <= LAST and 0 <= self.weekday < len(WEEKDAYS)
        if not fits or not 0 <= self.minute < 24 * _MINUTES or (self.aligned and self.every not in (1, *_PERIODS)):
            raise ValueError("no such rule")

    @property
    def clock(self) -> time:
        """The time of day."""
        return time(*divmod(self.minute, _MINUTES))

    def in_month(self, month: Month) -> date:
        """The nominal day of that month."""
        if self.week == LAST:
            last = month.last_day()
            return last - timedelta(days=(last.weekday() - self.weekday) % 7)
        first = month.first_day()
        return first + timedelta(days=(self.weekday - first.weekday()) % 7, weeks=self.week - 1)

    def after(self, nominal: date) -> date:
        """The nominal day that follows that one."""
        return self.in_month(Month.of(nominal).plus(self.every))

    def fits(self, month: Month) -> bool:
        """Whether an aligned rule has a meeting in that month."""
        return not self.aligned or month.month % self.every == (0 if self.week == LAST else 1 % self.every)

    def first(self, now: datetime, holidays: Holidays, zone: tzinfo) -> date:
        """The nominal day of the first meeting that begins after ``now`` (aware)."""
        month = Month.of(now.astimezone(zone).date()).previous()
        while not (self.fits(month) and self.starts(self.in_month(month), holidays, zone) > now):
            month = month.next()
        return self.in_month(month)

    def still_ahead(self, nominal: date, now: datetime, holidays: Holidays, zone: tzinfo) -> date:
        """That nominal day, or the first after it whose meeting begins after ``now``."""
        while self.starts(nominal, holidays, zone) <= now:
            nominal = self.after(nominal)
        return nominal

    def starts(self, nominal: date, holidays: Holidays, zone: tzinfo) -> datetime:
        """When the meeting of that nominal day begins; aware, in ``zone``, and on a workday."""
        return datetime.combine(workday_on_or_after(nominal, holidays), self.clock, zone)

    def say(self, language: Language) -> str:
        """每月第一个星期五15:00; every first Friday 15:00."""
        return self._zh() if language is Language.ZH else self._en()

    def _zh(self) -> str:
        unit = _PERIODS[self.every][0] if self.aligned and self.every > 1 else "月"
        if unit == "月" and self.every > 1:
            unit = f"{_NUMBERS[self.every]}个月"
        return f"每{unit}{_WEEKS[self.week]}星期{_ZH_WEEKDAYS[self.weekday]}{self.clock:%H:%M}"

    def _en(self) -> str:
        day = f"{_ORDINALS[self.week]} {WEEKDAYS[self.weekday]}"
        if self.every == 1:
            return f"every {day} {self.clock:%H:%M}"
        unit = _PERIODS[self.every][1] if self.aligned else f"{self.every} months"
        return f"every {unit} on the {day} {self.clock:%H:%M}"


def known_rule(every: int, week: int, weekday: int, minute: int, nominal: date) -> Rule:
    """The rule of a series as it is kept; one of its nominal days tells whether it goes by calendar quarters."""
    may_be = every == 1 or every in _PERIODS
    aligned = Rule(every, week, weekday, minute, aligned=may_be)
    return aligned if may_be and aligned.fits(Month.of(nominal)) else Rule(every, week, weekday, minute)


def notice_day(meeting: date, ahead: int, holidays: Holidays) -> date:
    """The workday on which the notice goes out: ``ahead`` days before, or earlier where that is a day off."""
    return workday_on_or_before(meeting - timedelta(days=ahead), holidays)


def parse_rule(text: str) -> Rule:
    """Reads 每月第一个星期五15:00, 每两个月最后一个周三 14:30, "every 3 months on the last Wednesday 14:30" and so on.

    Raises UnknownRule: a fifth weekday, which most months do not have, and a time that is none, are refused too.
    """
    plain = unicodedata.normalize("NFKC", text).strip().casefold()
    try:
        return _english(plain) if re.search("[a-z]{3}", plain) else _chinese(re.sub(r"[\s,、。]+", "", plain))
    except ValueError as error:
        raise UnknownRule("not understood") from error


def _chinese(plain: str) -> Rule:
    found = _ZH.fullmatch(plain)
    if found is None:
        raise UnknownRule("not understood")
    named = found["week"].strip("第个")
    week = LAST if named.startswith("最") else 1 if named == "首" else int(_digits(named))
    weekday = _ZH_WEEKDAYS.index("日" if found["weekday"] == "天" else found["weekday"])
    number = _number(found["number"]) if found["number"] else None
    return _rule(number, found["unit"], week, weekday, found["clock"])


def _english(plain: str) -> Rule:
    day, period = _EN_DAY.search(plain), _EN_PERIOD.search(plain)
    if day is None or (period is None and not plain.startswith(("every ", "each "))):
        raise UnknownRule("not understood")
    if day["weekday"] not in _EN_WEEKDAYS:
        raise UnknownRule("no such weekday")
    said = period["number"] if period else None
    number = (_EN_NUMBERS.get(said) or _number(said)) if said else None
    unit = (period["adverb"] or period["unit"]) if period else "month"
    clock = _EN_FILLING.sub(" ", _EN_PERIOD.sub(" ", _EN_DAY.sub(" ", plain, count=1), count=1))
    return _rule(number, unit, _EN_WEEKS[day["week"]], _EN_WEEKDAYS[day["weekday"]], clock.strip())


def _rule(number: int | None, unit: str, week: int, weekday: int, clock: str) -> Rule:
    """A counted unit goes by the first meeting, a plain one by the calendar."""
    moment = parse_clock(clock)
    every = (1 if number is None else number) * _UNITS[unit]
    return Rule(every, week, weekday, moment.hour * _MINUTES + moment.minute, aligned=number is None or every == 1)


def _number(text: str) -> int:
    return int(text) if text.isdecimal() else _NUMBERS.index("两" if text == "二" else text)


def _digits(text: str) -> str:
    return text if text.isdecimal() else str(_ZH_WEEKDAYS.index(text) + 1)
