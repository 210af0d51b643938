"""The study plan, notes, quizzes; by which number Telegram tells of votes in a poll that we sent."""

import sqlalchemy as sa
from alembic import op

revision = "0018"
down_revision = "0017"


def upgrade() -> None:
    op.add_column("cards", sa.Column("poll_id", sa.String(40), nullable=True))
    op.create_index("ix_cards_poll_id", "cards", ["poll_id"])
    _plan()
    _notes()
    _quizzes()


def _key(table: str, column: str, target: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([column], [target], name=op.f(f"fk_{table}_{column}"))


def _plan() -> None:
    op.create_table(
        "plan_items",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("branch_id", sa.Integer(), nullable=False),
        sa.Column("month", sa.Integer(), nullable=False),
        sa.Column("form", sa.String(32), nullable=False),
        sa.Column("topic", sa.String(100), nullable=False),
        sa.Column("leader", sa.String(60), nullable=False),
        sa.Column("materials", sa.Text(), nullable=False),
        sa.Column("removed", sa.DateTime(), nullable=True),
        _key("plan_items", "branch_id", "branches.id"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_plan_items")),
    )
    op.create_index("ix_plan_items_branch_id_month", "plan_items", ["branch_id", "month"])
    _links("study_meetings", "meeting_id", "meetings.id")
    _links("study_materials", "broadcast_id", "broadcasts.id")


def _links(table: str, column: str, target: str) -> None:
    op.create_table(
        table,
        sa.Column(column, sa.Integer(), nullable=False),
        sa.Column("item_id", sa.Integer(), nullable=True),
        sa.Column("lecture_id", sa.Integer(), nullable=True),
        _key(table, column, target),
        _key(table, "item_id", "plan_items.id"),
        _key(table, "lecture_id", "meetings.id"),
        sa.PrimaryKeyConstraint(column, name=op.f(f"pk_{table}")),
    )
    op.create_index(f"ix_{table}_item_id", table, ["item_id"])
    op.create_index(f"ix_{table}_lecture_id", table, ["lecture_id"])


def _notes() -> None:
    op.create_table(
        "study_notes",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("broadcast_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("text", sa.LargeBinary(), nullable=False),
        sa.Column("changed", sa.DateTime(), nullable=False),
        sa.Column("shared", sa.DateTime(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        _key("study_notes", "broadcast_id", "broadcasts.id"),
        _key("study_notes", "person_id", "people.id"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_study_notes")),
        sa.UniqueConstraint("broadcast_id", "person_id", name=op.f("uq_study_notes_broadcast_id_person_id")),
    )
    op.create_index("ix_study_notes_person_id", "study_notes", ["person_id"])
    op.create_table(
        "note_readings",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("note_id", sa.Integer(), nullable=False),
        sa.Column("reader_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        _key("note_readings", "note_id", "study_notes.id"),
        _key("note_readings", "reader_id", "people.id"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_note_readings")),
    )
    op.create_index("ix_note_readings_note_id", "note_readings", ["note_id"])


def _quizzes() -> None:
    op.create_table(
        "quizzes",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("branch_id", sa.Integer(), nullable=False),
        sa.Column("author_id", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(200), nullable=False),
        sa.Column("broadcast_id", sa.Integer(), nullable=True),
        sa.Column("lecture_id", sa.Integer(), nullable=True),
        sa.Column("due", sa.DateTime(), nullable=False),
        sa.Column("sent", sa.DateTime(), nullable=True),
        _key("quizzes", "branch_id", "branches.id"),
        _key("quizzes", "author_id", "people.id"),
        _key("quizzes", "broadcast_id", "broadcasts.id"),
        _key("quizzes", "lecture_id", "meetings.id"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_quizzes")),
        sa.UniqueConstraint("broadcast_id", name=op.f("uq_quizzes_broadcast_id")),
        sa.UniqueConstraint("lecture_id", name=op.f("uq_quizzes_lecture_id")),
    )
    op.create_table(
        "quiz_questions",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("quiz_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("options", sa.Text(), nullable=False),
        sa.Column("answer", sa.Integer(), nullable=False),
        sa.Column("explanation", sa.Text(), nullable=False),
        _key("quiz_questions", "quiz_id", "quizzes.id"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_quiz_questions")),
        sa.UniqueConstraint("quiz_id", "number", name=op.f("uq_quiz_questions_quiz_id_number")),
    )
    _answers()


def _answers() -> None:
    op.create_table(
        "quiz_takers",
        sa.Column("quiz_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("finished", sa.Boolean(), nullable=False),
        sa.Column("shared", sa.Boolean(), nullable=False),
        _key("quiz_takers", "quiz_id", "quizzes.id"),
        _key("quiz_takers", "person_id", "people.id"),
        sa.PrimaryKeyConstraint("quiz_id", "person_id", name=op.f("pk_quiz_takers")),
    )
    op.create_index("ix_quiz_takers_person_id", "quiz_takers", ["person_id"])
    op.create_table(
        "quiz_answers",
        sa.Column("question_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("choice", sa.Integer(), nullable=False),
        _key("quiz_answers", "question_id", "quiz_questions.id"),
        _key("quiz_answers", "person_id", "people.id"),
        sa.PrimaryKeyConstraint("question_id", "person_id", name=op.f("pk_quiz_answers")),
    )
    op.create_index("ix_quiz_answers_person_id", "quiz_answers", ["person_id"])
    op.create_table(
        "quiz_strays",
        sa.Column("poll_id", sa.String(40), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("choice", sa.Integer(), nullable=True),
        sa.Column("asked", sa.String(64), nullable=True),
        sa.Column("at", sa.DateTime(), nullable=False),
        _key("quiz_strays", "person_id", "people.id"),
        sa.PrimaryKeyConstraint("poll_id", name=op.f("pk_quiz_strays")),
    )


def downgrade() -> None:
    tables = ("quiz_strays", "quiz_answers", "quiz_takers", "quiz_questions", "quizzes", "note_readings", "study_notes")
    for table in (*tables, "study_materials", "study_meetings", "plan_items"):
        op.drop_table(table)
    op.drop_index("ix_cards_poll_id", table_name="cards")
    with op.batch_alter_table("cards") as cards:
        cards.drop_column("poll_id")
