"""The database engines: SQLite by default, PostgreSQL by URL. Nothing outside this room knows which it is."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, field
from typing import Protocol

from sqlalchemy import Connection, Engine, make_url

from harmony_server.store import postgresql, sqlite

BUSY_WAIT_S = 5
"""How long a transaction waits for another to finish before it is given up."""


class Workbench(Protocol):
    """A connection with tables of its own, for work that is too large for memory."""

    connection: Connection
    keeps_once_by_key: bool
    """Whether rows that come twice are kept once by a key; by a question, where that is quicker."""

    def begin_reading(self) -> None:
        """In a transaction that has just begun: whatever it reads is from one unchanging state."""

    def begin_writing(self) -> None:
        """In a transaction that has just begun: it may write to the district's tables."""

    def fill(self, table: str, columns: Sequence[str], rows: Sequence[tuple[object, ...]]) -> None:
        """Add many rows to a table of its own."""

    def know(self, *tables: str) -> None:
        """Tell the planner how much is in tables of its own by now."""


@dataclass(frozen=True, kw_only=True)
class Engines:
    """One database, opened for two kinds of transactions."""

    readers: Engine
    """Transactions that only read, from one unchanging state; they wait for nobody."""
    lookers: Engine
    """For one question, which needs no transaction around it."""
    writers: Engine
    one_writer: bool
    """Whether writers stand in line."""
    turn: AbstractContextManager[object] = field(default_factory=nullcontext)
    """What a writer holds all the while: on SQLite, which has one writer, the place in a line of waiters."""
    rest: Callable[[], None] = lambda: None
    """Lets others write who waited, between two of many transactions."""
    hurry: Callable[[Connection], None] = lambda _connection: None
    """Has a transaction give up rather than wait for long for what another has locked."""
    importing: Callable[[], AbstractContextManager[bool]]
    """The right to import, which one process has at a time; False where another has it."""
    workbench: Callable[[], AbstractContextManager[Workbench]]
    """A connection for work that has tables of its own."""


def connect(url: str) -> Engines:
    """Open a database by its URL, as `Config.database_url` has it."""
    if make_url(url).get_backend_name() == "sqlite":
        readers, lookers, writers = sqlite.engines(url, BUSY_WAIT_S)
        return Engines(
            readers=readers,
            lookers=lookers,
            writers=writers,
            one_writer=True,
            turn=sqlite.Turn(BUSY_WAIT_S),
            rest=sqlite.rest,
            importing=lambda: sqlite.importing(readers),
            workbench=lambda: sqlite.workbench(readers, BUSY_WAIT_S),
        )
    readers, lookers, writers = postgresql.engines(url, BUSY_WAIT_S)
    return Engines(
        readers=readers,
        lookers=lookers,
        writers=writers,
        one_writer=False,
        hurry=postgresql.hurry,
        importing=lambda: postgresql.importing(writers),
        workbench=lambda: postgresql.workbench(writers),
    )
