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
    "agenda",
    "chair",
    "minutes",
    "decisions",
    "resolving",
    "duties",
    "rulebook",
    "dues",
    "dues_files",
    "reports",
    "reports_read",
    "registers",
    "introducers",
    "broadcasts",
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
