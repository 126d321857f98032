"""What children know beside their badges, tries at it, and sign-ins that wait for it."""

from __future__ import annotations

from sqlalchemy import Column, Double, ForeignKey, Integer, String, Table, Text

from harmony_server.store.tables.base import metadata

badge_secrets = Table(
    "badge_secrets",
    metadata,
    Column("person_id", ForeignKey("people.id"), primary_key=True),
    Column("kind", String(16), nullable=False),
    Column("length", Integer, nullable=False),
    Column("secret_hash", Text, nullable=False),
    Column("set_at", Double, nullable=False),
)

badge_secret_tries = Table(
    "badge_secret_tries",
    metadata,
    Column("badge_id", ForeignKey("badges.badge_id"), primary_key=True),
    Column("wrong", Integer, nullable=False),
    Column("tried_at", Double, nullable=False),
    # When a right one last made some of the wrong ones forgotten.
    Column("forgiven_at", Double, nullable=False),
)

waiting_sign_ins = Table(
    "waiting_sign_ins",
    metadata,
    Column("token_hash", String(64), primary_key=True),
    Column("person_id", ForeignKey("people.id"), nullable=False, index=True),
    Column("badge_id", String(12), nullable=False),
    Column("kid", String(2), nullable=False),
    Column("expires_at", Double, nullable=False, index=True),
)
