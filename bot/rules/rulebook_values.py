"""A value of the rulebook in words, and as people type it."""

import re
from datetime import time
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from typing import Any

from bot.rules.language import Language, Phrase
from bot.rules.rulebook_dues import Band, Rounding
from bot.rules.rulebook_entries import Base
from bot.rules.rulebook_times import Every
from bot.rules.when import UnknownTime, parse_clock

_WORDS: dict[StrEnum, Phrase] = {
    Every.MONTH: Phrase(zh="每月", en="every month"),
    Every.QUARTER: Phrase(zh="每季度", en="every quarter"),
    Every.YEAR: Phrase(zh="每年", en="every year"),
    Rounding.HALF_UP: Phrase(zh="四舍五入", en="half up"),
    Rounding.HALF_EVEN: Phrase(zh="四舍六入五成双", en="half to even"),
    Rounding.DOWN: Phrase(zh="舍去", en="down"),
    Base.EXPECTED: Phrase(zh="应到", en="expected"),
    Base.PRESENT: Phrase(zh="实到", en="present"),
}


def say(value: object) -> Phrase:
    """As people write it: 每季度, 08:30, 7、3、1、0, 3000 元以下 0.5%；以上 2%."""
    match value:
        case StrEnum():
            return _WORDS[value]
        case tuple():
            said = [say(each) for each in value]
            apart = "；" if any(isinstance(each, Band) for each in value) else "、"
            return Phrase(zh=apart.join(each.zh for each in said), en=", ".join(each.en for each in said))
        case Band(up_to_yuan=None):
            return Phrase(zh=f"以上 {value.percent:f}%", en=f"above {value.percent:f}%")
        case Band():
            return Phrase(
                zh=f"{value.up_to_yuan} 元及以下 {value.percent:f}%",
                en=f"up to {value.up_to_yuan} yuan {value.percent:f}%",
            )
    text = value.isoformat("minutes") if isinstance(value, time) else str(value)
    return Phrase(zh=text, en=text)


def choices(value: object, language: Language) -> list[str]:
    """What there is to choose from for a field that holds ``value``; none where it is typed."""
    return [_WORDS[each].say(language) for each in type(value)] if isinstance(value, StrEnum) else []


def typed(text: str, like: object) -> Any:  # noqa: ANN401 - any JSON
    """What somebody typed for a field that holds a value ``like`` this, spelled as in the rulebook's file.

    ValueError where it is no such thing; whether it is a possible one, the schema says.
    """
    match like:
        case StrEnum():
            return _word(text, like)
        case time():
            return _time(text)
        case Fraction():
            return "".join(text.split()).replace("／", "/")
        case tuple():
            return _bands(text) if like and isinstance(like[0], Band) else [_whole(each) for each in _apart(text)]
    return _whole(text)


def _word(text: str, like: StrEnum) -> str:
    for each in type(like):
        if text.strip().casefold() in {each.value, *(_WORDS[each].say(language) for language in Language)}:
            return each.value
    raise ValueError(text)


def _time(text: str) -> str:
    try:
        return parse_clock(text).isoformat("minutes")
    except UnknownTime as error:
        raise ValueError(text) from error


def _apart(text: str) -> list[str]:
    return [each for each in re.split(r"[\s,，、;；]+", text.strip()) if each]


def _whole(text: str) -> int:
    if not re.fullmatch(r"\d{1,6}", text.strip()):
        raise ValueError(text)
    return int(text)


_LIMIT = r"(?P<yuan>\d{1,7})\s*(?:元|yuan)?(?:及?以下)?"
_BAND = re.compile("(?:(?:" + _LIMIT + r"|以上|above)\s+)?(?P<percent>\d{1,3}(?:\.\d{1,4})?)\s*[%％]?")


def _bands(text: str) -> list[dict[str, Any]]:
    """A line, or what stands between two semicolons, for each band: 3000 0.5; the last without a limit: 2."""
    found = []
    for line in re.split(r"[\n;；]+", text.strip()):
        band = _BAND.fullmatch(line.strip())
        if band is None:
            raise ValueError(text)
        limit = {"up_to_yuan": int(band["yuan"])} if band["yuan"] else {}
        found.append({**limit, "percent": str(Decimal(band["percent"]))})
    return found
