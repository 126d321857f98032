"""Sessions know the key of the badge they began with; and a row that readiness writes and reads back."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"

BADGE = "badge"
"""What sessions call having been begun by a badge."""


def upgrade() -> None:
    """Add the key's id, as the badge that its owner has now tells it, and the row."""
    op.add_column("sessions", sa.Column("kid", sa.String(2)))
    sessions = sa.table("sessions", *map(sa.column, ("person_id", "amr", "kid")))
    badges = sa.table("badges", *map(sa.column, ("person_id", "state", "kid")))
    # Whoever replaces a badge ends its sessions, so those that are left began with the one that is issued.
    issued = sa.and_(badges.c.person_id == sessions.c.person_id, badges.c.state == "issued")
    kid = sa.select(badges.c.kid).where(issued).scalar_subquery()
    op.execute(sa.update(sessions).where(sessions.c.amr == BADGE).values(kid=kid))
    op.create_table(
        "write_probe",
        sa.Column("id", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("count", sa.Integer, nullable=False),
    )
    probe = sa.table("write_probe", sa.column("id"), sa.column("count"))
    op.execute(sa.insert(probe).values(id=1, count=0))
