"""Mail addresses by which people get back into their accounts."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, delete, select

from harmony_server.store.account_tables import recovery_addresses
from harmony_server.store.upserting import upsert


@dataclass(frozen=True)
class RecoveryAddress:
    """A person's address, as far as it is known to be theirs."""

    person_id: str
    address: str | None = None
    """Was proved by a code."""
    verified_at: float | None = None
    pending: str | None = None
    """Waits for its code, and gets no other mail."""
    code_hash: str | None = None
    code_expires_at: float | None = None
    tries: int = 0
    """Wrong codes since the last one was sent."""


class RecoveryAddresses:
    """Addresses by person."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def of(self, person_id: str) -> RecoveryAddress:
        """A person's addresses; all of it is None where there are none."""
        query = select(recovery_addresses).where(recovery_addresses.c.person_id == person_id)
        row: Any = self._connection.execute(query).first()
        return RecoveryAddress(**row._asdict()) if row else RecoveryAddress(person_id)

    def put(self, record: RecoveryAddress) -> None:
        """Write a person's addresses."""
        self._connection.execute(upsert(self._connection, recovery_addresses), vars(record))

    def forget(self, person_id: str) -> None:
        """Forget them."""
        theirs = recovery_addresses.c.person_id == person_id
        self._connection.execute(delete(recovery_addresses).where(theirs))
