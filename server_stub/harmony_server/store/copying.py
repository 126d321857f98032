"""All that one database holds, brought to an empty one on whichever engine; then compared, row by row."""

from __future__ import annotations

from collections.abc import Generator, Iterator
from contextlib import closing
from itertools import zip_longest
from typing import Any

from sqlalchemy import Connection, Integer, Row, Select, String, Table, func, insert, select, text

from harmony_server.store.schema import metadata
from harmony_server.store.tables import write_probe

AT_ONCE = 1000
"""Rows that are in memory at a time."""

_TABLES = [table for table in metadata.sorted_tables if table is not write_probe]
"""In an order in which nothing refers to what is not there yet; each database has a probe of its own."""


class CopyRefused(Exception):
    """A copy that cannot be made, or is not what it was made of; the text says which table."""


class Copying:
    """The steps of one copy: taken one by one, each tells what is being done."""

    def __init__(self, source: Connection, target: Connection) -> None:
        rows = (source.execute(select(func.count()).select_from(table)).scalar_one() for table in _TABLES)
        self.count = sum(2 * -(-count // AT_ONCE) for count in rows)
        self._steps = _copy(source, target)

    def __iter__(self) -> Iterator[str]:
        return self._steps


def _copy(source: Connection, target: Connection) -> Iterator[str]:
    """Bring everything over and compare it, telling after each step what is being done.

    Raises CopyRefused; nothing of the copy may be kept then.
    """
    for table in _TABLES:
        if target.execute(select(*table.primary_key).limit(1)).first() is not None:
            raise CopyRefused(
                f"The database to copy to is not empty: it has {table.name}. Name an empty one."
            )
    for table in _TABLES:
        for rows in _batches(source, select(table)):
            _insert(target, table, rows)
            yield f"Copying {table.name}"
        _count_on(target, table)
    for table in _TABLES:
        for _ in _compared(source, target, table):
            yield f"Comparing {table.name}"


def _insert(target: Connection, table: Table, rows: list[Row[Any]]) -> None:
    target.execute(insert(table), [dict(row._mapping) for row in rows])


def _count_on(target: Connection, table: Table) -> None:
    """Have the numbers that PostgreSQL draws for new rows begin behind those that were brought."""
    number = table.autoincrement_column
    if target.dialect.name != "postgresql" or number is None or not isinstance(number.type, Integer):
        return
    sequence = text("SELECT pg_get_serial_sequence(:table, :column)")
    if name := target.scalar(sequence, {"table": table.name, "column": number.name}):
        newest = select(func.max(number)).scalar_subquery()
        target.execute(select(func.setval(name, func.coalesce(newest, 1), newest.is_not(None))))


def _compared(source: Connection, target: Connection, table: Table) -> Iterator[None]:
    """Walk through both in the same order, a step at a time."""
    with closing(_in_order(source, table)) as these, closing(_in_order(target, table)) as those:
        for here, there in zip_longest(these, those):
            if here != there:
                raise CopyRefused(f"A row of {table.name} is another in the copy. Nothing was kept of it.")
            yield


def _in_order(connection: Connection, table: Table) -> Generator[list[tuple[Any, ...]], None, None]:
    # By bytes, whatever language PostgreSQL sorts in; SQLite has no other order.
    by_bytes = "C" if connection.dialect.name == "postgresql" else "BINARY"
    key = [each.collate(by_bytes) if isinstance(each.type, String) else each for each in table.primary_key]
    with closing(_batches(connection, select(table).order_by(*key))) as batches:
        for rows in batches:
            yield [tuple(row) for row in rows]


def _batches(connection: Connection, query: Select[Any]) -> Generator[list[Row[Any]], None, None]:
    options = {"yield_per": AT_ONCE}
    with connection.execute(query, execution_options=options) as result:
        for rows in result.partitions():
            yield list(rows)
