"""A row that is written to learn whether anything can be."""

from __future__ import annotations

from sqlalchemy import Connection, select, update

from harmony_server.store.tables import write_probe


class WriteProbe:
    """A count that only grows, whoever writes it."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def write(self) -> int:
        """Raise the count by one and give it."""
        raised = update(write_probe).values(count=write_probe.c.count + 1).returning(write_probe.c.count)
        return int(self._connection.execute(raised).scalar_one())

    def read(self) -> int:
        """The count as it is stored."""
        return int(self._connection.execute(select(write_probe.c.count)).scalar_one())
