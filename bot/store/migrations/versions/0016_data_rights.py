"""Who left and where to; and an audit log that the database itself keeps from being changed.

A later step that makes the table ``audit`` anew (a batch in SQLite) loses its triggers and has to make them anew too.
"""

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"

_REFUSAL = "the audit log is only ever added to"


def upgrade() -> None:
    with op.batch_alter_table("people") as batch:
        batch.add_column(sa.Column("left_on", sa.Date(), nullable=True))
        batch.add_column(sa.Column("left_to", sa.String(200), nullable=True))
        batch.add_column(sa.Column("left_letter", sa.String(100), nullable=True))
        batch.add_column(sa.Column("erased", sa.DateTime(), nullable=True))
    for statement in _MADE[op.get_bind().dialect.name]:
        op.execute(statement)


def downgrade() -> None:
    for statement in _UNMADE[op.get_bind().dialect.name]:
        op.execute(statement)
    with op.batch_alter_table("people") as batch:
        for column in ("erased", "left_letter", "left_to", "left_on"):
            batch.drop_column(column)


_MADE = {
    "sqlite": [
        f"CREATE TRIGGER audit_{verb} BEFORE {verb} ON audit BEGIN SELECT RAISE(ABORT, '{_REFUSAL}'); END"
        for verb in ("UPDATE", "DELETE")
    ],
    "postgresql": [
        "CREATE FUNCTION audit_refuse() RETURNS trigger LANGUAGE plpgsql AS "
        f"$$ BEGIN RAISE EXCEPTION '{_REFUSAL}'; END $$",
        "CREATE TRIGGER audit_refuse BEFORE UPDATE OR DELETE OR TRUNCATE ON audit "
        "FOR EACH STATEMENT EXECUTE FUNCTION audit_refuse()",
    ],
}
_UNMADE = {
    "sqlite": [f"DROP TRIGGER audit_{verb}" for verb in ("UPDATE", "DELETE")],
    "postgresql": ["DROP TRIGGER audit_refuse ON audit", "DROP FUNCTION audit_refuse()"],
}
