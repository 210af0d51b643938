"""Tables and their queries, one module a system. This list is what a migration and ``metadata`` know."""

from importlib import import_module

# One line a system. All are loaded here, so that the metadata is whole whichever module is asked for first.
__all__ = [
    "admissions",
    "agenda",
    "arrears",
    "ballots",
    "ballots_box",
    "branch",
    "broadcasts",
    "cards",
    "check_in",
    "closings",
    "counts",
    "decisions",
    "dues",
    "elections",
    "inbox",
    "meetings",
    "notes",
    "observers",
    "oral",
    "outbox",
    "plans",
    "post",
    "proxies",
    "quizzes",
    "receipts",
    "registers",
    "reliefs",
    "reminders",
    "report_files",
    "report_versions",
    "reports",
    "rulebook",
    "series",
    "terms",
    "travels",
    "waivers",
]

for _system in __all__:
    import_module(f"{__name__}.{_system}")
