"""The database, SQLite or PostgreSQL: one writing connection, a few reading ones.

On both, one writer at a time, other processes included: whoever writes holds BEGIN IMMEDIATE (SQLite) or an advisory
lock that ends with the transaction (PostgreSQL). Readers cannot write, and see one state for as long as they look.
"""

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from functools import cache
from pathlib import Path
from types import ModuleType

from sqlalchemy import event, inspect, text
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError
from sqlalchemy.ext.asyncio import AsyncEngine, AsyncSession
from sqlalchemy.orm import Session

from bot.store import postgresql, sqlite
from bot.store.writes import Writes

_REVISIONS = Path(__file__).parent / "migrations" / "versions"
_BACKENDS: dict[str, ModuleType] = {"sqlite": sqlite, "postgresql": postgresql}


class UnknownRevision(ValueError):
    """A revision that this program does not know."""


class NewerSchema(Exception):
    """The schema is at a revision that only a newer program knows."""


class Database:
    """See the module. ``url``: an SQLAlchemy address, ``sqlite…`` or ``postgresql…``, with or without its driver."""

    def __init__(self, url: str) -> None:
        self.url = address_of(url)
        self._backend = _BACKENDS[self.url.get_backend_name()]
        self._writer: AsyncEngine = self._engine(writes=True, pool_size=1)
        self._readers: AsyncEngine = self._engine(writes=False, pool_size=4)
        self._turn = asyncio.Lock()
        self._writes = Writes()
        event.listen(self._writer.sync_engine, "after_cursor_execute", self._writes.note)

    @asynccontextmanager
    async def writing(self) -> AsyncIterator[AsyncSession]:
        """A session in the one writing transaction: committed at the end, rolled back by any exception."""
        session = AsyncSession(
            self._writer, sync_session_class=_Keeping, expire_on_commit=False, info={"writes": self._writes}
        )
        async with self._turn, session, session.begin():
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
            await self._backend.compact(connection, tables)

    async def migrate(self, revision: str = "head") -> None:
        """Brings the schema up or down to a revision (``head``: the newest, ``base``: none), in one transaction."""
        if revision not in ("head", "base", *revisions()):
            raise UnknownRevision(revision)
        current = await self.revision()
        if current not in (None, *revisions()):
            raise NewerSchema(current)
        if revision == "head" and current == revisions()[-1]:
            return
        from bot.store.schema import change  # Alembic costs a start a quarter of a second, and is seldom needed

        async with (
            self._turn,
            self._writer.connect() as connection,
            self._backend.unlinked(connection),
            connection.begin(),
        ):
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

    def _engine(self, *, writes: bool, pool_size: int) -> AsyncEngine:
        made: AsyncEngine = self._backend.engine(
            self.url, writes=writes, pool_size=pool_size, max_overflow=0, hide_parameters=True
        )
        return made


class _Keeping(Session):
    """A session forgets what nobody holds, and would read it again for a group's next update: this one keeps it."""


@event.listens_for(_Keeping, "loaded_as_persistent")
def _keep(session: Session, instance: object) -> None:
    session.info.setdefault("kept", []).append(instance)


@cache
def revisions() -> tuple[str, ...]:
    """The revisions that this program knows, in order: they are numbered, and the last one is the one it needs."""
    return tuple(sorted(file.name.partition("_")[0] for file in _REVISIONS.glob("[0-9]*.py")))


def address_of(url: str) -> URL:
    """The address with the asynchronous driver that we use."""
    try:
        address = make_url(url)
    except ArgumentError as error:
        raise ValueError("not the address of a database") from error
    backend = _BACKENDS.get(address.get_backend_name())
    if backend is None:
        raise ValueError(f"not SQLite or PostgreSQL: {address.get_backend_name()}")
    return address.set(drivername=backend.DRIVER)
