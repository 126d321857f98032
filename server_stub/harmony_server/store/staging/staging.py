"""The connection on which one import is made ready, and its transactions."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager

from sqlalchemy import Connection, Index, text
from sqlalchemy.schema import CreateIndex, CreateTable

from harmony_server.store.engine import Workbench
from harmony_server.store.staging import tables as t

_VERSION = "(SELECT coalesce(max(id), 0) FROM roster_imports)"
_HOLDS = f"since <= {_VERSION} AND (until IS NULL OR until > {_VERSION})"


class Staging:
    """Tables of one import's own, and what is done with them."""

    def __init__(self, bench: Workbench, turn: AbstractContextManager[object]) -> None:
        self.bench = bench
        self.connection: Connection = bench.connection
        self._turn = turn
        with self.connection.begin():
            for table in t.staged.sorted_tables:
                self.connection.execute(CreateTable(table))
            if not bench.keeps_once_by_key:
                self.connection.exec_driver_sql("ALTER TABLE held DROP CONSTRAINT held_pkey")
            self.index(t.ALWAYS)
            for view, table_name in t.VIEWS.items():
                self.connection.execute(
                    text(f"CREATE TEMPORARY VIEW {view} AS SELECT * FROM {table_name} WHERE {_HOLDS}")  # noqa: S608
                )

    @contextmanager
    def working(self) -> Iterator[Workbench]:
        """A transaction that reads the district's tables from one unchanging state, and fills its own."""
        with self.connection.begin():
            self.bench.begin_reading()
            yield self.bench

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """A transaction that may write to the district's tables: as short as may be."""
        with self._turn, self.connection.begin():
            self.bench.begin_writing()
            yield self.connection

    def index(self, indexes: list[Index]) -> None:
        """Make tables quick to look things up in, once they are filled."""
        for each in indexes:
            self.connection.execute(CreateIndex(each))
        self.bench.know(*{each.table.name for each in indexes if each.table is not None})
