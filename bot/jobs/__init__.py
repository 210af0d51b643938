"""The schedule: what wakes the bot, and how often. A job computes what is due from the store and the clock, so a
missed or doubled wake-up changes nothing."""

from dataclasses import dataclass

from apscheduler.triggers.base import BaseTrigger
from apscheduler.triggers.interval import IntervalTrigger

from bot.actions.base import Job
from bot.jobs import housekeeping, reminders


@dataclass(frozen=True)
class Scheduled:
    """A job, its name and when the clock wakes it."""

    name: str
    run: Job
    trigger: BaseTrigger


JOBS = (
    Scheduled("housekeeping", housekeeping.run, IntervalTrigger(hours=6)),
    Scheduled("reminders", reminders.run, IntervalTrigger(minutes=5)),
)
