"""What the command line does: actions on the store, without a messenger."""

import asyncio
import os
import signal
from collections.abc import AsyncIterator, Callable, Iterable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import xlsxwriter
from sqlalchemy.engine import make_url
from sqlalchemy.exc import OperationalError
from telegram.error import InvalidToken, TelegramError

from bot import keys
from bot.actions import people
from bot.actions.base import Deed, Refused
from bot.actions.installation import found_branch
from bot.actions.reports import encrypt_anew
from bot.actions.roster import Changes
from bot.actions.roster import import_roster as take_over
from bot.chores import replace_door_key
from bot.clock import Clock
from bot.documents import roster as roster_file
from bot.gateway.api import Api
from bot.gateway.transport import Transport
from bot.lock import Unreachable, only_copy
from bot.rules import rulebook
from bot.rules.calendar import NO_HOLIDAYS
from bot.rules.language import Language, listed
from bot.settings import Settings
from bot.store import branch as store
from bot.store.database import Database, UnknownRevision
from bot.texts import texts_of

if TYPE_CHECKING:
    from bot.app import Bot


class Problem(Exception):
    """What is wrong and what to do, in the operator's words."""


def say(settings: Settings, key: str, /, **facts: object) -> str:
    """A short text in the installation's language."""
    return texts_of(settings.zone, settings.language).short(settings.language, key, **facts)


@dataclass(frozen=True)
class Finding:
    """One line of ``check``."""

    good: bool
    text: str

    def __str__(self) -> str:
        return f"{'✓' if self.good else '✗'} {self.text}"


@asynccontextmanager
async def _database(settings: Settings) -> AsyncIterator[Database]:
    database = Database(settings.database)
    try:
        yield database
    except OperationalError as error:
        raise _no_database(settings) from error
    finally:
        await database.close()


def _no_database(settings: Settings) -> Problem:
    return Problem(say(settings, "console.no_database", address=_address(settings)))


def _address(settings: Settings) -> str:
    """Where the database is, without its password."""
    return make_url(settings.database).render_as_string(hide_password=True)


@asynccontextmanager
async def _deed(settings: Settings) -> AsyncIterator[Deed]:
    """A deed of the operator. Its notices reach nobody by themselves: the running bot is another process."""
    async with _database(settings) as database:
        await database.migrate()
        async with database.writing() as session:
            branch = await store.only_branch(session)
            if branch is None:
                raise Problem(say(settings, "console.no_branch"))
            try:
                loaded = keys.load(settings.keys_dir)
            except keys.NoKey as error:
                raise Problem(str(error)) from error
            now = Clock(settings.clock_file).now()
            yield Deed(session, now, settings.zone, rulebook.load(), NO_HOLIDAYS, branch, loaded)


async def init(settings: Settings, name: str) -> list[str]:
    """Database, keys and the branch; idempotent. Lines to print."""
    async with _database(settings) as database:
        await database.migrate()
        today = Clock(settings.clock_file).now().astimezone(settings.zone).date()
        async with database.writing() as session:
            existing = await store.only_branch(session)
            if existing is not None and existing.name != name:
                raise Problem(say(settings, "console.other_branch", name=existing.name))
            _branch, made = await found_branch(session, name, today)
    fresh = keys.make(settings.keys_dir)
    return [
        say(settings, "console.branch", name=name, made=made),
        say(settings, "console.database", address=_address(settings)),
        say(settings, "console.keys_made", folder=settings.keys_dir, fresh=fresh),
    ]


async def migrate(settings: Settings, revision: str = "head") -> None:
    """The newest schema, or that of a revision."""
    async with _database(settings) as database:
        try:
            await database.migrate(revision)
        except UnknownRevision as error:
            raise Problem(say(settings, "console.no_revision", revision=revision)) from error


async def rotate_keys(settings: Settings) -> list[str]:
    """New keys for reports and doors; everything is encrypted anew before the old ones go. May be repeated, and beside
    the running bot, which reads a key file anew when it has changed."""
    async with _deed(settings) as deed:
        secrets = deed.keys  # they are there, and so is the branch
    secrets.reports.begin_rotation()
    async with _deed(settings) as deed:
        count = await encrypt_anew(deed)
    secrets.reports.end_rotation()
    async with _database(settings) as database:
        await replace_door_key(database, secrets)
    return [
        say(settings, "console.rotated", count=count),
        say(settings, "console.keep_keys", folder=settings.keys_dir),
    ]


