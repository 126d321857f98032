"""The latest roster, and whoever was in an earlier one: schools, classes, people, enrollments."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Row, Select, Table, insert, not_, select, update

from harmony.model import Enrollment, Person, Role, School, SchoolClass
from harmony_server.store.people import ROWS, known_person
from harmony_server.store.roster_remains import Remains, clear_some, find_remains
from harmony_server.store.tables import classes, enrollments, people, roster_imports, schools
from harmony_server.store.versions import VERSION, has_begun, holds


@dataclass(frozen=True)
class Imported:
    """One import that counted, and when. The latest is the roster."""

    version: int
    at: float
    source: str
    name: str | None = None
    """What the zip or folder was called."""
    format: str | None = None
    """What people call the format it was in."""
    digest: str | None = None
    """Of what the files held and how they were read: the same again changes nothing."""
    figures: str | None = None
    """What it changed, as JSON by kind."""
    undoes: int | None = None
    """The import that was taken back by this one."""
    by_id: str | None = None
    """Who did it, by person id; None for whoever runs the machine, and for what comes by itself."""


class Roster:
    """What the district's files said last. Only enrollments end with their roster; nobody is deleted."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def version(self) -> int:
        """The number of the import that counts; 0 before the first."""
        return self._connection.execute(select(VERSION)).scalar_one()

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

    def last_import_at(self) -> float | None:
        """When the latest roster came; None before the first."""
        query = select(roster_imports.c.at).order_by(roster_imports.c.id.desc()).limit(1)
        return self._connection.scalar(query)

    def last_source(self) -> str | None:
        """The source of the latest roster; None before the first."""
        last = self.last()
        return last.source if last else None

    def last(self) -> Imported | None:
        """The import that counts; None before the first."""
        return next(self.history(1), None)

    def history(self, count: int) -> Iterator[Imported]:
        """So many imports that counted, the latest first."""
        query = select(roster_imports).order_by(roster_imports.c.id.desc()).limit(count)
        for row in self._connection.execute(query).mappings():
            yield Imported(version=row["id"], **{name: row[name] for name in _TOLD})

    def land(self, imported: Imported) -> None:
        """Have an import count that was written.

        The transaction raises StoreConflict if another has landed meanwhile.
        """
        row = {name: getattr(imported, name) for name in _TOLD}
        self._connection.execute(insert(roster_imports), {"id": imported.version, **row})

    def remember(self, version: int, digest: str | None) -> None:
        """Note what files say what stands already."""
        same = update(roster_imports).where(roster_imports.c.id == version)
        self._connection.execute(same.values(digest=digest))

    def find_remains(self) -> Remains | None:
        """Rows of an import that broke off, or that hold no more; None if there are none."""
        return find_remains(self._connection)

    def clear_some(self, remains: Remains) -> None:
        """Clear some of those away."""
        clear_some(self._connection, remains)

    def _rows(self, query: Select[Any], table: Table, active: bool) -> Iterable[Row[Any]]:
        wanted = holds(table) if active else not_(holds(table))
        return self._connection.execute(query.where(has_begun(table), wanted).order_by(table.c.id))


_TOLD = ("at", "source", "name", "format", "digest", "figures", "undoes", "by_id")
