"""A branch's own values: the book in force on any day, checked by the shape of the shipped one."""

import re
from datetime import UTC, date, datetime, time, timedelta
from fractions import Fraction
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from bot.rules.branch_state import BranchState, PersonFact
from bot.rules.calendar import Month
from bot.rules.duties import MeetingFact, duties
from bot.rules.language import Language
from bot.rules.overrides import Field, Override, RulebookError, Timeline, fields_of, overridable
from bot.rules.overrides_file import read
from bot.rules.rulebook import Every, Rulebook, load
from bot.rules.rulebook_values import choices, say, typed
from bot.rules.words import MeetingKind, Post, Status, System

BOOK, ZONE = load(), ZoneInfo("Asia/Shanghai")
BOT = Path(__file__).parents[2] / "bot"
# What people may type for each field, another value than the shipped one.
OTHERS: dict[str, str] = {
    "every": "每年", "times": "1", "look_back": "2", "due_day": "25", "card_day": "8",
    "bands": "5000 1\n2", "rounding": "舍去", "fen": "30", "base": "实到",
    "excellent_at_most": "1/4", "opens_minutes_before": "20", "closes_minutes_after": "90",
    "late_after_minutes": "5", "code_seconds": "30", "wrong_codes": "3", "make_up_workdays": "2",
    "days_before": "5、2、0", "at_most_before": "2", "overdue_every_days": "14", "morning": "9:00",
    "quiet_from": "20:30", "quiet_until": "07:30", "ahead": "5", "every_days": "2",
}  # fmt: skip
SPECIAL = {("report", "times"): "1", ("committee", "times"): "12", ("committee", "every"): "每年"}
NOT_READ_YET = {"excellent_at_most"}  # nobody is graded yet


def own(entry: str, name: str, value: Any, since: str, number: int = 1) -> Override:  # noqa: ANN401 - any JSON
    return Override(number=number, entry=entry, name=name, value=value, since=date.fromisoformat(since))


def book_on(day: str, *overrides: Override) -> Rulebook:
    return Timeline(BOOK, overrides, ZONE).on(date.fromisoformat(day))


def test_a_value_counts_from_its_day_on_and_the_shipped_one_before() -> None:
    late = own("dues", "due_day", 25, "2026-12-01")
    assert book_on("2026-11-30", late).dues == BOOK.dues
    book = book_on("2026-12-01", late)
    assert (book.dues.due_day, book.dues.own) == (25, {"due_day": date(2026, 12, 1)})
    assert book.on(date(2026, 11, 30)).dues.due_day == 20
    assert book.on(date(2027, 1, 1)).dues.due_day == 25
    assert book.dues.title.zh == "党费每月交纳一次（本支部：每月交纳的截止日 25）"
    assert book.dues.title.en.endswith("(this branch: day of the month by which dues are due 25)")
    assert BOOK.on(date(2026, 12, 1)) is BOOK


def test_a_moment_lies_on_the_branchs_day() -> None:
    book = book_on("2026-12-05", own("dues", "due_day", 25, "2026-12-01"))
    assert book.on(datetime(2026, 11, 30, 15, 59, tzinfo=UTC)).dues.due_day == 20
    assert book.on(datetime(2026, 11, 30, 16, 0, tzinfo=UTC)).dues.due_day == 25


def test_what_was_entered_later_counts_from_its_day_on_also_over_what_was_to_come() -> None:
    planned, sooner = own("dues", "due_day", 15, "2027-01-01", 1), own("dues", "due_day", 25, "2026-12-10", 2)
    assert book_on("2026-12-31", planned, sooner).dues.due_day == 25
    assert book_on("2027-01-01", planned, sooner).dues.due_day == 25
    back = own("dues", "due_day", None, "2027-02-01", 3)
    book = book_on("2027-02-01", planned, sooner, back)
    assert (book.dues.due_day, book.dues.title) == (20, BOOK.dues.title)


def test_a_months_rates_are_those_of_its_first_day() -> None:
    bands = [{"up_to_yuan": 5000, "percent": "1"}, {"percent": "2"}]
    book = book_on("2026-12-20", own("dues_employed", "bands", bands, "2026-12-02"))
    assert book.of(Month(2026, 12)).dues_employed == BOOK.dues_employed
    assert len(book.of(Month(2027, 1)).dues_employed.bands) == 2


