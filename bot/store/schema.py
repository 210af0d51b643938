"""The schema's steps (Alembic). Imported only where a step is to be taken."""

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from sqlalchemy import Connection

from bot.store.database import revisions


def alembic_config(connection: Connection | None = None) -> Config:
    """Alembic's configuration without a file of its own; the migration runs on the given connection."""
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations"))
    config.set_main_option("path_separator", "os")
    config.attributes["connection"] = connection
    return config


def change(connection: Connection, revision: str) -> None:
    """Takes the steps to a revision, up or down; ``head`` is the newest, ``base`` the empty database."""
    current = MigrationContext.configure(connection).get_current_revision()
    goal = revisions()[-1] if revision == "head" else revision
    down = current is not None and (goal == "base" or goal < current)
    (command.downgrade if down else command.upgrade)(alembic_config(connection), goal)
    if connection.dialect.name == "sqlite" and connection.exec_driver_sql("PRAGMA foreign_key_check").first():
        raise ValueError(f"the migration to {goal} would leave rows that refer to nothing")
