"""The half year before the demo begins: what each system remembers of it, in order of time."""

from collections.abc import Callable, Iterator

from bot.sample import (
    admissions,
    broadcasts,
    decisions,
    dues,
    elections,
    founding,
    meetings,
    registers,
    reports,
    rulebook,
    series,
    study,
    terms,
    votes,
    waivers,
)
from bot.sample.days import Days
from bot.sample.past import Event, Past

# One line a system: what happened in it.
_SYSTEMS: tuple[Callable[[Days], Iterator[Event]], ...] = (
    founding.lived,
    terms.lived,
    dues.lived,
    meetings.lived,
    votes.lived,
    elections.lived,
    admissions.lived,
    decisions.lived,
    reports.lived,
    registers.lived,
    broadcasts.lived,
    study.lived,
    series.lived,
    waivers.lived,
    rulebook.lived,
)


async def live(past: Past, days: Days) -> None:
    """Lives through all of it, and ends in the present."""
    every = [event for system in _SYSTEMS for event in system(days)]
    for event in sorted(every, key=lambda event: event.moment):  # what falls together stays in the order above
        await past.at(event.moment)
        await event.act(past)
    await past.at(days.now)
