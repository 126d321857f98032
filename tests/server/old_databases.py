"""A database of an earlier version, on either engine, from what SQLite said of it."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

from alembic import command
from alembic.config import Config
from sqlalchemy import JSON, Connection, MetaData, Table, insert, text

from harmony_server.store.engine import connect
from harmony_server.store.migrating import SCRIPTS


def restore(script: str, *, version: str, file: Path, database_url: str) -> None:
    """Run an SQL script in a new file; with a URL, bring the rows that it makes to that database."""
    with closing(sqlite3.connect(":memory:" if database_url else file)) as database:
        database.executescript(script)
        database.row_factory = sqlite3.Row
        if database_url:
            _bring(database, database_url, version)


def _bring(database: sqlite3.Connection, url: str, version: str) -> None:
    """Make the tables of that version, and fill them."""
    engines = connect(url)
    with engines.writers.begin() as connection:
        settings = Config()
        settings.set_main_option("script_location", str(SCRIPTS))
        settings.attributes["connection"] = connection
        command.upgrade(settings, version)
        tables = MetaData()
        tables.reflect(connection)
        for table in tables.sorted_tables:
            if rows := list(_rows(database, table)) if table.name != "alembic_version" else []:
                connection.execute(insert(table), rows)
            _count_on(connection, table)
    engines.writers.dispose()


def _rows(database: sqlite3.Connection, table: Table) -> Iterator[dict[str, Any]]:
    for row in database.execute(f"SELECT * FROM {table.name}"):  # noqa: S608  names of our own
        yield {
            column.name: json.loads(row[column.name]) if isinstance(column.type, JSON) else row[column.name]
            for column in table.columns
        }


def _count_on(connection: Connection, table: Table) -> None:
    """Have ids that the database draws begin behind those that are there."""
    if table.autoincrement_column is not None and table.name == "audit":
        connection.execute(
            text("SELECT setval(pg_get_serial_sequence('audit', 'id'), (SELECT max(id) FROM audit))")
        )
