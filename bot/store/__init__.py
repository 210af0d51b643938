"""Tables and their queries, one module a system. This list is what a migration and ``metadata`` know."""

from bot.store import (
    ballots,
    branch,
    dues,
    meetings,
    post,
    reminders,
    reports,
)

__all__ = [
    "ballots",
    "branch",
    "dues",
    "meetings",
    "post",
    "reminders",
    "reports",
]
