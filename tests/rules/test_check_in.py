"""The changing code, its window, and until when 补签 may be asked for."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from bot.rules.calendar import Holidays
from bot.rules.check_in import code, is_right, make_up_day, make_up_until, seconds_left, step, typed_code, window
from bot.rules.rulebook import load

RULE = load().check_in
SECRET = bytes(range(32))
ZONE = ZoneInfo("Asia/Shanghai")
START = datetime(2026, 10, 15, 6, 30, tzinfo=UTC)


@pytest.mark.parametrize(("number", "digits"), [(0, "510105"), (20, "001026"), (29_663_670, "476080")])
def test_a_code_is_six_digits_of_its_step_zeros_kept(number: int, digits: str) -> None:
    """By HMAC-SHA256 of the step as eight bytes, read as a number: worked out once with OpenSSL."""
    assert len(code(SECRET, number)) == 6
    assert code(SECRET, number).isdigit()
    assert code(SECRET, number) == digits


@pytest.mark.parametrize(
    ("later", "right"), [(-61, False), (-1, False), (0, True), (59, True), (60, True), (119, True), (120, False)]
)
def test_a_code_is_taken_while_it_is_shown_and_one_change_longer(later: int, right: bool) -> None:
    assert START.timestamp() % RULE.code_seconds == 0
    shown = code(SECRET, step(START, RULE))
    assert is_right(SECRET, shown, START + timedelta(seconds=later), RULE) is right


def test_another_meeting_has_other_codes() -> None:
    shown = code(SECRET, step(START, RULE))
    assert not is_right(SECRET[::-1], shown, START, RULE)


@pytest.mark.parametrize(("second", "left"), [(0, 60), (1, 59), (59, 1)])
def test_how_long_a_code_is_still_shown(second: int, left: int) -> None:
    assert seconds_left(START + timedelta(seconds=second), RULE) == left


@pytest.mark.parametrize(
    ("text", "digits"),
    [
        ("123456", "123456"), (" 012 345\n", "012345"), ("１２３４５６", "123456"), ("12345", None), ("1234567", None),
        ("12345a", None), ("", None), ("-12345", None), ("①②③④⑤⑥", "123456"), ("٠١٢٣٤٥", None), ("12.345", None),
    ],
)  # fmt: skip
def test_what_is_read_as_a_code(text: str, digits: str | None) -> None:
    assert typed_code(text) == digits


def test_the_window_opens_before_the_start_and_closes_after_it() -> None:
    around = window(START, RULE)
    assert (START - around.opens, around.closes - START) == (timedelta(minutes=30), timedelta(minutes=60))
    assert around.late - START == timedelta(minutes=1)


HOLIDAYS = Holidays(
    days_off=frozenset(date(2026, 10, day) for day in range(1, 8)), make_up_workdays=frozenset({date(2026, 10, 10)})
)


@pytest.mark.parametrize(
    ("held", "last"),
    [
        ("2026-10-15", "2026-10-16"),  # Thursday: the next day
        ("2026-10-16", "2026-10-19"),  # Friday: Monday
        ("2026-10-09", "2026-10-10"),  # a Saturday that is worked
        ("2026-09-30", "2026-10-08"),  # before a week off
    ],
)
def test_make_up_may_be_asked_for_until_the_end_of_the_next_workday(held: str, last: str) -> None:
    assert make_up_day(date.fromisoformat(held), RULE, HOLIDAYS) == date.fromisoformat(last)


def test_the_day_of_a_meeting_is_the_branchs_and_ends_at_its_midnight() -> None:
    late = datetime(2026, 10, 14, 16, 30, tzinfo=UTC)  # 00:30 on the 15th in Shanghai
    assert make_up_until(late, RULE, HOLIDAYS, ZONE) == datetime(2026, 10, 17, tzinfo=ZONE)
