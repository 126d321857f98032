"""What staff give and take back: back-up codes, temporary badges, voidings, prints, substitutes.

It stands here as it was at the time: nothing of the program is imported.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"


def upgrade() -> None:
    """Add the columns and the tables."""
    op.add_column("badges", sa.Column("ended_by", sa.String(20)))
    op.add_column("badges", sa.Column("ended_reason", sa.String(16)))
    op.add_column("badges", sa.Column("opens_until", sa.Double))
    op.create_table(
        "backup_codes",
        sa.Column("person_id", sa.String(20), sa.ForeignKey("people.id"), primary_key=True),
        _text("code_hash", 64),
        _time("made_at"),
        _time("expires_at"),
    )
    _operations()
    op.create_table(
        "print_jobs",
        sa.Column("id", sa.String(20), primary_key=True),
        _text("by_id", 20),
        sa.Column("wanted", sa.Text, nullable=False),
        _text("state", 16),
        *(sa.Column(name, sa.Integer, nullable=False) for name in ("total", "done", "pages_done")),
        _time("begun_at"),
        _time("seen_at"),
        sa.Column("stop", sa.Boolean, nullable=False),
    )
    _substitutes()


def _operations() -> None:
    op.create_table(
        "operations",
        sa.Column("id", sa.String(20), primary_key=True),
        _text("kind", 32),
        _text("by_id", 20),
        _time("at"),
        _time("undo_until"),
        sa.Column("undone_at", sa.Double),
    )
    op.create_index("ix_operations_by_id", "operations", ["by_id"])
    op.create_table(
        "operation_badges",
        sa.Column("operation_id", sa.String(20), sa.ForeignKey("operations.id"), primary_key=True),
        sa.Column("badge_id", sa.String(12), sa.ForeignKey("badges.badge_id"), primary_key=True),
    )


def _substitutes() -> None:
    op.create_table(
        "substitutes",
        sa.Column("id", sa.String(20), primary_key=True),
        sa.Column("class_id", sa.String(20), sa.ForeignKey("classes.id"), nullable=False),
        sa.Column("given_by", sa.String(20), sa.ForeignKey("people.id"), nullable=False),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("badge_id", sa.String(12), nullable=False),
        _text("kid", 2),
        _time("given_at"),
        _time("until"),
        sa.Column("ended_at", sa.Double),
        sa.Column("last_used_at", sa.Double),
    )
    op.create_index("ix_substitutes_class_id", "substitutes", ["class_id"])
    op.create_index("ix_substitutes_badge_id", "substitutes", ["badge_id"], unique=True)
    op.create_table(
        "substitute_sessions",
        sa.Column("token_hash", sa.String(64), primary_key=True),
        sa.Column("substitute_id", sa.String(20), sa.ForeignKey("substitutes.id"), nullable=False),
        _time("begun_at"),
        _time("seen_at"),
    )
    op.create_index("ix_substitute_sessions_substitute_id", "substitute_sessions", ["substitute_id"])


def _text(name: str, length: int) -> sa.Column[str]:
    return sa.Column(name, sa.String(length), nullable=False)


def _time(name: str) -> sa.Column[float]:
    return sa.Column(name, sa.Double, nullable=False)
