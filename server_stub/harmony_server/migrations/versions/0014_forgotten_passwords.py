"""Links that set a forgotten password."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"


def upgrade() -> None:
    """Make the table."""
    op.create_table(
        "password_resets",
        sa.Column("token_hash", sa.String(64), primary_key=True),
        sa.Column("person_id", sa.String(20), sa.ForeignKey("people.id"), nullable=False),
        sa.Column("mail_id", sa.String(20), nullable=False),
        sa.Column("expires_at", sa.Double, nullable=False),
    )
    op.create_index("ix_password_resets_person_id", "password_resets", ["person_id"])
    op.create_index("ix_password_resets_mail_id", "password_resets", ["mail_id"])
