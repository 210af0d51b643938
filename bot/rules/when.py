"""Dates and times as people type them in a chat, and as the bot says them back.

Whatever ``say_when`` writes, ``parse_when`` reads. A weekday that contradicts its date is refused rather
than guessed: a meeting on the wrong day costs more than a second question.
"""

import re
import unicodedata
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta, tzinfo

from bot.rules.when_english import from_english

_NUMBER = r"(?:\d{1,2}|[零〇一二两三四五六七八九十]{1,3})"
_WEEK = r"(?:周|星期|礼拜)"
_FULL_DATE = r"(?P<year>\d{4})(?:[-/.](?P<m1>\d{1,2})[-/.](?P<d1>\d{1,2})|年(?P<m2>\d{1,2})月(?P<d2>\d{1,2})[日号])"
_COMPACT_DATE = r"(?P<year>\d{4})(?P<m1>\d{2})(?P<d1>\d{2})"
_SHORT_DATE = rf"(?:(?P<month>{_NUMBER})月(?P<day>{_NUMBER})[日号]?|(?P<m3>\d{{1,2}})[-/](?P<d3>\d{{1,2}}))"
_CHECKED = rf"(?:\(?{_WEEK}(?P<check>[一二三四五六日天])\)?)?"
_RELATIVE = r"(?P<relative>今天|今日|明天|明日|大后天|后天|昨天|昨日|前天)"
_WEEKDAY = rf"(?P<week>下|本|这)?个?{_WEEK}(?P<weekday>[一二三四五六日天])"
_DATES = tuple(re.compile(pattern) for pattern in (_FULL_DATE + _CHECKED, _SHORT_DATE + _CHECKED, _RELATIVE, _WEEKDAY))
_TIME = re.compile(
    r"(?P<part>凌晨|清晨|早上|早晨|上午|中午|下午|傍晚|晚上)?"
    rf"(?:(?P<h1>\d{{1,2}}):(?P<minute>\d{{2}})|(?P<h2>{_NUMBER})[点时](?P<rest>整|钟|半|[一三]刻|{_NUMBER}分?)?)"
)
_SHORTHAND = (("今晚", "今天晚上"), ("明晚", "明天晚上"), ("今早", "今天早上"), ("明早", "明天早上"))
_DAYS_AHEAD = {"今天": 0, "今日": 0, "明天": 1, "明日": 1, "后天": 2, "大后天": 3, "昨天": -1, "昨日": -1, "前天": -2}
_WEEKDAYS = "一二三四五六日"
_DIGITS = "零一二三四五六七八九"
# The hours, first and last, that a part of the day may mean. 晚上12点 fits none: it could be either night.
_PARTS = {
    "凌晨": (0, 5),
    "清晨": (4, 8),
    "早上": (4, 11),
    "早晨": (4, 11),
    "上午": (6, 12),
    "中午": (11, 14),
    "下午": (12, 19),
    "傍晚": (16, 20),
    "晚上": (17, 23),
}
# 29 February comes back after at most eight years.
_YEARS_AHEAD = 8


class UnknownTime(ValueError):
    """The text is no date or time that we understand, or it contradicts itself."""


def parse_when(text: str, now: datetime, zone: tzinfo) -> datetime:
    """The moment that ``text`` means to somebody in ``zone`` at ``now``; aware, in ``zone``.

    Without a date it is today; a date without year, or a weekday, is the next one whose moment is not
    past. What names its day (今天, 本周五, a full date) may lie in the past: the caller judges that.
    Raises UnknownTime; ValueError when ``now`` is naive.
    """
    local = _local(now, zone)
    plain = _plain(text)
    match = next((found for pattern in _DATES if (found := pattern.match(plain))), None)
    clock = _clock(plain[match.end() :] if match else plain)
    if match is None:
        return datetime.combine(local.date(), clock, zone)
    for day in _days(match, local.date()):
        moment = datetime.combine(day, clock, zone)
        if moment > local or _names_its_day(match):
            return moment
    raise UnknownTime("not understood")


def parse_date(text: str, now: datetime, zone: tzinfo) -> date:
    """The date that ``text`` means to somebody in ``zone`` at ``now``; today counts as not past.

    Raises UnknownTime, also when a time of day follows; ValueError when ``now`` is naive.
    """
    today = _local(now, zone).date()
    plain = _plain(text)
    match = next((found for pattern in _DATES if (found := pattern.fullmatch(plain))), None)
    if match is None:
        return parse_full_date(plain)
    return next(_days(match, today))


def parse_past_date(text: str, now: datetime, zone: tzinfo) -> date:
    """The date that ``text`` means to somebody who tells of what has been: a date without year, or a weekday, is the
    latest one up to today. What names its day may lie ahead: the caller judges that. Raises as :func:`parse_date`.
    """
    today, plain = _local(now, zone).date(), _plain(text)
    match = next((found for pattern in _DATES if (found := pattern.fullmatch(plain))), None)
    if match is None or _names_its_day(match):
        return parse_date(text, now, zone)
    return next(_days_back(match, today))


