"""Whose answers the shares of a quiz hold; where some have been told already, everybody's who had finished."""

import sqlalchemy as sa
from alembic import op

revision = "0021"
down_revision = "0020"

_TOLD = """
    UPDATE quiz_takers SET counted = finished WHERE quiz_id IN
    (SELECT quiz_id FROM quiz_takers WHERE finished GROUP BY quiz_id HAVING count(*) >= 3)
"""


def upgrade() -> None:
    with op.batch_alter_table("quiz_takers") as batch:
        batch.add_column(sa.Column("counted", sa.Boolean(), nullable=False, server_default=sa.false()))
    op.execute(sa.text(_TOLD))
    with op.batch_alter_table("quiz_takers") as batch:
        batch.alter_column("counted", existing_type=sa.Boolean(), server_default=None)


def downgrade() -> None:
    with op.batch_alter_table("quiz_takers") as batch:
        batch.drop_column("counted")
