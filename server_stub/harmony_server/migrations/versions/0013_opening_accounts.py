"""Slips that open accounts, and mail addresses by which people get back into them."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"


def upgrade() -> None:
    """Make the two tables."""
    person = sa.Column("person_id", sa.String(20), sa.ForeignKey("people.id"), nullable=False)
    op.create_table(
        "slips",
        sa.Column("code_hash", sa.String(64), primary_key=True),
        person,
        sa.Column("made_at", sa.Double, nullable=False),
        sa.Column("expires_at", sa.Double, nullable=False),
    )
    op.create_index("ix_slips_person_id", "slips", ["person_id"])
    op.create_index("ix_slips_expires_at", "slips", ["expires_at"])
    op.create_table(
        "recovery_addresses",
        sa.Column("person_id", sa.String(20), sa.ForeignKey("people.id"), primary_key=True),
        sa.Column("address", sa.Text),
        sa.Column("verified_at", sa.Double),
        sa.Column("pending", sa.Text),
        sa.Column("code_hash", sa.String(64)),
        sa.Column("code_expires_at", sa.Double),
        sa.Column("tries", sa.Integer, nullable=False),
    )
