"""A meeting that comes again: the branch's monthly study, set up by whoever sees to it."""

from collections.abc import Iterator
from datetime import time

from bot.actions import series
from bot.actions.series import Schedule
from bot.rules.series import Rule
from bot.rules.words import MeetingKind
from bot.sample.days import Days
from bot.sample.past import Cast, Event, done

_CALLER = "周宣传"
_THIRD_WEEK, _WEDNESDAY, _AT = 3, 2, time(9, 30)


def lived(days: Days) -> Iterator[Event]:
    """Set up some days ago; its first notice goes out a week before the meeting."""
    yield done(days.at(-3, "15:00"), _set_up)


async def _set_up(cast: Cast) -> None:
    deed = cast.acts(_CALLER)
    rule = Rule(every=1, week=_THIRD_WEEK, weekday=_WEDNESDAY, minute=_AT.hour * 60 + _AT.minute)
    schedule = Schedule(
        kind=MeetingKind.STUDY, topic="月度集中学习", rule=rule, place="二楼会议室", agenda="", ahead=7
    )  # fmt: skip
    made = await series.set_up(deed, schedule)
    deed.tell(deed.person, "series/one", series=made.id)
