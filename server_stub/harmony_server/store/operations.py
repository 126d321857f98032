"""What staff did to many badges at once, so that it can be undone for a while."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Row, func, insert, select, update

from harmony_server.store.asking import some_at_a_time
from harmony_server.store.locking import lock, locking
from harmony_server.store.tables import operation_badges, operations


@dataclass(frozen=True)
class OperationRecord:
    """One operation."""

    id: str
    kind: str
    by_id: str
    at: float
    undo_until: float
    undone_at: float | None


class Operations:
    """Operations, and the badges that each ended."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, record: OperationRecord) -> None:
        """Record an operation that has begun."""
        values = {"id": record.id, "kind": record.kind, "by_id": record.by_id, "at": record.at}
        self._connection.execute(insert(operations).values(undo_until=record.undo_until, **values))

    def add_badges(self, operation_id: str, badge_ids: Collection[str]) -> None:
        """Record badges that it ended."""
        rows = [{"operation_id": operation_id, "badge_id": each} for each in badge_ids]
        if rows:
            self._connection.execute(insert(operation_badges), rows)

    def get(self, operation_id: str) -> OperationRecord | None:
        """An operation; nobody else undoes it before this transaction ends."""
        query = select(operations).where(operations.c.id == operation_id)
        lock(self._connection, locking(query))
        row = self._connection.execute(query).first()
        return _record(row) if row else None

    def badges_of(self, operation_id: str) -> list[str]:
        """The ids of the badges that it ended."""
        query = select(operation_badges.c.badge_id).where(operation_badges.c.operation_id == operation_id)
        return list(self._connection.scalars(query))

    def of(self, person_id: str, *, since: float) -> list[tuple[OperationRecord, int]]:
        """What somebody did since a time and nobody undid, newest first, each with how many badges."""
        query = select(operations).where(
            operations.c.by_id == person_id, operations.c.at >= since, operations.c.undone_at.is_(None)
        )
        rows = self._connection.execute(query.order_by(operations.c.at.desc())).all()
        counts = self._counts([row.id for row in rows])
        return [(_record(row), counts.get(row.id, 0)) for row in rows]

    def undone(self, operation_id: str, now: float) -> None:
        """Record that an operation was undone."""
        this = update(operations).where(operations.c.id == operation_id)
        self._connection.execute(this.values(undone_at=now))

    def _counts(self, ids: Collection[str]) -> dict[str, int]:
        which = operation_badges.c.operation_id
        query = select(which, func.count()).group_by(which)
        return {
            row[0]: row[1]
            for some in some_at_a_time(ids)
            for row in self._connection.execute(query.where(which.in_(some)))
        }


def _record(row: Row[Any]) -> OperationRecord:
    return OperationRecord(row.id, row.kind, row.by_id, row.at, row.undo_until, row.undone_at)
