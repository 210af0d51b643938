"""Dues that were open when their payer left, who came back."""

import sqlalchemy as sa
from alembic import op

revision = "0023"
down_revision = "0022"


def upgrade() -> None:
    with op.batch_alter_table("dues") as batch:
        batch.add_column(sa.Column("left_open", sa.Boolean(), nullable=False, server_default=sa.false()))
    with op.batch_alter_table("dues") as batch:
        batch.alter_column("left_open", existing_type=sa.Boolean(), server_default=None)


def downgrade() -> None:
    with op.batch_alter_table("dues") as batch:
        batch.drop_column("left_open")
