"""Months, quarters and workdays as plain values.

A month is a value and never a string (three spellings of one month were three months). The holidays are
handed in, because the State Council announces them year by year and loading them is not a rule.
"""

import re
from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Self

from bot.rules.language import MONTHS, Language, say_day, say_short_day

_MONTH = re.compile(r"(\d{4})(?:[-/](\d{1,2})|年(\d{1,2})月)")
_QUARTER = re.compile(r"(\d{4})(?:-Q|年第)([1-4])(?:季度)?")
_MONTHS_A_YEAR = 12
_MONTHS_A_QUARTER = 3
_QUARTERS_A_YEAR = 4
_SATURDAY = 5


@dataclass(frozen=True, order=True, slots=True)
class Month:
    """A calendar month, ordered in time. ``month`` is 1–12; ValueError otherwise."""

    year: int
    month: int

    def __post_init__(self) -> None:
        if not 1 <= self.month <= _MONTHS_A_YEAR:
            raise ValueError(f"month {self.month}")

    @classmethod
    def of(cls, day: date) -> Self:
        """The month that ``day`` lies in."""
        return cls(day.year, day.month)

    @classmethod
    def parse(cls, text: str) -> Self:
        """Reads "2026-10", "2026/10" or "2026年10月"; ValueError when it is none, "2026.1" among them: of a number in a
        sheet nobody knows whether January or October was meant."""
        match = _MONTH.fullmatch(text.strip())
        if match is None:
            raise ValueError(text)
        return cls(int(match[1]), int(match[2] or match[3]))

    def plus(self, months: int) -> Self:
        """The month that many months later, or earlier when negative."""
        years, index = divmod(self.year * _MONTHS_A_YEAR + self.month - 1 + months, _MONTHS_A_YEAR)
        return type(self)(years, index + 1)

    def next(self) -> Self:
        """The month after."""
        return self.plus(1)

    def previous(self) -> Self:
        """The month before."""
        return self.plus(-1)

    def first_day(self) -> date:
        """Its first day."""
        return date(self.year, self.month, 1)

    def last_day(self) -> date:
        """Its last day, 29 February included."""
        return date(self.year, self.month, monthrange(self.year, self.month)[1])

    def day(self, number: int) -> date:
        """Its day ``number``, or its last day when it has not that many."""
        return min(self.first_day() + timedelta(days=number - 1), self.last_day())

    def say(self, language: Language) -> str:
        """As an office writes it: 2026年10月; October 2026."""
        return f"{self.year}年{self.month}月" if language is Language.ZH else f"{MONTHS[self.month - 1]} {self.year}"

    def __str__(self) -> str:
        return f"{self.year:04d}-{self.month:02d}"


