"""Money is whole fen. Yuan appear only where people write and read them.

Writing in capitals follows the way cheques and ledgers are filled in (支付结算办法, 附一): 整 after whole
yuan and after jiao, none after fen.
"""

import re
import unicodedata
from enum import StrEnum
from typing import NewType

Fen = NewType("Fen", int)

FEN_A_YUAN = 100
# No base and no due of one person comes near this: whoever types more has slipped a digit.
LARGEST = Fen(1_000_000 * FEN_A_YUAN)

_AMOUNT = re.compile(r"(?P<yuan>[0-9]+|[0-9]{1,3}(?:,[0-9]{3})+)(?:\.(?P<decimals>[0-9]+))?")
_MINUS = ("-", "−", "–")
_DECIMALS = 2

_DIGITS = "零壹贰叁肆伍陆柒捌玖"
_PLACES = ("仟", "佰", "拾", "")
_GROUPS = ("", "万", "亿", "兆")
_GROUP = 10_000


class AmountProblem(StrEnum):
    """Why a text is no amount."""

    NOT_A_NUMBER = "not_a_number"
    NEGATIVE = "negative"
    ZERO = "zero"
    TOO_MANY_DECIMALS = "too_many_decimals"
    TOO_LARGE = "too_large"


class BadAmount(ValueError):
    """The text is no amount of money; ``reason`` says why. The text itself is not kept: it may be private."""

    def __init__(self, reason: AmountProblem) -> None:
        super().__init__(reason.value)
        self.reason = reason


def parse_yuan(text: str, *, allow_zero: bool = False, allow_negative: bool = False) -> Fen:
    """Reads yuan as people type them: "3000", "3,000.50", "３０００元", "¥87".

    At most two decimals and at most LARGEST. Raises BadAmount.
    """
    plain = unicodedata.normalize("NFKC", text).strip().removeprefix("¥").removesuffix("元").strip()
    negative = plain.startswith(_MINUS)
    match = _AMOUNT.fullmatch(plain[1:].strip() if negative else plain)
    if match is None:
        raise BadAmount(AmountProblem.NOT_A_NUMBER)
    decimals = match["decimals"] or ""
    if len(decimals) > _DECIMALS:
        raise BadAmount(AmountProblem.TOO_MANY_DECIMALS)
    digits = match["yuan"].replace(",", "").lstrip("0") or "0"
    # Measured before converting: a number of ten thousand digits costs real time.
    if len(digits) > len(str(LARGEST)):
        raise BadAmount(AmountProblem.TOO_LARGE)
    fen = Fen(int(digits) * FEN_A_YUAN + int(decimals.ljust(_DECIMALS, "0")))
    _check(fen, negative=negative and not allow_negative, allow_zero=allow_zero)
    return Fen(-fen) if negative else fen


def _check(fen: Fen, *, negative: bool, allow_zero: bool) -> None:
    if negative and fen:
        raise BadAmount(AmountProblem.NEGATIVE)
    if fen > LARGEST:
        raise BadAmount(AmountProblem.TOO_LARGE)
    if fen == 0 and not allow_zero:
        raise BadAmount(AmountProblem.ZERO)


def yuan(fen: Fen) -> str:
    """Figures for people and files: 8700 fen is "87.00"."""
    sign = "-" if fen < 0 else ""
    whole, rest = divmod(abs(fen), FEN_A_YUAN)
    return f"{sign}{whole}.{rest:02d}"


def capitals(fen: Fen) -> str:
    """The amount in Chinese capitals (大写): 8700 fen is 捌拾柒元整. ValueError from 10^16 yuan on."""
    if fen < 0:
        return "负" + capitals(Fen(-fen))
    whole, rest = divmod(fen, FEN_A_YUAN)
    jiao, hundredths = divmod(rest, 10)
    if rest == 0:
        return f"{_whole(whole) or _DIGITS[0]}元整"
    text = f"{_whole(whole)}元" if whole else ""
    if jiao:
        text += f"{_DIGITS[jiao]}角"
    elif whole:
        text += _DIGITS[0]
    return text + (f"{_DIGITS[hundredths]}分" if hundredths else "整")


def _whole(number: int) -> str:
    """Whole yuan without the word 元; empty for zero."""
    if number >= _GROUP ** len(_GROUPS):
        raise ValueError("amount too large to write in capitals")
    text = ""
    gap = False
    for index in reversed(range(len(_GROUPS))):
        group = number // _GROUP**index % _GROUP
        if group == 0:
            gap = True
            continue
        # One 零 stands for any run of empty places between two written ones.
        if text and (gap or group < _GROUP // 10):
            text += _DIGITS[0]
        text += _four(group) + _GROUPS[index]
        gap = False
    return text


def _four(group: int) -> str:
    """A group of four places, 1–9999, without leading or trailing 零."""
    text = ""
    gap = False
    for digit, place in zip(f"{group:04d}", _PLACES, strict=True):
        if digit == "0":
            gap = True
            continue
        if text and gap:
            text += _DIGITS[0]
        text += _DIGITS[int(digit)] + place
        gap = False
    return text
