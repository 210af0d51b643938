"""Agenda, minutes, decisions, observers, series, check-in; elections, admissions, counts of ballots."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"


def upgrade() -> None:
    op.create_table(
        "admission_files",
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("activist", sa.Date(), nullable=True),
        sa.Column("training", sa.Date(), nullable=True),
        sa.Column("seminar", sa.Date(), nullable=True),
        sa.Column("review_number", sa.String(length=100), nullable=True),
        sa.Column("review_date", sa.Date(), nullable=True),
        sa.Column("extended", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_admission_files_person_id")),
        sa.PrimaryKeyConstraint("person_id", name=op.f("pk_admission_files")),
    )
    op.create_table(
        "series",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("branch_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(32), nullable=False),
        sa.Column("topic", sa.String(length=200), nullable=False),
        sa.Column("place", sa.String(length=200), nullable=False),
        sa.Column("agenda", sa.Text(), nullable=False),
        sa.Column("team_id", sa.Integer(), nullable=True),
        sa.Column("caller_id", sa.Integer(), nullable=False),
        sa.Column("every", sa.Integer(), nullable=False),
        sa.Column("week", sa.Integer(), nullable=False),
        sa.Column("weekday", sa.Integer(), nullable=False),
        sa.Column("minute", sa.Integer(), nullable=False),
        sa.Column("ahead", sa.Integer(), nullable=False),
        sa.Column("next", sa.Date(), nullable=False),
        sa.Column("created", sa.DateTime(), nullable=False),
        sa.Column("ended", sa.DateTime(), nullable=True),
        sa.ForeignKeyConstraint(["branch_id"], ["branches.id"], name=op.f("fk_series_branch_id")),
        sa.ForeignKeyConstraint(["caller_id"], ["people.id"], name=op.f("fk_series_caller_id")),
        sa.ForeignKeyConstraint(["team_id"], ["teams.id"], name=op.f("fk_series_team_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_series")),
    )
    op.create_table(
        "agenda_items",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("meeting_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("step", sa.String(32), nullable=True),
        sa.Column("presenter", sa.String(length=100), nullable=False),
        sa.Column("file_id", sa.Text(), nullable=True),
        sa.Column("file_name", sa.String(length=200), nullable=True),
        sa.Column("begun", sa.DateTime(), nullable=True),
        sa.ForeignKeyConstraint(["meeting_id"], ["meetings.id"], name=op.f("fk_agenda_items_meeting_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_agenda_items")),
        sa.UniqueConstraint("meeting_id", "position", name=op.f("uq_agenda_items_meeting_id_position")),
    )
    op.create_table(
        "wrong_codes",
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("since", sa.DateTime(), nullable=False),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_wrong_codes_person_id")),
        sa.PrimaryKeyConstraint("person_id", name=op.f("pk_wrong_codes")),
    )
    op.create_table(
        "exclusions",
        sa.Column("meeting_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("reason", sa.String(32), nullable=False),
        sa.Column("consent", sa.Text(), nullable=False),
        sa.Column("entered_by_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["entered_by_id"], ["people.id"], name=op.f("fk_exclusions_entered_by_id")),
        sa.ForeignKeyConstraint(["meeting_id"], ["meetings.id"], name=op.f("fk_exclusions_meeting_id")),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_exclusions_person_id")),
        sa.PrimaryKeyConstraint("meeting_id", "person_id", name=op.f("pk_exclusions")),
    )
    op.create_table(
        "observers",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("meeting_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("name", sa.String(length=100), nullable=False),
        sa.ForeignKeyConstraint(["meeting_id"], ["meetings.id"], name=op.f("fk_observers_meeting_id")),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_observers_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_observers")),
    )
    with op.batch_alter_table("observers") as batch:
        batch.create_index(batch.f("ix_observers_meeting_id"), ["meeting_id"])

    op.create_table(
        "written_opinions",
        sa.Column("meeting_id", sa.Integer(), nullable=False),
        sa.Column("subject_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("choice", sa.String(32), nullable=False),
        sa.Column("lodged", sa.DateTime(), nullable=False),
        sa.Column("entered_by_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["entered_by_id"], ["people.id"], name=op.f("fk_written_opinions_entered_by_id")),
        sa.ForeignKeyConstraint(["meeting_id"], ["meetings.id"], name=op.f("fk_written_opinions_meeting_id")),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_written_opinions_person_id")),
        sa.ForeignKeyConstraint(["subject_id"], ["people.id"], name=op.f("fk_written_opinions_subject_id")),
        sa.PrimaryKeyConstraint("meeting_id", "subject_id", "person_id", name=op.f("pk_written_opinions")),
    )
    op.create_table(
        "decisions",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("branch_id", sa.Integer(), nullable=False),
        sa.Column("meeting_id", sa.Integer(), nullable=True),
        sa.Column("ballot_id", sa.Integer(), nullable=True),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("owner_id", sa.Integer(), nullable=True),
        sa.Column("due", sa.Date(), nullable=True),
        sa.Column("recorded_by_id", sa.Integer(), nullable=False),
        sa.Column("recorded", sa.DateTime(), nullable=False),
        sa.Column("done", sa.DateTime(), nullable=True),
        sa.Column("outcome", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["ballot_id"], ["ballots.id"], name=op.f("fk_decisions_ballot_id")),
        sa.ForeignKeyConstraint(["branch_id"], ["branches.id"], name=op.f("fk_decisions_branch_id")),
        sa.ForeignKeyConstraint(["meeting_id"], ["meetings.id"], name=op.f("fk_decisions_meeting_id")),
        sa.ForeignKeyConstraint(["owner_id"], ["people.id"], name=op.f("fk_decisions_owner_id")),
        sa.ForeignKeyConstraint(["recorded_by_id"], ["people.id"], name=op.f("fk_decisions_recorded_by_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_decisions")),
    )
    with op.batch_alter_table("decisions") as batch:
        batch.create_index(batch.f("ix_decisions_ballot_id"), ["ballot_id"])
        batch.create_index(batch.f("ix_decisions_meeting_id"), ["meeting_id"])
        batch.create_index(batch.f("ix_decisions_owner_id"), ["owner_id"])

    op.create_table(
        "hand_counts",
        sa.Column("ballot_id", sa.Integer(), nullable=False),
        sa.Column("method", sa.String(32), nullable=False),
        sa.Column("issued", sa.Integer(), nullable=False),
        sa.Column("returned", sa.Integer(), nullable=False),
        sa.Column("invalid", sa.Integer(), nullable=False),
        sa.Column("votes", sa.Text(), nullable=False),
        sa.Column("entered_by_id", sa.Integer(), nullable=False),
        sa.Column("entered", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(["ballot_id"], ["ballots.id"], name=op.f("fk_hand_counts_ballot_id")),
        sa.ForeignKeyConstraint(["entered_by_id"], ["people.id"], name=op.f("fk_hand_counts_entered_by_id")),
        sa.PrimaryKeyConstraint("ballot_id", "method", name=op.f("pk_hand_counts")),
    )
    op.create_table(
        "nominees",
        sa.Column("ballot_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["ballot_id"], ["ballots.id"], name=op.f("fk_nominees_ballot_id")),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_nominees_person_id")),
        sa.PrimaryKeyConstraint("ballot_id", "person_id", name=op.f("pk_nominees")),
    )
    op.create_table(
        "remarks",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("meeting_id", sa.Integer(), nullable=False),
        sa.Column("item_id", sa.Integer(), nullable=True),
        sa.Column("author_id", sa.Integer(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(["author_id"], ["people.id"], name=op.f("fk_remarks_author_id")),
        sa.ForeignKeyConstraint(["item_id"], ["agenda_items.id"], name=op.f("fk_remarks_item_id")),
        sa.ForeignKeyConstraint(["meeting_id"], ["meetings.id"], name=op.f("fk_remarks_meeting_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_remarks")),
    )
    with op.batch_alter_table("remarks") as batch:
        batch.create_index(batch.f("ix_remarks_meeting_id"), ["meeting_id"])

    op.create_table(
        "sign_offs",
        sa.Column("ballot_id", sa.Integer(), nullable=False),
        sa.Column("role", sa.String(32), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("signed", sa.DateTime(), nullable=True),
        sa.Column("entered_by_id", sa.Integer(), nullable=True),
        sa.Column("objection", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["ballot_id"], ["ballots.id"], name=op.f("fk_sign_offs_ballot_id")),
        sa.ForeignKeyConstraint(["entered_by_id"], ["people.id"], name=op.f("fk_sign_offs_entered_by_id")),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_sign_offs_person_id")),
        sa.PrimaryKeyConstraint("ballot_id", "role", name=op.f("pk_sign_offs")),
    )
    with op.batch_alter_table("ballots") as batch:
        batch.add_column(sa.Column("subject_id", sa.Integer(), nullable=True))
        batch.add_column(sa.Column("seats", sa.Integer(), nullable=True))
        batch.add_column(sa.Column("earlier_id", sa.Integer(), nullable=True))
        batch.add_column(sa.Column("runoff", sa.Boolean(), nullable=False, server_default=sa.false()))
        batch.add_column(sa.Column("approval", sa.String(32), nullable=True))
        batch.add_column(sa.Column("approval_number", sa.String(length=100), nullable=True))
        batch.add_column(sa.Column("approval_date", sa.Date(), nullable=True))
        batch.add_column(sa.Column("nudged", sa.Date(), nullable=True))
        batch.create_foreign_key(batch.f("fk_ballots_earlier_id"), "ballots", ["earlier_id"], ["id"])
        batch.create_foreign_key(batch.f("fk_ballots_subject_id"), "people", ["subject_id"], ["id"])

    with op.batch_alter_table("electors") as batch:
        batch.add_column(sa.Column("paper", sa.Boolean(), nullable=False, server_default=sa.false()))
        batch.add_column(sa.Column("written", sa.Boolean(), nullable=False, server_default=sa.false()))

    with op.batch_alter_table("invited") as batch:
        batch.add_column(sa.Column("checked_in", sa.DateTime(), nullable=True))
        batch.add_column(sa.Column("late", sa.Boolean(), nullable=False, server_default=sa.false()))
        batch.add_column(sa.Column("plea", sa.Text(), nullable=True))
        batch.add_column(sa.Column("pleaded_to_id", sa.Integer(), nullable=True))
        batch.create_foreign_key(batch.f("fk_invited_pleaded_to_id"), "people", ["pleaded_to_id"], ["id"])

    with op.batch_alter_table("meetings") as batch:
        batch.add_column(sa.Column("chair_id", sa.Integer(), nullable=True))
        batch.add_column(sa.Column("recorder_id", sa.Integer(), nullable=True))
        batch.add_column(sa.Column("begun", sa.DateTime(), nullable=True))
        batch.add_column(sa.Column("stated", sa.DateTime(), nullable=True))
        batch.add_column(sa.Column("ended", sa.DateTime(), nullable=True))
        batch.add_column(sa.Column("item", sa.Integer(), nullable=False, server_default="0"))
        batch.add_column(sa.Column("laid_out", sa.Boolean(), nullable=False, server_default=sa.false()))
        batch.add_column(sa.Column("stated_expected", sa.Integer(), nullable=True))
        batch.add_column(sa.Column("stated_present", sa.Integer(), nullable=True))
        batch.add_column(sa.Column("recorded", sa.DateTime(), nullable=True))
        batch.add_column(sa.Column("check_in", sa.LargeBinary(), nullable=True))
        batch.add_column(sa.Column("subject_id", sa.Integer(), nullable=True))
        batch.add_column(sa.Column("series_id", sa.Integer(), nullable=True))
        batch.add_column(sa.Column("nudged", sa.Date(), nullable=True))
        batch.create_foreign_key(batch.f("fk_meetings_recorder_id"), "people", ["recorder_id"], ["id"])
        batch.create_foreign_key(batch.f("fk_meetings_series_id"), "series", ["series_id"], ["id"])
        batch.create_foreign_key(batch.f("fk_meetings_chair_id"), "people", ["chair_id"], ["id"])
        batch.create_foreign_key(batch.f("fk_meetings_subject_id"), "people", ["subject_id"], ["id"])


def downgrade() -> None:
    with op.batch_alter_table("meetings") as batch:
        batch.drop_constraint(batch.f("fk_meetings_subject_id"), type_="foreignkey")
        batch.drop_constraint(batch.f("fk_meetings_chair_id"), type_="foreignkey")
        batch.drop_constraint(batch.f("fk_meetings_series_id"), type_="foreignkey")
        batch.drop_constraint(batch.f("fk_meetings_recorder_id"), type_="foreignkey")
        batch.drop_column("nudged")
        batch.drop_column("series_id")
        batch.drop_column("subject_id")
        batch.drop_column("check_in")
        batch.drop_column("recorded")
        batch.drop_column("stated_present")
        batch.drop_column("stated_expected")
        batch.drop_column("laid_out")
        batch.drop_column("item")
        batch.drop_column("ended")
        batch.drop_column("stated")
        batch.drop_column("begun")
        batch.drop_column("recorder_id")
        batch.drop_column("chair_id")

    with op.batch_alter_table("invited") as batch:
        batch.drop_constraint(batch.f("fk_invited_pleaded_to_id"), type_="foreignkey")
        batch.drop_column("pleaded_to_id")
        batch.drop_column("plea")
        batch.drop_column("late")
        batch.drop_column("checked_in")

    with op.batch_alter_table("electors") as batch:
        batch.drop_column("written")
        batch.drop_column("paper")

    with op.batch_alter_table("ballots") as batch:
        batch.drop_constraint(batch.f("fk_ballots_subject_id"), type_="foreignkey")
        batch.drop_constraint(batch.f("fk_ballots_earlier_id"), type_="foreignkey")
        batch.drop_column("nudged")
        batch.drop_column("approval_date")
        batch.drop_column("approval_number")
        batch.drop_column("approval")
        batch.drop_column("runoff")
        batch.drop_column("earlier_id")
        batch.drop_column("seats")
        batch.drop_column("subject_id")

    op.drop_table("sign_offs")
    with op.batch_alter_table("remarks") as batch:
        batch.drop_index(batch.f("ix_remarks_meeting_id"))

    op.drop_table("remarks")
    op.drop_table("nominees")
    op.drop_table("hand_counts")
    with op.batch_alter_table("decisions") as batch:
        batch.drop_index(batch.f("ix_decisions_owner_id"))
        batch.drop_index(batch.f("ix_decisions_meeting_id"))
        batch.drop_index(batch.f("ix_decisions_ballot_id"))

    op.drop_table("decisions")
    op.drop_table("written_opinions")
    with op.batch_alter_table("observers") as batch:
        batch.drop_index(batch.f("ix_observers_meeting_id"))

    op.drop_table("observers")
    op.drop_table("wrong_codes")
    op.drop_table("exclusions")
    op.drop_table("agenda_items")
    op.drop_table("series")
    op.drop_table("admission_files")
