"""SQLite for asyncio, in the loop's own thread.

A statement takes microseconds; handing it to another thread and waiting for the answer takes ten times as long, and an
update needs dozens. So only what takes long leaves the loop: COMMIT on a slow disk, and the wait for another process
that writes.
"""

import asyncio
import sqlite3
from collections.abc import AsyncIterator, Callable, Iterator, Sequence
from contextlib import asynccontextmanager
from itertools import islice
from pathlib import Path
from time import monotonic
from typing import Any, Self, TypeVar

from sqlalchemy import URL, Connection, event
from sqlalchemy.dialects import registry
from sqlalchemy.dialects.sqlite.pysqlite import SQLiteDialect_pysqlite
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine, create_async_engine
from sqlalchemy.pool import AsyncAdaptedQueuePool, Pool
from sqlalchemy.util import await_only

T = TypeVar("T")

DRIVER = "sqlite+inloop"
_BUSY = 10.0  # seconds to wait for another process that writes
_SLOW = 0.005  # seconds: where a commit takes longer than this, the loop does not wait for the next one
_PRAGMAS = (
    "PRAGMA busy_timeout = 10000",
    "PRAGMA journal_mode = WAL",
    "PRAGMA synchronous = FULL",  # an acknowledged vote survives a power cut
    "PRAGMA foreign_keys = ON",
    "PRAGMA secure_delete = ON",
)


class _Cursor(sqlite3.Cursor):
    """As SQLAlchemy wants it of an asynchronous driver: all rows are there when the statement is done."""

    _rows: Iterator[Any] = iter(())

    def execute(self, statement: str, parameters: Any = ()) -> Self:  # noqa: ANN401 - as the standard library has it
        super().execute(statement, parameters)
        self._rows = iter(super().fetchall() if self.description else ())
        return self

    def fetchone(self) -> Any:  # noqa: ANN401 - as the standard library has it
        return next(self._rows, None)

    def fetchmany(self, size: int | None = None) -> list[Any]:
        return list(islice(self._rows, self.arraysize if size is None else size))

    def fetchall(self) -> list[Any]:
        return list(self._rows)

    async def _async_soft_close(self) -> None:
        """Nothing is left to be fetched."""


class _Connection(sqlite3.Connection):
    def cursor(self, factory: Any = _Cursor) -> Any:  # noqa: ANN401 - as the standard library has it
        return super().cursor(factory)


_ARGUMENTS = {"check_same_thread": False, "factory": _Connection}  # see do_commit


class Dialect(SQLiteDialect_pysqlite):
    """pysqlite as an asynchronous dialect of SQLAlchemy."""

    driver = "inloop"
    is_async = True
    supports_statement_cache = True
    _slow = False

    @classmethod
    def get_pool_class(cls, url: URL) -> type[Pool]:
        """Connections are handed out in the loop."""
        return AsyncAdaptedQueuePool

    def do_execute(self, cursor: Any, statement: str, parameters: Any, context: Any = None) -> None:  # noqa: ANN401
        """In this thread. SQLAlchemy insists on an await between a call and its answer; ours waits for nothing."""
        await_only(_nothing())
        cursor.execute(statement, parameters)

    def do_executemany(self, cursor: Any, statement: str, parameters: Any, context: Any = None) -> None:  # noqa: ANN401
        """The same for many rows."""
        await_only(_nothing())
        cursor.executemany(statement, parameters)

    def do_commit(self, dbapi_connection: Any) -> None:  # noqa: ANN401
        """It waits for the disk: in another thread, if the last one had to wait long."""
        if self._slow:
            took = await_only(asyncio.to_thread(_commit, dbapi_connection))
        else:
            await_only(_nothing())
            took = _commit(dbapi_connection)
        self._slow = took > _SLOW


registry.register("sqlite.inloop", __name__, "Dialect")


async def _nothing() -> None:
    return


def _commit(connection: sqlite3.Connection) -> float:
    """Seconds that it took."""
    began = monotonic()
    connection.commit()
    return monotonic() - began


def engine(address: URL, *, writes: bool, **settings: Any) -> AsyncEngine:  # noqa: ANN401 - the library's options
    """An engine that begins its transactions itself: the driver would begin lazily and deferred, and lose updates."""
    if address.database:
        Path(address.database).parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    made = create_async_engine(address, connect_args=_ARGUMENTS, **settings)
    # The writer's wait for another process is ours, see _begin; readers hardly ever wait.
    last = "PRAGMA busy_timeout = 0" if writes else "PRAGMA query_only = ON"

    def prepare(connection: sqlite3.Connection, _record: object) -> None:
        connection.isolation_level = None
        for pragma in (*_PRAGMAS, last):
            connection.execute(pragma)

    def start(connection: Connection) -> None:
        if writes:
            await_only(_begin(connection.connection.driver_connection))
        else:
            connection.exec_driver_sql("BEGIN")

    event.listen(made.sync_engine, "connect", prepare)
    event.listen(made.sync_engine, "begin", start)
    return made


async def _begin(connection: Any) -> None:  # noqa: ANN401 - the driver's own type
    """BEGIN IMMEDIATE, patient without stopping the loop: sqlite3.OperationalError after ten seconds."""
    end = monotonic() + _BUSY
    while True:
        try:
            connection.execute("BEGIN IMMEDIATE")
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode != sqlite3.SQLITE_BUSY or monotonic() > end:
                raise
            await asyncio.sleep(0.02)
        else:
            return


async def compact(connection: AsyncConnection, tables: Sequence[str]) -> None:
    """Rewrites the file and empties its log; BlockingIOError where a reader of the old state stands in the way."""
    busy = await _driven(connection, _compacted)
    if busy:
        raise BlockingIOError("the write-ahead log is in use and was not truncated")


def _compacted(driver: sqlite3.Connection) -> bool:
    driver.execute("VACUUM")
    busy, *_ = driver.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
    return bool(busy)


@asynccontextmanager
async def unlinked(connection: AsyncConnection) -> AsyncIterator[None]:
    """A table is changed by building it anew, and dropping the old one must not drag along what refers to it.

    The pragma does nothing inside a transaction (SQLite, Foreign Key Support, 6), so it goes to the driver itself.
    """
    await _driven(connection, lambda driver: driver.execute("PRAGMA foreign_keys = OFF"))
    try:
        yield
    finally:
        await _driven(connection, lambda driver: driver.execute("PRAGMA foreign_keys = ON"))


async def _driven(connection: AsyncConnection, work: Callable[[sqlite3.Connection], T]) -> T:
    """What no transaction can do, by the driver's own connection, in another thread."""
    driver: Any = (await connection.get_raw_connection()).driver_connection
    return await asyncio.to_thread(work, driver)
