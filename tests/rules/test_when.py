import contextlib
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.rules.language import Language, say_when
from bot.rules.when import UnknownTime, parse_date, parse_full_date, parse_past_date, parse_when

ZONE = ZoneInfo("Asia/Shanghai")
# Monday 12 October 2026, 10:00 in Shanghai.
NOW = datetime(2026, 10, 12, 2, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("text", "month", "day", "hour", "minute"),
    [
        ("2026-10-15 14:30", 10, 15, 14, 30),
        ("2026/10/15 14:30", 10, 15, 14, 30),
        ("2026年10月15日 14:30", 10, 15, 14, 30),
        ("2026-10-15T14:30", 10, 15, 14, 30),
        ("２０２６年１０月１５日　１４：３０", 10, 15, 14, 30),
        ("10月15日 下午2点半", 10, 15, 14, 30),
        ("10月15号下午两点半", 10, 15, 14, 30),
        ("十月十五日下午两点半", 10, 15, 14, 30),
        ("10-15 14:30", 10, 15, 14, 30),
        ("10/15 9:05", 10, 15, 9, 5),
        ("11-1 14:30", 11, 1, 14, 30),
        ("明天 9:00", 10, 13, 9, 0),
        ("明早九点", 10, 13, 9, 0),
        ("后天上午九点", 10, 14, 9, 0),
        ("大后天 9时30分", 10, 15, 9, 30),
        ("今天 15:00", 10, 12, 15, 0),
        ("今天 8:00", 10, 12, 8, 0),
        ("今晚7点", 10, 12, 19, 0),
        ("周五 15:00", 10, 16, 15, 0),
        ("星期天 9点", 10, 18, 9, 0),
        ("下周一 9点", 10, 19, 9, 0),
        ("下个星期五下午三点", 10, 23, 15, 0),
        ("本周五 15:00", 10, 16, 15, 0),
        ("周一 15:00", 10, 12, 15, 0),
        ("周一 9:00", 10, 19, 9, 0),
        ("下午3点", 10, 12, 15, 0),
        ("下午三点整", 10, 12, 15, 0),
        ("明天下午三点一刻", 10, 13, 15, 15),
        ("明天下午三点三刻", 10, 13, 15, 45),
        ("明天上午十点零五分", 10, 13, 10, 5),
        ("明天二十点三十分", 10, 13, 20, 30),
        ("明天中午十二点", 10, 13, 12, 0),
        ("明天中午1点", 10, 13, 13, 0),
        ("明天下午12点半", 10, 13, 12, 30),
        ("明天下午14:30", 10, 13, 14, 30),
        ("10月15日（周四）14:30", 10, 15, 14, 30),
        ("10月15日 周四 14:30", 10, 15, 14, 30),
        ("明天，上午 9 点", 10, 13, 9, 0),
    ],
)
def test_times_are_understood_as_people_say_them(text: str, month: int, day: int, hour: int, minute: int) -> None:
    moment = parse_when(text, NOW, ZONE)
    assert moment == datetime(2026, month, day, hour, minute, tzinfo=ZONE)
    assert moment.tzinfo is ZONE


@pytest.mark.parametrize(
    "text",
    [
        "",
        "明天",
        "10月15日",
        "随便",
        "25:00",
        "24:00",
        "10:60",
        "2026-02-30 9:00",
        "13-45 9:00",
        "2月30日 9点",
        "晚上12点",
        "凌晨12点",
        "上午14:30",
        "早上三点",
        "10月15日（周五）14:30",
        "2026-10-15 周一 14:30",
        "明天 9:00 开会",
        "明天九十点",
        "上周五 9:00",
        "9",
    ],
)
def test_what_is_not_understood_is_refused_and_not_guessed(text: str) -> None:
    with pytest.raises(UnknownTime):
        parse_when(text, NOW, ZONE)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("10-11 9:00", datetime(2027, 10, 11, 9, 0, tzinfo=ZONE)),
        ("1月5日 9点", datetime(2027, 1, 5, 9, 0, tzinfo=ZONE)),
        ("10-12 9:59", datetime(2027, 10, 12, 9, 59, tzinfo=ZONE)),
        ("10-12 10:01", datetime(2026, 10, 12, 10, 1, tzinfo=ZONE)),
        ("2月29日 9:00", datetime(2028, 2, 29, 9, 0, tzinfo=ZONE)),
    ],
)
def test_a_date_without_year_is_the_next_one_in_the_future(text: str, expected: datetime) -> None:
    assert parse_when(text, NOW, ZONE) == expected


