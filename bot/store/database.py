"""The database: one writing connection, a few reading ones."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from functools import cache
from pathlib import Path
from typing import Any

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, event
from sqlalchemy.engine import make_url
from sqlalchemy.ext.asyncio import AsyncEngine, AsyncSession, create_async_engine

_PRAGMAS = (
    "PRAGMA journal_mode = WAL",
    "PRAGMA synchronous = FULL",  # an acknowledged vote survives a power cut
    "PRAGMA foreign_keys = ON",
    "PRAGMA secure_delete = ON",
    "PRAGMA busy_timeout = 10000",  # the command line may write beside the running bot
)


class Database:
    """One writer: whoever writes waits for the turn and holds BEGIN IMMEDIATE until the commit."""

    def __init__(self, url: str) -> None:
        self.url = url
        _make_folder(url)
        self._writer = _engine(url, "BEGIN IMMEDIATE", pool_size=1)
        self._readers = _engine(url, "BEGIN", pool_size=4)
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

    async def migrate(self, revision: str = "head") -> None:
        """Brings the schema to a revision (Alembic), in one transaction."""
        async with self._turn, self._writer.begin() as connection:
            await connection.run_sync(_migrate, revision)

    async def close(self) -> None:
        """Gives the connections back."""
        await self._writer.dispose()
        await self._readers.dispose()


def _make_folder(url: str) -> None:
    address = make_url(url)
    if address.get_backend_name() == "sqlite" and address.database:
        Path(address.database).parent.mkdir(parents=True, exist_ok=True)


def _engine(url: str, begin: str, *, pool_size: int) -> AsyncEngine:
    engine = create_async_engine(url, pool_size=pool_size, max_overflow=0, hide_parameters=True)
    if engine.dialect.name == "sqlite":
        event.listen(engine.sync_engine, "connect", _prepare_sqlite)

        # The driver would begin lazily and deferred, and lose updates: we begin ourselves.
        def start(connection: Connection) -> None:
            connection.exec_driver_sql(begin)

        event.listen(engine.sync_engine, "begin", start)
    return engine


def _prepare_sqlite(connection: Any, _record: object) -> None:  # noqa: ANN401 - the driver's own type
    connection.isolation_level = None
    cursor = connection.cursor()
    for pragma in _PRAGMAS:
        cursor.execute(pragma)
    cursor.close()


def alembic_config(connection: Connection | None = None) -> Config:
    """Alembic's configuration without a file of its own; the migration runs on the given connection."""
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations"))
    config.set_main_option("path_separator", "os")
    config.attributes["connection"] = connection
    return config


def _migrate(connection: Connection, revision: str) -> None:
    if revision == "head" and MigrationContext.configure(connection).get_current_revision() == _head():
        return
    command.upgrade(alembic_config(connection), revision)


@cache
def _head() -> str | None:
    return ScriptDirectory.from_config(alembic_config()).get_current_head()
