"""The database, SQLite or PostgreSQL: one writing connection, a few reading ones.

On both, one writer at a time, other processes included: whoever writes holds BEGIN IMMEDIATE (SQLite) or an advisory
lock that ends with the transaction (PostgreSQL). Readers cannot write, and see one state for as long as they look.
"""

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from functools import cache
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, event, inspect, text
from sqlalchemy.engine import URL, make_url
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine, AsyncSession, create_async_engine

_PRAGMAS = (
    "PRAGMA journal_mode = WAL",
    "PRAGMA synchronous = FULL",  # an acknowledged vote survives a power cut
    "PRAGMA foreign_keys = ON",
    "PRAGMA secure_delete = ON",
    "PRAGMA busy_timeout = 10000",  # the command line may write beside the running bot
)
_REVISIONS = Path(__file__).parent / "migrations" / "versions"
_WRITERS = 0x6272616E  # the advisory lock of whoever writes; any number that nobody else takes
_LOOKS_ONLY = "-c default_transaction_read_only=on -c default_transaction_isolation=repeatable\\ read"


class UnknownRevision(ValueError):
    """A revision that this program does not know."""


class Database:
    """See the module. ``url``: an SQLAlchemy address, ``sqlite…`` or ``postgresql…``, with or without its driver."""

    def __init__(self, url: str) -> None:
        self.url = address_of(url)
        _make_folder(self.url)
        self._writer = _engine(self.url, writes=True)
        self._readers = _engine(self.url, writes=False)
        self._turn = asyncio.Lock()

    @asynccontextmanager
    async def writing(self) -> AsyncIterator[AsyncSession]:
        """A session in the one writing transaction: committed at the end, rolled back by any exception."""
        async with self._turn, AsyncSession(self._writer, expire_on_commit=False) as session, session.begin():
            yield session

    @asynccontextmanager
    async def reading(self) -> AsyncIterator[AsyncSession]:
        """A session that only looks."""
        async with AsyncSession(self._readers, expire_on_commit=False) as session:
            yield session

    async def compact(self, tables: Sequence[str]) -> None:
        """Writes these tables anew (in SQLite the whole file), so that no freed space holds what was deleted; in SQLite
        the log is emptied too. BlockingIOError where somebody still reads the old state: then try again later."""
        async with self._turn, self._writer.connect() as connection:
            driver: Any = (await connection.get_raw_connection()).driver_connection
            if connection.dialect.name == "sqlite":
                await _compact_sqlite(driver)
                return
            await driver.set_autocommit(True)  # VACUUM cannot run inside a transaction
            try:
                await driver.execute(f"VACUUM (FULL) {', '.join(tables)}")
            finally:
                await driver.set_autocommit(False)

    async def migrate(self, revision: str = "head") -> None:
        """Brings the schema up or down to a revision (``head``: the newest, ``base``: none), in one transaction."""
        if revision not in ("head", "base", *revisions()):
            raise UnknownRevision(revision)
        if revision == "head" and await self.revision() == revisions()[-1]:
            return
        from bot.store.schema import change  # Alembic costs a start a quarter of a second, and is seldom needed

        async with self._turn, self._writer.connect() as connection, _unlinked(connection), connection.begin():
            await connection.run_sync(change, revision)

    async def revision(self) -> str | None:
        """The revision that the schema is at; None where there is none yet."""
        async with self._readers.connect() as connection:
            if not await connection.run_sync(lambda each: inspect(each).has_table("alembic_version")):
                return None
            found: str | None = await connection.scalar(text("SELECT version_num FROM alembic_version"))
            return found

    async def close(self) -> None:
        """Gives the connections back."""
        await self._writer.dispose()
        await self._readers.dispose()


@cache
def revisions() -> tuple[str, ...]:
    """The revisions that this program knows, in order: they are numbered, and the last one is the one it needs."""
    return tuple(sorted(file.name.partition("_")[0] for file in _REVISIONS.glob("[0-9]*.py")))


async def _compact_sqlite(driver: Any) -> None:  # noqa: ANN401 - the driver's own type
    await driver.execute("VACUUM")
    cursor = await driver.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    busy, *_ = await cursor.fetchone()
    await cursor.close()
    if busy:
        raise BlockingIOError("the write-ahead log is in use and was not emptied")


def address_of(url: str) -> URL:
    """The address with the asynchronous driver that we use."""
    address = make_url(url)
    drivers = {"sqlite": "sqlite+aiosqlite", "postgresql": "postgresql+psycopg"}
    if address.get_backend_name() not in drivers:
        raise ValueError(f"not SQLite or PostgreSQL: {address.get_backend_name()}")
    return address.set(drivername=drivers[address.get_backend_name()])


def _make_folder(address: URL) -> None:
    if address.get_backend_name() == "sqlite" and address.database:
        Path(address.database).parent.mkdir(parents=True, exist_ok=True)


def _engine(address: URL, *, writes: bool) -> AsyncEngine:
    make = _sqlite if address.get_backend_name() == "sqlite" else _postgresql
    return make(address, writes=writes, pool_size=1 if writes else 4, max_overflow=0, hide_parameters=True)


def _sqlite(address: URL, *, writes: bool, **settings: Any) -> AsyncEngine:  # noqa: ANN401 - the library's options
    engine = create_async_engine(address, **settings)
    pragmas = _PRAGMAS if writes else (*_PRAGMAS, "PRAGMA query_only = ON")

    def prepare(connection: Any, _record: object) -> None:  # noqa: ANN401 - the driver's own type
        connection.isolation_level = None
        cursor = connection.cursor()
        for pragma in pragmas:
            cursor.execute(pragma)
        cursor.close()

    # The driver would begin lazily and deferred, and lose updates: we begin ourselves.
    def start(connection: Connection) -> None:
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")

    event.listen(engine.sync_engine, "connect", prepare)
    event.listen(engine.sync_engine, "begin", start)
    return engine


def _postgresql(address: URL, *, writes: bool, **settings: Any) -> AsyncEngine:  # noqa: ANN401 - the library's options
    options = {} if writes else {"options": _LOOKS_ONLY}
    engine = create_async_engine(address, connect_args=options, pool_pre_ping=True, **settings)

    def start(connection: Connection) -> None:
        connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({_WRITERS})")

    if writes:
        event.listen(engine.sync_engine, "begin", start)
    return engine


@asynccontextmanager
async def _unlinked(connection: AsyncConnection) -> AsyncIterator[None]:
    """SQLite changes a table by building it anew, and dropping the old one must not drag along what refers to it.

    The pragma does nothing inside a transaction (SQLite, Foreign Key Support, 6), so it goes to the driver itself.
    """
    if connection.dialect.name != "sqlite":
        yield
        return
    driver = (await connection.get_raw_connection()).driver_connection
    if driver is None:
        raise LookupError("no connection")
    await driver.execute("PRAGMA foreign_keys = OFF")
    try:
        yield
    finally:
        await driver.execute("PRAGMA foreign_keys = ON")
