"""Thought reports in full: versions, pictures, the author's own quarters; absences; oral reports."""

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"


def upgrade() -> None:
    with op.batch_alter_table("reports") as table:
        table.add_column(sa.Column("first", sa.Date(), nullable=True))
        table.add_column(sa.Column("last", sa.Date(), nullable=True))
        table.add_column(sa.Column("chosen", sa.Boolean(), nullable=False, server_default=sa.false()))
    with op.batch_alter_table("readings") as table:
        table.add_column(sa.Column("version", sa.Integer(), nullable=True))
        table.add_column(sa.Column("taken", sa.Boolean(), nullable=False, server_default=sa.false()))
    _versions()
    _files()
    _travels()
    _oral()


def _versions() -> None:
    versions = op.create_table(
        "report_versions",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("report_id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("text", sa.LargeBinary(), nullable=False),
        sa.Column("submitted", sa.DateTime(), nullable=False),
        sa.Column("state", sa.String(32), nullable=False),
        sa.Column("reader_id", sa.Integer(), nullable=True),
        sa.Column("judged", sa.DateTime(), nullable=True),
        sa.Column("remarks", sa.LargeBinary(), nullable=True),
        sa.ForeignKeyConstraint(["reader_id"], ["people.id"], name=op.f("fk_report_versions_reader_id")),
        sa.ForeignKeyConstraint(["report_id"], ["reports.id"], name=op.f("fk_report_versions_report_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_report_versions")),
        sa.UniqueConstraint("report_id", "version", name=op.f("uq_report_versions_report_id_version")),
    )
    names = ("id", "version", "text", "submitted", "state", "reader_id", "changed")
    reports = sa.table("reports", *(sa.column(name) for name in names))
    # Of what was returned the text may have been changed since; readers have what was handed in last.
    handed_in = sa.select(
        reports.c.id, reports.c.version, reports.c.text, reports.c.submitted, reports.c.state, reports.c.reader_id,
        sa.case((reports.c.state == "read", reports.c.changed), else_=None),
    ).where(reports.c.state.in_(("submitted", "read")), reports.c.submitted.is_not(None))  # fmt: skip
    columns = ["report_id", "version", "text", "submitted", "state", "reader_id", "judged"]
    op.execute(sa.insert(versions).from_select(columns, handed_in))


def _files() -> None:
    op.create_table(
        "report_files",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("report_id", sa.Integer(), nullable=False),
        sa.Column("word", sa.Boolean(), nullable=False),
        sa.Column("arrived", sa.Boolean(), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("first", sa.Integer(), nullable=False),
        sa.Column("last", sa.Integer(), nullable=True),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column("replaces", sa.Boolean(), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=True),
        sa.ForeignKeyConstraint(["report_id"], ["reports.id"], name=op.f("fk_report_files_report_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_report_files")),
    )
    op.create_index(op.f("ix_report_files_report_id"), "report_files", ["report_id"])


def _travels() -> None:
    op.create_table(
        "travels",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("branch_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("first", sa.Date(), nullable=False),
        sa.Column("last", sa.Date(), nullable=True),
        sa.Column("place", sa.LargeBinary(), nullable=False),
        sa.Column("author_id", sa.Integer(), nullable=False),
        sa.Column("created", sa.DateTime(), nullable=False),
        sa.Column("confirmed", sa.DateTime(), nullable=True),
        sa.Column("removed", sa.DateTime(), nullable=True),
        sa.ForeignKeyConstraint(["author_id"], ["people.id"], name=op.f("fk_travels_author_id")),
        sa.ForeignKeyConstraint(["branch_id"], ["branches.id"], name=op.f("fk_travels_branch_id")),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_travels_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_travels")),
    )
    op.create_index(op.f("ix_travels_person_id"), "travels", ["person_id"])


def _oral() -> None:
    op.create_table(
        "oral_reports",
        sa.Column("meeting_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("recorder_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(["meeting_id"], ["meetings.id"], name=op.f("fk_oral_reports_meeting_id")),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_oral_reports_person_id")),
        sa.ForeignKeyConstraint(["recorder_id"], ["people.id"], name=op.f("fk_oral_reports_recorder_id")),
        sa.PrimaryKeyConstraint("meeting_id", "person_id", name=op.f("pk_oral_reports")),
    )


def downgrade() -> None:
    op.drop_table("oral_reports")
    op.drop_table("travels")
    op.drop_table("report_files")
    op.drop_table("report_versions")
    for table_name, columns in (("readings", ("taken", "version")), ("reports", ("chosen", "last", "first"))):
        with op.batch_alter_table(table_name) as table:
            for column in columns:
                table.drop_column(column)
