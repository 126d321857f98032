"""The database engines: SQLite by default, PostgreSQL by URL. Nothing outside this file knows which it is.

A transaction that may write takes the one right to write when it begins. SQLite has such a right; on
PostgreSQL an advisory lock stands for it. So whatever a writer reads stays true until it has written, and
no other isolation is needed, nor any second try.
"""

from __future__ import annotations

import os
import sqlite3
import time
from contextlib import closing
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event

BUSY_WAIT_S = 5
"""How long a transaction waits for another to finish before it is given up."""

_WRITES = "harmony_writes"
_LOCK = 0x4841524D
"""The advisory lock's name: "HARM" in ASCII."""


def connect(url: str) -> Engine:
    """An engine whose transactions only read; `writing` makes the other kind."""
    # Parameters are names and hashes: no error message or log may repeat them.
    engine = create_engine(url, hide_parameters=True, pool_timeout=BUSY_WAIT_S)
    if engine.dialect.name == "sqlite":
        database = Path(engine.url.database or "")
        _create_private(database)
        _log_ahead(database)
        event.listen(engine, "connect", _prepare_sqlite)
        event.listen(engine, "begin", _begin_sqlite)
    elif engine.dialect.name == "postgresql":
        event.listen(engine, "begin", _begin_postgresql)
    return engine


def writing(engine: Engine) -> Engine:
    """The same engine, for transactions that may write."""
    return engine.execution_options(**{_WRITES: True})


def _create_private(database: Path) -> None:
    """Make the file readable by its owner alone; SQLite gives its log files the same mode."""
    os.close(os.open(database, os.O_RDWR | os.O_CREAT, 0o600))


def _log_ahead(database: Path) -> None:
    """Have the file keep a write-ahead log, for good: then readers never wait for a writer.

    SQLite lets no process wait for its turn to change this, so of several that start at once on a new file
    the others ask again. A file that stays locked or is none of SQLite's is told by the first transaction.
    """
    give_up = time.monotonic() + BUSY_WAIT_S
    with closing(sqlite3.connect(database)) as connection:
        while time.monotonic() < give_up:
            try:
                connection.execute("PRAGMA journal_mode = WAL")
                return
            except sqlite3.Error as error:
                if error.sqlite_errorcode != sqlite3.SQLITE_BUSY:
                    return
                time.sleep(0.02)


def _prepare_sqlite(connection: Any, _record: object) -> None:
    # The driver's own idea of when to begin is switched off; `_begin_sqlite` says it.
    connection.isolation_level = None
    cursor = connection.cursor()
    for pragma in (
        f"busy_timeout = {int(BUSY_WAIT_S * 1000)}",
        "synchronous = FULL",  # a voided badge stays void even if the power fails right after
        "foreign_keys = ON",
    ):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _begin_sqlite(connection: Connection) -> None:
    connection.exec_driver_sql("BEGIN IMMEDIATE" if _writes(connection) else "BEGIN")


def _begin_postgresql(connection: Connection) -> None:
    if _writes(connection):
        connection.exec_driver_sql(f"SET LOCAL lock_timeout = '{int(BUSY_WAIT_S * 1000)}ms'")
        connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({_LOCK})")
    else:
        connection.exec_driver_sql("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")


def _writes(connection: Connection) -> bool:
    return bool(connection.get_execution_options().get(_WRITES))
