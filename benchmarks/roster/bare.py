"""The floor: the rows of an export read by `csv`, and put into tables that have their keys.

`python -m benchmarks.roster.bare EXPORT URL`, a process of its own as an import is.
"""

from __future__ import annotations

import csv
import io
import sqlite3
import sys
import zipfile
from collections.abc import Iterator
from contextlib import closing

import psycopg
from psycopg import sql

TABLES = {
    "orgs": ("sourcedId", "name", "type"),
    "users": ("sourcedId", "enabledUser", "role", "username", "givenName", "familyName", "grades"),
    "classes": ("sourcedId", "title", "schoolSourcedId"),
    "enrollments": ("classSourcedId", "userSourcedId", "role"),
}
KEYS = {"enrollments": ("classSourcedId", "userSourcedId", "role")}


def rows(archive: zipfile.ZipFile, name: str) -> Iterator[tuple[str, ...]]:
    """The wanted columns of one file, a row at a time."""
    with archive.open(f"{name}.csv") as stream:
        reader = csv.reader(io.TextIOWrapper(stream, "utf-8", newline=""))
        header = next(reader)
        places = [header.index(column) for column in TABLES[name]]
        for row in reader:
            yield tuple(row[place] for place in places)


def into_sqlite(archive: zipfile.ZipFile, path: str) -> None:
    """All rows in one transaction, by `executemany`."""
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA synchronous = FULL")
        with connection:
            for name, columns in TABLES.items():
                key = ", ".join(KEYS.get(name, columns[:1]))
                connection.execute(
                    f"CREATE TABLE {name} ({', '.join(columns)}, PRIMARY KEY ({key})) WITHOUT ROWID"
                )
                marks = ", ".join("?" * len(columns))
                connection.executemany(
                    f"INSERT INTO {name} VALUES ({marks})",  # noqa: S608  names of this file
                    rows(archive, name),
                )


def into_postgresql(archive: zipfile.ZipFile, url: str) -> None:
    """All rows in one transaction, by `COPY`."""
    with psycopg.connect(url) as connection, connection.cursor() as cursor:
        for name, columns in TABLES.items():
            table, names = sql.Identifier(name), sql.SQL(", ").join(map(sql.Identifier, columns))
            typed = sql.SQL(", ").join(sql.SQL("{} text").format(sql.Identifier(each)) for each in columns)
            key = sql.SQL(", ").join(map(sql.Identifier, KEYS.get(name, columns[:1])))
            cursor.execute(sql.SQL("CREATE TABLE {} ({}, PRIMARY KEY ({}))").format(table, typed, key))
            with cursor.copy(sql.SQL("COPY {} ({}) FROM STDIN").format(table, names)) as copy:
                for row in rows(archive, name):
                    copy.write_row(row)


def main() -> None:
    """Load what the command line names."""
    export, url = sys.argv[1:]
    with zipfile.ZipFile(export) as archive:
        if url.startswith("postgresql"):
            into_postgresql(archive, url)
        else:
            into_sqlite(archive, url)


if __name__ == "__main__":
    main()
