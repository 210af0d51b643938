from datetime import date
from pathlib import Path

import pytest

from bot.documents.holidays import HolidaysFileError, announced
from bot.rules.calendar import is_workday, next_workday


def test_the_national_day_of_2026_is_as_announced() -> None:
    holidays = announced([2026])
    assert holidays.is_announced(2026)
    assert next_workday(date(2026, 9, 30), holidays) == date(2026, 10, 8)
    assert is_workday(date(2026, 9, 20), holidays)  # a Sunday, made up
    assert is_workday(date(2026, 10, 10), holidays)  # a Saturday, made up


def test_a_year_without_make_up_workdays_is_a_prediction() -> None:
    holidays = announced([2026, 2090])
    assert not holidays.is_announced(2090)
    assert not is_workday(date(2090, 10, 2), holidays)


def test_a_moved_december_day_does_not_announce_the_year_before() -> None:
    # For New Year 2012 the last Saturday of 2011 was worked.
    holidays = announced([2012])
    assert is_workday(date(2011, 12, 31), holidays)
    assert holidays.announced == {2012}


def test_no_years_give_no_holidays() -> None:
    assert announced([]).announced == frozenset()


def write(path: Path, text: str) -> Path:
    path.write_text(text, encoding="utf-8-sig")
    return path


def test_a_file_wins_over_the_library_and_announces_the_year(tmp_path: Path) -> None:
    file = write(tmp_path / "days.csv", "date,kind\n2090-10-08,holiday\n2090年10月14日,workday\n\n2026-10-10,holiday\n")
    holidays = announced([2026, 2090], file)
    assert holidays.is_announced(2090)
    assert not is_workday(date(2090, 10, 8), holidays)
    assert is_workday(date(2090, 10, 14), holidays)
    assert not is_workday(date(2026, 10, 10), holidays)


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("", "line 1: columns"),
        ("day,what\n", "line 1: columns"),
        ("date,kind\n2026-10-08,maybe\n", "line 2: kind"),
        ("date,kind\n2026-10-08,holiday\n2026-02-30,holiday\n", "line 3: date"),
        ("date,kind\n2026-10-08\n", "line 2: cells"),
    ],
)
def test_a_mistake_in_the_file_is_told_with_its_line(tmp_path: Path, text: str, complaint: str) -> None:
    with pytest.raises(HolidaysFileError, match=complaint):
        announced([2026], write(tmp_path / "days.csv", text))
