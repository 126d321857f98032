"""Mail that waits to be sent: no text of it, and no link."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"


def upgrade() -> None:
    """Make the queue."""
    op.create_table(
        "mail_queue",
        sa.Column("id", sa.String(20), primary_key=True),
        sa.Column("kind", sa.String(32), nullable=False),
        sa.Column("language", sa.String(8), nullable=False),
        sa.Column("person_id", sa.String(20), sa.ForeignKey("people.id")),
        sa.Column("account", sa.Text),
        sa.Column("address", sa.Text),
        sa.Column("message_id", sa.String(128), nullable=False),
        sa.Column("state", sa.String(16), nullable=False),
        sa.Column("attempts", sa.Integer, nullable=False),
        sa.Column("due_at", sa.Double, nullable=False),
        sa.Column("reason", sa.String(64)),
        sa.Column("asked_at", sa.Double, nullable=False),
        sa.Column("ended_at", sa.Double),
    )
    op.create_index("ix_mail_queue_person_id", "mail_queue", ["person_id"])
    op.create_index("ix_mail_queue_state", "mail_queue", ["state", "due_at"])
