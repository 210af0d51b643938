"""Dues bases, each from a month on."""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"


def upgrade() -> None:
    op.create_table(
        "dues_bases",
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("month", sa.Integer(), nullable=False),
        sa.Column("base", sa.Integer(), nullable=False),
        sa.Column("entered", sa.DateTime(), nullable=False),
        sa.Column("entered_by_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["entered_by_id"], ["people.id"], name=op.f("fk_dues_bases_entered_by_id")),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_dues_bases_person_id")),
        sa.PrimaryKeyConstraint("person_id", "month", name=op.f("pk_dues_bases")),
    )


def downgrade() -> None:
    op.drop_table("dues_bases")
