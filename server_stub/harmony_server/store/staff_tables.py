"""The tables of staff's second steps and invitations. Every time is UTC in seconds since 1970.

What opens something stands here sealed or hashed. As in `tables`, a change takes a migration.
"""

from __future__ import annotations

from sqlalchemy import BigInteger, Column, Double, ForeignKey, Index, Integer, String, Table, Text

from harmony_server.store.tables import PORTAL_ID, metadata

HASH = String(64)
"""SHA-256, in hexadecimal digits."""

totp = Table(
    "totp",
    metadata,
    Column("person_id", ForeignKey("people.id"), primary_key=True),
    Column("sealed", Text),
    Column("confirmed_at", Double),
    Column("last_step", Integer),
    Column("pending", Text),
)

passkeys = Table(
    "passkeys",
    metadata,
    Column("id", PORTAL_ID, primary_key=True),
    Column("person_id", ForeignKey("people.id"), nullable=False, index=True),
    Column("credential_id", Text, nullable=False),
    Column("public_key", Text, nullable=False),
    Column("sign_count", BigInteger, nullable=False),
    Column("name", String(80), nullable=False),
    Column("created_at", Double, nullable=False),
    Column("last_used_at", Double),
)
Index("uq_passkeys_credential_id", passkeys.c.credential_id, unique=True)

passkey_challenges = Table(
    "passkey_challenges",
    metadata,
    Column("session", String(20), primary_key=True),
    Column("purpose", String(16), primary_key=True),
    Column("challenge", String(88), nullable=False),
    Column("expires_at", Double, nullable=False, index=True),
)

recovery_codes = Table(
    "recovery_codes",
    metadata,
    Column("code_hash", HASH, primary_key=True),
    Column("person_id", ForeignKey("people.id"), nullable=False, index=True),
    Column("created_at", Double, nullable=False),
    Column("used_at", Double),
)

invitations = Table(
    "invitations",
    metadata,
    Column("id", PORTAL_ID, primary_key=True),
    Column("token_hash", HASH, nullable=False),
    Column("person_id", ForeignKey("people.id"), nullable=False, index=True),
    Column("made_by", ForeignKey("people.id")),
    Column("made_at", Double, nullable=False),
    Column("expires_at", Double, nullable=False),
    Column("ended_at", Double),
)
Index("uq_invitations_token_hash", invitations.c.token_hash, unique=True)
