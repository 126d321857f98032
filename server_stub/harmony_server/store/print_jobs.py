"""Prints of many badges that a process of their own makes: how far it is, and whether it shall stop."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Row, delete, func, insert, select, update

from harmony_server.store.tables import print_jobs


@dataclass(frozen=True)
class PrintJob:
    """One print."""

    id: str
    by_id: str
    wanted: str
    """What is printed and how, as JSON."""
    state: str
    total: int
    done: int
    pages_done: int
    begun_at: float
    seen_at: float
    """When its process was last heard of."""
    stop: bool


class PrintJobs:
    """Prints by id."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, job: PrintJob) -> None:
        """Record a print that is about to begin."""
        self._connection.execute(insert(print_jobs).values(**job.__dict__))

    def get(self, job_id: str) -> PrintJob | None:
        """A print by its id."""
        row = self._connection.execute(select(print_jobs).where(print_jobs.c.id == job_id)).first()
        return _job(row) if row else None

    def count_running(self, *, state: str, seen_since: float) -> int:
        """How many are in a state and were heard of since a time."""
        query = select(func.count()).where(print_jobs.c.state == state, print_jobs.c.seen_at >= seen_since)
        return self._connection.execute(query).scalar_one()

    def update(self, job_id: str, **values: object) -> None:
        """Record how far a print is."""
        self._connection.execute(update(print_jobs).where(print_jobs.c.id == job_id).values(**values))

    def begun_before(self, time: float) -> list[str]:
        """The ids of prints that are old."""
        return list(self._connection.scalars(select(print_jobs.c.id).where(print_jobs.c.begun_at < time)))

    def forget(self, job_id: str) -> None:
        """Forget a print."""
        self._connection.execute(delete(print_jobs).where(print_jobs.c.id == job_id))


def _job(row: Row[Any]) -> PrintJob:
    return PrintJob(**row._asdict())
