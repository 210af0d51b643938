from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.rules.calendar import NO_HOLIDAYS, Holidays, Month
from bot.rules.duties import Duty
from bot.rules.language import Phrase
from bot.rules.reminders import Reminder, due_reminders, is_quiet, next_morning, occurrence_key
from bot.rules.rulebook import load
from bot.rules.words import System

BOOK = load()
ZONE = ZoneInfo("Asia/Shanghai")
# 国庆 2026: 1–7 October off; 20 September and 10 October worked.
NATIONAL_DAY = Holidays(
    days_off=frozenset(date(2026, 10, day) for day in range(1, 8)),
    make_up_workdays=frozenset({date(2026, 9, 20), date(2026, 10, 10)}),
    announced=frozenset({2026}),
)


def at(month: int, day: int, hour: int, minute: int = 0) -> datetime:
    return datetime(2026, month, day, hour, minute, tzinfo=ZONE)


def duty(due: date, *owners: int, subject_id: int = 1, done: bool = False) -> Duty:
    return Duty(
        system=System.DUES,
        subject="王芳",
        subject_id=subject_id,
        owner_ids=owners or (1,),
        team_id=None,
        period=Month.of(due),
        due=due,
        done=done,
        evidence=None,
        late=False,
        clause=Phrase(zh="三（十五）1", en="III(15)1"),
        title=Phrase(zh="党费", en="Dues"),
    )


class Office:
    """Runs the reminders and stores what went out, as the caller does."""

    def __init__(self, *duties: Duty, holidays: Holidays = NO_HOLIDAYS) -> None:
        self.duties = duties
        self.holidays = holidays
        self.sent: set[tuple[str, int]] = set()
        self.log: list[tuple[datetime, str, int]] = []

    def run(self, now: datetime) -> list[Reminder]:
        reminders = due_reminders(self.duties, self.sent, now, BOOK, self.holidays, ZONE)
        for reminder in reminders:
            for key in reminder.occurrence_keys():
                assert (key, reminder.person_id) not in self.sent
                self.sent.add((key, reminder.person_id))
                self.log.append((now, key, reminder.person_id))
        return reminders

    def run_all(self, moments: Iterable[datetime]) -> None:
        for moment in moments:
            self.run(moment)

    def story(self) -> list[tuple[str, str]]:
        return [(f"{moment.astimezone(ZONE):%m-%d %H:%M}", key.partition("@")[2]) for moment, key, _ in self.log]


def hours(start: datetime, end: datetime, step: timedelta = timedelta(minutes=30)) -> Iterator[datetime]:
    while start <= end:
        yield start
        start += step


def test_the_ladder_of_an_ordinary_month_is_seven_three_one_none_and_then_weekly() -> None:
    office = Office(duty(date(2026, 11, 20)))  # a Friday
    office.run_all(hours(at(11, 1, 0), at(12, 6, 0)))
    assert office.story() == [
        ("11-13 08:30", "D-7"),
        ("11-17 08:30", "D-3"),
        ("11-19 08:30", "D-1"),
        ("11-20 08:30", "D0"),
        ("11-27 08:30", "W1"),
        ("12-04 08:30", "W2"),
    ]


def test_a_due_day_on_sunday_is_reminded_of_in_the_last_open_hour_of_friday() -> None:
    office = Office(duty(date(2026, 11, 29)))
    office.run_all(hours(at(11, 16, 0), at(12, 10, 0)))
    assert office.story() == [
        ("11-23 08:30", "D-7"),  # the 22nd is a Sunday
        ("11-26 08:30", "D-3"),
        ("11-27 20:00", "D0"),  # D-1 on Saturday is superseded
        ("12-07 08:30", "W1"),  # the 6th is a Sunday
    ]


def test_a_due_day_on_saturday_brings_no_fourth_reminder_before_it() -> None:
    office = Office(duty(date(2026, 11, 28)))
    office.run_all(hours(at(11, 16, 0), at(12, 1, 0)))
    assert office.story() == [("11-23 08:30", "D-7"), ("11-25 08:30", "D-3"), ("11-27 08:30", "D-1")]


def test_a_due_day_inside_the_holiday_is_reminded_of_on_the_eve() -> None:
    office = Office(duty(date(2026, 10, 5)), holidays=NATIONAL_DAY)
    office.run_all(hours(at(9, 20, 0), at(10, 13, 0)))
    assert office.story() == [("09-28 08:30", "D-7"), ("09-30 20:00", "D0"), ("10-12 08:30", "W1")]


def test_a_make_up_saturday_is_a_day_like_any_other() -> None:
    office = Office(duty(date(2026, 10, 10)), holidays=NATIONAL_DAY)
    office.run_all(hours(at(9, 30, 0), at(10, 11, 0)))
    assert office.story() == [("10-08 08:30", "D-3"), ("10-09 08:30", "D-1"), ("10-10 08:30", "D0")]


@pytest.mark.parametrize(
    ("now", "quiet"),
    [
        (at(11, 20, 7, 59), True),
        (at(11, 20, 8, 0), False),
        (at(11, 20, 20, 59), False),
        (at(11, 20, 21, 0), True),
        (at(11, 21, 10), True),  # Saturday
        (at(10, 1, 10), True),  # holiday
        (at(10, 10, 10), False),  # make-up Saturday
        (datetime(2026, 11, 20, 0, 30, tzinfo=UTC), False),  # 08:30 in Shanghai
    ],
)
def test_nights_weekends_and_holidays_are_quiet(now: datetime, quiet: bool) -> None:
    assert is_quiet(now, BOOK, NATIONAL_DAY, ZONE) is quiet


