"""Secret ballots: the roll says who has voted; the box; what is published; void ballots."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    op.add_column("ballots", sa.Column("void", sa.Boolean(), server_default=sa.false(), nullable=False))
    op.add_column("electors", sa.Column("voted", sa.Boolean(), server_default=sa.false(), nullable=False))
    electors = sa.table("electors", sa.column("voted", sa.Boolean()), sa.column("choice", sa.String()))
    op.execute(electors.update().where(electors.c.choice.is_not(None)).values(voted=sa.true()))
    op.create_table(
        "boxes",
        sa.Column("ballot_id", sa.Integer(), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["ballot_id"], ["ballots.id"], name=op.f("fk_boxes_ballot_id")),
        sa.PrimaryKeyConstraint("ballot_id", name=op.f("pk_boxes")),
    )
    op.create_table(
        "published",
        sa.Column("ballot_id", sa.Integer(), nullable=False),
        sa.Column("choices", sa.Text(), nullable=False),
        sa.Column("codes", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["ballot_id"], ["ballots.id"], name=op.f("fk_published_ballot_id")),
        sa.PrimaryKeyConstraint("ballot_id", name=op.f("pk_published")),
    )


def downgrade() -> None:
    op.drop_table("published")
    op.drop_table("boxes")
    op.drop_column("electors", "voted")
    op.drop_column("ballots", "void")
