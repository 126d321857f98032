"""Erasing people who are in no roster any more, with all that belongs to them.

What refers to somebody is found by the tables themselves, so that nothing new is forgotten: it goes with
them, or forgets who it was where it may stand without. The audit stays: it knows people by their ids alone.
"""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import ColumnElement, Connection, Table, delete, select, update

from harmony.model import ExternalKind
from harmony_server.store.schema import metadata
from harmony_server.store.tables import external_ids, people, roster_imports
from harmony_server.store.versions import VERSION


class Erasing:
    """Finds and erases people."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def gone_since_before(self, when: float, count: int) -> list[str]:
        """So many people, by id, whom an import left out before a time, and none has had since."""
        query = (
            select(people.c.id)
            .join(roster_imports, roster_imports.c.id == people.c.until)
            .where(people.c.until <= VERSION, roster_imports.c.at < when)
        )
        return list(self._connection.scalars(query.order_by(people.c.id).limit(count)))

    def erase(self, person_ids: Sequence[str]) -> None:
        """Erase these people and whatever is theirs."""
        named = external_ids.c.kind == ExternalKind.PERSON.value
        theirs = external_ids.c.portal_id.in_(person_ids)
        self._connection.execute(delete(external_ids).where(named, theirs))
        self._delete(people, people.c.id.in_(person_ids))

    def _delete(self, table: Table, rows: ColumnElement[bool]) -> None:
        """Delete rows, and before that what refers to them."""
        for other in metadata.sorted_tables:
            for key in other.foreign_keys:
                if key.column.table is not table:
                    continue
                referring = key.parent.in_(select(key.column).where(rows))
                if key.parent.nullable:
                    self._connection.execute(update(other).where(referring).values({key.parent: None}))
                else:
                    self._delete(other, referring)
        self._connection.execute(delete(table).where(rows))
