"""SQLite: one file, any number of readers, one writer.

A transaction that may write takes the right to write when it begins, so whatever it reads stays true until it
has written. The locks that collections ask for (`SELECT … FOR UPDATE`) are nothing here.
"""

from __future__ import annotations

import os
import random
import sqlite3
import time
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from pathlib import Path
from threading import Lock
from types import TracebackType
from typing import Any, cast

from sqlalchemy import Connection, Engine, NullPool, create_engine, event
from sqlalchemy.exc import OperationalError
from sqlalchemy.exc import TimeoutError as TurnTimeout

LOOK_AGAIN_S = 0.001, 0.003
"""How long a process that waits for another's transaction sleeps before it looks again."""
REST_S = 0.015
"""Several times as long as anybody who waits sleeps, so that they find the right to write free."""

CACHE_KB = 16 * 1024
"""Memory for the pages of a workbench's own tables, and as much for those of the district's."""


class Turn:
    """A line for the writers of a process: SQLite has them try again and again, and overtake each other."""

    def __init__(self, wait_s: float) -> None:
        self._lock = Lock()
        self._wait_s = wait_s

    def __enter__(self) -> None:
        if not self._lock.acquire(timeout=self._wait_s):
            raise TurnTimeout("The database is being written to for too long.")

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._lock.release()


def engines(url: str, wait_s: float) -> tuple[Engine, Engine, Engine]:
    """Engines for readers, for single questions and for writers; the file is made if there is none."""
    # Parameters are names and hashes: no error message or log may repeat them.
    readers, lookers, writers = (
        create_engine(url, hide_parameters=True, pool_timeout=wait_s) for _ in range(3)
    )
    database = Path(readers.url.database or "")
    _create_private(database)
    _log_ahead(database, wait_s)
    event.listen(readers, "connect", lambda connection, _record: _prepare(connection, wait_s))
    event.listen(readers, "begin", lambda connection: connection.exec_driver_sql("BEGIN"))
    event.listen(lookers, "connect", lambda connection, _record: _prepare(connection, wait_s))
    # SQLite itself would look again later and later, up to a tenth of a second: too late too often beside an
    # import, which rests for less than that. So writers look by themselves.
    event.listen(writers, "connect", lambda connection, _record: _prepare(connection, 0))
    event.listen(writers, "begin", lambda connection: _begin_writing(connection, wait_s))
    return readers, lookers, writers


def _create_private(database: Path) -> None:
    """Make the file readable by its owner alone; SQLite gives its log files the same mode."""
    os.close(os.open(database, os.O_RDWR | os.O_CREAT, 0o600))


def _log_ahead(database: Path, wait_s: float) -> None:
    """Have the file keep a write-ahead log, for good: then readers never wait for a writer.

    SQLite lets no process wait for its turn to change this, so of several that start at once on a new file
    the others ask again. A file that stays locked or is none of SQLite's is told by the first transaction.
    """
    give_up = time.monotonic() + wait_s
    with closing(sqlite3.connect(database)) as connection:
        while time.monotonic() < give_up:
            try:
                connection.execute("PRAGMA journal_mode = WAL")
                return
            except sqlite3.Error as error:
                if error.sqlite_errorcode != sqlite3.SQLITE_BUSY:
                    return
                time.sleep(0.02)


def _prepare(connection: Any, wait_s: float) -> None:
    # The driver's own idea of when to begin is switched off; the engines say it.
    connection.isolation_level = None
    cursor = connection.cursor()
    for pragma in (
        f"busy_timeout = {int(wait_s * 1000)}",
        "synchronous = FULL",  # a voided badge stays void even if the power fails right after
        "foreign_keys = ON",
    ):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _begin_writing(connection: Connection, wait_s: float) -> None:
    give_up = time.monotonic() + wait_s
    while not _took_the_right(connection, last=time.monotonic() >= give_up):
        time.sleep(random.uniform(*LOOK_AGAIN_S))  # noqa: S311  no secret


def _took_the_right(connection: Connection, *, last: bool) -> bool:
    try:
        connection.exec_driver_sql("BEGIN IMMEDIATE")
    except OperationalError as error:
        if last or getattr(error.orig, "sqlite_errorcode", None) != sqlite3.SQLITE_BUSY:
            raise
        return False
    return True


def rest() -> None:
    """Leave the right to write to others for a while."""
    time.sleep(REST_S)


class Workbench:
    """A connection with tables of its own, in a file that nobody else has and that ends with it.

    Filling them takes no right to write: that is asked for where the district's own tables are written to.
    """

    keeps_once_by_key = True
    """The key is the table, and costs nothing more."""

    def __init__(self, connection: Connection, wait_s: float) -> None:
        self.connection = connection
        self._wait_s = wait_s

    def begin_reading(self) -> None:
        """In a transaction that has just begun: whatever it reads is from one unchanging state."""
        self.connection.exec_driver_sql("BEGIN")

    def begin_writing(self) -> None:
        """In a transaction that has just begun: take the right to write."""
        _begin_writing(self.connection, self._wait_s)

    def fill(self, table: str, columns: Sequence[str], rows: Sequence[tuple[object, ...]]) -> None:
        """Add many rows to a table of its own."""
        driver = cast(sqlite3.Connection, self.connection.connection.driver_connection)
        marks = ", ".join("?" * len(columns))
        driver.executemany(f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({marks})", rows)  # noqa: S608

    def know(self, *_tables: str) -> None:
        """Nothing: SQLite asks by the indexes there are."""


@contextmanager
def workbench(readers: Engine, wait_s: float) -> Iterator[Workbench]:
    """A connection beside all others, for work that has tables of its own."""
    engine = create_engine(readers.url, hide_parameters=True, poolclass=NullPool)
    event.listen(engine, "connect", lambda connection, _record: _lay_out(connection))
    with engine.connect() as connection:
        yield Workbench(connection, wait_s)


def _lay_out(connection: Any) -> None:
    _prepare(connection, 0)
    cursor = connection.cursor()
    for pragma in (
        "temp_store = FILE",
        f"temp.cache_size = -{CACHE_KB}",
        "temp.journal_mode = OFF",  # whatever goes wrong, the tables are thrown away
        f"main.cache_size = -{CACHE_KB}",
        # What is written from these tables refers to what was written from them just before, or stands.
        "foreign_keys = OFF",
    ):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


@contextmanager
def importing(engine: Engine) -> Iterator[bool]:
    """Hold the right to import: a lock on a file beside the database, which ends with the process."""
    path = Path(f"{engine.url.database}-import")
    _create_private(path)
    with closing(sqlite3.connect(path, isolation_level=None, timeout=0)) as lock:
        try:
            lock.execute("BEGIN EXCLUSIVE")
        except sqlite3.OperationalError:
            yield False
        else:
            yield True
