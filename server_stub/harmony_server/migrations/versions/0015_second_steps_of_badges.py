"""What children know beside their badges, tries at it, and sign-ins that wait for it."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"


def upgrade() -> None:
    """Make the three tables."""
    op.create_table(
        "badge_secrets",
        sa.Column("person_id", sa.String(20), sa.ForeignKey("people.id"), primary_key=True),
        sa.Column("kind", sa.String(16), nullable=False),
        sa.Column("length", sa.Integer, nullable=False),
        sa.Column("secret_hash", sa.Text, nullable=False),
        sa.Column("set_at", sa.Double, nullable=False),
    )
    op.create_table(
        "badge_secret_tries",
        sa.Column("badge_id", sa.String(12), sa.ForeignKey("badges.badge_id"), primary_key=True),
        sa.Column("wrong", sa.Integer, nullable=False),
        sa.Column("tried_at", sa.Double, nullable=False),
        sa.Column("forgiven_at", sa.Double, nullable=False),
    )
    op.create_table(
        "waiting_sign_ins",
        sa.Column("token_hash", sa.String(64), primary_key=True),
        sa.Column("person_id", sa.String(20), sa.ForeignKey("people.id"), nullable=False),
        sa.Column("badge_id", sa.String(12), nullable=False),
        sa.Column("kid", sa.String(2), nullable=False),
        sa.Column("expires_at", sa.Double, nullable=False),
    )
    op.create_index("ix_waiting_sign_ins_person_id", "waiting_sign_ins", ["person_id"])
    op.create_index("ix_waiting_sign_ins_expires_at", "waiting_sign_ins", ["expires_at"])
