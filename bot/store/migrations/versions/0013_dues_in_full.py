"""Dues in full: what has come in, reliefs, proxies, closings, what was passed on, steps about arrears."""

from collections import defaultdict

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"


def upgrade() -> None:
    op.add_column("dues", sa.Column("received", sa.Integer(), nullable=False, server_default="0"))
    op.add_column("dues", sa.Column("announced", sa.DateTime(), nullable=True))
    op.add_column("dues_entries", sa.Column("moved", sa.Integer(), nullable=False, server_default="0"))
    _tables()
    _replay()


def _tables() -> None:
    op.create_table(
        "dues_reliefs",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("branch_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(32), nullable=False),
        sa.Column("first", sa.Integer(), nullable=False),
        sa.Column("last", sa.Integer(), nullable=False),
        sa.Column("amount", sa.Integer(), nullable=True),
        sa.Column("decision", sa.Text(), nullable=False),
        sa.Column("entered", sa.DateTime(), nullable=False),
        sa.Column("entered_by_id", sa.Integer(), nullable=False),
        sa.Column("revoked", sa.DateTime(), nullable=True),
        sa.Column("revoked_by_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["branch_id"], ["branches.id"], name=op.f("fk_dues_reliefs_branch_id")),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_dues_reliefs_person_id")),
        sa.ForeignKeyConstraint(["entered_by_id"], ["people.id"], name=op.f("fk_dues_reliefs_entered_by_id")),
        sa.ForeignKeyConstraint(["revoked_by_id"], ["people.id"], name=op.f("fk_dues_reliefs_revoked_by_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_dues_reliefs")),
    )
    op.create_index(op.f("ix_dues_reliefs_person_id"), "dues_reliefs", ["person_id"])
    op.create_table(
        "dues_proxies",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("branch_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("proxy_id", sa.Integer(), nullable=False),
        sa.Column("first", sa.Integer(), nullable=False),
        sa.Column("last", sa.Integer(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("state", sa.String(32), nullable=False),
        sa.Column("asked", sa.DateTime(), nullable=False),
        sa.Column("decided", sa.DateTime(), nullable=True),
        sa.Column("decided_by_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["branch_id"], ["branches.id"], name=op.f("fk_dues_proxies_branch_id")),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_dues_proxies_person_id")),
        sa.ForeignKeyConstraint(["proxy_id"], ["people.id"], name=op.f("fk_dues_proxies_proxy_id")),
        sa.ForeignKeyConstraint(["decided_by_id"], ["people.id"], name=op.f("fk_dues_proxies_decided_by_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_dues_proxies")),
    )
    op.create_index(op.f("ix_dues_proxies_person_id"), "dues_proxies", ["person_id"])
    op.create_table(
        "dues_closings",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("branch_id", sa.Integer(), nullable=False),
        sa.Column("month", sa.Integer(), nullable=False),
        sa.Column("total", sa.Integer(), nullable=False),
        sa.Column("last_entry_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("closed_by_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["branch_id"], ["branches.id"], name=op.f("fk_dues_closings_branch_id")),
        sa.ForeignKeyConstraint(["closed_by_id"], ["people.id"], name=op.f("fk_dues_closings_closed_by_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_dues_closings")),
    )
    op.create_table(
        "dues_remittances",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("branch_id", sa.Integer(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("amount", sa.Integer(), nullable=False),
        sa.Column("number", sa.Text(), nullable=True),
        sa.Column("reverses_id", sa.Integer(), nullable=True),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("entered_by_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["branch_id"], ["branches.id"], name=op.f("fk_dues_remittances_branch_id")),
        sa.ForeignKeyConstraint(["reverses_id"], ["dues_remittances.id"], name=op.f("fk_dues_remittances_reverses_id")),
        sa.ForeignKeyConstraint(["entered_by_id"], ["people.id"], name=op.f("fk_dues_remittances_entered_by_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_dues_remittances")),
        sa.UniqueConstraint("reverses_id", name=op.f("uq_dues_remittances_reverses_id")),
    )
    op.create_table(
        "arrears_steps",
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("month", sa.Integer(), nullable=False),
        sa.Column("step", sa.String(32), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("taken_by_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_arrears_steps_person_id")),
        sa.ForeignKeyConstraint(["taken_by_id"], ["people.id"], name=op.f("fk_arrears_steps_taken_by_id")),
        sa.PrimaryKeyConstraint("person_id", "month", "step", name=op.f("pk_arrears_steps")),
    )


def _replay() -> None:
    """What each receipt moved, and what of it has stayed: a second receipt of one month brought the difference."""
    columns = ("id", "dues_id", "deed", "amount", "moved")
    entries = sa.table("dues_entries", *(sa.column(name) for name in columns))
    dues = sa.table("dues", sa.column("id"), sa.column("received"))
    bind, received = op.get_bind(), defaultdict[int, int](int)
    kinds = entries.c.deed.in_(("received", "revoked"))
    for row in bind.execute(sa.select(entries).where(kinds).order_by(entries.c.id)).all():
        now = (row.amount or 0) if row.deed == "received" else 0
        moved, received[row.dues_id] = now - received[row.dues_id], now
        bind.execute(entries.update().where(entries.c.id == row.id).values(moved=moved))
    for dues_id, fen in received.items():
        bind.execute(dues.update().where(dues.c.id == dues_id).values(received=fen))


def downgrade() -> None:
    for table in ("arrears_steps", "dues_remittances", "dues_closings"):
        op.drop_table(table)
    for table in ("dues_proxies", "dues_reliefs"):
        op.drop_index(op.f(f"ix_{table}_person_id"), table)
        op.drop_table(table)
    _as_before()
    op.drop_column("dues_entries", "moved")
    op.drop_column("dues", "announced")
    op.drop_column("dues", "received")


def _as_before() -> None:
    """An older program knows neither exempt months nor refunds: both are unpaid, or as they were, to it."""
    op.execute(sa.text("UPDATE dues SET state = 'due' WHERE state = 'exempt'"))
    op.execute(sa.text("UPDATE dues_entries SET deed = 'revoked' WHERE deed = 'refunded'"))
    op.execute(sa.text("UPDATE dues_entries SET deed = 'corrected' WHERE deed = 'relieved'"))
