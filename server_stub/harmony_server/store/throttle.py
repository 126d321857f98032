"""How much each subject of the throttle has used up, so that a restart forgives nothing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from sqlalchemy import Connection, Insert, String, bindparam, delete, select
from sqlalchemy.dialects import postgresql, sqlite

from harmony_server.store.locking import locks_rows
from harmony_server.store.prepared import Prepared
from harmony_server.store.tables import throttle

AT_ONCE = 500


@dataclass(frozen=True)
class Mark:
    """A number and when it was written; the throttle's policy says what it counts."""

    level: float
    updated_at: float


class ThrottleMarks:
    """Marks by key. Keys are keyed hashes: nobody's name or address is stored."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def get(self, keys: Sequence[str]) -> dict[str, Mark]:
        """What was last written for each key; nobody else writes it before this transaction ends.

        They are asked for in an order that is always the same: one person's before what many share.
        """
        if not keys:
            return {}
        # On PostgreSQL not even a key that nobody wrote yet is left to two at once.
        question = _held(len(keys)) if locks_rows(self._connection) else _read(len(keys))
        rows = question.rows(self._connection, **_numbered("key", keys))
        return {row.key: Mark(row.level, row.updated_at) for row in rows if row.updated_at}

    def put(self, marks: Mapping[str, Mark]) -> None:
        """Write the marks of these keys."""
        if not marks:
            return
        values: dict[str, object] = _numbered("key", [*marks])
        values |= _numbered("level", [each.level for each in marks.values()])
        values |= _numbered("updated_at", [each.updated_at for each in marks.values()])
        write = _put_locking if locks_rows(self._connection) else _put
        write(len(marks)).rows(self._connection, **values)

    def forget(self, key: str) -> None:
        """Start over with a key."""
        _FORGET.rows(self._connection, which=key)

    def forget_before(self, time: float) -> None:
        """Drop marks that are so old that they hold nobody back: some at each call."""
        old = select(throttle.c.key).where(throttle.c.updated_at < time).limit(AT_ONCE)
        mine = old.with_for_update(skip_locked=True)  # one that is held is not old for long
        self._connection.execute(delete(throttle).where(throttle.c.key.in_(mine)))


_FORGET = Prepared(delete(throttle).where(throttle.c.key == bindparam("which")))


@cache
def _read(count: int) -> Prepared:
    some = throttle.c.key.in_([bindparam(f"key_{number}", type_=String) for number in range(count)])
    return Prepared(select(throttle).where(some))


@cache
def _held(count: int) -> Prepared:
    """Locks so many rows, which are made if need be, and gives them as they are now."""
    new = postgresql.insert(throttle).values(_rows(count, level=0, updated_at=0))
    held = new.on_conflict_do_update(index_elements=[throttle.c.key], set_={"key": new.excluded.key})
    return Prepared(held.returning(*throttle.c))


@cache
def _put(count: int) -> Prepared:
    return Prepared(_replacing(sqlite.insert(throttle), count))


@cache
def _put_locking(count: int) -> Prepared:
    return Prepared(_replacing(postgresql.insert(throttle), count))


def _replacing(insert: sqlite.Insert | postgresql.Insert, count: int) -> Insert:
    new = insert.values(_rows(count))
    told = {name: new.excluded[name] for name in ("level", "updated_at")}
    return new.on_conflict_do_update(index_elements=[throttle.c.key], set_=told)


def _rows(count: int, **fixed: object) -> list[dict[str, object]]:
    """The values of so many rows, each a parameter named after its column and number, or fixed."""
    names = ("key", "level", "updated_at")
    return [
        {name: fixed.get(name, bindparam(f"{name}_{number}", type_=throttle.c[name].type)) for name in names}
        for number in range(count)
    ]


def _numbered(name: str, values: Sequence[object]) -> dict[str, object]:
    return {f"{name}_{number}": value for number, value in enumerate(values)}
