"""The term of the present officers, put on record when the branch began with the bot; it ends some months from now."""

from collections.abc import Iterator
from datetime import date

from bot.actions import terms
from bot.sample.days import HALF_A_YEAR, Days
from bot.sample.past import Cast, Event, Work, done

_MONTHS_AGO = 32  # of the three years that a term has


def lived(days: Days) -> Iterator[Event]:
    """One deed."""
    yield done(days.of(HALF_A_YEAR, days.first.day, "11:00"), _recorded(days.month(_MONTHS_AGO).day(10)))


def _recorded(began: date) -> Work:
    async def work(cast: Cast) -> None:
        await terms.begin(cast.acts("孙组织"), began)

    return work
