"""Whether the database is in trouble, rather than what was asked of it."""

import sqlite3

from sqlalchemy.exc import DBAPIError, OperationalError
from sqlalchemy.exc import TimeoutError as NoConnection

# Locked by another program, disk full or failing, file out of reach, no memory (SQLite, Result and Error Codes).
_SQLITE = {
    sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED, sqlite3.SQLITE_NOMEM, sqlite3.SQLITE_READONLY, sqlite3.SQLITE_IOERR,
    sqlite3.SQLITE_FULL, sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_PROTOCOL,
}  # fmt: skip
# Connection, rollback by the server, resources, operator, system (PostgreSQL, Error Codes, by class).
_POSTGRESQL = {"08", "40", "53", "55", "57", "58"}


def is_outage(error: BaseException) -> bool:
    """Whether the same work may well succeed after a while, with nothing about it changed."""
    if not isinstance(error, DBAPIError):
        return isinstance(error, NoConnection)
    if error.connection_invalidated:
        return True
    if isinstance(error.orig, sqlite3.Error):
        return error.orig.sqlite_errorcode & 0xFF in _SQLITE  # the lowest byte is the kind, the others its details
    state = getattr(error.orig, "sqlstate", None)
    return isinstance(error, OperationalError) and (state is None or state[:2] in _POSTGRESQL)
