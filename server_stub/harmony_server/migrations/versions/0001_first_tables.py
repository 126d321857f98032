"""The roster, badges, passwords, sessions, throttle and audit."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Create every table of the first release."""
    _roster()
    _ways_in()
    _door()


def _roster() -> None:
    op.create_table(
        "schools",
        sa.Column("id", sa.String(255), primary_key=True),
        sa.Column("name", sa.Text, nullable=False),
    )
    op.create_table(
        "classes",
        sa.Column("id", sa.String(255), primary_key=True),
        sa.Column("title", sa.Text, nullable=False),
        sa.Column("school_id", sa.String(255), sa.ForeignKey("schools.id"), nullable=False),
    )
    op.create_index("ix_classes_school_id", "classes", ["school_id"])
    op.create_table(
        "people",
        sa.Column("id", sa.String(255), primary_key=True),
        sa.Column("username", sa.Text, nullable=False),
        sa.Column("username_key", sa.Text, nullable=False),
        sa.Column("given_name", sa.Text, nullable=False),
        sa.Column("family_name", sa.Text, nullable=False),
        sa.Column("role", sa.String(16), nullable=False),
        sa.Column("grades", sa.JSON, nullable=False),
        sa.Column("school_ids", sa.JSON, nullable=False),
        sa.Column("enabled", sa.Boolean, nullable=False),
        sa.Column("active", sa.Boolean, nullable=False),
    )
    _unique_where("uq_people_active_username", "people", "username_key", "active")
    op.create_table(
        "enrollments",
        sa.Column("id", sa.String(255), primary_key=True),
        sa.Column("class_id", sa.String(255), sa.ForeignKey("classes.id"), nullable=False),
        sa.Column("person_id", sa.String(255), sa.ForeignKey("people.id"), nullable=False),
        sa.Column("role", sa.String(16), nullable=False),
    )
    op.create_index("ix_enrollments_class_id", "enrollments", ["class_id"])
    op.create_index("ix_enrollments_person_id", "enrollments", ["person_id"])


def _ways_in() -> None:
    op.create_table(
        "credentials",
        sa.Column("person_id", sa.String(255), sa.ForeignKey("people.id"), primary_key=True),
        sa.Column("password_hash", sa.Text, nullable=False),
        sa.Column("changed_at", sa.Double, nullable=False),
    )
    op.create_table(
        "badges",
        sa.Column("badge_id", sa.String(12), primary_key=True),
        sa.Column("person_id", sa.String(255), sa.ForeignKey("people.id"), nullable=False),
        sa.Column("kid", sa.String(2), nullable=False),
        sa.Column("state", sa.String(16), nullable=False),
        sa.Column("issued_at", sa.Double, nullable=False),
        sa.Column("ended_at", sa.Double),
        sa.Column("last_used_at", sa.Double),
    )
    op.create_index("ix_badges_person_id", "badges", ["person_id"])
    _unique_where("uq_badges_issued_person", "badges", "person_id", "state = 'issued'")


def _door() -> None:
    op.create_table(
        "sessions",
        sa.Column("token_hash", sa.String(64), primary_key=True),
        sa.Column("person_id", sa.String(255), sa.ForeignKey("people.id"), nullable=False),
        sa.Column("how", sa.String(16), nullable=False),
        sa.Column("created_at", sa.Double, nullable=False),
        sa.Column("last_seen_at", sa.Double, nullable=False),
    )
    op.create_index("ix_sessions_person_id", "sessions", ["person_id"])
    op.create_index("ix_sessions_created_at", "sessions", ["created_at"])
    op.create_table(
        "throttle",
        sa.Column("key", sa.String(64), primary_key=True),
        sa.Column("level", sa.Double, nullable=False),
        sa.Column("updated_at", sa.Double, nullable=False),
    )
    op.create_index("ix_throttle_updated_at", "throttle", ["updated_at"])
    op.create_table(
        "audit",
        sa.Column("id", sa.Integer, primary_key=True, autoincrement=True),
        sa.Column("at", sa.Double, nullable=False),
        sa.Column("event", sa.String(32), nullable=False),
        sa.Column("outcome", sa.String(32), nullable=False),
        sa.Column("person_id", sa.String(255)),
        sa.Column("how", sa.String(16)),
    )
    op.create_index("ix_audit_at", "audit", ["at"])


def _unique_where(name: str, table: str, column: str, condition: str) -> None:
    where = sa.text(condition)
    op.create_index(name, table, [column], unique=True, sqlite_where=where, postgresql_where=where)
