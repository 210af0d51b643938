"""A pause knows how long it was ordered to be, so that a clock that moves back cannot make it longer."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    with op.batch_alter_table("pauses") as batch:
        batch.add_column(sa.Column("seconds", sa.Integer(), nullable=False, server_default="60"))
    with op.batch_alter_table("pauses") as batch:
        batch.alter_column("seconds", server_default=None)


def downgrade() -> None:
    with op.batch_alter_table("pauses") as batch:
        batch.drop_column("seconds")
