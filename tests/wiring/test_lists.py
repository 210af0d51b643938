"""Nothing is left out of the explicit lists."""

import importlib
import pkgutil
from types import ModuleType
from zoneinfo import ZoneInfo

import bot.handlers
import bot.jobs
import bot.store
from bot.handlers import ROUTERS
from bot.jobs import JOBS
from bot.presses import Press
from bot.routing import Routes
from bot.rules.language import Language
from bot.store.base import Base
from bot.texts import texts_of

NOT_TABLES = {"base", "database", "migrations"}  # of the store: machinery


def _modules(package: ModuleType) -> set[str]:
    return {module.name for module in pkgutil.iter_modules(package.__path__)}


def test_every_handlers_module_with_a_router_is_listed() -> None:
    listed = {id(router) for router in ROUTERS}
    for name in _modules(bot.handlers):
        router = getattr(importlib.import_module(f"bot.handlers.{name}"), "router", None)
        assert router is None or id(router) in listed, name


def test_every_store_module_with_tables_is_listed() -> None:
    listed = set(bot.store.__all__)
    for name in _modules(bot.store) - NOT_TABLES - listed:
        module = importlib.import_module(f"bot.store.{name}")
        assert not [thing for thing in vars(module).values() if _is_own_table(thing, module)], name


def _is_own_table(thing: object, module: ModuleType) -> bool:
    return isinstance(thing, type) and issubclass(thing, Base) and thing.__module__ == module.__name__


def test_every_job_module_is_on_the_schedule() -> None:
    assert {job.run.__module__.rpartition(".")[2] for job in JOBS} == _modules(bot.jobs)


def test_every_press_has_a_route() -> None:
    routed = {route.key for route in Routes(ROUTERS).all if route.kind == "press"}
    assert set(Press.kinds) - {"go"} == routed  # `go` opens a command and is routed as that command


def test_every_listed_command_has_its_description() -> None:
    texts = texts_of(ZoneInfo("Asia/Shanghai"), Language.ZH)
    for router in ROUTERS:
        for route in router.routes:
            if route.kind == "command" and route.listed:
                for language in Language:
                    description = texts.short(language, f"{router.system}.command_{route.key}")
                    assert 1 <= len(description) <= 256
