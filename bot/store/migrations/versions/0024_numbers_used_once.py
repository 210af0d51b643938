"""No row gets the number of one that is gone: buttons and cards that are on screens carry numbers.

PostgreSQL has counted so from the beginning. SQLite gives the highest number anew once its row is gone, unless the
table is made otherwise (SQLite, Autoincrement in SQLite); so its tables are made anew. The outbox was made so once, and
lost it when a later step made it anew.
"""

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
_TRIGGERS = sa.text("SELECT sql FROM sqlite_master WHERE type = 'trigger' AND tbl_name = :table")


def upgrade() -> None:
    _make_anew(once=True)


def downgrade() -> None:
    _make_anew(once=False)


def _make_anew(*, once: bool) -> None:
    connection = op.get_bind()
    if connection.dialect.name != "sqlite":
        return
    for name in _TABLES:
        triggers = connection.scalars(_TRIGGERS, {"table": name}).all()
        table = sa.Table(name, sa.MetaData(), autoload_with=connection)
        table.dialect_options["sqlite"]["autoincrement"] = once
        with op.batch_alter_table(name, recreate="always", copy_from=table):
            pass
        for trigger in triggers:
            op.execute(trigger)
