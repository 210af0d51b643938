"""The first day, and the mornings on which the clock spoke: groups bound, months opened, reminders sent."""

from collections.abc import Iterator

from bot.sample import GROUPS
from bot.sample.days import HALF_A_YEAR, Days
from bot.sample.past import Event, Past, woken


def lived(days: Days) -> Iterator[Event]:
    """The groups are bound as soon as the people are; see bot/demo.py."""
    yield Event(days.of(HALF_A_YEAR, days.first.day, "10:30"), _bind_groups)
    for back in range(HALF_A_YEAR, 0, -1):
        # The twentieth is the day by which dues are due; at the month's end come the meetings and reports.
        yield woken(days.of(back, 20, "08:31"), "dues", "reminders")
        yield woken(days.of(back, 27, "08:31"), "reminders")
    yield woken(days.at(0, "08:31"), "dues", "reminders")


async def _bind_groups(past: Past) -> None:
    """A command, and the button that names what the group is for."""
    for group, binder in GROUPS.items():
        await past.say(binder, "/bind", group)
        await past.press(binder, group, group)
