"""Who has not chosen a language has none: the installation's then counts."""

from alembic import op

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    # Until now nobody could choose; everybody was entered with the only language there was.
    op.execute("UPDATE people SET language = ''")


def downgrade() -> None:
    op.execute("UPDATE people SET language = 'zh'")
