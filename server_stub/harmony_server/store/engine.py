"""The database engines: SQLite by default, PostgreSQL by URL. Nothing outside this room knows which it is."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass

from sqlalchemy import Engine, make_url

from harmony_server.store import postgresql, sqlite

BUSY_WAIT_S = 5
"""How long a transaction waits for another to finish before it is given up."""


@dataclass(frozen=True)
class Engines:
    """One database, opened for two kinds of transactions."""

    readers: Engine
    """Transactions that only read, from one unchanging state; they wait for nobody."""
    writers: Engine
    turn: AbstractContextManager[object]
    """What a writer holds all the while: on SQLite, which has one writer, the place in a line of waiters."""
    rest: Callable[[], None]
    """Lets others write who waited, between two of many transactions."""
    importing: Callable[[], AbstractContextManager[bool]]
    """The right to import, which one process has at a time; False where another has it."""


def connect(url: str) -> Engines:
    """Open a database by its URL, as `Config.database_url` has it."""
    if make_url(url).get_backend_name() == "sqlite":
        readers, writers = sqlite.engines(url, BUSY_WAIT_S)
        turn = sqlite.Turn(BUSY_WAIT_S)
        return Engines(readers, writers, turn, sqlite.rest, lambda: sqlite.importing(readers))
    readers, writers = postgresql.engines(url, BUSY_WAIT_S)
    return Engines(readers, writers, nullcontext(), lambda: None, lambda: postgresql.importing(writers))
