"""The schedule: what wakes the bot. A job computes what is due from the store and the clock, so a missed or doubled
wake-up changes nothing."""

from dataclasses import dataclass
from importlib import import_module

from apscheduler.triggers.base import BaseTrigger
from apscheduler.triggers.interval import IntervalTrigger

from bot.actions.base import Job

# One line a job, by its module: ``run`` is what it does, ``EVERY`` the span between two wake-ups.
_NAMES = (
    "ballots",
    "housekeeping",
    "door_key",
    "dues",
    "reminders",
    "broadcasts",
    "series",
    "repaints",
)


@dataclass(frozen=True)
class Scheduled:
    """A job, its name and when the clock wakes it."""

    name: str
    run: Job
    trigger: BaseTrigger


def _scheduled(name: str) -> Scheduled:
    module = import_module(f"{__name__}.{name}")
    return Scheduled(name, module.run, IntervalTrigger(seconds=int(module.EVERY.total_seconds())))


JOBS = tuple(_scheduled(name) for name in _NAMES)
