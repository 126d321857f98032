"""Holding rows until a transaction ends, on the engine that has more than one writer.

Where several rows are locked, people come first and in the order of their ids: nobody waits in a ring.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import Connection, Select


def locks_rows(connection: Connection) -> bool:
    """Whether writers work side by side. SQLite's only writer has everything to itself."""
    return connection.dialect.name == "postgresql"


def locking(rows: Select[Any]) -> Select[Any]:
    """A query of one table that waits until nobody else writes what it finds, and keeps others waiting."""
    # Not against references: somebody's new session refers to a person whose password is being set.
    return rows.with_for_update(key_share=True)


def lock(connection: Connection, rows: Select[Any]) -> None:
    """Ask a `locking` query, where there is more than one writer."""
    if locks_rows(connection):
        connection.execute(rows)