@pytest.mark.parametrize(
    ("now", "morning"),
    [
        (at(11, 20, 8, 29), at(11, 20, 8, 30)),
        (at(11, 20, 8, 30), at(11, 23, 8, 30)),
        (at(11, 19, 22), at(11, 20, 8, 30)),
        (at(9, 30, 22), at(10, 8, 8, 30)),
        (at(10, 9, 22), at(10, 10, 8, 30)),
    ],
)
def test_tomorrow_morning_is_the_next_workdays(now: datetime, morning: datetime) -> None:
    assert next_morning(now, BOOK, NATIONAL_DAY, ZONE) == morning


def test_after_an_outage_only_the_latest_missed_step_goes_out() -> None:
    office = Office(duty(date(2026, 11, 20)))
    office.run_all([at(11, 26, 10), at(11, 26, 11), at(11, 27, 9), at(12, 28, 10)])
    assert office.story() == [("11-26 10:00", "D0"), ("11-27 09:00", "W1"), ("12-28 10:00", "W5")]


def test_what_was_missed_yesterday_waits_for_this_mornings_digest() -> None:
    office = Office(duty(date(2026, 11, 20)))
    office.run_all([at(11, 20, 8, 0), at(11, 20, 8, 29), at(11, 20, 8, 30)])
    assert office.story() == [("11-20 08:30", "D0")]


def test_one_person_gets_one_digest_with_everything_by_due_day() -> None:
    later, sooner = duty(date(2026, 11, 27)), duty(date(2026, 11, 23), 1, 2, subject_id=2)
    first, second = due_reminders([later, sooner], set(), at(11, 20, 9), BOOK, NO_HOLIDAYS, ZONE)
    assert (first.person_id, first.items) == (1, ((sooner, "D-3"), (later, "D-7")))
    assert (second.person_id, second.items) == (2, ((sooner, "D-3"),))
    assert first.occurrence_keys() == (occurrence_key(sooner, "D-3"), occurrence_key(later, "D-7"))


def test_a_new_owner_is_reminded_although_the_former_one_was() -> None:
    one = duty(date(2026, 11, 20), 1)
    office = Office(one)
    office.run(at(11, 13, 9))
    office.duties = (replace(one, owner_ids=(2,)),)
    (reminder,) = office.run(at(11, 13, 10))
    assert reminder.person_id == 2


def test_a_duty_of_nobody_reminds_nobody() -> None:
    nobody = replace(duty(date(2026, 11, 20)), owner_ids=())
    assert due_reminders([nobody], set(), at(11, 20, 9), BOOK, NO_HOLIDAYS, ZONE) == []


DUE_DAYS = st.dates(date(2026, 9, 20), date(2026, 10, 25))
DAYS = st.dates(date(2026, 9, 10), date(2026, 11, 10))
HOLIDAYS = st.builds(Holidays, st.frozensets(DAYS, max_size=12), st.frozensets(DAYS, max_size=4))
DUTIES = st.lists(
    st.tuples(DUE_DAYS, st.lists(st.integers(1, 3), min_size=1, max_size=2, unique=True), st.booleans()),
    min_size=1,
    max_size=3,
).map(lambda drawn: [duty(due, *who, subject_id=n, done=done) for n, (due, who, done) in enumerate(drawn)])
RUNS = st.lists(
    st.datetimes(datetime(2026, 9, 10), datetime(2026, 11, 10), timezones=st.just(ZONE)),  # noqa: DTZ001
    max_size=40,
).map(sorted)


def check(office: Office) -> None:
    """What holds however and whenever the reminders are run."""
    by_key = {duty.key: duty for duty in office.duties}
    before: dict[tuple[str, int], int] = {}
    for moment, key, person in office.log:
        about = by_key[key.partition("@")[0]]
        assert not about.done
        assert person in about.owner_ids
        assert not is_quiet(moment, BOOK, office.holidays, ZONE)
        if moment.astimezone(ZONE).date() < about.due:
            before[about.key, person] = before.get((about.key, person), 0) + 1
    assert all(count <= BOOK.reminders.at_most_before for count in before.values())
    assert len({(key, person) for _, key, person in office.log}) == len(office.log)


@given(DUTIES, HOLIDAYS, RUNS)
def test_however_often_it_runs_it_is_never_quiet_time_never_twice_and_never_too_much(
    duties: list[Duty], holidays: Holidays, runs: list[datetime]
) -> None:
    office = Office(*duties, holidays=holidays)
    for moment in runs:
        people = [reminder.person_id for reminder in office.run(moment)]
        assert len(people) == len(set(people))
    check(office)


@given(DUTIES, HOLIDAYS, st.datetimes(datetime(2026, 9, 10), datetime(2026, 11, 10), timezones=st.just(ZONE)))  # noqa: DTZ001
def test_after_three_weeks_of_silence_each_person_gets_one_message(
    duties: list[Duty], holidays: Holidays, stopped: datetime
) -> None:
    office = Office(*duties, holidays=holidays)
    office.run(stopped)
    for moment in (stopped + timedelta(weeks=3), stopped + timedelta(weeks=3, minutes=1)):
        already = len(office.log)
        people = [reminder.person_id for reminder in office.run(moment)]
        assert len(people) == len(set(people))
        told = [(key.partition("@")[0], person) for _, key, person in office.log[already:]]
        assert len(told) == len(set(told))
    check(office)
