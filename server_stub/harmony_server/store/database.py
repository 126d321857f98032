"""Opening the database, and transactions on it."""

from __future__ import annotations

import random
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager, contextmanager
from functools import partial
from typing import TYPE_CHECKING, ParamSpec, TypeVar

from harmony_server.store import integrity
from harmony_server.store.copying import Copying
from harmony_server.store.engine import Engines, connect
from harmony_server.store.failures import StoreCollision, StoreUnavailable, in_our_words
from harmony_server.store.migrating import is_current, migrate
from harmony_server.store.staging import Staging
from harmony_server.store.together import Together
from harmony_server.store.transaction import Transaction
from harmony_server.store.workers import Workers, done

if TYPE_CHECKING:
    from harmony_server.settings.config import Config


P = ParamSpec("P")
T = TypeVar("T")

THREADS = 8
"""How much is done with the database at once by `Store.run`; with `WRITERS` fewer than it has connections."""
WRITERS = 3
"""Shared transactions at once: with fewer, all wait for the way to the database; with more, few share one."""
ATTEMPTS = 5
"""How often a transaction is tried that the database undid for another's sake."""


class Store:
    """The database of one district."""

    def __init__(self, engines: Engines) -> None:
        self._engines = engines
        self._threads = Workers(THREADS, "store", lambda jobs: map(done, jobs))
        together = Together(partial(self.begin, hurry=True), self.write, self._threads)
        self._writers = together.workers(1 if engines.one_writer else WRITERS)

    async def run(self, work: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        """Do what blocks in threads that only the store has: files and health never wait for them."""
        return await self._threads.run(partial(work, *args, **kwargs))

    async def written(self, work: Callable[[Transaction], T], *, brief: bool = False) -> T:
        """Do `work` as `write` does, and hold no thread meanwhile; writers share transactions.

        On PostgreSQL only those do that are `brief`: hardly anybody else wants the rows they lock.
        """
        if brief or self._engines.one_writer:
            return await self._writers.run(partial(work))
        return await self._threads.run(partial(self.write, work))

    def write(self, work: Callable[[Transaction], T]) -> T:
        """Do `work` in a transaction that may write; it is tried again where another got in its way.

        Kept when `work` returns, undone when it raises. Raises StoreUnavailable, StoreConflict.
        """
        return _tried(self.begin, work)

    def write_in_steps(self, steps: Iterable[Callable[[Transaction], T]]) -> Iterator[T]:
        """Do a long work in many short transactions, as its results are taken, and let others in between.

        Raises as `write` does; the steps before are kept then.
        """
        for step in steps:
            yield self.write(step)
            self._engines.rest()

    @contextmanager
    def importing(self) -> Iterator[None]:
        """Hold the right to import a roster: one process has it, until the block ends or the process does.

        Raises StoreUnavailable where another has it.
        """
        with in_our_words(), self._engines.importing() as mine:
            if not mine:
                raise StoreUnavailable("Another roster is being imported just now. Wait for it to be done.")
            yield

    @contextmanager
    def staging(self) -> Iterator[Staging]:
        """Tables of one's own beside the district's, while the block runs; raises StoreUnavailable."""
        with in_our_words(), self._engines.workbench() as bench:
            yield Staging(bench, self._engines.turn)

    def write_staged(self, staging: Staging, work: Callable[[Transaction], T]) -> T:
        """Do `work` in a transaction that may write and sees what is staged; tried again as `write` is.

        Raises StoreUnavailable, StoreConflict.
        """
        return _tried(partial(_begin_staged, staging), work)

    def rest(self) -> None:
        """Let others write who waited, between two of many transactions."""
        self._engines.rest()

    @contextmanager
    def begin(self, *, hurry: bool = False) -> Iterator[Transaction]:
        """A transaction that may write: kept when the block ends, undone when it raises.

        What it locked stays true until it has written; on SQLite, whatever it read. In a `hurry` it gives up
        rather than wait. Raises StoreUnavailable, StoreConflict.
        """
        with in_our_words(), self._engines.turn, self._engines.writers.begin() as connection:
            if hurry:
                self._engines.hurry(connection)
            yield Transaction(connection)

    @contextmanager
    def read(self) -> Iterator[Transaction]:
        """A transaction that only reads, from one unchanging state; it never waits for a writer.

        Raises StoreUnavailable.
        """
        with in_our_words(), self._engines.readers.begin() as connection:
            yield Transaction(connection)

    @contextmanager
    def look(self) -> Iterator[Transaction]:
        """The same for one question, or several that need not be of one state; raises StoreUnavailable."""
        with in_our_words(), self._engines.lookers.connect() as connection:
            yield Transaction(connection)

    def read_with(self, work: Callable[[Transaction], T]) -> T:
        """What `work` gives in a transaction that only reads. Raises StoreUnavailable."""
        with self.read() as tx:
            return work(tx)

    def prove_writable(self) -> None:
        """Write a row and read it back, as a sign-in does; raises StoreUnavailable where that fails."""
        written = self.write(lambda tx: tx.write_probe.write())
        with self.read() as tx:
            if tx.write_probe.read() < written:
                raise StoreUnavailable("What was written to the database cannot be read back.")

    def faults(self) -> list[str]:
        """What the engine itself finds wrong with the database; StoreUnavailable if it cannot read it."""
        with in_our_words(), self._engines.readers.begin() as connection:
            return list(integrity.faults(connection))

    @contextmanager
    def copying(self, target: Store) -> Iterator[Copying]:
        """Copy everything to another store while its steps are taken; kept if the block ends, whole.

        Raises CopyRefused, StoreUnavailable.
        """
        source, made = self._engines.readers, target._engines.writers
        with in_our_words(), source.begin() as reading, made.begin() as writing:
            yield Copying(reading, writing)

    def close(self) -> None:
        """Let go of the database's files, connections and threads."""
        self._writers.close()
        self._threads.close()
        self._engines.readers.dispose()
        self._engines.lookers.dispose()
        self._engines.writers.dispose()


def _tried(begin: Callable[[], AbstractContextManager[Transaction]], work: Callable[[Transaction], T]) -> T:
    """Do `work` in a transaction, and in another where one is undone for somebody else's sake."""
    for attempt in range(1, ATTEMPTS):
        try:
            with begin() as tx:
                return work(tx)
        except StoreCollision:
            # Not all at once again, and longer each time.
            time.sleep(random.uniform(0, 0.01 * 2**attempt))  # noqa: S311  no secret
    with begin() as tx:
        return work(tx)


@contextmanager
def _begin_staged(staging: Staging) -> Iterator[Transaction]:
    with in_our_words(), staging.writing() as connection:
        yield Transaction(connection)


def open_store(config: Config) -> Store:
    """Open a district's database, made or brought up to date as needed.

    Safe for several processes at once. Raises StoreUnavailable.
    """
    engines = connect(config.database_url)
    with in_our_words(), engines.readers.begin() as connection:
        current = is_current(connection)
    if not current:
        with in_our_words(), engines.turn, engines.writers.begin() as connection:
            migrate(connection)
    return Store(engines)
