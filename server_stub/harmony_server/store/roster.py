"""The latest roster: schools, classes, people and enrollments, replaced as one."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from sqlalchemy import Connection, bindparam, delete, insert, select, update

from harmony.model import Enrollment, Person, Role, School, SchoolClass
from harmony_server.store.people import known_person, username_key
from harmony_server.store.tables import classes, enrollments, people, schools


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

        The transaction raises StoreConflict on a reference to nothing or a username used twice.
        """
        self._clear()
        self._insert("schools", [{"id": school.id, "name": school.name} for school in schools])
        self._insert(
            "classes",
            [{"id": each.id, "title": each.title, "school_id": each.school_id} for each in classes],
        )
        self._put_people(people)
        self._insert(
            "enrollments",
            [
                {
                    "id": each.id,
                    "class_id": each.class_id,
                    "person_id": each.person_id,
                    "role": each.role.value,
                }
                for each in enrollments
            ],
        )

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

    def _clear(self) -> None:
        for table in (enrollments, classes, schools):
            self._connection.execute(delete(table))
        # Nobody is active while names change hands, so two people may swap usernames in one roster.
        self._connection.execute(update(people).values(active=False))

    def _put_people(self, wanted: Iterable[Person]) -> None:
        known = set(self._connection.scalars(select(people.c.id)))
        rows = [_person_row(person) for person in wanted]
        self._insert("people", [row for row in rows if row["id"] not in known])
        if changed := [row | {"known_id": row["id"]} for row in rows if row["id"] in known]:
            self._connection.execute(update(people).where(people.c.id == bindparam("known_id")), changed)

    def _insert(self, table: str, rows: list[dict[str, Any]]) -> None:
        if rows:
            self._connection.execute(insert(people.metadata.tables[table]), rows)


def _person_row(person: Person) -> dict[str, Any]:
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
