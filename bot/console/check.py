"""What is wrong with this installation and how to mend it."""

from dataclasses import dataclass

from telegram.error import InvalidToken, TelegramError

from bot import keys
from bot.clock import Clock
from bot.console import Problem, deed_of, say
from bot.gateway.api import Api
from bot.gateway.transport import Transport
from bot.settings import Settings
from bot.store import branch as store


@dataclass(frozen=True)
class Finding:
    """One line of ``check``."""

    good: bool
    text: str

    def __str__(self) -> str:
        return f"{'✓' if self.good else '✗'} {self.text}"


async def check(settings: Settings) -> list[Finding]:
    """Token, database, keys, zone and clock."""
    now = Clock(settings.clock_file).now().astimezone(settings.zone)
    return [
        await _check_token(settings),
        await _check_database(settings),
        *_check_keys(settings),
        Finding(True, say(settings, "console.zone", zone=settings.timezone, now=f"{now:%F %T}")),
    ]


async def _check_token(settings: Settings) -> Finding:
    if not settings.token.get_secret_value():
        return Finding(False, say(settings, "console.no_token"))
    async with Transport(read_timeout=10) as transport:
        try:
            me = await Api(transport, settings.api_url, settings.token.get_secret_value()).call("getMe", {})
        except InvalidToken:
            return Finding(False, say(settings, "console.wrong_token"))
        except TelegramError as error:
            facts = {"url": settings.api_url, "error": type(error).__name__}
            return Finding(False, say(settings, "console.no_network", **facts))
    return Finding(True, say(settings, "console.bot", name=me["username"]))


async def _check_database(settings: Settings) -> Finding:
    try:
        async with deed_of(settings) as deed:
            everybody = await store.people(deed.session, deed.branch.id)
            bound = sum(person.bound for person in everybody)
            return Finding(
                True, say(settings, "console.people", name=deed.branch.name, count=len(everybody), bound=bound)
            )
    except Problem as problem:
        return Finding(False, str(problem))


def _check_keys(settings: Settings) -> list[Finding]:
    problems = [
        Finding(False, say(settings, f"console.{key}", path=path)) for key, path in keys.problems(settings.keys_dir)
    ]
    if settings.keys_dir.resolve().is_relative_to(settings.data_dir.resolve()):
        problems.append(Finding(False, say(settings, "console.keys_inside")))
    return problems or [Finding(True, say(settings, "console.keys", folder=settings.keys_dir))]
