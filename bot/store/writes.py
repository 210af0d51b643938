"""Whether anything was written, flushed or not: who refuses must not have changed anything."""

from sqlalchemy import Connection
from sqlalchemy.engine import ExecutionContext
from sqlalchemy.engine.default import DefaultExecutionContext
from sqlalchemy.ext.asyncio import AsyncSession


class Writes:
    """How many statements of the one writing connection were meant to change something."""

    def __init__(self) -> None:
        self.count = 0

    def note(
        self, connection: Connection, cursor: object, statement: str, parameters: object, context: ExecutionContext,
        many: bool,
    ) -> None:  # fmt: skip
        """Hears of every statement (SQLAlchemy, after_cursor_execute)."""
        self.count += isinstance(context, DefaultExecutionContext) and (
            context.isinsert or context.isupdate or context.isdelete
        )


def writes_of(session: AsyncSession) -> int:
    """How many such statements there have been; whoever compares two counts knows whether it wrote, flushed or not."""
    writes: Writes = session.info["writes"]
    return writes.count + len(session.new) + len(session.deleted) + sum(map(session.is_modified, session.dirty))
