"""The database engines: SQLite by default, PostgreSQL by URL. Nothing outside this room knows which it is."""

from __future__ import annotations

from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, field

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
    turn: AbstractContextManager[object] = field(default_factory=nullcontext)
    """What a writer holds all the while: on SQLite, which has one writer, the place in a line of waiters."""


def connect(url: str) -> Engines:
    """Open a database by its URL, as `Config.database_url` has it."""
    if make_url(url).get_backend_name() == "sqlite":
        readers, writers = sqlite.engines(url, BUSY_WAIT_S)
        return Engines(readers, writers, sqlite.Turn(BUSY_WAIT_S))
    return Engines(*postgresql.engines(url, BUSY_WAIT_S))
