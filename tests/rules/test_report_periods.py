"""For which periods a thought report is owed: probation, absence; and for which one counts."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.rules import report_periods
from bot.rules.branch_state import Away, PersonFact
from bot.rules.calendar import Period, Quarter, Span, months_after
from bot.rules.registers import reviews
from bot.rules.rulebook import load
from bot.rules.words import Status

BOOK = load()
STARTED = date(2026, 1, 1)
LIN = PersonFact(id=1, name="林预备", status=Status.PROBATIONARY, joined=date(2026, 3, 10))
CHEN = PersonFact(id=2, name="陈正式", status=Status.FULL)


def spans(person: PersonFact, today: str) -> list[str]:
    return [str(span) for span in report_periods.owed(BOOK, person, STARTED, date.fromisoformat(today))]


@pytest.mark.parametrize(
    ("today", "expected"),
    [
        ("2026-03-10", ["2026-03-10..2026-06-09"]),
        ("2026-06-09", ["2026-03-10..2026-06-09"]),
        ("2026-06-10", ["2026-03-10..2026-06-09", "2026-06-10..2026-09-09"]),
        ("2027-03-09", ["2026-09-10..2026-12-09", "2026-12-10..2027-03-09"]),
        ("2027-03-10", ["2026-12-10..2027-03-09", "2027-03-10..2027-06-09"]),  # an extension: every quarter still
        ("2027-06-10", ["2027-03-10..2027-06-09", "2027-06-10..2027-09-09"]),
    ],
)
def test_a_probations_quarters_run_from_the_day_of_the_decision(today: str, expected: list[str]) -> None:
    assert spans(LIN, today) == expected


@given(st.dates(date(2020, 1, 1), date(2030, 12, 31)), st.integers(0, 364))
def test_reports_and_reviews_have_one_clock_until_the_probation_is_extended(decided: date, days: int) -> None:
    today = decided + timedelta(days)
    person = replace(LIN, joined=decided)
    assert report_periods.owed(BOOK, person, STARTED, today)[-1] == reviews(BOOK, decided, today)[-1]
    assert report_periods.present(BOOK, person, STARTED, today) == reviews(BOOK, decided, today)[-1]


def test_in_an_extension_reviews_come_every_two_months() -> None:
    found = [str(span) for span in reviews(BOOK, date(2026, 3, 10), date(2027, 5, 10))]
    assert found == ["2027-03-10..2027-05-09", "2027-05-10..2027-07-09"]


@pytest.mark.parametrize(
    ("stay", "today", "expected"),
    [
        (Away(date(2026, 11, 1)), "2026-11-01", ["2026-11-01..2027-01-31"]),
        (Away(date(2026, 11, 1)), "2027-02-01", ["2026-11-01..2027-01-31", "2027-02-01..2027-04-30"]),
        (Away(date(2026, 11, 1), date(2027, 1, 30)), "2026-12-01", []),  # back before a quarter is over
        (Away(date(2026, 11, 1), date(2027, 2, 20)), "2027-02-10", ["2026-11-01..2027-01-31"]),
        (Away(date(2026, 11, 1)), "2026-10-31", []),
    ],
)
def test_who_is_away_owes_a_report_for_each_full_quarter_since_leaving(
    stay: Away, today: str, expected: list[str]
) -> None:
    assert spans(replace(CHEN, away=(stay,)), today) == expected
    assert spans(replace(CHEN, status=Status.ACTIVIST, away=(stay,)), today) == []


def test_everybody_else_owes_none_and_writes_for_the_quarter_of_the_calendar() -> None:
    assert spans(CHEN, "2026-10-12") == []
    assert report_periods.present(BOOK, CHEN, STARTED, date(2026, 10, 12)) == Quarter(2026, 4)


@pytest.mark.parametrize(
    ("written", "period", "counts"),
    [
        (Quarter(2026, 4), Span(date(2026, 9, 10), date(2026, 12, 9)), True),
        (Quarter(2026, 4), Span(date(2026, 12, 10), date(2027, 3, 9)), False),
        (Span(date(2026, 9, 10), date(2026, 12, 9)), Span(date(2026, 9, 20), date(2026, 12, 19)), True),
        (Span(date(2026, 9, 10), date(2026, 12, 9)), Span(date(2026, 6, 20), date(2026, 9, 19)), False),
    ],
)
def test_a_report_counts_where_the_middle_of_its_own_period_lies(written: Period, period: Period, counts: bool) -> None:
    assert report_periods.counts(written, period) is counts


@given(st.dates(date(2020, 1, 1), date(2030, 12, 31)), st.integers(0, 700))
def test_a_report_counts_for_one_period_of_a_probation_at_most(decided: date, days: int) -> None:
    written = Quarter.of(decided + timedelta(days))
    every = report_periods.probation(BOOK, decided, months_after(decided, 36), 40)
    assert sum(report_periods.counts(written, span) for span in every) <= 1
    assert all(report_periods.counts(span, span) for span in every)
