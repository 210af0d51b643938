"""What the command line does: actions on the store, without a messenger. Here is what all its commands share."""

from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager

from sqlalchemy.engine import make_url
from sqlalchemy.exc import OperationalError

from bot import keys
from bot.actions.base import Deed
from bot.clock import Clock
from bot.documents.holidays import HolidaysFileError
from bot.lock import Unreachable
from bot.rules.calendar import NO_HOLIDAYS
from bot.settings import Settings
from bot.store import branch as store
from bot.store import rulebook
from bot.store.database import Database, NewerSchema
from bot.texts import texts_of


class Problem(Exception):
    """What is wrong and what to do, in the operator's words."""


def say(settings: Settings, key: str, /, **facts: object) -> str:
    """A short text in the installation's language."""
    return texts_of(settings.zone, settings.language).short(settings.language, key, **facts)


@asynccontextmanager
async def opened(settings: Settings) -> AsyncIterator[Database]:
    """The database; whatever keeps it from being worked with is a Problem."""
    with in_reach(settings):
        database = Database(settings.database)
        try:
            yield database
        finally:
            await database.close()


@contextmanager
def in_reach(settings: Settings) -> Iterator[None]:
    """Says in words what keeps the database away, and what is wrong in the file of holidays."""
    try:
        yield
    except (OperationalError, Unreachable) as error:
        raise Problem(say(settings, "console.no_database", address=address(settings))) from error
    except NewerSchema as newer:
        raise Problem(say(settings, "console.newer", found=newer)) from newer
    except HolidaysFileError as wrong:
        facts = {"path": wrong.path, "line": wrong.line, "fault": wrong.fault}
        raise Problem(say(settings, "console.bad_holidays", **facts)) from wrong
    except ModuleNotFoundError as missing:
        if missing.name != "psycopg":
            raise
        raise Problem(say(settings, "console.no_psycopg")) from missing


def secrets(settings: Settings) -> keys.Keys:
    """The keys; a Problem where they cannot be worked with."""
    if found := keys.hindrance(settings.keys_dir):
        key, path = found
        raise Problem(say(settings, f"console.{key}", path=path))
    return keys.load(settings.keys_dir)


def address(settings: Settings) -> str:
    """Where the database is, without its password."""
    return make_url(settings.database).render_as_string(hide_password=True)


@asynccontextmanager
async def deed_of(settings: Settings) -> AsyncIterator[Deed]:
    """A deed of the operator. Its notices reach nobody by themselves: the running bot is another process."""
    async with opened(settings) as database:
        await database.migrate()
        async with database.writing() as session:
            branch = await store.only_branch(session)
            if branch is None:
                raise Problem(say(settings, "console.no_branch"))
            now = Clock(settings.clock_file).now()
            book = (await rulebook.book_of(session, branch.id, settings.zone)).on(now)
            yield Deed(session, now, settings.zone, book, NO_HOLIDAYS, branch, secrets(settings))
