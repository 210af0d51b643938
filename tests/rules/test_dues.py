from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.rules.calendar import Month
from bot.rules.dues import due, explain, pays, rate
from bot.rules.money import Fen
from bot.rules.rulebook import load
from bot.rules.words import Employment, Status

BOOK = load()
EMPLOYED, RETIRED = Employment.EMPLOYED, Employment.RETIRED


@pytest.mark.parametrize(
    ("base", "amount"),
    [
        (0, 0),
        (100, 1),  # 1.00 × 0.5 % = 0.005 → 0.01
        (99, 0),  # 0.99 × 0.5 % = 0.00495 → 0.00
        (300000, 1500),  # 3000.00 × 0.5 % = 15.00
        (300001, 3000),  # 3000.01 × 1 % = 30.0001
        (500000, 5000),  # 5000.00 × 1 % = 50.00
        (500001, 7500),  # 5000.01 × 1.5 % = 75.00015
        (870000, 13050),  # 8700.00 × 1.5 % = 130.50
        (870033, 13050),  # 8700.33 × 1.5 % = 130.50495
        (870034, 13051),  # 8700.34 × 1.5 % = 130.5051
        (1000000, 15000),  # 10000.00 × 1.5 % = 150.00
        (1000001, 20000),  # 10000.01 × 2 % = 200.0002
        (1234567, 24691),  # 12345.67 × 2 % = 246.9134
    ],
)
def test_an_employed_members_dues(base: int, amount: int) -> None:
    assert due(Fen(base), EMPLOYED, Status.FULL, BOOK) == amount


@pytest.mark.parametrize(
    ("base", "amount"),
    [
        (500000, 2500),  # 5000.00 × 0.5 % = 25.00
        (500001, 5000),  # 5000.01 × 1 % = 50.0001
        (1500000, 15000),  # 15000.00 × 1 % = 150.00
        (432150, 2161),  # 4321.50 × 0.5 % = 21.6075
        (432100, 2161),  # 4321.00 × 0.5 % = 21.605, half a fen goes up
    ],
)
def test_a_retired_members_dues(base: int, amount: int) -> None:
    assert due(Fen(base), RETIRED, Status.FULL, BOOK) == amount


@pytest.mark.parametrize("employment", [Employment.STUDENT, Employment.NO_INCOME])
@pytest.mark.parametrize("base", [0, 870000])
def test_students_and_members_without_income_pay_twenty_fen(employment: Employment, base: int) -> None:
    assert due(Fen(base), employment, Status.FULL, BOOK) == 20
    assert rate(Fen(base), employment, BOOK) is None
    assert explain(Fen(base), employment, BOOK).fixed == 20


def test_a_probationary_member_pays_like_a_full_one() -> None:
    assert due(Fen(870000), EMPLOYED, Status.PROBATIONARY, BOOK) == 13050


@pytest.mark.parametrize("status", [Status.CANDIDATE, Status.ACTIVIST, Status.APPLICANT])
def test_whoever_is_not_yet_a_member_owes_nothing(status: Status) -> None:
    assert due(Fen(870000), EMPLOYED, status, BOOK) == 0
    assert not pays(status, None, Month(2026, 10))


def test_the_explanation_names_rate_and_clause() -> None:
    told = explain(Fen(870000), EMPLOYED, BOOK)
    assert told.rate == Decimal("0.015")
    assert told.fixed is None
    assert told.clause.zh == "党支部工作制度 三（十五）6"


@pytest.mark.parametrize(("month", "owes"), [(Month(2026, 9), False), (Month(2026, 10), True), (Month(2026, 11), True)])
def test_dues_begin_in_the_month_of_the_assemblys_decision(month: Month, owes: bool) -> None:
    assert pays(Status.PROBATIONARY, date(2026, 10, 31), month) is owes


def test_an_unknown_date_of_joining_means_long_ago() -> None:
    assert pays(Status.FULL, None, Month(2000, 1))


@given(st.integers(0, 100_000_000), st.sampled_from([EMPLOYED, RETIRED]))
def test_the_dues_are_the_base_times_the_rate_to_the_nearest_fen(base: int, employment: Employment) -> None:
    share = rate(Fen(base), employment, BOOK)
    assert share is not None
    error = Decimal(due(Fen(base), employment, Status.FULL, BOOK)) - Decimal(base) * share
    assert Decimal("-0.5") < error <= Decimal("0.5")


@given(st.integers(0, 10_000_000), st.integers(0, 10_000_000), st.sampled_from([EMPLOYED, RETIRED]))
def test_whoever_earns_more_never_pays_less(one: int, other: int, employment: Employment) -> None:
    low, high = sorted((Fen(one), Fen(other)))
    assert due(low, employment, Status.FULL, BOOK) <= due(high, employment, Status.FULL, BOOK)


def test_a_negative_base_is_a_mistake_of_the_program() -> None:
    with pytest.raises(ValueError, match="negative"):
        due(Fen(-1), EMPLOYED, Status.FULL, BOOK)
