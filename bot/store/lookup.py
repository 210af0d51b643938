"""One row by its key, as ``session.get`` has it, but the statement is built once: it is asked at every update."""

from typing import Any, Generic, TypeVar

from sqlalchemy import bindparam, inspect, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm.interfaces import ORMOption

from bot.store.base import Base

T = TypeVar("T", bound=Base)


class ByKey(Generic[T]):
    """``await by_key(session, *key)``: what the transaction has read already is not read again; None: no such row."""

    def __init__(self, kind: type[T], *options: ORMOption) -> None:
        self._identity = inspect(kind).identity_key_from_primary_key
        columns = inspect(kind).primary_key
        self._query = select(kind).where(*[column == bindparam(f"key_{n}") for n, column in enumerate(columns)])
        self._query = self._query.options(*options)

    async def __call__(self, session: AsyncSession, *key: Any) -> T | None:  # noqa: ANN401 - as the columns have it
        known: T | None = session.identity_map.get(self._identity(key))  # type: ignore[assignment]
        if known is not None:
            return known
        facts = {f"key_{n}": value for n, value in enumerate(key)}
        return (await session.scalars(self._query, facts)).unique().first()
