"""PostgreSQL: transactions side by side, each locking the rows of whom it is about.

A writer reads what is committed at each statement (READ COMMITTED), so what it decides by is locked first:
people by `People.lock`, marks by `ThrottleMarks.get`. What was waited for is then read as it is now.
"""

from __future__ import annotations

import selectors
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any, cast

import psycopg
from psycopg import OperationalError, sql
from sqlalchemy import Connection, Engine, create_engine, event, make_url
from sqlalchemy.exc import DisconnectionError

CONNECTIONS = 12
"""A process's connections: more than a small machine's processors keep busy, and so few of the hundred that a
PostgreSQL has by itself, three of them for its superuser, that eight processes fit."""
CONNECT_WITHIN_S = 5
ASK_AFTER_S = 30
"""How long a connection may lie idle and is taken without asking whether it still is one."""
SURE_FOR_S = 0.1
"""How long after its last use a connection is taken to be there: a restart of PostgreSQL takes longer."""
HURRY_MS = 20
_MIGRATIONS = 0x4841524D
"""The advisory lock that migrating holds: "HARM" in ASCII."""
_IMPORT = _MIGRATIONS + 1


def engines(url: str, wait_s: float) -> tuple[Engine, Engine, Engine]:
    """Engines for readers, for single questions and for writers, over one pool."""
    address = make_url(url)
    engine = create_engine(
        # A query of the URL overrides this; without it, a server that is cut off holds us for minutes.
        address.update_query_dict({"connect_timeout": str(CONNECT_WITHIN_S), **address.query}),
        # Parameters are names and hashes: no error message or log may repeat them.
        hide_parameters=True,
        pool_size=CONNECTIONS,
        max_overflow=0,
        pool_timeout=wait_s,
    )
    event.listen(engine, "connect", lambda connection, _record: _prepare(connection, wait_s))
    event.listen(engine, "checkin", lambda _connection, record: record.info.update(used=time.monotonic()))
    event.listen(engine, "checkout", _look_after)
    readers = engine.execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=True)
    return readers, engine.execution_options(isolation_level="AUTOCOMMIT"), engine


def lock_migrations(connection: Connection) -> None:
    """Wait until no other process migrates, and let none begin before this transaction ends."""
    if connection.dialect.name == "postgresql":
        connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({_MIGRATIONS})")


class Workbench:
    """A connection with tables of its own, which end with it."""

    keeps_once_by_key = False

    def __init__(self, connection: Connection) -> None:
        self.connection = connection

    def begin_reading(self) -> None:
        """In a transaction that has just begun: whatever it reads is from one unchanging state."""
        self.connection.exec_driver_sql("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")

    def begin_writing(self) -> None:
        """In a transaction that has just begun: nothing, rows are locked as they are written."""

    def fill(self, table: str, columns: Sequence[str], rows: Sequence[tuple[object, ...]]) -> None:
        """Add many rows to a table of its own."""
        driver = cast("psycopg.Connection[Any]", self.connection.connection.driver_connection)
        names = sql.SQL(", ").join(map(sql.Identifier, columns))
        command = sql.SQL("COPY {} ({}) FROM STDIN").format(sql.Identifier(table), names)
        with driver.cursor() as cursor, cursor.copy(command) as copy:
            for row in rows:
                copy.write_row(row)

    def know(self, *tables: str) -> None:
        """Have the planner look at these tables: it takes new ones for small."""
        for table in tables:
            self.connection.exec_driver_sql(f"ANALYZE {table}")


_WORKBENCH = (
    # What is asked row by row is wanted to the last row: no plan that begins soon and ends late.
    "cursor_tuple_fraction = 1",
    # Tables that a few statements ask: how much is in them is enough to know, and compiling pays for none.
    "default_statistics_target = 10",
    "jit = off",
    "temp_buffers = '32MB'",
    "work_mem = '32MB'",
)


@contextmanager
def workbench(writers: Engine) -> Iterator[Workbench]:
    """A connection beside all others, for work that has tables of its own."""
    with writers.connect() as connection:
        try:
            with connection.begin():
                for setting in _WORKBENCH:
                    connection.exec_driver_sql(f"SET {setting}")
            yield Workbench(connection)
        finally:
            # Its tables go with it: the pool makes another.
            connection.invalidate()


def hurry(connection: Connection) -> None:
    """Have a transaction wait for a lock but for a moment: others share it, who wait with it."""
    connection.exec_driver_sql(f"SET LOCAL lock_timeout = '{HURRY_MS}ms'")


@contextmanager
def importing(engine: Engine) -> Iterator[bool]:
    """Hold the right to import: a lock of a connection of its own, which ends with the process."""
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        taken = connection.exec_driver_sql(f"SELECT pg_try_advisory_lock({_IMPORT})").scalar_one()
        try:
            yield taken
        finally:
            if taken:
                connection.exec_driver_sql(f"SELECT pg_advisory_unlock({_IMPORT})")


def _look_after(connection: Any, record: Any, _fairy: object) -> None:
    """Have the pool take another connection where this one did not outlive a restart or a firewall.

    PostgreSQL says something to whoever is idle only when it ends; that costs no question at every request.
    """
    now = time.monotonic()
    idle_s = now - record.info.get("used", now)
    if idle_s > SURE_FOR_S and (_has_ended(connection) or (idle_s > ASK_AFTER_S and _is_gone(connection))):
        raise DisconnectionError


def _has_ended(connection: Any) -> bool:
    with selectors.DefaultSelector() as heard:
        heard.register(connection.fileno(), selectors.EVENT_READ)
        return bool(heard.select(timeout=0))


def _is_gone(connection: Any) -> bool:
    try:
        connection.execute("SELECT 1")
        connection.rollback()
    except OperationalError:
        return True
    return False


def _prepare(connection: Any, wait_s: float) -> None:
    with connection.cursor() as cursor:
        cursor.execute(f"SET lock_timeout = '{int(wait_s * 1000)}ms'")
    connection.commit()
