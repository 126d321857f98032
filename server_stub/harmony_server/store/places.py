"""Schools and classes of the latest roster, some of them by id."""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy import Connection, select

from harmony.model import School, SchoolClass
from harmony_server.store.tables import classes, schools
from harmony_server.store.versions import has_begun, holds

AT_ONCE = 500
"""Ids in one question to the database."""


class Places:
    """Where people belong."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def schools(self, ids: Collection[str]) -> dict[str, School]:
        """Schools by id, also those of an earlier roster: what was given for one is still told."""
        query = select(schools.c.id, schools.c.name).where(has_begun(schools))
        return {
            row.id: School(row.id, row.name)
            for some in _parts(ids)
            for row in self._connection.execute(query.where(schools.c.id.in_(some)))
        }

    def classes(self, ids: Collection[str]) -> dict[str, SchoolClass]:
        """Classes of the latest roster by id."""
        query = select(classes.c.id, classes.c.title, classes.c.school_id).where(holds(classes))
        return {
            row.id: SchoolClass(row.id, row.title, row.school_id)
            for some in _parts(ids)
            for row in self._connection.execute(query.where(classes.c.id.in_(some)))
        }


def _parts(ids: Collection[str]) -> list[list[str]]:
    every = sorted(ids)
    return [every[first : first + AT_ONCE] for first in range(0, len(every), AT_ONCE)]
