from datetime import time
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import pytest

from bot.rules import rulebook
from bot.rules.rulebook import Entry, Every, Rulebook, RulebookError, load

SHIPPED = Path(rulebook.__file__).with_name("rulebook.toml").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def book() -> Rulebook:
    return load()


def entries(book: Rulebook) -> dict[str, Entry]:
    return {name: value for name, value in vars(book).items() if isinstance(value, Entry)}


def test_every_entry_names_its_clause_its_title_and_its_source(book: Rulebook) -> None:
    for name, entry in entries(book).items():
        assert entry.clause, name
        assert 4 <= len(entry.title.zh) <= 24, name
        assert 4 <= len(entry.title.en) <= 90, name
        assert entry.source == "branch rules" or entry.source == "default" or len(entry.source) > 6, name


def test_only_what_rests_on_secondary_sources_is_marked_for_checking(book: Rulebook) -> None:
    assert {name for name, entry in entries(book).items() if entry.verify} == {
        "proxies", "exclusions", "election", "election_nominees", "election_papers", "election_rounds",
        "election_in_person", "term", "counting", "scrutiny", "retention", "appraisal", "dues_relief",
    }  # fmt: skip


def test_the_shipped_numbers_are_those_of_the_rules(book: Rulebook) -> None:
    assert (book.committee.times, book.committee.every) == (4, Every.YEAR)
    assert (book.team_meeting.every, book.lecture.every) == (Every.MONTH, Every.QUARTER)
    assert (book.dues.due_day, book.dues.look_back) == (20, 6)
    assert (book.arrears.member_after, book.arrears.secretary_after) == (1, 3)
    assert (book.arrears.talk_after, book.arrears.committee_at) == (5, 6)
    assert (book.election.present, book.appraisal.excellent_at_most) == (Fraction(4, 5), Fraction(1, 3))
    assert [band.percent for band in book.dues_retired.bands] == [Decimal("0.5"), Decimal(1)]
    assert (book.probation.months, book.probation.extension_at_least) == (12, 6)
    assert book.reminders.days_before == (7, 3, 1, 0)
    assert (book.reminders.quiet_from, book.reminders.quiet_until) == (time(21), time(8))


@pytest.mark.parametrize(
    ("expected", "at_least_half", "more_than_half"),
    [(0, 1, 1), (1, 1, 1), (2, 1, 2), (3, 2, 2), (10, 5, 6), (11, 6, 6), (20, 10, 11), (21, 11, 11)],
)
def test_fractions_become_whole_people(book: Rulebook, expected: int, at_least_half: int, more_than_half: int) -> None:
    assert book.motion.present_needed(expected) == at_least_half
    assert book.motion.votes_needed(expected) == more_than_half


@pytest.mark.parametrize(("expected", "needed"), [(5, 4), (10, 8), (11, 9), (12, 10), (15, 12)])
def test_four_fifths_are_rounded_up(book: Rulebook, expected: int, needed: int) -> None:
    assert book.election.present_needed(expected) == needed


def test_exactly_half_present_is_not_enough_for_an_admission(book: Rulebook) -> None:
    assert book.admission.present_needed(10) == 6


@pytest.mark.parametrize(
    ("old", "new", "complaint"),
    [
        ("due_day = 20", "due_day = 32", "dues.due_day: 1 to 31"),
        ("due_day = 20", 'due_day = "20"', "dues.due_day: a whole number"),
        ("due_day = 20", "due_day = true", "dues.due_day: a whole number"),
        ("due_day = 20", "due_days = 20", "dues.due_days: unknown entry"),
        ("at_most_before = 3", "# at_most_before = 3", "reminders.at_most_before: missing"),
        ("days_before = [7, 3, 1, 0]", "days_before = [0, 1, 3]", "reminders.days_before: descending"),
        ("days_before = [7, 3, 1, 0]", "days_before = 7", "reminders.days_before: a list"),
        ('morning = "08:30"', 'morning = "07:30"', "reminders.morning: between"),
        ('morning = "08:30"', 'morning = "8:30"', "reminders.morning: a time of day"),
        ('morning = "08:30"', 'morning = "26:00"', "reminders.morning: a time of day"),
        ('excellent_at_most = "1/3"', 'excellent_at_most = "0.33"', "appraisal.excellent_at_most: a fraction"),
        ('present = "4/5"', 'present = "6/5"', "election.present: above 0"),
        ("committee_at = 6", "committee_at = 5", "arrears.committee_at: the four steps"),
        ('rounding = "half_up"', 'rounding = "up"', "dues_employed.rounding: one of half_up"),
        ('  { percent = "2" },\n', "", "dues_employed.bands: the last one"),
        ("up_to_yuan = 5000, percent", "up_to_yuan = 2000, percent", "dues_employed.bands: up_to_yuan must"),
        ('percent = "1.5"', 'percent = "one"', "dues_employed.bands.percent: a decimal"),
        ('percent = "1.5"', 'percent = "NaN"', "dues_employed.bands.percent: a finite"),
        ('zh = "党课每季度一次"', 'zh = ""', "lecture.title.zh: a text"),
        ("passed_more = true", "passed_more = 1", "motion.passed_more: true or false"),
        ("times = 4", "times = 5", "committee.times: of a year one of 1, 4, 12"),
        ("version = 1", "version = 2", "version: this program reads version 1"),
    ],
)
def test_a_mistake_is_reported_with_its_line(tmp_path: Path, old: str, new: str, complaint: str) -> None:
    assert old in SHIPPED
    path = tmp_path / "rulebook.toml"
    changed = SHIPPED.replace(old, new, 1)
    path.write_text(changed, encoding="utf-8")
    with pytest.raises(RulebookError) as caught:
        load(path)
    assert complaint in str(caught.value)
    assert caught.value.line == expected_line(changed, complaint)


def expected_line(text: str, complaint: str) -> int:
    """The line of the key inside its table; of the table when the key is missing."""
    table, _, key = complaint.partition(":")[0].partition(".")
    lines = text.splitlines()
    if not key:
        return next(number for number, line in enumerate(lines, 1) if line.startswith(table))
    start = lines.index(f"[{table}]")
    for number, line in enumerate(lines[start + 1 :], start + 2):
        if line.startswith(f"{key.partition('.')[0]} ="):
            return number
        if line.startswith("["):
            break
    return start + 1


def test_a_whole_missing_table_is_named(tmp_path: Path) -> None:
    path = tmp_path / "rulebook.toml"
    path.write_text(SHIPPED.replace("[motion]", "[movement]"), encoding="utf-8")
    with pytest.raises(RulebookError, match=r"line \d+: movement: unknown entry"):
        load(path)


def test_text_that_is_no_toml_is_reported_with_line_and_column(tmp_path: Path) -> None:
    path = tmp_path / "rulebook.toml"
    path.write_text("version = 1\n[dues\n", encoding="utf-8")
    with pytest.raises(RulebookError, match="line 2"):
        load(path)
