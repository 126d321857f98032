"""What somebody did, found by who did it."""

from __future__ import annotations

from alembic import op

revision = "0016"
down_revision = "0015"


def upgrade() -> None:
    """Make the index; whom an event was about has one already."""
    op.create_index("ix_audit_by_id", "audit", ["by_id", "id"])
