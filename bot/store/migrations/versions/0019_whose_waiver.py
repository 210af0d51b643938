"""To whom the reason of a waiver belongs, so that /mydata hands it to that person."""

import sqlalchemy as sa
from alembic import op

revision = "0019"
down_revision = "0018"

# Systems whose duties are about one person, as they were spelled in the keys of duties: system:subject:period.
_ABOUT_ONE = ("dues", "report", "arrears", "talk", "probation_review")
_WAIVERS = sa.table("waivers", sa.column("id"), sa.column("duty"), sa.column("person_id"))
_PEOPLE = sa.table("people", sa.column("id"))
_DECISIONS = sa.table("decisions", sa.column("id"), sa.column("owner_id"))


def upgrade() -> None:
    with op.batch_alter_table("waivers") as batch:
        batch.add_column(sa.Column("person_id", sa.Integer(), nullable=True))
        batch.create_foreign_key(batch.f("fk_waivers_person_id"), "people", ["person_id"], ["id"])
        batch.create_index("ix_waivers_person_id", ["person_id"])
    connection = op.get_bind()
    for waiver in connection.execute(sa.select(_WAIVERS.c.id, _WAIVERS.c.duty)).all():
        system, subject, _ = waiver.duty.split(":", 2)
        found = _whose(system, int(subject))
        if found is not None:
            of_one = sa.update(_WAIVERS).where(_WAIVERS.c.id == waiver.id)
            connection.execute(of_one.values(person_id=found.scalar_subquery()))


def _whose(system: str, subject: int) -> sa.Select[tuple[int]] | None:
    if system == "decision":
        return sa.select(_DECISIONS.c.owner_id).where(_DECISIONS.c.id == subject)
    return sa.select(_PEOPLE.c.id).where(_PEOPLE.c.id == subject) if system in _ABOUT_ONE else None


def downgrade() -> None:
    with op.batch_alter_table("waivers") as batch:
        batch.drop_index("ix_waivers_person_id")
        batch.drop_constraint(batch.f("fk_waivers_person_id"), type_="foreignkey")
        batch.drop_column("person_id")
