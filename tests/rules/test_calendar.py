from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.rules.calendar import (
    NO_HOLIDAYS,
    Holidays,
    Month,
    Quarter,
    is_workday,
    next_workday,
    previous_workday,
    workday_on_or_after,
    workday_on_or_before,
    workdays,
)
from bot.rules.language import Language

MONTHS = st.builds(Month, st.integers(1990, 2100), st.integers(1, 12))
QUARTERS = st.builds(Quarter, st.integers(1990, 2100), st.integers(1, 4))

# 国庆 2026 as announced: 1–7 October off, 20 September and 10 October worked.
NATIONAL_DAY = Holidays(
    days_off=frozenset(date(2026, 10, day) for day in range(1, 8)),
    make_up_workdays=frozenset({date(2026, 9, 20), date(2026, 10, 10)}),
    announced=frozenset({2026}),
)


@pytest.mark.parametrize("text", ["2026-10", "2026年10月", " 2026-10 ", "2026/10"])
def test_a_month_is_read_in_each_spelling(text: str) -> None:
    assert Month.parse(text) == Month(2026, 10)


@pytest.mark.parametrize("text", ["2026-13", "2026-00", "2026", "10-2026", "2026-10-01", "2026年10", "2026.1", ""])
def test_what_is_no_month_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r".*"):
        Month.parse(text)


def test_a_month_crosses_the_year_in_both_directions() -> None:
    assert Month(2026, 12).next() == Month(2027, 1)
    assert Month(2027, 1).previous() == Month(2026, 12)
    assert Month(2026, 10).plus(-22) == Month(2024, 12)


def test_a_leap_february_has_29_days() -> None:
    assert Month(2028, 2).last_day() == date(2028, 2, 29)
    assert Month(2026, 2).last_day() == date(2026, 2, 28)


def test_a_day_that_a_month_does_not_have_is_its_last_one() -> None:
    assert Month(2026, 2).day(31) == date(2026, 2, 28)
    assert Month(2026, 10).day(20) == date(2026, 10, 20)


def test_a_month_and_a_quarter_say_their_names() -> None:
    assert (str(Month(2026, 3)), Month(2026, 3).say(Language.ZH)) == ("2026-03", "2026年3月")
    assert (str(Quarter(2026, 4)), Quarter(2026, 4).say(Language.ZH)) == ("2026-Q4", "2026年第4季度")


@given(MONTHS)
def test_what_a_month_writes_it_reads(month: Month) -> None:
    assert Month.parse(str(month)) == Month.parse(month.say(Language.ZH)) == month


@given(QUARTERS)
def test_what_a_quarter_writes_it_reads(quarter: Quarter) -> None:
    assert Quarter.parse(str(quarter)) == Quarter.parse(quarter.say(Language.ZH)) == quarter


@given(MONTHS, st.integers(-500, 500))
def test_going_there_and_back_is_staying(month: Month, steps: int) -> None:
    assert month.plus(steps).plus(-steps) == month
    assert (month.plus(steps) > month) == (steps > 0)


@given(QUARTERS)
def test_a_quarter_is_three_months_without_a_gap(quarter: Quarter) -> None:
    assert quarter.last_day() + timedelta(days=1) == quarter.next().first_day()
    assert quarter.previous().next() == quarter
    assert all(Quarter.of(month.first_day()) == quarter for month in quarter.months())


@pytest.mark.parametrize(("day", "number"), [(1, 1), (3, 1), (4, 2), (9, 3), (10, 4), (12, 4)])
def test_a_quarter_knows_its_months(day: int, number: int) -> None:
    assert Quarter.of(date(2026, day, 1)) == Quarter(2026, number)


@pytest.mark.parametrize("text", ["2026-Q5", "2026-Q0", "2026Q1", "2026年第五季度"])
def test_what_is_no_quarter_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r".*"):
        Quarter.parse(text)


def test_impossible_months_and_quarters_cannot_be_made() -> None:
    with pytest.raises(ValueError, match="month"):
        Month(2026, 13)
    with pytest.raises(ValueError, match="quarter"):
        Quarter(2026, 5)


@pytest.mark.parametrize(
    ("day", "worked"),
    [
        (date(2026, 9, 30), True),  # Wednesday before the holiday
        (date(2026, 10, 1), False),  # 国庆
        (date(2026, 10, 8), True),  # Thursday after it
        (date(2026, 10, 10), True),  # Saturday, made up
        (date(2026, 10, 11), False),  # Sunday
        (date(2026, 9, 20), True),  # Sunday, made up
    ],
)
def test_holidays_are_off_and_make_up_days_are_worked(day: date, worked: bool) -> None:
    assert is_workday(day, NATIONAL_DAY) is worked


def test_the_neighbouring_workdays_jump_over_the_holiday() -> None:
    assert next_workday(date(2026, 9, 30), NATIONAL_DAY) == date(2026, 10, 8)
    assert previous_workday(date(2026, 10, 8), NATIONAL_DAY) == date(2026, 9, 30)
    assert workday_on_or_after(date(2026, 10, 3), NATIONAL_DAY) == date(2026, 10, 8)
    assert workday_on_or_before(date(2026, 10, 10), NATIONAL_DAY) == date(2026, 10, 10)


def test_the_workdays_of_a_stretch_are_listed_in_order() -> None:
    assert list(workdays(date(2026, 9, 30), date(2026, 10, 9), NATIONAL_DAY)) == [
        date(2026, 9, 30),
        date(2026, 10, 8),
        date(2026, 10, 9),
    ]
    assert list(workdays(date(2026, 10, 9), date(2026, 10, 8), NATIONAL_DAY)) == []


def test_a_year_without_an_announcement_says_so() -> None:
    assert NATIONAL_DAY.is_announced(2026)
    assert not NATIONAL_DAY.is_announced(2027)
    assert not NO_HOLIDAYS.is_announced(2026)
