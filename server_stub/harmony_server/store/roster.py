"""The latest roster: schools, classes, people and enrollments, replaced as one."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Table, bindparam, delete, insert, select, update

from harmony.model import Enrollment, Person, Role, School, SchoolClass
from harmony_server.store.people import known_person, username_key
from harmony_server.store.tables import classes, enrollments, metadata, people, schools

Row = dict[str, Any]


@dataclass(frozen=True)
class Difference:
    """What must be written so that a table holds the rows that are wanted."""

    table: Table
    new: list[Row]
    changed: list[Row]
    gone: list[str]
    """Ids of rows that are not wanted any more."""


class Roster:
    """What the district's files said last. Only people outlive their roster: badges refer to them."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def replace(
        self,
        *,
        schools: Iterable[School],
        classes: Iterable[SchoolClass],
        people: Iterable[Person],
        enrollments: Iterable[Enrollment],
    ) -> None:
        """Make this the roster. Whoever is missing from it stays known but is not active any more.

        Only what differs is written, so that an import of a large district keeps writers waiting no longer
        than its changes take. The transaction raises StoreConflict on a reference to nothing or a username
        used twice.
        """
        changes = [
            self._difference("schools", [{"id": each.id, "name": each.name} for each in schools]),
            self._difference("classes", [_class_row(each) for each in classes]),
            self._difference("enrollments", [_enrollment_row(each) for each in enrollments]),
        ]
        for difference in reversed(changes):
            self._delete(difference)
        for difference in changes[:2]:
            self._write(difference)
        self._put_people([_person_row(person) for person in people])
        self._write(changes[2])

    def schools(self) -> list[School]:
        """Every school, by id."""
        rows = self._connection.execute(select(schools).order_by(schools.c.id))
        return [School(row.id, row.name) for row in rows]

    def classes(self) -> list[SchoolClass]:
        """Every class, by id."""
        rows = self._connection.execute(select(classes).order_by(classes.c.id))
        return [SchoolClass(row.id, row.title, row.school_id) for row in rows]

    def people(self) -> list[Person]:
        """Everybody in the roster, by id."""
        rows = self._connection.execute(select(people).where(people.c.active).order_by(people.c.id))
        return [known_person(row).person for row in rows]

    def enrollments(self) -> list[Enrollment]:
        """Every enrollment, by id."""
        rows = self._connection.execute(select(enrollments).order_by(enrollments.c.id))
        return [Enrollment(row.id, row.class_id, row.person_id, Role(row.role)) for row in rows]

    def _difference(self, name: str, wanted: list[Row]) -> Difference:
        table = metadata.tables[name]
        known = {row["id"]: dict(row) for row in self._connection.execute(select(table)).mappings()}
        ids = {row["id"] for row in wanted}
        return Difference(
            table=table,
            new=[row for row in wanted if row["id"] not in known],
            changed=[row for row in wanted if row["id"] in known and known[row["id"]] != row],
            gone=[each for each in known if each not in ids],
        )

    def _delete(self, difference: Difference) -> None:
        if difference.gone:
            gone = delete(difference.table).where(difference.table.c.id == bindparam("gone_id"))
            self._connection.execute(gone, [{"gone_id": each} for each in difference.gone])

    def _write(self, difference: Difference) -> None:
        if difference.new:
            self._connection.execute(insert(difference.table), difference.new)
        if difference.changed:
            known = update(difference.table).where(difference.table.c.id == bindparam("known_id"))
            self._connection.execute(known, [row | {"known_id": row["id"]} for row in difference.changed])

    def _put_people(self, wanted: list[Row]) -> None:
        """Write people. Those who change are inactive meanwhile, so two may swap usernames in one roster."""
        difference = self._difference("people", wanted)
        resting = [*difference.gone, *(row["id"] for row in difference.changed)]
        if resting:
            rest = update(people).where(people.c.id == bindparam("resting_id")).values(active=False)
            self._connection.execute(rest, [{"resting_id": each} for each in resting])
        self._write(difference)


def _class_row(each: SchoolClass) -> Row:
    return {"id": each.id, "title": each.title, "school_id": each.school_id}


def _enrollment_row(each: Enrollment) -> Row:
    return {"id": each.id, "class_id": each.class_id, "person_id": each.person_id, "role": each.role.value}


def _person_row(person: Person) -> Row:
    return {
        "id": person.id,
        "username": person.username,
        "username_key": username_key(person.username),
        "given_name": person.given_name,
        "family_name": person.family_name,
        "role": person.role.value,
        "grades": list(person.grades),
        "school_ids": list(person.school_ids),
        "enabled": person.enabled,
        "active": True,
    }