@pytest.mark.parametrize(
    ("entry", "name", "value", "complaint"),
    [
        ("dues", "due_day", 32, "dues.due_day: 1 to 31"),
        ("dues", "due_day", "25", "dues.due_day: a whole number"),
        ("report", "every", "month", "report.every: once a quarter"),
        ("reminders", "morning", "22:00", "reminders.morning: between"),
        ("reminders", "days_before", [1000], "reminders.days_before: at most 365"),
        ("committee", "times", 5, "committee.times: of a year"),
        ("talk", "look_back", 999999, "talk.look_back: at most 24"),
        ("appraisal", "excellent_at_most", "9/1", "appraisal.excellent_at_most: above 0"),
        ("dues_retired", "bands", [{"percent": "101"}], "dues_retired.bands.percent: 0 to 100"),
    ],
)
def test_what_the_schema_forbids_names_the_field(entry: str, name: str, value: Any, complaint: str) -> None:  # noqa: ANN401
    with pytest.raises(RulebookError) as caught:
        book_on("2026-12-01", own(entry, name, value, "2026-12-01"))
    assert str(caught.value).startswith(complaint)
    assert (caught.value.line, caught.value.place) == (None, (entry, name))


def test_values_are_checked_together_with_those_to_come() -> None:
    quiet = own("reminders", "quiet_from", "10:00", "2027-01-01", 1)
    line = Timeline(BOOK, [quiet, own("reminders", "morning", "11:00", "2026-12-01", 2)], ZONE)
    with pytest.raises(RulebookError, match="morning"):
        line.check(date(2026, 12, 1))
    Timeline(BOOK, [quiet], ZONE).check(date(2026, 12, 1))


def test_what_may_no_longer_be_set_is_passed_over() -> None:
    gone = own("motion", "passed", "2/3", "2026-12-01")
    assert book_on("2026-12-02", gone).motion == BOOK.motion


def test_no_threshold_by_which_a_vote_is_decided_may_be_set_but_the_doubtful_base() -> None:
    ballots = {"opinion", "motion", "admission", "election", "counting", "scrutiny", "voters", "probation"}
    assert {(entry, name) for entry, name in overridable() if entry in ballots} == {("election", "base")}


@pytest.mark.parametrize(("where", "field"), overridable().items())
def test_every_field_takes_another_value_as_people_type_it_and_is_read_somewhere(
    where: tuple[str, str], field: Field
) -> None:
    entry, name = where
    text = SPECIAL.get(where, OTHERS[name])
    shipped = getattr(BOOK.entries[entry], name)
    raw = typed(text, shipped)
    book = book_on("2026-12-01", own(entry, name, raw, "2026-12-01"))
    value = getattr(book.entries[entry], name)
    if say(value) != say(shipped):
        assert say(value).zh in book.entries[entry].title.zh
    assert field in fields_of(entry)
    assert typed(say(value).zh, shipped) == raw
    assert (name in NOT_READ_YET) != _is_read(name)
    assert choices(shipped, Language.ZH) == [] or say(value).zh in choices(shipped, Language.ZH)


def _is_read(name: str) -> bool:
    """Whether code outside the shapes themselves asks for it."""
    files = (file for file in BOT.rglob("*.py") if not file.name.startswith(("rulebook", "overrid")))
    asked = {"times": "stage", "every": "stage", "fen": "amount"}.get(name, name)
    return any(re.search(rf"\.{asked}\b", file.read_text(encoding="utf-8")) for file in files)


@pytest.mark.parametrize("text", ["", "x", "-1", "1.5", "2 5", "9" * 5000])
def test_what_is_no_number_is_none(text: str) -> None:
    with pytest.raises(ValueError, match=r"^"):
        typed(text, 20)


def test_people_type_bands_times_and_lists_in_many_ways() -> None:
    bands = [{"up_to_yuan": 3000, "percent": "0.5"}, {"up_to_yuan": 5000, "percent": "1"}, {"percent": "2"}]
    for text in ("3000 0.5\n5000 1\n2", "3000元及以下 0.5%；5000 元 1％；2%", "3000 0.5; 5000 1; 2"):
        assert typed(text, BOOK.dues_employed.bands) == bands
    with pytest.raises(ValueError, match="三千"):
        typed("三千以下半个点", BOOK.dues_employed.bands)
    assert typed("早上9点", time(8)) == "09:00"
    assert typed("７,3、1 0", (7, 3)) == [7, 3, 1, 0]
    assert typed("1 ／ 4", Fraction(1, 3)) == "1/4"
    assert typed("every year", Every.QUARTER) == "year"


# ---- What follows for duties.

STATE = BranchState(
    people=(
        PersonFact(id=1, name="郑书记", status=Status.FULL, posts=frozenset({Post.SECRETARY})),
        PersonFact(id=2, name="林预备", status=Status.PROBATIONARY),
    ),
    teams=(), meetings=(), reports=(), dues=(), started=date(2026, 1, 1), branch_id=1,
)  # fmt: skip


def owed(system: System, book: Rulebook, day: str, state: BranchState = STATE) -> list[tuple[str, date, bool]]:
    found = duties(book, state, date.fromisoformat(day))
    return [(str(each.period), each.due, each.done) for each in found if each.system is system]


