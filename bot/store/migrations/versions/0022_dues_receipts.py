"""What payers send to show that dues were paid."""

import sqlalchemy as sa
from alembic import op

revision = "0022"
down_revision = "0021"


def upgrade() -> None:
    op.create_table(
        "dues_receipts",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("dues_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("file_id", sa.Text(), nullable=False),
        sa.Column("sent", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(["dues_id"], ["dues.id"], name=op.f("fk_dues_receipts_dues_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_dues_receipts")),
    )
    op.create_index(op.f("ix_dues_receipts_dues_id"), "dues_receipts", ["dues_id"])


def downgrade() -> None:
    op.drop_table("dues_receipts")
