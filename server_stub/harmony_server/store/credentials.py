"""Password hashes, one per person."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Connection, bindparam, select

from harmony.spelling import folded
from harmony_server.store.prepared import Prepared
from harmony_server.store.tables import credentials, people
from harmony_server.store.upserting import upsert
from harmony_server.store.versions import has_begun, holds


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
        row = _OF.first(self._connection, who=person_id)
        return Credential(row.password_hash, row.changed_at) if row else None

    def by_username(self, username: str) -> tuple[str, str | None] | None:
        """Who signs in with this name, by id, and their password hash; as `People.by_username` finds them."""
        row = _BY_USERNAME.first(self._connection, name=folded(username))
        return (row.id, row.password_hash) if row else None

    def put(self, person_id: str, password_hash: str, now: float) -> None:
        """Set or replace a person's password hash."""
        values = {"person_id": person_id, "password_hash": password_hash, "changed_at": now}
        self._connection.execute(upsert(self._connection, credentials), values)


_OF = Prepared(select(credentials).where(credentials.c.person_id == bindparam("who")))
_BY_USERNAME = Prepared(
    select(people.c.id, credentials.c.password_hash)
    .select_from(people.outerjoin(credentials, credentials.c.person_id == people.c.id))
    .where(people.c.username_key == bindparam("name"), has_begun(people))
    .order_by(holds(people).desc(), people.c.id)
    .limit(1)
)
