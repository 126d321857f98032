"""The tables of signing in to apps; as `tables`, and part of the same database."""

from __future__ import annotations

from sqlalchemy import Column, Double, ForeignKey, Integer, String, Table, Text

from harmony_server.store.tables import metadata

sign_ons = Table(
    # Somebody signed in to an app: what it was told and asked for, until the portal's session ends.
    "sign_ons",
    metadata,
    Column("id", String(22), primary_key=True),
    Column("client_id", String(64), nullable=False),
    Column("person_id", ForeignKey("people.id"), nullable=False, index=True),
    Column("session_hash", String(64), nullable=False, index=True),
    Column("scope", Text, nullable=False),
    Column("claims", Text, nullable=False),
    Column("amr", String(16), nullable=False),
    Column("auth_time", Double, nullable=False),
    Column("created_at", Double, nullable=False, index=True),
    Column("ended_at", Double),
    Column("told_at", Double),
)

sign_on_tokens = Table(
    "sign_on_tokens",
    metadata,
    Column("token_hash", String(64), primary_key=True),
    Column("kind", String(8), nullable=False),
    Column("sign_on_id", ForeignKey("sign_ons.id"), nullable=False, index=True),
    Column("expires_at", Double, nullable=False, index=True),
    Column("used_at", Double),
)

pending_requests = Table(
    # What an app asked for while nobody was signed in yet.
    "pending_requests",
    metadata,
    Column("id_hash", String(64), primary_key=True),
    Column("kind", String(16), nullable=False),
    Column("client_id", String(64), nullable=False),
    Column("parameters", Text, nullable=False),
    Column("created_at", Double, nullable=False),
    Column("expires_at", Double, nullable=False, index=True),
)

used_assertions = Table(
    # Each assertion by which a client proves itself is good once.
    "used_assertions",
    metadata,
    Column("assertion_hash", String(64), primary_key=True),
    Column("expires_at", Double, nullable=False, index=True),
)

launches = Table(
    "launches",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("at", Double, nullable=False, index=True),
    Column("app_id", String(64), nullable=False),
    Column("person_id", ForeignKey("people.id"), nullable=False, index=True),
)
