"""What opens the door, who is in, and the record of it."""

from __future__ import annotations

from sqlalchemy import Column, Double, ForeignKey, Index, Integer, String, Table, Text, text

from harmony_server.store.tables.base import PORTAL_ID, metadata

grants = Table(
    "grants",
    metadata,
    Column("id", PORTAL_ID, primary_key=True),
    Column("person_id", ForeignKey("people.id"), nullable=False, index=True),
    Column("kind", String(32), nullable=False),
    Column("school_id", ForeignKey("schools.id")),
    Column("given_by", ForeignKey("people.id")),
    Column("given_at", Double, nullable=False),
    Column("ended_at", Double),
)

credentials = Table(
    "credentials",
    metadata,
    Column("person_id", ForeignKey("people.id"), primary_key=True),
    Column("password_hash", Text, nullable=False),
    Column("changed_at", Double, nullable=False),
)

badges = Table(
    "badges",
    metadata,
    Column("badge_id", String(12), primary_key=True),
    Column("person_id", ForeignKey("people.id"), nullable=False, index=True),
    Column("kid", String(2), nullable=False),
    Column("state", String(16), nullable=False),
    Column("issued_at", Double, nullable=False),
    Column("ended_at", Double),
    Column("last_used_at", Double),
    Column("ended_by", PORTAL_ID),
    Column("ended_reason", String(16)),
    Column("opens_until", Double),
)
Index(
    "uq_badges_issued_person",
    badges.c.person_id,
    unique=True,
    sqlite_where=text("state = 'issued'"),
    postgresql_where=text("state = 'issued'"),
)

sessions = Table(
    "sessions",
    metadata,
    Column("token_hash", String(64), primary_key=True),
    Column("person_id", ForeignKey("people.id"), nullable=False, index=True),
    Column("amr", String(16), nullable=False),
    Column("created_at", Double, nullable=False, index=True),
    Column("last_seen_at", Double, nullable=False),
    Column("kid", String(2)),
    Column("device", String(16)),
    Column("second_step", String(16)),
    Column("second_step_at", Double),
)

throttle = Table(
    "throttle",
    metadata,
    Column("key", String(64), primary_key=True),
    Column("level", Double, nullable=False),
    Column("updated_at", Double, nullable=False, index=True),
)

audit = Table(
    "audit",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("at", Double, nullable=False, index=True),
    Column("event", String(32), nullable=False),
    Column("outcome", String(32), nullable=False),
    Column("person_id", String(255)),
    Column("amr", String(16)),
    Column("by_id", PORTAL_ID),
    Column("note", String(64)),
)
Index("ix_audit_person_id", audit.c.person_id, audit.c.event, audit.c.at)
Index("ix_audit_by_id", audit.c.by_id, audit.c.id)

write_probe = Table(
    "write_probe",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=False),
    Column("count", Integer, nullable=False),
)
