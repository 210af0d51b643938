"""Registers: talks, contacts, reports of Party groups and the like; who introduced whom."""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"


def upgrade() -> None:
    op.create_table(
        "register_entries",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("branch_id", sa.Integer(), nullable=False),
        sa.Column("register", sa.String(32), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("author_id", sa.Integer(), nullable=False),
        sa.Column("team_id", sa.Integer(), nullable=True),
        sa.Column("subject_id", sa.Integer(), nullable=True),
        sa.Column("topic", sa.Text(), nullable=False),
        sa.Column("detail", sa.Text(), nullable=True),
        sa.Column("note", sa.LargeBinary(), nullable=True),
        sa.Column("created", sa.DateTime(), nullable=False),
        sa.Column("removed", sa.DateTime(), nullable=True),
        sa.ForeignKeyConstraint(["author_id"], ["people.id"], name=op.f("fk_register_entries_author_id")),
        sa.ForeignKeyConstraint(["branch_id"], ["branches.id"], name=op.f("fk_register_entries_branch_id")),
        sa.ForeignKeyConstraint(["subject_id"], ["people.id"], name=op.f("fk_register_entries_subject_id")),
        sa.ForeignKeyConstraint(["team_id"], ["teams.id"], name=op.f("fk_register_entries_team_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_register_entries")),
    )
    op.create_index("ix_register_entries_listed", "register_entries", ["branch_id", "register", "day"])
    op.create_table(
        "introducers",
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("introducer_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["introducer_id"], ["people.id"], name=op.f("fk_introducers_introducer_id")),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_introducers_person_id")),
        sa.PrimaryKeyConstraint("person_id", "introducer_id", name=op.f("pk_introducers")),
    )


def downgrade() -> None:
    op.drop_table("introducers")
    op.drop_index("ix_register_entries_listed", table_name="register_entries")
    op.drop_table("register_entries")
