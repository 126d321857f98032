"""Slips with which students open their accounts: at most one each, found by the hash of its code."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from sqlalchemy import Connection, delete, insert, select

from harmony_server.store.account_tables import slips

AT_ONCE = 500


@dataclass(frozen=True)
class SlipRecord:
    """A slip that was printed and not used yet."""

    code_hash: str
    """HMAC-SHA-256, 64 hexadecimal digits."""
    person_id: str
    made_at: float
    expires_at: float


class Slips:
    """Slips by code and by person."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def get(self, code_hash: str) -> SlipRecord | None:
        """The slip with this code, whether or not its time is over."""
        row = self._connection.execute(select(slips).where(slips.c.code_hash == code_hash)).first()
        return SlipRecord(**row._asdict()) if row else None

    def of(self, person_id: str) -> SlipRecord | None:
        """The slip that a person has."""
        row = self._connection.execute(select(slips).where(slips.c.person_id == person_id)).first()
        return SlipRecord(**row._asdict()) if row else None

    def put(self, code_hashes: Mapping[str, str], *, now: float, expires_at: float) -> None:
        """Give people slips, by their ids, in place of those before."""
        self.end(code_hashes)
        rows = [
            {"code_hash": hashed, "person_id": person_id, "made_at": now, "expires_at": expires_at}
            for person_id, hashed in code_hashes.items()
        ]
        if rows:
            self._connection.execute(insert(slips), rows)

    def end(self, person_ids: Collection[str]) -> None:
        """Forget the slips of some people."""
        self._connection.execute(delete(slips).where(slips.c.person_id.in_(person_ids)))

    def forget_ended_before(self, time: float) -> bool:
        """Forget some whose time was over before; says whether there was any."""
        old = select(slips.c.code_hash).where(slips.c.expires_at < time).limit(AT_ONCE)
        mine = old.with_for_update(skip_locked=True)
        return self._connection.execute(delete(slips).where(slips.c.code_hash.in_(mine))).rowcount > 0
