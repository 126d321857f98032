"""What stands, in the words of one source: a row at a time, however much it is."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from sqlalchemy import ColumnElement, Connection, FromClause, Select, Table, and_, exists, func, not_, select

from harmony.model import ExternalKind, Person, Role
from harmony_server.store.people import ROWS, known_person
from harmony_server.store.tables import classes, enrollments, external_ids, people, schools
from harmony_server.store.unindexed import unindexed
from harmony_server.store.versions import holds

AT_ONCE = 2000
_IN_CLASS, _PERSON, _SCHOOL = (external_ids.alias(name) for name in ("in_class", "who", "school"))


class Named:
    """The latest roster by the external ids of a source."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def covers(self, source: str) -> bool:
        """Whether the source has a name for everything that stands."""
        for kind, table in _TABLES.items():
            of_it = and_(
                external_ids.c.portal_id == table.c.id,
                external_ids.c.kind == kind.value,
                external_ids.c.source == source,
                holds(external_ids),
            )
            nameless = select(table.c.id).where(holds(table), not_(exists().where(of_it))).limit(1)
            if self._connection.execute(nameless).first():
                return False
        return True

    def count(self, kind: ExternalKind) -> int:
        """How many of a kind stand."""
        table = _TABLES[kind]
        return self._connection.execute(
            select(func.count()).select_from(table).where(holds(table))
        ).scalar_one()

    def schools(self, source: str) -> Iterator[tuple[str, str, str]]:
        """The id of each school in the source, in the portal, and its name."""
        name = _named(_SCHOOL, ExternalKind.SCHOOL, source, schools.c.id)
        query = select(_SCHOOL.c.external_id, schools.c.id, schools.c.name).join_from(schools, _SCHOOL, name)
        return ((row[0], row[1], row[2]) for row in self._rows(query, schools))

    def classes(self, source: str) -> Iterator[tuple[str, str, str]]:
        """The id of each class in the source, its title, and the id of its school in the source."""
        query = (
            select(_IN_CLASS.c.external_id, classes.c.title, _SCHOOL.c.external_id)
            .join_from(classes, _IN_CLASS, _named(_IN_CLASS, ExternalKind.CLASS, source, classes.c.id))
            .join(_SCHOOL, _named(_SCHOOL, ExternalKind.SCHOOL, source, classes.c.school_id))
        )
        return ((row[0], row[1], row[2]) for row in self._rows(query, classes))

    def people(self, source: str) -> Iterator[tuple[str, Person]]:
        """The id of each person in the source, and who it is."""
        name = _named(_PERSON, ExternalKind.PERSON, source, people.c.id)
        query = ROWS.add_columns(_PERSON.c.external_id).join_from(people, _PERSON, name)
        return ((row.external_id, known_person(row).person) for row in self._rows(query, people))

    def enrollments(self, source: str) -> Iterator[tuple[str, str, Role]]:
        """The ids of class and person in the source, and the part that one has in the other."""
        query = (
            select(_IN_CLASS.c.external_id, _PERSON.c.external_id, enrollments.c.role)
            .join_from(
                enrollments, _IN_CLASS, _named(_IN_CLASS, ExternalKind.CLASS, source, enrollments.c.class_id)
            )
            .join(_PERSON, _named(_PERSON, ExternalKind.PERSON, source, enrollments.c.person_id))
        )
        return ((row[0], row[1], Role(row[2])) for row in self._rows(query, enrollments))

    def _rows(self, query: Select[Any], table: Table) -> Iterator[Any]:
        found = query.where(holds(table)).order_by(*table.primary_key)
        return iter(self._connection.execute(found, execution_options={"yield_per": AT_ONCE}))


def _named(
    names: FromClause, kind: ExternalKind, source: str, portal_id: ColumnElement[Any]
) -> ColumnElement[bool]:
    of = names.c
    # By kind SQLite would take the names of all classes times those of all people.
    of_kind = unindexed(of.kind) == kind.value
    return and_(of.portal_id == portal_id, of_kind, of.source == source, holds(names))


_TABLES = {ExternalKind.SCHOOL: schools, ExternalKind.CLASS: classes, ExternalKind.PERSON: people}