async def import_roster(settings: Settings, file: Path) -> list[str]:
    """Takes over a roster file; Problem with every bad row where it has any."""
    today = Clock(settings.clock_file).now().astimezone(settings.zone).date()
    try:
        roster = roster_file.read(file, today=today)
    except roster_file.RosterErrors as errors:
        raise Problem(say(settings, "console.bad_roster", problems=_said(settings, errors.problems))) from errors
    async with _deed(settings) as deed:
        try:
            changes = await take_over(deed, roster.rows)
        except Refused as refused:
            reason = say(settings, refused.key, **refused.facts)
            raise Problem(say(settings, "console.not_imported", reason=reason)) from refused
    return [*_said(settings, roster.notices), *_change_lines(settings, changes)]


def _said(settings: Settings, remarks: Iterable[roster_file.Remark]) -> list[str]:
    return [remark.say(partial(say, settings)) for remark in remarks]


def _change_lines(settings: Settings, changes: Changes) -> list[str]:
    """How many, and who; of those unchanged only how many."""
    named = {"added": changes.added, "updated": changes.updated, "absent": changes.absent}
    lines = {key: say(settings, f"console.{key}", count=len(names), names=names) for key, names in named.items()}
    lines["unchanged"] = say(settings, "console.unchanged", count=len(changes.unchanged))
    return [lines[key] for key in ("added", "updated", "unchanged", "absent")]


def write_template(settings: Settings, file: Path) -> str:
    """Writes an empty roster in the installation's language; a line to print."""
    try:
        roster_file.write_template(file, settings.language, partial(say, settings))
    except ValueError as error:
        raise Problem(say(settings, "roster.wrong_type")) from error
    except OSError as error:
        raise Problem(str(error)) from error
    return say(settings, "console.template", file=file)


async def invites(settings: Settings) -> list[dict[str, Any]]:
    """Everybody, with fresh codes for those not bound. Times are ISO 8601 with the branch's offset."""
    username = await _username(settings)
    async with _deed(settings) as deed:
        return [
            await _invite_row(deed, person, username, settings.language)
            for person in await store.people(deed.session, deed.branch.id)
        ]


async def _invite_row(deed: Deed, person: store.Person, username: str | None, language: Language) -> dict[str, Any]:
    row = {
        "name": person.name,
        "post": listed([post.say(language) for post in sorted(person.posts)], language),
        "status": person.status.say(language),
        "team": person.team.name if person.team else "",
        "bound": person.bound,
        "code": None,
        "link": None,
        "expires": None,
    }
    if not person.bound:
        code, invitation = await people.invite(deed, person)
        link = f"https://t.me/{username}?start={code}" if username else None
        row |= {
            "code": code,
            "link": link,
            "expires": invitation.expires.astimezone(deed.zone).isoformat("T", "seconds"),
        }
    return row


async def _username(settings: Settings) -> str | None:
    """The bot's name, for links; None while Telegram cannot be asked: the codes work without."""
    if not settings.token.get_secret_value():
        return None
    async with Transport(read_timeout=5) as transport:
        try:
            me = await Api(transport, settings.api_url, settings.token.get_secret_value()).call("getMe", {})
        except TelegramError:
            return None
    name: str = me["username"]
    return name


def invites_text(settings: Settings, rows: Sequence[dict[str, Any]]) -> str:
    """One line a person, to be cut up and handed out."""
    lines = [f"{row['name']}\t/start {row['code']}\t{row['link'] or ''}".rstrip() for row in rows if not row["bound"]]
    return "\n".join(lines) or say(settings, "console.all_bound")


def write_invites(settings: Settings, rows: Sequence[dict[str, Any]], file: Path) -> None:
    """The same as an Excel file."""
    columns = ("name", "post", "status", "team", "bound", "code", "link", "expires")
    with xlsxwriter.Workbook(str(file), {"strings_to_formulas": False, "strings_to_urls": False}) as book:
        sheet = book.add_worksheet(say(settings, "people.menu_invite"))
        sheet.write_row(0, 0, columns)
        for number, row in enumerate(rows, start=1):
            sheet.write_row(number, 0, [row[column] for column in columns])
        sheet.autofit()


async def run(settings: Settings) -> None:
    """The bot, until SIGTERM or SIGINT. Waits while another copy holds the lock."""
    # Half of the start-up time, which the other commands need not pay.
    from bot.app import build

    if not settings.token.get_secret_value():
        raise Problem(say(settings, "console.no_token"))
    try:
        async with only_copy(settings.database, lost=partial(os._exit, 1)):
            await _run_alone(settings, build)
    except Unreachable as error:
        raise _no_database(settings) from error


async def _run_alone(settings: Settings, build: Callable[[Settings], "Bot"]) -> None:
    async with _deed(settings):
        pass  # migrated, founded, and the keys are there
    stop = asyncio.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(number, stop.set)
    try:
        await build(settings).run(stop)
    except InvalidToken as error:
        raise Problem(say(settings, "console.wrong_token")) from error


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
        async with _deed(settings) as deed:
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
