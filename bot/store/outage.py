"""Whether the database is in trouble, rather than what was asked of it."""

import sqlite3

from sqlalchemy.exc import DBAPIError, OperationalError
from sqlalchemy.exc import TimeoutError as NoConnection

from bot.keys.files import NoKey

# Locked by another program, disk full or failing, file out of reach, no memory (SQLite, Result and Error Codes).
_SQLITE = {
    sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED, sqlite3.SQLITE_NOMEM, sqlite3.SQLITE_READONLY, sqlite3.SQLITE_IOERR,
    sqlite3.SQLITE_FULL, sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_PROTOCOL,
}  # fmt: skip
# Connection, rollback by the server, resources, operator, system (PostgreSQL, Error Codes, by class).
_POSTGRESQL = {"08", "40", "53", "55", "57", "58"}


def is_outage(error: BaseException) -> bool:
    """Whether the same work may well succeed after a while, with nothing about it changed."""
    if isinstance(error, (NoKey, PermissionError)):
        return True  # the folder of the keys is out of reach: what needs them waits too
    if isinstance(error, DBAPIError) and error.connection_invalidated:
        return True
    original = error.orig if isinstance(error, DBAPIError) else error
    if isinstance(original, sqlite3.Error):
        # The lowest byte is the kind, the others its details.
        return getattr(original, "sqlite_errorcode", sqlite3.SQLITE_ERROR) & 0xFF in _SQLITE
    state = getattr(original, "sqlstate", None)
    known = isinstance(error, OperationalError) and (state is None or state[:2] in _POSTGRESQL)
    return known or isinstance(error, NoConnection)
