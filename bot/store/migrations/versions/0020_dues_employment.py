"""What a payer was (在职, 离退休) when a month was worked out; months that are there have what the roster says now."""

import sqlalchemy as sa
from alembic import op

revision = "0020"
down_revision = "0019"


def upgrade() -> None:
    with op.batch_alter_table("dues") as batch:
        batch.add_column(sa.Column("employment", sa.String(length=32), nullable=True))
    op.execute(sa.text("UPDATE dues SET employment = (SELECT employment FROM people WHERE people.id = dues.person_id)"))
    with op.batch_alter_table("dues") as batch:
        batch.alter_column("employment", existing_type=sa.String(length=32), nullable=False)


def downgrade() -> None:
    with op.batch_alter_table("dues") as batch:
        batch.drop_column("employment")
