"""What staff give to students, and what can be taken back: codes, voidings, prints, substitutes."""

from __future__ import annotations

from sqlalchemy import Boolean, Column, Double, ForeignKey, Integer, String, Table, Text

from harmony_server.store.tables.base import PORTAL_ID, metadata

backup_codes = Table(
    "backup_codes",
    metadata,
    Column("person_id", ForeignKey("people.id"), primary_key=True),
    Column("code_hash", String(64), nullable=False),
    Column("made_at", Double, nullable=False),
    Column("expires_at", Double, nullable=False),
)

operations = Table(
    "operations",
    metadata,
    Column("id", PORTAL_ID, primary_key=True),
    Column("kind", String(32), nullable=False),
    Column("by_id", PORTAL_ID, nullable=False, index=True),
    Column("at", Double, nullable=False),
    Column("undo_until", Double, nullable=False),
    Column("undone_at", Double),
)

operation_badges = Table(
    "operation_badges",
    metadata,
    Column("operation_id", ForeignKey("operations.id"), primary_key=True),
    Column("badge_id", ForeignKey("badges.badge_id"), primary_key=True),
)

print_jobs = Table(
    "print_jobs",
    metadata,
    Column("id", PORTAL_ID, primary_key=True),
    Column("by_id", PORTAL_ID, nullable=False),
    Column("wanted", Text, nullable=False),
    Column("state", String(16), nullable=False),
    Column("total", Integer, nullable=False),
    Column("done", Integer, nullable=False),
    Column("pages_done", Integer, nullable=False),
    Column("begun_at", Double, nullable=False),
    Column("seen_at", Double, nullable=False),
    Column("stop", Boolean, nullable=False),
)

substitutes = Table(
    "substitutes",
    metadata,
    Column("id", PORTAL_ID, primary_key=True),
    Column("class_id", ForeignKey("classes.id"), nullable=False, index=True),
    Column("given_by", ForeignKey("people.id"), nullable=False),
    Column("name", Text, nullable=False),
    Column("badge_id", String(12), nullable=False, unique=True, index=True),
    Column("kid", String(2), nullable=False),
    Column("given_at", Double, nullable=False),
    Column("until", Double, nullable=False),
    Column("ended_at", Double),
    Column("last_used_at", Double),
)

substitute_sessions = Table(
    "substitute_sessions",
    metadata,
    Column("token_hash", String(64), primary_key=True),
    Column("substitute_id", ForeignKey("substitutes.id"), nullable=False, index=True),
    Column("begun_at", Double, nullable=False),
    Column("seen_at", Double, nullable=False),
)
