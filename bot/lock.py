"""One copy of the bot at a time. A second one waits, and takes over when the first is gone, however it went.

The lock dies with its process; a lease in the database would outlive it. On SQLite it is a flock of a file beside the
database. On PostgreSQL it is an advisory lock of a session of its own: when it ends, the server gives the lock
to whoever waits for it, so we must end at once.
"""

import asyncio
import fcntl
import os
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import structlog
from sqlalchemy.engine import URL

from bot.store.database import address_of

if TYPE_CHECKING:
    from psycopg import AsyncConnection  # an extra: there only where it is needed

log = structlog.get_logger()

_COPIES = 0x636F7079  # the advisory lock's number; another one than the writers'
_ASK_EVERY = 0.2  # seconds
_LOOK_EVERY = 5.0  # seconds between questions whether the session still lives; an end that is said is heard at once


class Unreachable(Exception):
    """The database does not let us in, so nobody can say whether another copy runs."""


@asynccontextmanager
async def only_copy(database: str, lost: Callable[[], None]) -> AsyncIterator[None]:
    """Waits until no other copy works on this database (an SQLAlchemy address), and keeps others waiting.

    ``lost`` is called when the lock is lost while we hold it.
    """
    address = address_of(database)
    async with _file(address) if address.get_backend_name() == "sqlite" else _session(address, lost):
        yield


@asynccontextmanager
async def _file(address: URL) -> AsyncIterator[None]:
    folder = Path(address.database or "").parent
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    handle = os.open(folder / "bot.lock", os.O_RDWR | os.O_CREAT, 0o600)
    try:
        waiting = _Waiting()
        while not _flocked(handle):
            await waiting.again()
        yield
    finally:
        os.close(handle)


def _flocked(handle: int) -> bool:
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


@asynccontextmanager
async def _session(address: URL, lost: Callable[[], None]) -> AsyncIterator[None]:
    connection = await _connected(address)
    try:
        waiting = _Waiting()
        while not await _asked(connection):
            await waiting.again()
        async with _watched(connection, lost):
            yield
    finally:
        await connection.close()


@asynccontextmanager
async def _watched(connection: "AsyncConnection", lost: Callable[[], None]) -> AsyncIterator[None]:
    watch = asyncio.create_task(_watch(connection, lost))
    try:
        yield
    finally:
        watch.cancel()
        await asyncio.gather(watch, return_exceptions=True)


async def _connected(address: URL) -> "AsyncConnection":
    import psycopg

    where = address.set(drivername="postgresql").render_as_string(hide_password=False)
    try:
        return await psycopg.AsyncConnection.connect(where, autocommit=True)
    except psycopg.OperationalError as error:
        raise Unreachable from error


async def _asked(connection: "AsyncConnection") -> bool:
    cursor = await connection.execute("SELECT pg_try_advisory_lock(%s)", [_COPIES])
    return await cursor.fetchone() == (True,)


async def _watch(connection: "AsyncConnection", lost: Callable[[], None]) -> None:
    """Listens, which tells at once when the session ends; and asks, should the line have gone without a word."""
    import psycopg

    try:
        while True:
            async for _ in connection.notifies(timeout=_LOOK_EVERY):
                pass  # nobody notifies
            await asyncio.wait_for(connection.execute("SELECT 1"), _LOOK_EVERY)
    except (psycopg.Error, TimeoutError):
        log.error("lock.lost", advice="the session with the database has ended: another copy may start now")
        lost()


class _Waiting:
    """For another copy to go; says so once."""

    def __init__(self) -> None:
        self._told = False

    async def again(self) -> None:
        if not self._told:
            log.warning("lock.waiting", advice="another copy of the bot runs on this database: this one stands by")
            self._told = True
        await asyncio.sleep(_ASK_EVERY)
