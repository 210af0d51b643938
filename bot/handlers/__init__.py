"""The routers, in order. A new system adds its line here; its cards register themselves on import."""

from importlib import import_module

from bot.routing import Router

_SYSTEMS = (
    "home",
    "forms",
    "people",
    "meetings",
    "newmeeting",
    "convening",
    "attendance",
    "series",
    "nudges",
    "filing",
    "check_in",
    "observers",
    "ballots",
    "newvote",
    "ballots_counted",
    "ballots_signed",
    "count_forms",
    "admissions",
    "opinions",
    "admission_forms",
    "elections",
    "newelection",
    "terms",
    "agenda",
    "chair",
    "minutes",
    "oral",
    "decisions",
    "resolving",
    "duties",
    "duties_waived",
    "rulebook",
    "dues",
    "dues_ledger",
    "dues_files",
    "receipts",
    "reliefs",
    "proxies",
    "arrears",
    "closings",
    "reports",
    "reports_read",
    "report_files",
    "report_versions",
    "travels",
    "registers",
    "introducers",
    "broadcasts",
    "mydata",
    "leaving",
    "audit",
    "quizzes",
    "notes",
    "plans",
    "plan_files",
    "lectures",
)


def _router(system: str) -> Router:
    router: Router = import_module(f"{__name__}.{system}").router
    return router


ROUTERS = tuple(_router(system) for system in _SYSTEMS)
