"""A value of the rulebook that the branch set itself: check-in may be made up for somewhat longer."""

from collections.abc import Iterator

from bot.actions import rulebook
from bot.actions.rulebook import Change
from bot.sample.days import HALF_A_YEAR, Days
from bot.sample.past import Cast, Event, done


def lived(days: Days) -> Iterator[Event]:
    """One deed."""
    yield done(days.of(HALF_A_YEAR - 1, 6, "09:30"), _changed)


async def _changed(cast: Cast) -> None:
    deed = cast.acts("郑书记")
    change = Change(
        entry="check_in", name="make_up_workdays", value=3, since=deed.today, reason="外出的同志多，补签多留两天"
    )
    await rulebook.override(deed, [change])
