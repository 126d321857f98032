"""How much each subject of the throttle has used up, so that a restart forgives nothing."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Connection, delete, insert, select

from harmony_server.store.tables import throttle


@dataclass(frozen=True)
class Mark:
    """A number and when it was written; the throttle's policy says what it counts."""

    level: float
    updated_at: float


class ThrottleMarks:
    """Marks by key. Keys are keyed hashes: nobody's name or address is stored."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def get(self, key: str) -> Mark | None:
        """What was last written for a key."""
        row = self._connection.execute(select(throttle).where(throttle.c.key == key)).first()
        return Mark(row.level, row.updated_at) if row else None

    def put(self, key: str, mark: Mark) -> None:
        """Write a key's mark."""
        self.forget(key)
        self._connection.execute(
            insert(throttle).values(key=key, level=mark.level, updated_at=mark.updated_at)
        )

    def forget(self, key: str) -> None:
        """Start over with a key."""
        self._connection.execute(delete(throttle).where(throttle.c.key == key))

    def forget_before(self, time: float) -> None:
        """Drop marks that are so old that they hold nobody back."""
        self._connection.execute(delete(throttle).where(throttle.c.updated_at < time))
