import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.rules.money import LARGEST, AmountProblem, BadAmount, Fen, capitals, parse_yuan, yuan


@pytest.mark.parametrize(
    ("text", "fen"),
    [
        ("3000", 300000),
        ("3,000.50", 300050),
        ("３０００元", 300000),
        ("３，０００．５元", 300050),
        ("¥87", 8700),
        ("￥87.05", 8705),
        (" 87.0 元 ", 8700),
        ("0.2", 20),
        ("0.01", 1),
        ("0087", 8700),
        ("1,000,000", 100000000),
    ],
)
def test_amounts_are_read_as_people_type_them(text: str, fen: int) -> None:
    assert parse_yuan(text) == fen


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", AmountProblem.NOT_A_NUMBER),
        ("三千", AmountProblem.NOT_A_NUMBER),
        ("3,00", AmountProblem.NOT_A_NUMBER),
        ("1e5", AmountProblem.NOT_A_NUMBER),
        (".5", AmountProblem.NOT_A_NUMBER),
        ("3.", AmountProblem.NOT_A_NUMBER),
        ("nan", AmountProblem.NOT_A_NUMBER),
        ("-1", AmountProblem.NEGATIVE),
        ("−0.01", AmountProblem.NEGATIVE),
        ("－５", AmountProblem.NEGATIVE),
        ("0", AmountProblem.ZERO),
        ("0.00", AmountProblem.ZERO),
        ("1.005", AmountProblem.TOO_MANY_DECIMALS),
        ("1000000.01", AmountProblem.TOO_LARGE),
        ("9" * 5000, AmountProblem.TOO_LARGE),
    ],
)
def test_what_is_no_amount_is_refused_with_its_reason(text: str, reason: AmountProblem) -> None:
    with pytest.raises(BadAmount) as caught:
        parse_yuan(text)
    assert caught.value.reason is reason


def test_zero_is_an_amount_only_where_it_is_asked_for() -> None:
    assert parse_yuan("0", allow_zero=True) == 0


@given(st.integers(1, LARGEST))
def test_what_is_written_in_yuan_is_read_back(fen: int) -> None:
    assert parse_yuan(yuan(Fen(fen))) == fen


def test_less_than_nothing_is_an_amount_where_more_went_back_than_came_in() -> None:
    assert [parse_yuan(text, allow_negative=True) for text in ("-130.5", "−20", "7")] == [-13050, -2000, 700]


def test_figures_carry_two_decimals_and_their_sign() -> None:
    assert [yuan(Fen(fen)) for fen in (8700, 5, 0, -5, -8700)] == ["87.00", "0.05", "0.00", "-0.05", "-87.00"]


@pytest.mark.parametrize(
    ("fen", "text"),
    [
        (0, "零元整"),
        (5, "伍分"),
        (20, "贰角整"),
        (8700, "捌拾柒元整"),
        (105, "壹元零伍分"),
        (150, "壹元伍角整"),
        (100400, "壹仟零肆元整"),
        (640902, "陆仟肆佰零玖元零贰分"),
        (600714, "陆仟零柒元壹角肆分"),
        (1000000, "壹万元整"),
        (1000100, "壹万零壹元整"),
        (10700053, "壹拾万柒仟元伍角叁分"),
        (10000000000, "壹亿元整"),
        (10000000100, "壹亿零壹元整"),
        (1000050000000, "壹佰亿零伍拾万元整"),
        (-8700, "负捌拾柒元整"),
    ],
)
def test_capitals_are_written_as_on_a_cheque(fen: int, text: str) -> None:
    assert capitals(Fen(fen)) == text


@given(st.integers(0, 10**18 - 1))
def test_capitals_say_the_amount_and_nothing_else(fen: int) -> None:
    assert _read_capitals(capitals(Fen(fen))) == fen


@given(st.integers(0, 10**18 - 1))
def test_capitals_never_stammer(fen: int) -> None:
    text = capitals(Fen(fen))
    assert "零零" not in text
    assert "零元" not in text or fen == 0
    assert text.endswith(("整", "分"))


def test_an_amount_beyond_all_reason_has_no_capitals() -> None:
    with pytest.raises(ValueError, match="too large"):
        capitals(Fen(10**18))


def _read_capitals(text: str) -> int:
    """An independent reader: adds up digit × place, group by group."""
    whole, _, rest = text.rpartition("元") if "元" in text else ("", "", text)
    places = {"拾": 10, "佰": 100, "仟": 1000}
    groups = {"万": 10**4, "亿": 10**8, "兆": 10**12}
    total = group = digit = 0
    for character in whole:
        if character in places:
            group += digit * places[character]
            digit = 0
        elif character in groups:
            total += (group + digit) * groups[character]
            group = digit = 0
        else:
            digit = "零壹贰叁肆伍陆柒捌玖".index(character)
    fen = (total + group + digit) * 100
    digit = 0
    for character in rest.removesuffix("整"):
        if character in "角分":
            fen += digit * (10 if character == "角" else 1)
        else:
            digit = "零壹贰叁肆伍陆柒捌玖".index(character)
    return fen
