"""The branch's own rules text, clause by clause."""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"


def upgrade() -> None:
    op.create_table(
        "clause_texts",
        sa.Column("branch_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(60), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["branch_id"], ["branches.id"], name=op.f("fk_clause_texts_branch_id")),
        sa.PrimaryKeyConstraint("branch_id", "name", name=op.f("pk_clause_texts")),
    )


def downgrade() -> None:
    op.drop_table("clause_texts")
