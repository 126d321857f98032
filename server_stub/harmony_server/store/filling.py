"""Filling empty tables: their indexes, keys and references are made once, of all rows, when these are in.

A row that is written to a table with three indexes and two references is looked up five times; sorting a
million rows afterwards takes a fraction of that. All of it is one transaction, which on PostgreSQL nobody
reads these tables beside: it is for a district in which there is nobody yet.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import NamedTuple

from sqlalchemy import Connection, Table, text

from harmony_server.store.tables import (
    classes,
    enrollments,
    external_ids,
    people,
    person_grades,
    person_schools,
)

FILLED = (classes, people, person_grades, person_schools, enrollments, external_ids)
"""What a first roster fills, each before what refers to it."""


class _Extra(NamedTuple):
    """Something of a table that it can be without for a while."""

    take_off: str
    put_back: str


@contextmanager
def filling(connection: Connection, tables: Sequence[Table] = FILLED) -> Iterator[None]:
    """In a transaction: tables without what can be made when they are full, while the block runs.

    If the block raises, or the end does because rows contradict each other, the transaction must be undone:
    that has everything back as it was. Raises what SQLAlchemy does.
    """
    extras = [extra for table in tables for extra in _extras(connection, table)]
    for extra in extras:
        connection.exec_driver_sql(extra.take_off)
    yield
    for extra in reversed(extras):
        connection.exec_driver_sql(extra.put_back)


def _extras(connection: Connection, table: Table) -> list[_Extra]:
    """What can be taken off, in an order in which nothing still needs it."""
    if connection.dialect.name == "sqlite":
        # A primary key is the table itself, and references are not checked while an import is written.
        return _rows(connection, _SQLITE_INDEXES, table)
    own_key_too = not _is_referred_to(connection, table)
    references = _rows(connection, _REFERENCES, table)
    key = _rows(connection, _KEY, table) if own_key_too else []
    return [*references, *key, *_rows(connection, _INDEXES, table)]


def _is_referred_to(connection: Connection, table: Table) -> bool:
    return connection.execute(text(_REFERRED_TO), {"name": table.name}).first() is not None


def _rows(connection: Connection, query: str, table: Table) -> list[_Extra]:
    return [_Extra(*row) for row in connection.execute(text(query), {"name": table.name})]


_SQLITE_INDEXES = """
SELECT 'DROP INDEX ' || name, sql FROM main.sqlite_master
WHERE type = 'index' AND tbl_name = :name AND sql IS NOT NULL
"""
_CONSTRAINTS = """
SELECT format('ALTER TABLE %I DROP CONSTRAINT %I', CAST(:name AS text), conname),
  format('ALTER TABLE %I ADD CONSTRAINT %I %s', CAST(:name AS text), conname, pg_get_constraintdef(oid))
FROM pg_constraint WHERE conrelid = to_regclass(:name) AND contype =
"""
_REFERENCES = _CONSTRAINTS + "'f'"
_KEY = _CONSTRAINTS + "'p'"
_INDEXES = """
SELECT format('DROP INDEX %I', relname), pg_get_indexdef(indexrelid)
FROM pg_index JOIN pg_class ON pg_class.oid = indexrelid
WHERE indrelid = to_regclass(:name) AND NOT indisprimary
"""
_REFERRED_TO = "SELECT 1 FROM pg_constraint WHERE confrelid = to_regclass(:name) LIMIT 1"
