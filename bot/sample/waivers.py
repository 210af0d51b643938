"""What need not be done: the study of last month, for everybody was at a course of the superior's."""

from collections.abc import Iterator

from bot.actions import waivers
from bot.rules.calendar import Month
from bot.rules.words import System
from bot.sample.days import Days
from bot.sample.past import Cast, Event, Work, done


def lived(days: Days) -> Iterator[Event]:
    """One deed; the board of today still shows it."""
    yield done(days.of(1, 24, "15:00"), _waived(days.month(1)))


def _waived(month: Month) -> Work:
    async def work(cast: Cast) -> None:
        deed = cast.acts("郑书记")
        await waivers.waive(deed, f"{System.STUDY.value}:{deed.branch.id}:{month}", "当月全体党员参加上级集中培训。")

    return work
