"""Opening the database, and transactions on it.

SQLite by default: write-ahead log, one writer at a time, every commit on disk before it counts. Anything
else by URL; nothing outside this file knows which it is.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection, Engine, create_engine, event, text
from sqlalchemy.exc import OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeout

from harmony_server.store.audit import Audit
from harmony_server.store.badges import Badges
from harmony_server.store.credentials import Credentials
from harmony_server.store.migrating import migrate
from harmony_server.store.people import People
from harmony_server.store.roster import Roster
from harmony_server.store.sessions import Sessions
from harmony_server.store.throttle import ThrottleMarks

if TYPE_CHECKING:
    from harmony_server.config import Config

BUSY_WAIT_S = 5
"""How long a transaction waits for another to finish before it is given up."""


class StoreUnavailable(Exception):
    """The database cannot be reached or stayed locked; trying again later may help."""


class Transaction:
    """One transaction's view of everything stored, a collection a noun."""

    def __init__(self, connection: Connection) -> None:
        self.people = People(connection)
        self.roster = Roster(connection)
        self.badges = Badges(connection)
        self.credentials = Credentials(connection)
        self.sessions = Sessions(connection)
        self.throttle = ThrottleMarks(connection)
        self.audit = Audit(connection)


class Store:
    """The database of one district."""

    def __init__(self, engine: Engine) -> None:
        self._readers = engine
        self._writers = engine.execution_options(sqlite_begin="BEGIN IMMEDIATE")

    @contextmanager
    def begin(self) -> Iterator[Transaction]:
        """A transaction that may write: kept when the block ends, undone when it raises.

        On SQLite the right to write is taken at once, so what is read stays true until it is written.
        Raises StoreUnavailable.
        """
        with _transaction(self._writers) as connection:
            yield Transaction(connection)

    @contextmanager
    def read(self) -> Iterator[Transaction]:
        """A transaction that only reads, from one unchanging state; it never waits for a writer.

        Raises StoreUnavailable.
        """
        with _transaction(self._readers) as connection:
            yield Transaction(connection)

    def ping(self) -> None:
        """Raise StoreUnavailable unless the database answers."""
        with _transaction(self._readers) as connection:
            connection.execute(text("SELECT count(*) FROM people"))

    def close(self) -> None:
        """Let go of the database's files and connections."""
        self._readers.dispose()


def open_store(config: Config) -> Store:
    """Open a district's database, made or brought up to date as needed.

    Safe for several processes at once. Raises StoreUnavailable.
    """
    engine = _engine(config.database_url)
    store = Store(engine)
    with _transaction(engine.execution_options(sqlite_begin="BEGIN IMMEDIATE")) as connection:
        migrate(connection)
    return store


@contextmanager
def _transaction(engine: Engine) -> Iterator[Connection]:
    try:
        with engine.begin() as connection:
            yield connection
    except (OperationalError, PoolTimeout) as error:
        raise StoreUnavailable("The database cannot be used just now.") from error


def _engine(url: str) -> Engine:
    # Parameters are names and hashes: no error message or log may repeat them.
    engine = create_engine(url, hide_parameters=True, pool_timeout=BUSY_WAIT_S)
    if engine.dialect.name == "sqlite":
        _create_private(Path(engine.url.database or ""))
        event.listen(engine, "connect", _prepare_sqlite)
        event.listen(engine, "begin", _begin_sqlite)
    return engine


def _create_private(database: Path) -> None:
    """Make the file readable by its owner alone; SQLite gives its log files the same mode."""
    os.close(os.open(database, os.O_RDWR | os.O_CREAT, 0o600))


def _prepare_sqlite(connection: Any, _record: object) -> None:
    # The driver's own idea of when to begin is switched off; `_begin_sqlite` says it.
    connection.isolation_level = None
    cursor = connection.cursor()
    for pragma in (
        f"busy_timeout = {BUSY_WAIT_S * 1000}",
        "journal_mode = WAL",
        "synchronous = FULL",  # a voided badge stays void even if the power fails right after
        "foreign_keys = ON",
    ):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _begin_sqlite(connection: Connection) -> None:
    connection.exec_driver_sql(connection.get_execution_options().get("sqlite_begin", "BEGIN"))
