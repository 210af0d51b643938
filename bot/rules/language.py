"""The two languages, and how what both share is said in either: words, days, moments, lists."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, tzinfo
from enum import StrEnum
from typing import Protocol

MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
)  # fmt: skip
WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_ZH_WEEKDAYS = "一二三四五六日"


class Language(StrEnum):
    """The value is the folder under ``messages/`` and what the store keeps."""

    ZH = "zh"
    EN = "en"


class Said(Protocol):
    """What has words of its own in every language."""

    def say(self, language: Language) -> str:
        """As people write it in that language."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Phrase:
    """A short text that belongs to the rules rather than to a screen, in every language."""

    zh: str
    en: str

    def say(self, language: Language) -> str:
        """As people write it in that language."""
        return self.zh if language is Language.ZH else self.en

    @property
    def both(self) -> dict[str, str]:
        """As JSON, for a text that is said in whichever language is wanted then."""
        return {"zh": self.zh, "en": self.en}


@dataclass(frozen=True, slots=True)
class Held:
    """The days on which something was held."""

    days: tuple[date, ...]

    def say(self, language: Language) -> str:
        """2026-10-15 召开、2026-10-16 召开; held on 2026-10-15, 2026-10-16."""
        if language is Language.ZH:
            return "、".join(f"{day.isoformat()} 召开" for day in self.days)
        return "held on " + ", ".join(day.isoformat() for day in self.days)


@dataclass(frozen=True, slots=True)
class Noted:
    """The days of the entries of a register."""

    days: tuple[date, ...]

    def say(self, language: Language) -> str:
        """2026-10-15、2026-10-16 登记; entered for 2026-10-15, 2026-10-16."""
        listed = [day.isoformat() for day in self.days]
        return f"{'、'.join(listed)} 登记" if language is Language.ZH else f"entered for {', '.join(listed)}"


@dataclass(frozen=True, slots=True)
class Begun:
    """The day on which the next officers came in."""

    day: date

    def say(self, language: Language) -> str:
        """2026-10-15 换届; elected anew, from 2026-10-15."""
        return f"{self.day} 换届" if language is Language.ZH else f"elected anew, from {self.day}"


def say_day(day: date, language: Language) -> str:
    """2026年10月15日; 15 October 2026."""
    if language is Language.ZH:
        return f"{day.year}年{day.month}月{day.day}日"
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def say_short_day(day: date, language: Language) -> str:
    """10月15日; 15 Oct."""
    if language is Language.ZH:
        return f"{day.month}月{day.day}日"
    return f"{day.day} {MONTHS[day.month - 1][:3]}"


def say_when(moment: datetime, now: datetime | None = None, *, zone: tzinfo, language: Language) -> str:
    """2026年10月15日（周四）14:30; Thu 15 Oct 2026, 14:30; without the year where it is that of ``now``."""
    local = moment.astimezone(zone)
    same_year = now is not None and now.astimezone(zone).year == local.year
    day = say_short_day(local.date(), language)
    if language is Language.ZH:
        year = "" if same_year else f"{local.year}年"
        return f"{year}{day}（周{_ZH_WEEKDAYS[local.weekday()]}）{local:%H:%M}"
    year = "" if same_year else f" {local.year}"
    return f"{WEEKDAYS[local.weekday()][:3]} {day}{year}, {local:%H:%M}"


def listed(names: Iterable[str], language: Language) -> str:
    """甲、乙; A, B."""
    return ("、" if language is Language.ZH else ", ").join(names)