@dataclass(frozen=True, order=True, slots=True)
class Quarter:
    """A calendar quarter, ordered in time. ``number`` is 1–4; ValueError otherwise."""

    year: int
    number: int

    def __post_init__(self) -> None:
        if not 1 <= self.number <= _QUARTERS_A_YEAR:
            raise ValueError(f"quarter {self.number}")

    @classmethod
    def of(cls, day: date) -> Self:
        """The quarter that ``day`` lies in."""
        return cls(day.year, (day.month - 1) // _MONTHS_A_QUARTER + 1)

    @classmethod
    def parse(cls, text: str) -> Self:
        """Reads "2026-Q4" or "2026年第4季度"; ValueError when it is neither."""
        match = _QUARTER.fullmatch(text.strip())
        if match is None:
            raise ValueError(text)
        return cls(int(match[1]), int(match[2]))

    def plus(self, quarters: int) -> Self:
        """The quarter that many quarters later, or earlier when negative."""
        years, index = divmod(self.year * _QUARTERS_A_YEAR + self.number - 1 + quarters, _QUARTERS_A_YEAR)
        return type(self)(years, index + 1)

    def next(self) -> Self:
        """The quarter after."""
        return self.plus(1)

    def previous(self) -> Self:
        """The quarter before."""
        return self.plus(-1)

    def months(self) -> tuple[Month, Month, Month]:
        """Its three months in order."""
        first = Month(self.year, (self.number - 1) * _MONTHS_A_QUARTER + 1)
        return first, first.plus(1), first.plus(2)

    def first_day(self) -> date:
        """Its first day."""
        return self.months()[0].first_day()

    def last_day(self) -> date:
        """Its last day."""
        return self.months()[-1].last_day()

    def say(self, language: Language) -> str:
        """As an office writes it: 2026年第4季度; Q4 2026."""
        return f"{self.year}年第{self.number}季度" if language is Language.ZH else f"Q{self.number} {self.year}"

    def __str__(self) -> str:
        return f"{self.year:04d}-Q{self.number}"


@dataclass(frozen=True, order=True, slots=True)
class Year:
    """A calendar year, ordered in time."""

    year: int

    @classmethod
    def of(cls, day: date) -> Self:
        """The year that ``day`` lies in."""
        return cls(day.year)

    def plus(self, years: int) -> Self:
        """The year that many years later, or earlier when negative."""
        return type(self)(self.year + years)

    def first_day(self) -> date:
        """1 January."""
        return date(self.year, 1, 1)

    def last_day(self) -> date:
        """31 December."""
        return date(self.year, _MONTHS_A_YEAR, 31)

    def say(self, language: Language) -> str:
        """As an office writes it: 2026年; 2026."""
        return f"{self.year}年" if language is Language.ZH else str(self.year)

    def __str__(self) -> str:
        return f"{self.year:04d}"


@dataclass(frozen=True, order=True, slots=True)
class Span:
    """Days that are nobody's calendar but one person's, both ends included: a quarter of a probation."""

    first: date
    last: date

    def first_day(self) -> date:
        """Its first day."""
        return self.first

    def last_day(self) -> date:
        """Its last day."""
        return self.last

    def say(self, language: Language) -> str:
        """2026年9月10日—2026年12月9日; 10 Sep 2026 – 9 Dec 2026."""
        if language is Language.ZH:
            return f"{say_day(self.first, language)}—{say_day(self.last, language)}"
        return " – ".join(f"{say_short_day(day, language)} {day.year}" for day in (self.first, self.last))

    def __str__(self) -> str:
        return f"{self.first}..{self.last}"


Stage = Month | Quarter | Year  # of the calendar, the same for everybody
Period = Stage | Span


def months_after(day: date, months: int) -> date:
    """The same day of the month that many months later, or that month's last day where it is shorter."""
    return Month.of(day).plus(months).day(day.day)


@dataclass(frozen=True, slots=True)
class Holidays:
    """What the State Council announced: days off, weekend days that are worked, and for which years.

    A year that is not in ``announced`` holds predictions; whoever shows a date of it says so.
    """

    days_off: frozenset[date] = frozenset()
    make_up_workdays: frozenset[date] = frozenset()
    announced: frozenset[int] = frozenset()

    def is_announced(self, year: int) -> bool:
        """Whether the arrangement of ``year`` is official rather than predicted."""
        return year in self.announced


NO_HOLIDAYS = Holidays()


def is_workday(day: date, holidays: Holidays) -> bool:
    """Whether the office works on ``day``: a make-up workday wins over the weekend and over a day off."""
    if day in holidays.make_up_workdays:
        return True
    return day.weekday() < _SATURDAY and day not in holidays.days_off


def next_workday(day: date, holidays: Holidays) -> date:
    """The first workday strictly after ``day``."""
    return workday_on_or_after(day + timedelta(days=1), holidays)


def previous_workday(day: date, holidays: Holidays) -> date:
    """The last workday strictly before ``day``."""
    return workday_on_or_before(day - timedelta(days=1), holidays)


def workday_on_or_after(day: date, holidays: Holidays) -> date:
    """``day`` itself when it is a workday, else the next one."""
    while not is_workday(day, holidays):
        day += timedelta(days=1)
    return day


def workday_on_or_before(day: date, holidays: Holidays) -> date:
    """``day`` itself when it is a workday, else the one before."""
    while not is_workday(day, holidays):
        day -= timedelta(days=1)
    return day


def workdays(first: date, last: date, holidays: Holidays) -> Iterator[date]:
    """Every workday from ``first`` to ``last``, both included; none when ``last`` is the earlier."""
    for ordinal in range(first.toordinal(), last.toordinal() + 1):
        day = date.fromordinal(ordinal)
        if is_workday(day, holidays):
            yield day
