"""No row gets the number of one that is gone: buttons and cards that are on screens carry numbers.

PostgreSQL has counted so from the beginning. SQLite gives the highest number anew once its row is gone, unless the
table is made otherwise (SQLite, Autoincrement in SQLite); so its tables are made anew. The outbox was made so once, and
lost it when a later step made it anew.
"""

import re
from collections.abc import Callable

import sqlalchemy as sa
from alembic import op

revision = "0024"
down_revision = "0023"

_TABLES = (
    "branches", "plan_items", "teams", "people", "audit", "broadcasts", "cards", "dues", "dues_closings",
    "dues_proxies", "dues_reliefs", "dues_remittances", "invitations", "overrides", "register_entries", "reports",
    "series", "travels", "waivers", "dues_entries", "dues_receipts", "meetings", "readings", "report_files",
    "report_versions", "study_notes", "agenda_items", "ballots", "note_readings", "observers", "quizzes", "decisions",
    "quiz_questions", "remarks", "terms", "outbox",
)  # fmt: skip
_MADE = "SELECT sql FROM sqlite_master WHERE type = 'table' AND name = :name"
_BESIDE = "SELECT sql FROM sqlite_master WHERE type IN ('index', 'trigger') AND tbl_name = :name AND sql IS NOT NULL"
_KEY = re.compile(r", \n\t(?:CONSTRAINT \w+ )?PRIMARY KEY \(id\)")
_PLAIN, _ONCE = "\tid INTEGER NOT NULL", "\tid INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT"


def upgrade() -> None:
    _make_anew(lambda _, made: _KEY.sub("", made).replace(_PLAIN, _ONCE))


def downgrade() -> None:
    _make_anew(lambda name, made: f"{made.replace(_ONCE, _PLAIN)[:-2]}, \n\tCONSTRAINT pk_{name} PRIMARY KEY (id)\n)")


def _make_anew(change: Callable[[str, str], str]) -> None:
    """As SQLite says (ALTER TABLE, Making Other Kinds Of Table Schema Changes): Alembic would first read each table's
    parts out of the same text, which takes longer than all other steps together."""
    connection = op.get_bind()
    if connection.dialect.name != "sqlite":
        return
    for name in _TABLES:
        made = connection.scalar(sa.text(_MADE), {"name": name})
        beside = connection.scalars(sa.text(_BESIDE), {"name": name}).all()
        changed = change(name, made)
        if changed.count("PRIMARY KEY") != 1 or changed == made:
            raise ValueError(f"the table {name} is not as it was made: {made}")
        op.execute(re.sub(r"^CREATE TABLE \S+", "CREATE TABLE made_anew", changed))
        op.execute(f"INSERT INTO made_anew SELECT * FROM {name}")
        op.execute(f"DROP TABLE {name}")
        op.execute(f"ALTER TABLE made_anew RENAME TO {name}")
        for each in beside:
            op.execute(each)