def _days_back(match: re.Match[str], today: date) -> Iterator[date]:
    """The days that the words may mean, the latest first, none after ``today``."""
    groups = match.groupdict()
    if groups.get("weekday"):
        yield today - timedelta(days=(today.weekday() - _weekday(groups["weekday"])) % 7)
        return
    month, number = _count(groups["month"] or groups["m3"]), _count(groups["day"] or groups["d3"])
    for year in range(today.year, today.year - _YEARS_AHEAD - 1, -1):
        try:
            day = date(year, month, number)
        except ValueError:
            continue
        if day <= today:
            _check_weekday(day, groups["check"])
            yield day
    raise UnknownTime("no such day in any year")


def parse_full_date(text: str) -> date:
    """A date with its year: 2020-07-01, 2020/7/1, 2020.7.1, 2020年7月1日, 20200701. Raises UnknownTime."""
    plain = _plain(text)
    match = re.fullmatch(_FULL_DATE, plain) or re.fullmatch(_COMPACT_DATE, plain)
    if match is None:
        raise UnknownTime("not understood")
    return _full_date(match)


def parse_clock(text: str) -> time:
    """A time of day alone: 15:00, 下午3点半, 3 pm. Raises UnknownTime."""
    return _clock(_plain(text))


def _local(now: datetime, zone: tzinfo) -> datetime:
    if now.tzinfo is None:
        raise ValueError("now must know its zone")
    return now.astimezone(zone)


def _plain(text: str) -> str:
    """Half-width, without spaces and commas, the common contractions written out."""
    plain = re.sub(r"[\s,、]+", "", _spaced(from_english(unicodedata.normalize("NFKC", text))))
    for short, long in _SHORTHAND:
        plain = plain.replace(short, long)
    return plain


def _spaced(text: str) -> str:
    """Keeps "10-15 9:00" from running together: a space between two digits becomes a mark of its own."""
    return re.sub(r"(?<=\d)\s+(?=\d)", "T", text.strip())


def _names_its_day(match: re.Match[str]) -> bool:
    groups = match.groupdict()
    return bool(groups.get("year") or groups.get("relative") or groups.get("week"))


def _days(match: re.Match[str], today: date) -> Iterator[date]:
    """The days that the words may mean, nearest first, none before ``today`` unless they name it."""
    groups = match.groupdict()
    if groups.get("relative"):
        yield today + timedelta(days=_DAYS_AHEAD[groups["relative"]])
    elif groups.get("weekday"):
        yield from _weekdays(groups["week"], groups["weekday"], today)
    elif groups.get("year"):
        day = _full_date(match)
        _check_weekday(day, groups["check"])
        yield day
    else:
        month, number = _count(groups["month"] or groups["m3"]), _count(groups["day"] or groups["d3"])
        for day in _yearly(month, number, today):
            _check_weekday(day, groups["check"])
            yield day


def _weekdays(week: str | None, name: str, today: date) -> Iterator[date]:
    monday = today - timedelta(days=today.weekday())
    day = monday + timedelta(days=_weekday(name))
    if week == "下":
        yield day + timedelta(weeks=1)
    elif week:
        yield day
    else:
        if day >= today:
            yield day
        yield day + timedelta(weeks=1)


def _yearly(month: int, number: int, today: date) -> Iterator[date]:
    found = False
    for year in range(today.year, today.year + _YEARS_AHEAD + 1):
        try:
            day = date(year, month, number)
        except ValueError:
            continue
        if day >= today:
            found = True
            yield day
    if not found:
        raise UnknownTime("no such day in any year")


def _full_date(match: re.Match[str]) -> date:
    groups = match.groupdict()
    month, number = groups["m1"] or groups["m2"], groups["d1"] or groups["d2"]
    try:
        return date(int(groups["year"]), int(month), int(number))
    except ValueError as error:
        raise UnknownTime("no such day") from error


def _check_weekday(day: date, name: str | None) -> None:
    if name and day.weekday() != _weekday(name):
        raise UnknownTime("the weekday is not that date's")


def _weekday(name: str) -> int:
    return _WEEKDAYS.index("日" if name == "天" else name)


def _clock(text: str) -> time:
    match = _TIME.fullmatch(text.removeprefix("T"))
    if match is None:
        raise UnknownTime("no time of day")
    hour = _hour(match["part"], _count(match["h1"] or match["h2"]))
    try:
        return time(hour, _minute(match["minute"] or match["rest"]))
    except ValueError as error:
        raise UnknownTime("no such time of day") from error


def _hour(part: str | None, hour: int) -> int:
    if part is None:
        return hour
    first, last = _PARTS[part]
    for candidate in (hour, hour + 12):
        if first <= candidate <= last:
            return candidate
    raise UnknownTime("the hour does not fit the part of the day")


def _minute(text: str | None) -> int:
    named = {None: 0, "整": 0, "钟": 0, "半": 30, "一刻": 15, "三刻": 45}
    return named[text] if text in named else _count(str(text).removesuffix("分"))


def _count(text: str) -> int:
    """A number below 100 in figures or in Chinese: 15, 十五, 两. Raises UnknownTime."""
    if text.isdecimal():
        return int(text)
    plain = text.replace("两", "二").replace("〇", "零")
    if "十" not in plain:
        if any(character != "零" for character in plain[:-1]):
            raise UnknownTime("not understood")
        return _DIGITS.index(plain[-1])
    tens, _, ones = plain.partition("十")
    if any(len(part) > 1 or part not in _DIGITS for part in (tens, ones)):
        raise UnknownTime("not understood")
    return (_DIGITS.index(tens) if tens else 1) * 10 + (_DIGITS.index(ones) if ones else 0)
