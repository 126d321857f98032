"""How much each subject of the throttle has used up, so that a restart forgives nothing."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Connection, delete, select
from sqlalchemy.dialects import postgresql

from harmony_server.store.locking import locks_rows
from harmony_server.store.tables import throttle
from harmony_server.store.upserting import upsert

AT_ONCE = 100
_NEW = postgresql.insert(throttle)
_HELD = _NEW.on_conflict_do_update(
    index_elements=[throttle.c.key], set_={"key": _NEW.excluded.key}
).returning(throttle.c.level, throttle.c.updated_at)
"""Locks a row, which is made if need be, and gives it as it is now."""


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
        """What was last written for a key; nobody else writes it before this transaction ends.

        Several are asked for in an order that is always the same: one person's before what many share.
        """
        if locks_rows(self._connection):
            # Not even a key that nobody wrote yet is left to two at once.
            row = self._connection.execute(_HELD, {"key": key, "level": 0, "updated_at": 0}).first()
        else:
            row = self._connection.execute(select(throttle).where(throttle.c.key == key)).first()
        return Mark(row.level, row.updated_at) if row and row.updated_at else None

    def put(self, key: str, mark: Mark) -> None:
        """Write a key's mark."""
        values = {"key": key, "level": mark.level, "updated_at": mark.updated_at}
        self._connection.execute(upsert(self._connection, throttle), values)

    def forget(self, key: str) -> None:
        """Start over with a key."""
        self._connection.execute(delete(throttle).where(throttle.c.key == key))

    def forget_before(self, time: float) -> None:
        """Drop marks that are so old that they hold nobody back: some at each call."""
        old = select(throttle.c.key).where(throttle.c.updated_at < time).limit(AT_ONCE)
        mine = old.with_for_update(skip_locked=True)  # one that is held is not old for long
        self._connection.execute(delete(throttle).where(throttle.c.key.in_(mine)))
