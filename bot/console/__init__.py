"""What the command line does: actions on the store, without a messenger. Here is what all its commands share."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from sqlalchemy.engine import make_url
from sqlalchemy.exc import OperationalError

from bot import keys
from bot.actions.base import Deed
from bot.clock import Clock
from bot.rules import rulebook
from bot.rules.calendar import NO_HOLIDAYS
from bot.settings import Settings
from bot.store import branch as store
from bot.store.database import Database
from bot.texts import texts_of


class Problem(Exception):
    """What is wrong and what to do, in the operator's words."""


def say(settings: Settings, key: str, /, **facts: object) -> str:
    """A short text in the installation's language."""
    return texts_of(settings.zone, settings.language).short(settings.language, key, **facts)


@asynccontextmanager
async def opened(settings: Settings) -> AsyncIterator[Database]:
    database = Database(settings.database)
    try:
        yield database
    except OperationalError as error:
        raise no_database(settings) from error
    finally:
        await database.close()


def no_database(settings: Settings) -> Problem:
    return Problem(say(settings, "console.no_database", address=address(settings)))


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
            try:
                loaded = keys.load(settings.keys_dir)
            except keys.NoKey as error:
                raise Problem(str(error)) from error
            now = Clock(settings.clock_file).now()
            yield Deed(session, now, settings.zone, rulebook.load(), NO_HOLIDAYS, branch, loaded)
