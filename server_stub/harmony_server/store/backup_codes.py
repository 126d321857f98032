"""Back-up codes that staff gave to students: at most one each, kept as a keyed hash."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Connection, delete, select

from harmony_server.store.tables import backup_codes
from harmony_server.store.upserting import upsert


@dataclass(frozen=True)
class BackupCodeRecord:
    """A code, and until when it is good."""

    code_hash: str
    """HMAC-SHA-256, 64 hexadecimal digits."""
    made_at: float
    expires_at: float


class BackupCodes:
    """Back-up codes by person."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def get(self, person_id: str) -> BackupCodeRecord | None:
        """A person's code, whether or not its time is over."""
        row = self._connection.execute(
            select(backup_codes).where(backup_codes.c.person_id == person_id)
        ).first()
        return BackupCodeRecord(row.code_hash, row.made_at, row.expires_at) if row else None

    def put(self, person_id: str, record: BackupCodeRecord) -> None:
        """Give a person a code, in place of the one before."""
        values = {"code_hash": record.code_hash, "made_at": record.made_at, "expires_at": record.expires_at}
        self._connection.execute(upsert(self._connection, backup_codes), {"person_id": person_id, **values})

    def end(self, person_id: str) -> bool:
        """Forget a person's code; says whether there was one."""
        theirs = delete(backup_codes).where(backup_codes.c.person_id == person_id)
        return self._connection.execute(theirs).rowcount > 0
