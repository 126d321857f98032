"""Whether a database is whole, told by its own engine: each page read, each index and reference followed."""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import Connection, Table, column, exists, func, literal_column, select, table, text

from harmony_server.store.schema import metadata


def faults(connection: Connection) -> Iterator[str]:
    """A sentence for each thing that is wrong; what cannot be read at all raises an error of the database."""
    if connection.dialect.name == "sqlite":
        yield from _sqlite(connection)
    else:
        yield from _postgresql(connection)
    yield from _references(connection)


def _sqlite(connection: Connection) -> Iterator[str]:
    found = connection.exec_driver_sql("PRAGMA integrity_check(5)").scalars()
    yield from (fault for fault in found if fault != "ok")


def _postgresql(connection: Connection) -> Iterator[str]:
    encoding = connection.exec_driver_sql("SHOW server_encoding").scalar_one()
    if encoding != "UTF8":
        yield f"its encoding is {encoding}, and names need UTF8"
    for each in metadata.sorted_tables:
        if _by_pages(connection, each) != _by_key(connection, each):
            yield f"an index of {each.name} has lost rows"
    _amcheck(connection)


def _by_pages(connection: Connection, each: Table) -> int:
    """How many rows a table's pages hold, every value of them unpacked."""
    whole = func.length(literal_column(f"{each.name}::text"))
    query = select(func.count(), func.coalesce(func.sum(whole), 0)).select_from(table(each.name))
    return int(connection.execute(query).one()[0])


def _by_key(connection: Connection, each: Table) -> int:
    """How many rows the index of a table's key leads to."""
    connection.execute(text("SET LOCAL enable_seqscan = off"))
    connection.execute(text("SET LOCAL enable_bitmapscan = off"))
    walked = select(*each.primary_key).order_by(*each.primary_key).subquery()
    count = connection.execute(select(func.count()).select_from(walked)).scalar_one()
    connection.execute(text("SET LOCAL enable_seqscan = on"))
    return count


def _amcheck(connection: Connection) -> None:
    """PostgreSQL's own check of indexes, where its operator has installed it (CREATE EXTENSION amcheck)."""
    installed = select(exists().where(column("extname") == "amcheck").select_from(table("pg_extension")))
    if connection.execute(installed).scalar_one():
        connection.execute(
            text(
                "SELECT bt_index_check(indexrelid, true) FROM pg_index JOIN pg_class"
                " ON indrelid = pg_class.oid WHERE relnamespace = current_schema()::regnamespace"
            )
        )


def _references(connection: Connection) -> Iterator[str]:
    """References to rows that are not there."""
    for each in metadata.sorted_tables:
        for key in each.foreign_keys:
            to = key.column.table.alias()
            lost = key.parent.is_not(None) & ~exists().where(to.c[key.column.name] == key.parent)
            if connection.execute(select(literal_column("1")).select_from(each).where(lost).limit(1)).first():
                yield f"{each.name} refers to {key.column.table.name} that are not there"
