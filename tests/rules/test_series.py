"""Meetings that come again: on which days, and as people write it."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from bot.documents.holidays import announced
from bot.rules.calendar import NO_HOLIDAYS, Month, is_workday, workdays
from bot.rules.language import Language
from bot.rules.series import LAST, Rule, UnknownRule, known_rule, notice_day, parse_rule

ZONE = ZoneInfo("Asia/Shanghai")
HOLIDAYS = announced(range(2023, 2028))
FIRST_FRIDAY = Rule(1, 1, 4, 15 * 60, aligned=True)
RULES = st.builds(
    Rule, st.integers(1, 12), st.integers(1, LAST), st.integers(0, 6), st.integers(0, 24 * 60 - 1)
) | st.builds(
    Rule, st.sampled_from((1, 3, 6, 12)), st.integers(1, LAST), st.integers(0, 6), st.integers(0, 24 * 60 - 1),
    st.just(True),
)  # fmt: skip
MOMENTS = st.dates(date(2023, 1, 1), date(2027, 6, 1)).map(
    lambda day: datetime(day.year, day.month, day.day, 10, tzinfo=ZONE)
)


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("每月第一个星期五15:00", FIRST_FRIDAY),
        ("每个月的第一个周五下午3点", FIRST_FRIDAY),
        ("每月首个周五 15:00", FIRST_FRIDAY),
        ("每月第1个礼拜五，15：00", FIRST_FRIDAY),
        ("每季度第一个星期五15:00", Rule(3, 1, 4, 900, aligned=True)),
        ("每个季度最后一个周三14:30", Rule(3, LAST, 2, 870, aligned=True)),
        ("每两个月最后一个周三 14:30", Rule(2, LAST, 2, 870)),
        ("每2个月最后一个周三 14:30", Rule(2, LAST, 2, 870)),
        ("每二个月最后周三下午两点半", Rule(2, LAST, 2, 870)),
        ("每三个月第二个星期天 9:00", Rule(3, 2, 6, 540)),
        ("每十二个月第四个周一 9:00", Rule(12, 4, 0, 540)),
        ("每半年第三个星期二上午9点", Rule(6, 3, 1, 540, aligned=True)),
        ("every first Friday 15:00", FIRST_FRIDAY),
        ("Every first Friday of the month at 3 pm", FIRST_FRIDAY),
        ("the first Friday of every month, 15:00", FIRST_FRIDAY),
        ("monthly on the 1st Fri 15:00", FIRST_FRIDAY),
        ("every month on the first friday, 3:00 pm", FIRST_FRIDAY),
        ("every 3 months on the last Wednesday 14:30", Rule(3, LAST, 2, 870)),
        ("every other month on the last Wed 14:30", Rule(2, LAST, 2, 870)),
        ("every quarter on the last Wednesday 14:30", Rule(3, LAST, 2, 870, aligned=True)),
        ("quarterly, second Thursday, 9:00", Rule(3, 2, 3, 540, aligned=True)),
        ("every half-year on the fourth Monday at noon", Rule(6, 4, 0, 720, aligned=True)),
    ],
)
def test_what_people_write(text: str, rule: Rule) -> None:
    assert parse_rule(text) == rule


@pytest.mark.parametrize(
    "text",
    [
        "", "每月",
        "每月第一个星期五", "每月第五个星期五15:00", "每月第一个星期八15:00", "每周五15:00", "第一个星期五15:00",
        "每十三个月第一个周五15:00", "每0个月第一个周五15:00",
        "每月第一个星期五25:00", "每月第一个星期五晚上12点", "每月15日15:00",
        "every Friday 15:00", "first Friday 15:00", "every fifth Friday 15:00", "every first Fridge 15:00",
        "every first Friday", "every 13 months on the first Friday 15:00", "every first Friday 15:00 or so",
        "every first Friday 15:00 every first Monday 9:00", "每月第一个星期五15:00和9:00",
    ],
)  # fmt: skip
def test_what_is_not_understood(text: str) -> None:
    with pytest.raises(UnknownRule):
        parse_rule(text)


@pytest.mark.parametrize(
    ("rule", "zh", "en"),
    [
        (FIRST_FRIDAY, "每月第一个星期五15:00", "every first Friday 15:00"),
        (Rule(2, LAST, 2, 870), "每两个月最后一个星期三14:30", "every 2 months on the last Wednesday 14:30"),
        (Rule(3, 2, 3, 540), "每三个月第二个星期四09:00", "every 3 months on the second Thursday 09:00"),
        (Rule(3, 2, 3, 540, True), "每季度第二个星期四09:00", "every quarter on the second Thursday 09:00"),
        (Rule(12, 4, 6, 0, True), "每年第四个星期日00:00", "every year on the fourth Sunday 00:00"),
    ],
)
def test_how_it_is_said(rule: Rule, zh: str, en: str) -> None:
    assert (rule.say(Language.ZH), rule.say(Language.EN)) == (zh, en)


@given(RULES)
def test_whatever_is_said_is_read(rule: Rule) -> None:
    for language in Language:
        read = parse_rule(rule.say(language))
        assert (read.every, read.week, read.weekday, read.minute) == (rule.every, rule.week, rule.weekday, rule.minute)
        assert read.aligned == (rule.aligned or rule.every == 1)


@given(RULES, MOMENTS)
def test_never_on_a_day_off_and_no_month_is_left_out_or_doubled(rule: Rule, now: datetime) -> None:
    nominal = rule.first(now, HOLIDAYS, ZONE)
    before = nominal
    for _ in range(20):
        starts = rule.starts(nominal, HOLIDAYS, ZONE)
        assert starts > now
        assert is_workday(starts.date(), HOLIDAYS)
        assert nominal.weekday() == rule.weekday
        assert (starts.hour, starts.minute) == divmod(rule.minute, 60)
        assert list(workdays(nominal, starts.date(), HOLIDAYS)) == [starts.date()]  # none between that would have done
        assert rule.fits(Month.of(nominal))
        before, nominal = nominal, rule.after(nominal)
        assert Month.of(nominal) == Month.of(before).plus(rule.every)
        assert rule.starts(nominal, HOLIDAYS, ZONE) > starts


@given(RULES, MOMENTS)
def test_the_first_is_the_next_that_is_ahead(rule: Rule, now: datetime) -> None:
    nominal = rule.first(now, HOLIDAYS, ZONE)
    earlier = rule.in_month(Month.of(nominal).plus(-rule.every if rule.aligned else -1))
    assert rule.starts(earlier, HOLIDAYS, ZONE) <= now


@given(RULES, MOMENTS)
def test_a_kept_rule_is_the_same_rule(rule: Rule, now: datetime) -> None:
    nominal = rule.first(now, HOLIDAYS, ZONE)
    kept = known_rule(rule.every, rule.week, rule.weekday, rule.minute, nominal)
    assert kept.after(nominal) == rule.after(nominal)
    assert kept.fits(Month.of(nominal))
    assert kept.aligned or not rule.aligned


@given(st.dates(date(2023, 3, 1), date(2027, 6, 1)), st.integers(1, 28))
def test_the_notice_goes_out_on_a_workday_and_never_later_than_asked(meeting: date, ahead: int) -> None:
    assume(is_workday(meeting, HOLIDAYS))
    day = notice_day(meeting, ahead, HOLIDAYS)
    assert is_workday(day, HOLIDAYS)
    assert (meeting - day).days >= ahead


@pytest.mark.parametrize(
    ("nominal", "held"),
    [
        (date(2026, 10, 2), date(2026, 10, 8)),  # 国庆
        (date(2026, 10, 9), date(2026, 10, 9)),
        (date(2026, 2, 20), date(2026, 2, 24)),  # 春节
        (date(2026, 2, 14), date(2026, 2, 14)),  # a Saturday that is worked
        (date(2026, 2, 21), date(2026, 2, 24)),
        (date(2026, 9, 25), date(2026, 9, 28)),  # 中秋
    ],
)
def test_days_off_and_make_up_workdays(nominal: date, held: date) -> None:
    assert FIRST_FRIDAY.starts(nominal, HOLIDAYS, ZONE).date() == held


def test_a_meeting_moved_into_the_next_month_is_still_its_own_months() -> None:
    rule = Rule(1, LAST, 5, 900, aligned=True)  # the last Saturday
    now = datetime(2026, 10, 30, tzinfo=UTC)
    nominal = rule.first(now, NO_HOLIDAYS, ZONE)
    assert (nominal, rule.starts(nominal, NO_HOLIDAYS, ZONE).date()) == (date(2026, 10, 31), date(2026, 11, 2))
    assert rule.after(nominal) == date(2026, 11, 28)
    # On the way there it is still ahead, though its own month is over.
    assert rule.first(datetime(2026, 11, 1, tzinfo=UTC), NO_HOLIDAYS, ZONE) == nominal


def test_quarters_are_the_calendars() -> None:
    now = datetime(2026, 10, 12, tzinfo=UTC)
    assert parse_rule("每季度第一个星期五15:00").first(now, HOLIDAYS, ZONE) == date(2027, 1, 1)
    assert parse_rule("每季度最后一个星期五15:00").first(now, HOLIDAYS, ZONE) == date(2026, 12, 25)
    assert parse_rule("每三个月第一个星期五15:00").first(now, HOLIDAYS, ZONE) == date(2026, 11, 6)


@pytest.mark.parametrize(
    "values", [(0, 1, 1, 0), (13, 1, 1, 0), (1, 6, 1, 0), (1, 1, 7, 0), (1, 1, 1, 1440), (2, 1, 1, 0, True)]
)
def test_rules_that_do_not_exist(values: tuple[int, int, int, int]) -> None:
    with pytest.raises(ValueError, match="no such rule"):
        Rule(*values)
