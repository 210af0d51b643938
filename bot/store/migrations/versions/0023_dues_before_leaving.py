"""Months of dues from before their payer left, who came back."""

import sqlalchemy as sa
from alembic import op

revision = "0023"
down_revision = "0022"


def upgrade() -> None:
    with op.batch_alter_table("dues") as batch:
        batch.add_column(sa.Column("before_leaving", sa.Boolean(), nullable=False, server_default=sa.false()))
    with op.batch_alter_table("dues") as batch:
        batch.alter_column("before_leaving", existing_type=sa.Boolean(), server_default=None)


def downgrade() -> None:
    with op.batch_alter_table("dues") as batch:
        batch.drop_column("before_leaving")
