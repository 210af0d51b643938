"""Alembic's entry: runs on the connection that the application hands over."""

from typing import Any, Literal

from alembic import context
from sqlalchemy import TypeDecorator

import bot.store  # noqa: F401 - fills the metadata
from bot.store.base import Base


def _plain(kind: str, thing: Any, _autogenerating: object) -> str | Literal[False]:  # noqa: ANN401 - Alembic's own
    """Spells our column types by what they are in the database, so that old migrations outlive our code."""
    if kind == "type" and isinstance(thing, TypeDecorator):
        return f"sa.{thing.impl_instance!r}"
    return False


connection = context.config.attributes["connection"]
context.configure(
    connection=connection, target_metadata=Base.metadata, render_as_batch=True, compare_type=True, render_item=_plain
)
with context.begin_transaction():
    context.run_migrations()
