"""A statement that inserts rows, or replaces those of the same key: nobody comes too late to write."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any

from sqlalchemy import Connection, Table
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.dialects.postgresql import Insert as PostgreSQLInsert
from sqlalchemy.dialects.sqlite import Insert as SQLiteInsert


def upsert(connection: Connection, table: Table) -> PostgreSQLInsert | SQLiteInsert:
    """The statement for a table; every column is given."""
    return _upsert(connection.dialect.name, table)


@cache
def _upsert(dialect: str, table: Table) -> PostgreSQLInsert | SQLiteInsert:
    statement = postgresql.insert(table) if dialect == "postgresql" else sqlite.insert(table)
    keys = table.primary_key.columns
    rest = {each.name: statement.excluded[each.name] for each in table.columns if each.name not in keys}
    return statement.on_conflict_do_update(index_elements=list(keys), set_=rest)


def insert_new(connection: Connection, table: Table, values: Mapping[str, Any]) -> bool:
    """Insert a row unless its key is there; says whether it was not. Of two at once one has it."""
    insert = postgresql.insert if connection.dialect.name == "postgresql" else sqlite.insert
    statement = insert(table).on_conflict_do_nothing().returning(*table.primary_key.columns)
    return connection.execute(statement, dict(values)).first() is not None