def test_a_full_date_may_lie_in_the_past() -> None:
    assert parse_when("2020-01-02 09:00", NOW, ZONE) == datetime(2020, 1, 2, 9, 0, tzinfo=ZONE)


def test_today_is_the_branchs_today_and_not_londons() -> None:
    late = datetime(2026, 10, 12, 20, 0, tzinfo=UTC)  # already the 13th in Shanghai
    assert parse_when("今天 9:00", late, ZONE) == datetime(2026, 10, 13, 9, 0, tzinfo=ZONE)


def test_a_naive_now_is_a_mistake_of_the_program() -> None:
    with pytest.raises(ValueError, match="zone"):
        parse_when("明天 9:00", datetime(2026, 10, 12, 10, 0), ZONE)  # noqa: DTZ001


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2026-10-15", date(2026, 10, 15)),
        ("20261015", date(2026, 10, 15)),
        ("10月15日", date(2026, 10, 15)),
        ("10-12", date(2026, 10, 12)),
        ("10-11", date(2027, 10, 11)),
        ("今天", date(2026, 10, 12)),
        ("周一", date(2026, 10, 12)),
        ("下周一", date(2026, 10, 19)),
        ("10月15日（周四）", date(2026, 10, 15)),
    ],
)
def test_dates_alone_are_understood_too(text: str, expected: date) -> None:
    assert parse_date(text, NOW, ZONE) == expected


@pytest.mark.parametrize("text", ["", "明天 9:00", "2月30日", "2026-02-30", "某天", "10月15日（周五）"])
def test_what_is_no_date_is_refused(text: str) -> None:
    with pytest.raises(UnknownTime):
        parse_date(text, NOW, ZONE)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("昨天", date(2026, 10, 11)),
        ("前天", date(2026, 10, 10)),
        ("yesterday", date(2026, 10, 11)),
        ("the day before yesterday", date(2026, 10, 10)),
        ("今天", date(2026, 10, 12)),
        ("10-12", date(2026, 10, 12)),
        ("10-11", date(2026, 10, 11)),
        ("8 October", date(2026, 10, 8)),
        ("10月13日", date(2025, 10, 13)),
        ("2月29日", date(2024, 2, 29)),
        ("周一", date(2026, 10, 12)),
        ("周二", date(2026, 10, 6)),
        ("上周", None),
        ("10月8日（周四）", date(2026, 10, 8)),
        ("10月8日（周五）", None),
        ("2月30日", None),
        ("昨天 9:00", None),
        ("2026-12-01", date(2026, 12, 1)),  # whoever asks judges what lies ahead
        ("明天", date(2026, 10, 13)),
    ],
)
def test_a_day_that_has_been_is_the_latest_that_the_words_may_mean(text: str, expected: date | None) -> None:
    if expected is not None:
        assert parse_past_date(text, NOW, ZONE) == expected
        return
    with pytest.raises(UnknownTime):
        parse_past_date(text, NOW, ZONE)


@pytest.mark.parametrize("text", ["2020-07-01", "2020/7/1", "2020.7.1", "2020年7月1日", "20200701", "２０２０／７／１"])
def test_a_full_date_is_read_in_every_usual_form(text: str) -> None:
    assert parse_full_date(text) == date(2020, 7, 1)


@pytest.mark.parametrize("text", ["", "7月1日", "今天", "2020-13-01", "20201301", "44013", "2020-07-01 10:00"])
def test_a_date_without_its_year_is_not_full(text: str) -> None:
    with pytest.raises(UnknownTime):
        parse_full_date(text)


def test_the_year_is_said_only_when_it_is_not_this_one() -> None:
    moment = datetime(2026, 10, 15, 6, 30, tzinfo=UTC)
    assert say_when(moment, NOW, zone=ZONE, language=Language.ZH) == "10月15日（周四）14:30"
    assert say_when(moment, zone=ZONE, language=Language.ZH) == "2026年10月15日（周四）14:30"
    assert (
        say_when(datetime(2027, 1, 3, 1, 0, tzinfo=UTC), NOW, zone=ZONE, language=Language.ZH)
        == "2027年1月3日（周日）09:00"
    )

    assert say_when(moment, NOW, zone=ZONE, language=Language.EN) == "Thu 15 Oct, 14:30"
    assert say_when(moment, zone=ZONE, language=Language.EN) == "Thu 15 Oct 2026, 14:30"


