"""Opening the database, and transactions on it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from threading import Lock
from typing import TYPE_CHECKING

from sqlalchemy import Connection, Engine, text
from sqlalchemy.exc import DatabaseError, IntegrityError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeout

from harmony_server.store.audit import Audit
from harmony_server.store.badges import Badges
from harmony_server.store.credentials import Credentials
from harmony_server.store.engine import BUSY_WAIT_S, connect, writing
from harmony_server.store.external_ids import ExternalIds
from harmony_server.store.grants import Grants
from harmony_server.store.migrating import migrate
from harmony_server.store.people import People
from harmony_server.store.roster import Roster
from harmony_server.store.sessions import Sessions
from harmony_server.store.throttle import ThrottleMarks

if TYPE_CHECKING:
    from harmony_server.settings.config import Config


class StoreUnavailable(Exception):
    """The database cannot be reached or stayed locked; trying again later may help."""


class StoreConflict(Exception):
    """What was to be written contradicts what is stored; the text names the rule and not the values."""


class Transaction:
    """One transaction's view of everything stored, a collection a noun."""

    def __init__(self, connection: Connection) -> None:
        self.people = People(connection)
        self.roster = Roster(connection)
        self.external_ids = ExternalIds(connection)
        self.grants = Grants(connection)
        self.badges = Badges(connection)
        self.credentials = Credentials(connection)
        self.sessions = Sessions(connection)
        self.throttle = ThrottleMarks(connection)
        self.audit = Audit(connection)


class Store:
    """The database of one district."""

    def __init__(self, engine: Engine) -> None:
        self._readers = engine
        self._writers = writing(engine)
        # SQLite makes writers try again and again; in line here, nobody is overtaken for seconds.
        self._turn = Lock()

    @contextmanager
    def begin(self) -> Iterator[Transaction]:
        """A transaction that may write: kept when the block ends, undone when it raises.

        One at a time: what it reads stays true until it has written. Raises StoreUnavailable, StoreConflict.
        """
        if not self._turn.acquire(timeout=BUSY_WAIT_S):
            raise StoreUnavailable("The database is being written to for too long.")
        try:
            with _transaction(self._writers) as connection:
                yield Transaction(connection)
        finally:
            self._turn.release()

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
    engine = connect(config.database_url)
    with _transaction(writing(engine)) as connection:
        migrate(connection)
    return Store(engine)


@contextmanager
def _transaction(engine: Engine) -> Iterator[Connection]:
    try:
        with engine.begin() as connection:
            yield connection
    except IntegrityError as error:
        # The first line names the rule that was broken; PostgreSQL's second one repeats the values.
        raise StoreConflict(str(error.orig).partition("\n")[0]) from None
    except (OperationalError, PoolTimeout) as error:
        raise StoreUnavailable("The database cannot be used just now.") from error
    except DatabaseError as error:
        if type(error) is not DatabaseError:  # its kinds are faults of ours
            raise
        raise StoreUnavailable(
            "The database cannot be read: it is damaged, or none. Put a copy of it back."
        ) from error
