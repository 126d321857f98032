"""The latest roster, and whoever was in an earlier one: schools, classes, people, enrollments."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from sqlalchemy import Connection, Row, Select, Table, insert, not_, select

from harmony.model import Enrollment, Person, Role, School, SchoolClass
from harmony.people.directory import Difference, Directory, Known
from harmony_server.store.people import ROWS, known_person
from harmony_server.store.roster_remains import Remains, clear_some, find_remains
from harmony_server.store.roster_steps import Step, land, take
from harmony_server.store.tables import classes, enrollments, people, roster_imports, schools
from harmony_server.store.versions import VERSION, has_begun, holds


class Roster:
    """What the district's files said last. Only enrollments end with their roster; nobody is deleted."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def version(self) -> int:
        """The number of the import that counts; 0 before the first."""
        return self._connection.execute(select(VERSION)).scalar_one()

    def known(self) -> Known:
        """Everything that is known, whole: one query for each kind."""
        return Known(self._directory(active=True), self._directory(active=False))

    def schools(self, *, active: bool = True) -> list[School]:
        """Every school of the latest roster, or of earlier ones alone, by id."""
        return [School(row.id, row.name) for row in self._rows(select(schools), schools, active)]

    def classes(self, *, active: bool = True) -> list[SchoolClass]:
        """Every class of the latest roster, or of earlier ones alone, by id."""
        rows = self._rows(select(classes), classes, active)
        return [SchoolClass(row.id, row.title, row.school_id) for row in rows]

    def people(self, *, active: bool = True) -> list[Person]:
        """Everybody in the latest roster, or in earlier ones alone, by id."""
        return [known_person(row).person for row in self._rows(ROWS, people, active)]

    def enrollments(self) -> list[Enrollment]:
        """Every enrollment."""
        rows = self._connection.execute(select(enrollments).where(holds(enrollments)))
        return [Enrollment(row.class_id, row.person_id, Role(row.role)) for row in rows]

    def last_source(self) -> str | None:
        """The source of the latest roster; None before the first."""
        query = select(roster_imports.c.source).order_by(roster_imports.c.id.desc()).limit(1)
        return self._connection.scalar(query)

    def take(self, step: Step, version: int) -> None:
        """Write a step of the import that will have the number `version`; nobody sees it yet.

        The transaction raises StoreConflict for a reference to nothing, or a username used twice.
        """
        take(self._connection, step, version)

    def land(self, difference: Difference, version: int, *, source: str, now: float) -> None:
        """Have the import count whose steps were all written.

        The transaction raises StoreConflict if another has landed meanwhile, or a username is used twice.
        """
        self._connection.execute(insert(roster_imports), {"id": version, "at": now, "source": source})
        land(self._connection, difference, version)

    def find_remains(self) -> Remains | None:
        """Rows of an import that broke off, or that hold no more; None if there are none."""
        return find_remains(self._connection)

    def clear_some(self, remains: Remains) -> None:
        """Clear some of those away."""
        clear_some(self._connection, remains)

    def _directory(self, *, active: bool) -> Directory:
        return Directory(
            schools={each.id: each for each in self.schools(active=active)},
            classes={each.id: each for each in self.classes(active=active)},
            people={each.id: each for each in self.people(active=active)},
            enrollments=frozenset(self.enrollments() if active else ()),
        )

    def _rows(self, query: Select[Any], table: Table, active: bool) -> Iterable[Row[Any]]:
        wanted = holds(table) if active else not_(holds(table))
        return self._connection.execute(query.where(has_begun(table), wanted).order_by(table.c.id))
