"""English dates and times, rewritten into the spelling that ``bot.rules.when`` reads.

Only what is plainly English is touched; what is left over is for the reader there to refuse.
"""

import re

from bot.rules.language import MONTHS, WEEKDAYS

_ZH_WEEKDAYS = "一二三四五六日"
_MONTH = "|".join(rf"{month[:3]}(?:{month[3:]})?\.?" for month in map(str.lower, MONTHS)).replace("sep(?:", "sep(?:t|")
_WEEKDAY = "|".join(rf"{day[:3]}(?:{day[3:]}|{day[3:-3]})?\.?" for day in map(str.lower, WEEKDAYS))
_DAY = r"(\d{1,2})(?:st|nd|rd|th)?"
_YEAR = r"(?:\s*,?\s+(\d{4}))?"
_CLOCK = r"(\d{1,2})(?:[:.](\d{2}))?\s*([ap])\.?m\b\.?"
_DAY_FIRST = re.compile(rf"(?<!\d){_DAY}\s+(?:of\s+)?({_MONTH})(?![a-z]){_YEAR}")
_MONTH_FIRST = re.compile(rf"\b({_MONTH})\s+{_DAY}(?!\d|:){_YEAR}")
_WEEKDAYS = re.compile(rf"\b(?:(next|this)\s+)?({_WEEKDAY})(?![a-z])")
_RELATIVE = (
    ("day after tomorrow", "后天"), ("tomorrow", "明天"), ("tonight", "今天晚上"), ("today", "今天"),
    ("day before yesterday", "前天"), ("yesterday", "昨天"),
)  # fmt: skip
_PARTS = (("morning", "上午"), ("afternoon", "下午"), ("evening", "晚上"))
_TIME_FIRST = re.compile(r"((?:上午|下午|晚上)?\d{1,2}:\d{2})\s+(\D.*|\d{1,4}-.*)", re.DOTALL)


def from_english(text: str) -> str:
    """Thu 15 Oct 2026, 14:30 becomes 2026-10-15(周四) 14:30; tomorrow 2 pm becomes 明天 14:00."""
    plain = text.casefold()
    if not re.search("[a-z]{2}", plain):
        return text  # the T of 2026-10-15T14:30 is no English
    plain = re.sub(r"\b(?:the|at|on|in|by|o'clock)\b", " ", plain)
    plain = re.sub(r"\bnoon\b", "12:00", plain)
    plain = re.sub(_CLOCK, _clock, plain)
    plain = _DAY_FIRST.sub(lambda found: _date(found[2], found[1], found[3]), plain)
    plain = _MONTH_FIRST.sub(lambda found: _date(found[1], found[2], found[3]), plain)
    plain = _WEEKDAYS.sub(_weekday, plain)
    for english, chinese in (*_RELATIVE, *_PARTS):
        plain = re.sub(rf"\b(?:this )?{english}\b", chinese, plain)
    plain = " ".join(plain.replace(",", " ").split())
    return _ordered(plain)


def _clock(found: re.Match[str]) -> str:
    """2:30 pm as 14:30; 12 am is midnight and 12 pm noon. An hour beyond 12 stays wrong, to be refused."""
    hour, minute = int(found[1]), found[2] or "00"
    if not 1 <= hour <= 12:
        return found[0]
    return f"{hour % 12 + (12 if found[3] == 'p' else 0)}:{minute}"


def _date(month: str, day: str, year: str | None) -> str:
    number = next(place for place, name in enumerate(MONTHS, 1) if name.casefold().startswith(month[:3]))
    return f" {year}-{number}-{day} " if year else f" {number}-{day} "


def _weekday(found: re.Match[str]) -> str:
    place = next(place for place, name in enumerate(WEEKDAYS) if name.casefold().startswith(found[2][:3]))
    week = {"next": "下", "this": "本", None: ""}[found[1]]
    return f" {week}周{_ZH_WEEKDAYS[place]} "


def _ordered(plain: str) -> str:
    """The day first, its weekday in brackets behind it, then the time."""
    if swapped := _TIME_FIRST.fullmatch(plain):
        plain = f"{swapped[2]} {swapped[1]}"
    plain = re.sub(r"^(周.)\s+([\d-]+)(?=\s|$)", r"\2(\1)", plain)
    return re.sub(r"^((?:\d{4}-)?\d{1,2}-\d{1,2})\s+(周.)", r"\1(\2)", plain)
