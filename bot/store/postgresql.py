"""PostgreSQL (psycopg 3). One writer at a time by an advisory lock, so that it is the same engine as on SQLite."""

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from typing import Any

from sqlalchemy import URL, Connection, event
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine, create_async_engine

DRIVER = "postgresql+psycopg"
_WRITERS = 0x6272616E  # the advisory lock of whoever writes; any number that nobody else takes
_NOT_AVAILABLE = "55P03"  # lock_not_available (PostgreSQL, Error Codes); the driver is an extra, its classes too
_LOOKS_ONLY = "-c default_transaction_read_only=on -c default_transaction_isolation=repeatable\\ read"


def engine(address: URL, *, writes: bool, **settings: Any) -> AsyncEngine:  # noqa: ANN401 - the library's options
    """An engine whose writing transactions wait for each other, other processes' included."""
    options = {} if writes else {"options": _LOOKS_ONLY}
    made = create_async_engine(address, connect_args=options, pool_pre_ping=True, **settings)

    def start(connection: Connection) -> None:
        connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({_WRITERS})")

    if writes:
        event.listen(made.sync_engine, "begin", start)
    return made


async def compact(connection: AsyncConnection, tables: Sequence[str]) -> None:
    """Rewrites these tables; BlockingIOError where somebody reads them for long. What PostgreSQL's own log still holds
    is sealed under keys that are gone; its files are recycled in their own time."""
    driver: Any = (await connection.get_raw_connection()).driver_connection
    await driver.set_autocommit(True)
    try:
        await driver.execute("SET lock_timeout = '2s'")
        await driver.execute(f"VACUUM (FULL) {', '.join(tables)}")  # it cannot run inside a transaction
    except Exception as error:
        if getattr(error, "sqlstate", None) == _NOT_AVAILABLE:
            raise BlockingIOError("somebody reads these tables") from error
        raise
    finally:
        await driver.execute("RESET lock_timeout")
        await driver.set_autocommit(False)


@asynccontextmanager
async def unlinked(connection: AsyncConnection) -> AsyncIterator[None]:
    """Tables are changed in place here: nothing to do."""
    yield
