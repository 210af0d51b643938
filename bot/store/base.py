"""What every table shares: the declarative base and the column types that keep the house's promises."""

import json
from datetime import UTC, datetime
from enum import StrEnum
from typing import Any, TypeVar, cast

from sqlalchemy import BigInteger, DateTime, Integer, MetaData, String, Table, Text, TypeDecorator
from sqlalchemy.engine import Dialect
from sqlalchemy.orm import DeclarativeBase

from bot.rules.calendar import Month, Quarter
from bot.rules.words import Word

W = TypeVar("W", bound=Word)

# Named constraints, so that a migration can find and change them on both databases.
_NAMES = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}

# Telegram ids need 52 bits; SQLite's autoincrement wants plain INTEGER, which is 64 bits there.
BigId = BigInteger().with_variant(Integer, "sqlite")


class Base(DeclarativeBase):
    """The declarative base of all tables.

    A table that numbers its rows never gives a number anew, as PostgreSQL does by itself: a button on somebody's screen
    may carry the number of a row that is gone (SQLite, Autoincrement in SQLite).
    """

    metadata = MetaData(naming_convention=_NAMES)

    def __init_subclass__(cls, **options: object) -> None:
        super().__init_subclass__(**options)
        table = cast("Table", cls.__table__)
        table.dialect_options["sqlite"]["autoincrement"] = "id" in table.columns


class Stage(StrEnum):
    """Where a row of either door stands."""

    READY = "ready"
    DONE = "done"
    SET_ASIDE = "set_aside"


class Utc(TypeDecorator[datetime]):
    """An aware datetime, kept in UTC. A naive one is refused rather than guessed."""

    impl = DateTime
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a time without a zone")
        return value.astimezone(UTC).replace(tzinfo=None)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        return value and value.replace(tzinfo=UTC)


class MonthColumn(TypeDecorator[Month]):
    """A month as the integer year × 100 + month, so that order and ranges work in SQL."""

    impl = Integer
    cache_ok = True

    def process_bind_param(self, value: Month | None, dialect: Dialect) -> int | None:
        return None if value is None else value.year * 100 + value.month

    def process_result_value(self, value: int | None, dialect: Dialect) -> Month | None:
        return None if value is None else Month(value // 100, value % 100)


class QuarterColumn(TypeDecorator[Quarter]):
    """A quarter as the integer year × 10 + number."""

    impl = Integer
    cache_ok = True

    def process_bind_param(self, value: Quarter | None, dialect: Dialect) -> int | None:
        return None if value is None else value.year * 10 + value.number

    def process_result_value(self, value: int | None, dialect: Dialect) -> Quarter | None:
        return None if value is None else Quarter(value // 10, value % 10)


class WordColumn(TypeDecorator[W]):
    """A word of the trade by its stored value."""

    impl = String(32)
    cache_ok = True

    def __init__(self, words: type[W]) -> None:
        super().__init__()
        self.words = words
        self._stored = {word.value: word for word in words}

    def process_bind_param(self, value: W | None, dialect: Dialect) -> str | None:
        return value and value.value

    def process_result_value(self, value: str | None, dialect: Dialect) -> W | None:
        return None if value is None else self._stored[value]


class Json(TypeDecorator[Any]):
    """A JSON value in one canonical spelling, so that equal values are equal texts in a WHERE."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: Any, dialect: Dialect) -> str | None:  # noqa: ANN401 - JSON is anything
        return None if value is None else canonical(value)

    def process_result_value(self, value: str | None, dialect: Dialect) -> Any:  # noqa: ANN401 - JSON is anything
        return None if value is None else json.loads(value)


_CANONICAL = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def canonical(value: object) -> str:
    """The one spelling of a JSON value: sorted keys, no spaces."""
    return _CANONICAL.encode(value)