def test_a_cadence_asks_for_nothing_that_ended_before_it_was_decided_on() -> None:
    monthly = book_on("2026-11-20", own("committee", "times", 12, "2026-11-10"))
    assert [period for period, _, _ in owed(System.COMMITTEE, monthly, "2026-11-20")] == ["2026-11"]
    assert [period for period, _, _ in owed(System.COMMITTEE, monthly, "2026-12-02")] == ["2026-11", "2026-12"]
    march = MeetingFact(id=1, kind=MeetingKind.COMMITTEE, day=date(2026, 3, 1), begun=True)
    state = BranchState(**{name: getattr(STATE, name) for name in STATE.__slots__} | {"meetings": (march,)})
    assert owed(System.COMMITTEE, monthly, "2026-11-20", state) == [("2026-11", date(2026, 11, 30), False)]


def test_a_yearly_report_is_owed_for_the_year() -> None:
    yearly = book_on("2026-11-20", own("report", "every", "year", "2026-11-10"))
    assert owed(System.REPORT, yearly, "2026-11-20") == [("2026-01-01..2026-12-31", date(2026, 12, 31), False)]
    quarters = ["2026-07-01..2026-09-30", "2026-10-01..2026-12-31"]
    assert [period for period, _, _ in owed(System.REPORT, BOOK, "2026-11-20")] == quarters


def test_a_past_months_dues_stay_due_as_they_were() -> None:
    book = book_on("2026-12-05", own("dues", "due_day", 25, "2026-12-01"))
    dues = [due for _, due, _ in owed(System.DUES, book, "2026-12-05")]
    assert dues[-3:] == [date(2026, 11, 20), date(2026, 12, 25), date(2026, 12, 25)]
    assert date(2026, 11, 25) not in dues


def test_the_duties_of_a_day_are_those_of_the_book_of_that_day() -> None:
    book = book_on("2026-12-01", own("dues", "due_day", 25, "2026-12-01"))
    assert (("2026-11", date(2026, 11, 20), False)) in owed(System.DUES, book, "2026-11-01")
    assert date(2026, 11, 1) + timedelta(days=30) == date(2026, 12, 1)


# ---- The file.

GOOD = '[dues.due_day]\nvalue = 25\nfrom = 2026-12-01\nreason = "发工资的日子"\n'


def faults(text: str) -> list[tuple[int | None, str]]:
    return [(fault.line, fault.key) for fault in read(text, BOOK, date(2026, 11, 30))[1]]


def test_a_file_of_values_is_read_and_values_of_one_entry_go_together() -> None:
    more = '[committee.every]\nvalue = "quarter"\nfrom = 2026-12-01\nreason = "甲"\n'
    more += '[committee.times]\nvalue = 1\nfrom = 2026-12-01\nreason = "乙"\n'
    rows, wrong = read(GOOD + more, BOOK, date(2026, 11, 30))
    assert wrong == []
    assert [(row.entry, row.name, row.value, row.line) for row in rows] == [
        ("dues", "due_day", 25, 2), ("committee", "every", "quarter", 6), ("committee", "times", 1, 10),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (GOOD.replace("25", "32"), [(2, "rulebook.impossible")]),
        (GOOD.replace("25", '"25"'), [(2, "rulebook.impossible")]),
        (GOOD.replace("2026-12-01", '"2026-12-01"'), [(3, "rulebook.unknown_day")]),
        (GOOD.replace("2026-12-01", "2026-11-29"), [(3, "rulebook.past_day")]),
        (GOOD.replace("发工资的日子", " "), [(4, "rulebook.bad_reason")]),
        (GOOD.replace("发工资的日子", "长" * 201), [(4, "rulebook.bad_reason")]),
        (GOOD.replace("reason", "because"), [(1, "rulebook.wrong_keys")]),
        (GOOD.replace("due_day", "due_days"), [(1, "rulebook.unknown_field")]),
        (GOOD.replace("dues.", "duties."), [(1, "rulebook.unknown_field")]),
        (GOOD.replace("dues.due_day", "motion.passed"), [(1, "rulebook.fixed")]),
        ("[dues]\n", [(1, "rulebook.fixed")]),
        ("", [(None, "rulebook.nothing_in_file")]),
        ("[dues\n", [(None, "rulebook.no_toml")]),
        ("\n\n" + GOOD.replace("25", "0") + GOOD.replace("dues.due_day", "motion.present"),
         [(4, "rulebook.impossible"), (7, "rulebook.fixed")]),
    ],
)  # fmt: skip
def test_every_mistake_is_told_with_its_line(text: str, found: list[tuple[int | None, str]]) -> None:
    assert faults(text) == found
