"""The tables of accounts that people look after themselves. Every time is UTC in seconds since 1970.

What opens something stands here as its hash. As in `tables`, a change takes a migration.
"""

from __future__ import annotations

from sqlalchemy import Column, Double, ForeignKey, Integer, String, Table, Text

from harmony_server.store.tables import metadata

HASH = String(64)

slips = Table(
    "slips",
    metadata,
    Column("code_hash", HASH, primary_key=True),
    Column("person_id", ForeignKey("people.id"), nullable=False, index=True),
    Column("made_at", Double, nullable=False),
    Column("expires_at", Double, nullable=False, index=True),
)

recovery_addresses = Table(
    "recovery_addresses",
    metadata,
    Column("person_id", ForeignKey("people.id"), primary_key=True),
    # The address that was proved to be the person's, and when.
    Column("address", Text),
    Column("verified_at", Double),
    # Another one that waits for its code.
    Column("pending", Text),
    Column("code_hash", HASH),
    Column("code_expires_at", Double),
    Column("tries", Integer, nullable=False),
)

password_resets = Table(
    "password_resets",
    metadata,
    Column("token_hash", HASH, primary_key=True),
    Column("person_id", ForeignKey("people.id"), nullable=False, index=True),
    Column("mail_id", String(20), nullable=False, index=True),
    Column("expires_at", Double, nullable=False),
)
