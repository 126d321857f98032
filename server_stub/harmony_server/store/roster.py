"""The latest roster, and whoever was in an earlier one: schools, classes, people, enrollments."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any, TypeVar

from sqlalchemy import Connection, Row, Select, Table, and_, bindparam, delete, insert, select, update

from harmony.model import Enrollment, Person, Role, School, SchoolClass
from harmony.people.directory import Delta, Difference, Directory, Known
from harmony.spelling import folded
from harmony_server.store.people import ROWS, known_person
from harmony_server.store.tables import (
    classes,
    enrollments,
    people,
    person_grades,
    person_schools,
    roster_imports,
    schools,
)

T = TypeVar("T", bound=School | SchoolClass | Person)
Values = dict[str, Any]


class Roster:
    """What the district's files said last. Only enrollments end with their roster; nobody is deleted."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

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
        rows = self._connection.execute(select(enrollments))
        return [Enrollment(row.class_id, row.person_id, Role(row.role)) for row in rows]

    def last_source(self) -> str | None:
        """The source of the latest roster; None before the first."""
        query = select(roster_imports.c.source).order_by(roster_imports.c.id.desc()).limit(1)
        return self._connection.scalar(query)

    def imported(self, source: str, now: float) -> None:
        """Record that a roster of this source is the latest."""
        self._connection.execute(insert(roster_imports).values(at=now, source=source))

    def write(self, difference: Difference) -> None:
        """Make what is stored what was wanted.

        The transaction raises StoreConflict for a difference to something else than what is stored, a
        reference to nothing, or a username used twice.
        """
        self._remove(enrollments, [_enrollment_row(each) for each in difference.enrollments.gone])
        self._put(schools, difference.schools, _school_row)
        self._put(classes, difference.classes, _class_row)
        self._rest(difference.people)
        self._put(people, difference.people, _person_row)
        self._place(person_grades, "grade", difference.people, lambda person: person.grades)
        self._place(person_schools, "school_id", difference.people, lambda person: person.school_ids)
        # In the order of the table, whose pages are then written once.
        new = sorted(difference.enrollments.new, key=lambda each: (each.class_id, each.person_id))
        self._add(enrollments, [_enrollment_row(each) for each in new])

    def _directory(self, *, active: bool) -> Directory:
        return Directory(
            schools={each.id: each for each in self.schools(active=active)},
            classes={each.id: each for each in self.classes(active=active)},
            people={each.id: each for each in self.people(active=active)},
            enrollments=frozenset(self.enrollments() if active else ()),
        )

    def _rows(self, query: Select[Any], table: Table, active: bool) -> Iterable[Row[Any]]:
        return self._connection.execute(query.where(table.c.active.is_(active)).order_by(table.c.id))

    def _rest(self, delta: Delta[Person]) -> None:
        """Have those whose username changes inactive meanwhile, so that two may swap theirs in one roster."""
        renamed = [old.id for old, new in delta.changed if folded(old.username) != folded(new.username)]
        self._deactivate(people, renamed)

    def _put(self, table: Table, delta: Delta[T], row_of: Callable[[T], Values]) -> None:
        """Write one kind: whoever is gone stays known, but is not active any more."""
        self._deactivate(table, [each.id for each in delta.gone])
        known = [row_of(new) for _, new in (*delta.changed, *delta.back)]
        if known:
            stored = update(table).where(table.c.id == bindparam("known_id"))
            self._connection.execute(stored, [row | {"known_id": row["id"]} for row in known])
        self._add(table, [row_of(each) for each in delta.new])

    def _place(
        self, table: Table, column: str, delta: Delta[Person], values: Callable[[Person], Iterable[str]]
    ) -> None:
        """Write what people have many of, a row each."""
        pairs = [(set(values(old)), set(values(new)), new.id) for old, new in (*delta.changed, *delta.back)]
        pairs += [(set(), set(values(each)), each.id) for each in delta.new]
        gone = [{"person_id": who, column: value} for old, new, who in pairs for value in old - new]
        added = [{"person_id": who, column: value} for old, new, who in pairs for value in new - old]
        self._remove(table, gone)
        self._add(table, added)

    def _deactivate(self, table: Table, ids: Sequence[str]) -> None:
        if ids:
            rest = update(table).where(table.c.id == bindparam("gone_id")).values(active=False)
            self._connection.execute(rest, [{"gone_id": each} for each in ids])

    def _add(self, table: Table, rows: Sequence[Values]) -> None:
        if rows:
            self._connection.execute(insert(table), rows)

    def _remove(self, table: Table, rows: Sequence[Values]) -> None:
        if rows:
            same = and_(*(table.c[column] == bindparam(f"gone_{column}") for column in rows[0]))
            gone = [{f"gone_{column}": value for column, value in row.items()} for row in rows]
            self._connection.execute(delete(table).where(same), gone)


def _school_row(each: School) -> Values:
    return {"id": each.id, "name": each.name, "active": True}


def _class_row(each: SchoolClass) -> Values:
    return {"id": each.id, "title": each.title, "school_id": each.school_id, "active": True}


def _enrollment_row(each: Enrollment) -> Values:
    return {"class_id": each.class_id, "person_id": each.person_id, "role": each.role.value}


def _person_row(person: Person) -> Values:
    return {
        "id": person.id,
        "username": person.username,
        "username_key": folded(person.username),
        "given_name": person.given_name,
        "family_name": person.family_name,
        "role": person.role.value,
        "picture": person.picture.name,
        "colour": person.picture.colour,
        "enabled": person.enabled,
        "active": True,
    }
