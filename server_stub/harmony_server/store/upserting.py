"""A statement that inserts rows, or replaces those of the same key: nobody comes too late to write."""

from __future__ import annotations

from functools import cache

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
