"""What the outbox holds is bytes: sealed under the doors' key.

What waits in clear at the upgrade is read as it is and sealed at the next change of the doors' key, at the start. What
waits sealed at a downgrade cannot be read by the older program, and is set aside.
"""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    with op.batch_alter_table("outbox") as batch:
        batch.add_column(sa.Column("body", sa.LargeBinary(), nullable=False, server_default=sa.text("''")))
    as_bytes = "convert_to(payload, 'UTF8')" if op.get_bind().dialect.name == "postgresql" else "CAST(payload AS BLOB)"
    op.execute(f"UPDATE outbox SET body = {as_bytes} WHERE stage = 'ready'")
    with op.batch_alter_table("outbox") as batch:
        batch.drop_column("payload")
        batch.alter_column("body", server_default=None)


def downgrade() -> None:
    with op.batch_alter_table("outbox") as batch:
        batch.add_column(sa.Column("payload", sa.Text(), nullable=False, server_default="{}"))
        batch.drop_column("body")
    with op.batch_alter_table("outbox") as batch:
        batch.alter_column("payload", server_default=None)
    for table in ("inbox", "outbox"):
        op.execute(f"UPDATE {table} SET stage = 'set_aside' WHERE stage = 'ready'")
    op.execute("UPDATE inbox SET body = ''")
