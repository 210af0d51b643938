"""What is wrong with this installation and how to mend it."""

import errno
import os
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy.engine import make_url
from sqlalchemy.ext.asyncio import AsyncSession
from telegram.error import InvalidToken, TelegramError

from bot import keys
from bot.clock import Clock
from bot.console import Problem, address, in_reach, opened, say
from bot.documents import holidays
from bot.gateway.api import Api
from bot.gateway.transport import Transport
from bot.keys.ballots import BallotKeys
from bot.keys.files import KeyFile
from bot.keys.reports import Cipher
from bot.settings import Settings
from bot.store import ballots, ballots_box, reports
from bot.store import branch as store
from bot.store.branch import Branch
from bot.store.database import revisions


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
        *await _check_database(settings),
        *_check_keys(settings),
        *_check_holidays(settings),
        Finding(True, say(settings, "console.zone", zone=settings.timezone, now=f"{now:%F %T}")),
    ]


def _check_holidays(settings: Settings) -> list[Finding]:
    """The corrections of the holidays, where there are any."""
    try:
        with in_reach(settings):
            holidays.check(settings.data_dir)
    except Problem as problem:
        return [Finding(False, str(problem))]
    return []


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


async def _check_database(settings: Settings) -> list[Finding]:
    """Looks, and changes nothing."""
    where = make_url(settings.database)
    if where.get_backend_name() == "sqlite" and where.database and not Path(where.database).exists():
        return [Finding(False, say(settings, "console.no_database_yet", address=address(settings)))]
    try:
        async with opened(settings) as database:
            if wrong := _wrong_schema(settings, await database.revision()):
                return [Finding(False, wrong)]
            async with database.reading() as session:
                branch = await store.only_branch(session)
                if branch is None:
                    return [Finding(False, say(settings, "console.no_branch"))]
                return [await _people(settings, session, branch), *await _check_contents(settings, session)]
    except Problem as problem:
        return [Finding(False, str(problem))]


def _wrong_schema(settings: Settings, found: str | None) -> str | None:
    if found is None:
        return say(settings, "console.no_branch")
    if found not in revisions():
        return say(settings, "console.newer", found=found)
    return None if found == revisions()[-1] else say(settings, "console.older", found=found, needed=revisions()[-1])


async def _people(settings: Settings, session: AsyncSession, branch: Branch) -> Finding:
    everybody = await store.people(session, branch.id)
    bound = sum(person.bound for person in everybody)
    return Finding(True, say(settings, "console.people", name=branch.name, count=len(everybody), bound=bound))


async def _check_contents(settings: Settings, session: AsyncSession) -> list[Finding]:
    """Keys that do not open what is stored: of reports, and of secret ballots that are open."""
    found = dict.fromkeys(await _closed(settings, session))
    return [Finding(False, say(settings, f"console.{key}", path=path)) for key, path in found]


async def _closed(settings: Settings, session: AsyncSession) -> list[tuple[str, Path]]:
    found = []
    if keys.hindrance(settings.keys_dir) is None:
        path = keys.reports_key(settings.keys_dir)
        cipher = Cipher(KeyFile(path))
        found = [("key_wrong", path) for report in await reports.every(session) if not cipher.opens(report.text)]
    of_ballots = BallotKeys(settings.keys_dir)
    for box in await ballots_box.boxes(session):
        ballot = await session.get_one(ballots.Ballot, box.ballot_id)
        voted = (await ballots.turnout(session, [ballot.id]))[ballot.id]
        if not of_ballots.opens(ballot.id, box.sealed, ballot.electors, voted):
            path = of_ballots.path(ballot.id)
            found.append(("key_wrong" if path.exists() else "ballot_key_missing", path))
    return found


def _check_keys(settings: Settings) -> list[Finding]:
    problems = [
        Finding(False, say(settings, f"console.{key}", path=path)) for key, path in keys.problems(settings.keys_dir)
    ]
    if settings.keys_dir.resolve().is_relative_to(settings.data_dir.resolve()):
        problems.append(Finding(False, say(settings, "console.keys_inside")))
    if settings.data_dir.exists() and not os.access(settings.data_dir, os.W_OK | os.X_OK):
        facts = {"path": settings.data_dir, "reason": os.strerror(errno.EACCES)}
        problems.append(Finding(False, say(settings, "console.no_access", **facts)))
    return problems or [Finding(True, say(settings, "console.keys", folder=settings.keys_dir))]
