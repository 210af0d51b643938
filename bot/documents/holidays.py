"""Loads China's holidays and make-up workdays from the ``holidays`` library, and a file that corrects them.

The State Council announces a year in the autumn before it, and every announcement so far moved some
weekend days; so a year counts as announced only when it has make-up workdays. Before that, the library's
dates are predictions.
"""

import csv
from collections.abc import Iterable
from datetime import date
from functools import cache
from pathlib import Path

from bot.rules.calendar import Holidays
from bot.rules.when import UnknownTime, parse_full_date

_COLUMNS = ["date", "kind"]
_OFF, _WORKED = "holiday", "workday"


class HolidaysFileError(ValueError):
    """The correcting file is not usable from this ``line`` on; ``fault`` is columns, cells, kind or date."""

    def __init__(self, path: Path, line: int, fault: str) -> None:
        super().__init__(f"{path}, line {line}: {fault}")
        self.path = path
        self.line = line
        self.fault = fault


def calendar(data_dir: Path, years: Iterable[int]) -> Holidays:
    """The holidays of these years, corrected by ``holidays.csv`` in the data folder where there is one."""
    return announced(years, _corrections(data_dir))


def check(data_dir: Path) -> None:
    """Reads the corrections as ``calendar`` will. Raises HolidaysFileError, OSError."""
    if file := _corrections(data_dir):
        _read(file)


def _corrections(data_dir: Path) -> Path | None:
    file = data_dir / "holidays.csv"
    return file if file.exists() else None


def announced(years: Iterable[int], override: Path | None = None) -> Holidays:
    """The days off and the make-up workdays of ``years``.

    ``override`` is a CSV (UTF-8) with the columns ``date,kind``, kind being ``holiday`` or ``workday``. Day by
    day it wins over the library, and a year in which it has a workday counts as announced.
    Raises HolidaysFileError, OSError.
    """
    days_off: set[date] = set()
    worked: set[date] = set()
    official: set[int] = set()
    for year in years:
        off, at_work = _of_year(year)
        days_off |= off
        worked |= at_work
        if any(day.year == year for day in at_work):
            official.add(year)
    corrections = _read(override) if override else {}
    corrected_off = {day for day, kind in corrections.items() if kind == _OFF}
    corrected_worked = corrections.keys() - corrected_off
    return Holidays(
        days_off=frozenset((days_off - corrected_worked) | corrected_off),
        make_up_workdays=frozenset((worked - corrected_off) | corrected_worked),
        announced=frozenset(official | {day.year for day in corrected_worked}),
    )


@cache
def _of_year(year: int) -> tuple[frozenset[date], frozenset[date]]:
    """The library's days off and weekend workdays.

    Year by year: an announcement may move a day of the December before it, which announces nothing about that year.
    """
    import holidays as library  # it loads every country's, which the start of the bot need not wait for

    calendar = library.country_holidays("CN", years=year)
    return frozenset(calendar.keys()), frozenset(calendar.weekend_workdays)


def _read(path: Path) -> dict[date, str]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = csv.reader(file)
        header = next(rows, [])
        if [cell.strip().lower() for cell in header] != _COLUMNS:
            raise HolidaysFileError(path, 1, "columns")
        return dict(_correction(path, rows.line_num, row) for row in rows if any(cell.strip() for cell in row))


def _correction(path: Path, line: int, row: list[str]) -> tuple[date, str]:
    if len(row) != len(_COLUMNS):
        raise HolidaysFileError(path, line, "cells")
    kind = row[1].strip().lower()
    if kind not in (_OFF, _WORKED):
        raise HolidaysFileError(path, line, "kind")
    try:
        return parse_full_date(row[0]), kind
    except UnknownTime as error:
        raise HolidaysFileError(path, line, "date") from error
