"""签到: a six-digit code that changes, the window in which it is taken, and until when 补签 may be asked for.

The code is an HMAC of the meeting's secret and the running number of the moment's step, so whoever has seen one learns
nothing about the next. Every length comes from the rulebook's entry ``check_in`` (党支部工作制度 三（九）).
"""

import hmac
import re
import unicodedata
from datetime import date, datetime, time, timedelta, tzinfo
from typing import NamedTuple

from bot.rules.calendar import Holidays, next_workday
from bot.rules.rulebook import CheckIn

_DIGITS = 6
_CODE = re.compile(r"[0-9]{6}")


class Window(NamedTuple):
    """From ``opens`` on and before ``closes``; whoever comes from ``late`` on is late (迟到)."""

    opens: datetime
    late: datetime
    closes: datetime


def window(starts: datetime, rule: CheckIn) -> Window:
    """The window of a meeting that begins at ``starts``."""
    minutes = (-rule.opens_minutes_before, rule.late_after_minutes, rule.closes_minutes_after)
    opens, late, closes = (starts + timedelta(minutes=number) for number in minutes)
    return Window(opens, late, closes)


def step(moment: datetime, rule: CheckIn) -> int:
    """The running number of the code that is shown at that moment."""
    return int(moment.timestamp()) // rule.code_seconds


def seconds_left(moment: datetime, rule: CheckIn) -> int:
    """How long the code of that moment is still shown: 1 to ``code_seconds``."""
    return rule.code_seconds - int(moment.timestamp()) % rule.code_seconds


def code(secret: bytes, number: int) -> str:
    """The six digits of a step."""
    digest = hmac.digest(secret, number.to_bytes(8, "big"), "sha256")
    return f"{int.from_bytes(digest, 'big') % 10**_DIGITS:0{_DIGITS}}"


def is_right(secret: bytes, typed: str, moment: datetime, rule: CheckIn) -> bool:
    """Whether ``typed`` is the code shown at that moment, or the one before it."""
    now = step(moment, rule)
    return any(hmac.compare_digest(code(secret, number), typed) for number in (now, now - 1))


def typed_code(text: str) -> str | None:
    """The six digits that the text is, however they were spaced or widened; None when it is something else."""
    digits = re.sub(r"\s", "", unicodedata.normalize("NFKC", text))
    return digits if _CODE.fullmatch(digits) else None


def make_up_day(held: date, rule: CheckIn, holidays: Holidays) -> date:
    """The last day on which 补签 may be asked for, for a meeting of the day ``held``."""
    day = held
    for _ in range(rule.make_up_workdays):
        day = next_workday(day, holidays)
    return day


def make_up_until(starts: datetime, rule: CheckIn, holidays: Holidays, zone: tzinfo) -> datetime:
    """The moment from which 补签 may not be asked for any more: the end of :func:`make_up_day`."""
    day = make_up_day(starts.astimezone(zone).date(), rule, holidays)
    return datetime.combine(day + timedelta(days=1), time(), zone)
