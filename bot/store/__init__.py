"""Tables and their queries, one module a system. This list is what a migration and ``metadata`` know."""

from importlib import import_module

# One line a system. All are loaded here, so that the metadata is whole whichever module is asked for first.
__all__ = [
    "admissions",
    "agenda",
    "ballots",
    "ballots_box",
    "branch",
    "broadcasts",
    "cards",
    "check_in",
    "counts",
    "decisions",
    "dues",
    "elections",
    "inbox",
    "meetings",
    "notes",
    "observers",
    "outbox",
    "plans",
    "post",
    "quizzes",
    "registers",
    "reminders",
    "reports",
    "rulebook",
    "series",
]

for _system in __all__:
    import_module(f"{__name__}.{_system}")
