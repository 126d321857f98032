"""Clearing away what of the roster holds no more, and what an import left that broke off."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from sqlalchemy import ColumnElement, Connection, Table, delete, select, tuple_, update

from harmony_server.store.tables import (
    classes,
    enrollments,
    external_ids,
    former_people,
    former_places,
    people,
    person_changes,
    person_grades,
    person_schools,
    schools,
)
from harmony_server.store.versions import VERSION

AT_ONCE = 2000
_ENDING = (enrollments, person_schools, person_grades, external_ids)
_BEFORE = (former_people, former_places)
_LASTING = (people, classes, schools)
"""What is never deleted once it counted: badges, grants and the audit refer to it."""


@dataclass(frozen=True)
class Remains:
    """Rows of a table that are not wanted as they are: they go, or hold on as if nothing had been written."""

    table: Table
    rows: ColumnElement[bool]
    go: bool


def _all() -> Iterator[Remains]:
    # What the last import ended or overwrote stays until the next, so that it can be undone.
    for table in _ENDING:
        yield Remains(table, table.c.until < VERSION, go=True)
    for table in _BEFORE:
        yield Remains(table, table.c.since < VERSION, go=True)
    yield Remains(person_changes, person_changes.c.since <= VERSION, go=True)
    # What never counted goes, references first; then what it would have ended is open again.
    for table in (*_ENDING, *_BEFORE, person_changes, *_LASTING):
        yield Remains(table, table.c.since > VERSION, go=True)
    for table in (*_ENDING, *_LASTING):
        yield Remains(table, table.c.until > VERSION, go=False)


def find_remains(connection: Connection) -> Remains | None:
    """What is to be cleared away next; None if there is nothing left."""
    for remains in _all():
        query = select(*remains.table.primary_key).where(remains.rows).limit(1)
        if connection.execute(query).first() is not None:
            return remains
    return None


def clear_some(connection: Connection, remains: Remains) -> None:
    """Clear a few of these rows away: as many as take no time to speak of."""
    key = list(remains.table.primary_key)
    some = tuple_(*key).in_(select(*key).where(remains.rows).limit(AT_ONCE))
    if remains.go:
        connection.execute(delete(remains.table).where(some))
    else:
        connection.execute(update(remains.table).where(some).values(until=None))
