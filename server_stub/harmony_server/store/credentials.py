"""Password hashes, one per person."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Connection, select

from harmony_server.store.tables import credentials
from harmony_server.store.upserting import upsert


@dataclass(frozen=True)
class Credential:
    """A person's password, hashed in argon2's own text format, and when it was set."""

    password_hash: str
    changed_at: float


class Credentials:
    """Password hashes by person."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def get(self, person_id: str) -> Credential | None:
        """A person's credential, if they have one."""
        row = self._connection.execute(
            select(credentials).where(credentials.c.person_id == person_id)
        ).first()
        return Credential(row.password_hash, row.changed_at) if row else None

    def put(self, person_id: str, password_hash: str, now: float) -> None:
        """Set or replace a person's password hash."""
        values = {"person_id": person_id, "password_hash": password_hash, "changed_at": now}
        self._connection.execute(upsert(self._connection, credentials), values)