@given(
    st.datetimes(datetime(2026, 10, 12, 3, 0), datetime(2030, 1, 1), timezones=st.just(UTC)),  # noqa: DTZ001
    st.sampled_from(Language),
)
def test_what_the_bot_says_it_also_understands(moment: datetime, language: Language) -> None:
    minute = moment.replace(second=0, microsecond=0)
    assert parse_when(say_when(minute, zone=ZONE, language=language), NOW, ZONE) == minute
    if minute < datetime(2027, 10, 12, tzinfo=UTC):
        assert parse_when(say_when(minute, NOW, zone=ZONE, language=language), NOW, ZONE) == minute


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("tomorrow 9:00", "2026-10-13 09:00"),
        ("Tomorrow at 2:30 pm", "2026-10-13 14:30"),
        ("9 a.m. tomorrow", "2026-10-13 09:00"),
        ("the day after tomorrow, 2 pm", "2026-10-14 14:00"),
        ("15 October 2:30 pm", "2026-10-15 14:30"),
        ("October 15th at noon", "2026-10-15 12:00"),
        ("Oct 15, 2026 14:30", "2026-10-15 14:30"),
        ("Thu 15 Oct 2026, 14:30", "2026-10-15 14:30"),
        ("15 Oct (Thu) 14:30", "2026-10-15 14:30"),
        ("on Friday at 9:00", "2026-10-16 09:00"),
        ("next Friday 9:00", "2026-10-23 09:00"),
        ("9:30 on Wednesday morning", "2026-10-14 09:30"),
        ("tonight 7:30", "2026-10-12 19:30"),
        ("12 pm on 2026-10-15", "2026-10-15 12:00"),
        ("2026-10-15 12 am", "2026-10-15 00:00"),
        ("May 1 9:00", "2027-05-01 09:00"),
        ("1 Sept 2027 9:00", "2027-09-01 09:00"),
    ],
)
def test_english_is_understood_too(text: str, moment: str) -> None:
    assert parse_when(text, NOW, ZONE) == datetime.fromisoformat(moment).replace(tzinfo=ZONE)


@pytest.mark.parametrize(
    "text",
    ["soon", "Wed 15 Oct 2026, 14:30", "31 November 9:00", "15 Oct 14 pm", "Octob 15 9:00", "March on", "9:00 a mouse"],
)
def test_what_is_no_english_time_is_refused(text: str) -> None:
    with pytest.raises(UnknownTime):
        parse_when(text, NOW, ZONE)


@given(st.text(max_size=30))
def test_no_text_brings_anything_but_a_time_or_a_refusal(text: str) -> None:
    with contextlib.suppress(UnknownTime):
        assert parse_when(text, NOW, ZONE).tzinfo is not None


@given(st.text(alphabet="0123456789零一二十月日周下点半刻:/-今明后天上午 ", max_size=14))
def test_no_jumble_of_the_right_words_breaks_the_reader(text: str) -> None:
    for reader in (parse_when, parse_date, parse_past_date):
        with contextlib.suppress(UnknownTime):
            reader(text, NOW, ZONE)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("9月20日", date(2026, 9, 20)),
        ("九月二十日", date(2026, 9, 20)),
        ("9-20", date(2026, 9, 20)),
        ("20 September", date(2026, 9, 20)),
        ("12月1日", date(2025, 12, 1)),
        ("10月12日", date(2026, 10, 12)),
        ("今天", date(2026, 10, 12)),
        ("today", date(2026, 10, 12)),
        ("2019-07-01", date(2019, 7, 1)),
        ("明天", date(2026, 10, 13)),  # names its day, and lies ahead: for the caller to judge
        ("tomorrow", date(2026, 10, 13)),
        ("2027-01-01", date(2027, 1, 1)),
        ("下周三", date(2026, 10, 21)),
    ],
)
def test_a_day_on_which_something_was_done_is_the_last_such_day(text: str, day: date) -> None:
    assert parse_past_date(text, NOW, ZONE) == day


@pytest.mark.parametrize("text", ["", "前些时候", "2026-02-30", "13月1日"])
def test_a_past_day_that_is_none_is_refused(text: str) -> None:
    with pytest.raises(UnknownTime):
        parse_past_date(text, NOW, ZONE)
