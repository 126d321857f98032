"""People as the store knows them, and where each belongs."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from sqlalchemy import (
    Column,
    ColumnElement,
    Connection,
    ScalarSelect,
    Table,
    and_,
    bindparam,
    exists,
    func,
    literal_column,
    select,
)

from harmony.model import (
    GRADES,
    Enrollment,
    ExternalKind,
    Person,
    Picture,
    Role,
)
from harmony.spelling import folded
from harmony_server.store.asking import some_at_a_time
from harmony_server.store.external_ids import ExternalIds
from harmony_server.store.locking import lock, locking
from harmony_server.store.prepared import Prepared
from harmony_server.store.tables import (
    classes,
    enrollments,
    people,
    person_grades,
    person_schools,
)
from harmony_server.store.versions import VERSION, has_begun, holds


@dataclass(frozen=True)
class KnownPerson:
    """A person of the roster, or one who was in an earlier roster (`active` is False)."""

    person: Person
    active: bool

    @property
    def can_sign_in(self) -> bool:
        """In the latest roster and not switched off there."""
        return self.active and self.person.enabled


class People:
    """Reads people, and locks them; the roster writes them."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def lock(self, *person_ids: str) -> None:
        """Have nobody else change what belongs to these people until this transaction ends.

        Badges, sessions, passwords and grants are one person's: whoever reads them in order to write
        locks the person first, and reads then.
        """
        theirs = select(people.c.id).where(people.c.id.in_(person_ids)).order_by(people.c.id)
        lock(self._connection, locking(theirs))

    def get(self, person_id: str) -> KnownPerson | None:
        """The person with this id."""
        row = _BY_ID.first(self._connection, who=person_id)
        return known_person(row) if row else None

    def by_username(self, username: str) -> KnownPerson | None:
        """The person who signs in with this name, however it is spelt; who is active comes first."""
        query = ROWS.where(people.c.username_key == folded(username))
        row = self._connection.execute(query.order_by(holds(people).desc(), people.c.id)).first()
        return known_person(row) if row else None

    def by_external_id(self, external_id: str) -> list[KnownPerson]:
        """Everybody whom some source of rosters calls this; who is active comes first."""
        named = ExternalIds(self._connection).find(ExternalKind.PERSON, external_id)
        query = ROWS.where(people.c.id.in_(named)).order_by(holds(people).desc(), people.c.id)
        return [known_person(row) for row in self._connection.execute(query)]

    def all(self) -> list[KnownPerson]:
        """Everybody, by username."""
        rows = self._connection.execute(ROWS.order_by(people.c.username_key, people.c.id))
        return [known_person(row) for row in rows]

    def students(
        self, *, school_id: str | None = None, grade: str | None = None, behind: str = "", count: int
    ) -> list[Person]:
        """So many students who can sign in, by username, from behind one; of a school or a grade alone."""
        query = ROWS.where(_student(school_id, grade), people.c.username_key > folded(behind))
        rows = self._connection.execute(query.order_by(people.c.username_key).limit(count))
        return [known_person(row).person for row in rows]

    def count_students(self, *, school_id: str | None = None, grade: str | None = None) -> int:
        """How many those are in all."""
        query = select(func.count()).select_from(people).where(_student(school_id, grade))
        return self._connection.execute(query).scalar_one()

    def in_class(self, class_id: str) -> list[KnownPerson]:
        """Everybody who is enrolled in a class, by username."""
        enrolled = select(enrollments.c.person_id).where(
            enrollments.c.class_id == class_id, holds(enrollments)
        )
        query = ROWS.where(people.c.id.in_(enrolled)).order_by(people.c.username_key, people.c.id)
        return [known_person(row) for row in self._connection.execute(query)]

    def first_classes(self, person_ids: Collection[str]) -> dict[str, str]:
        """By person the title of a class they are in, the first in the alphabet; not of who is in none."""
        found: dict[str, str] = {}
        for some in some_at_a_time(person_ids):
            query = (
                select(enrollments.c.person_id, func.min(classes.c.title))
                .join(classes, classes.c.id == enrollments.c.class_id)
                .where(enrollments.c.person_id.in_(some), holds(enrollments), holds(classes))
                .group_by(enrollments.c.person_id)
            )
            found |= {row[0]: row[1] for row in self._connection.execute(query)}
        return found

    def names(self, person_ids: Collection[str]) -> dict[str, str]:
        """First and family names of people, by id; whoever is not there is left out."""
        query = select(people.c.id, people.c.given_name, people.c.family_name)
        return {
            row.id: f"{row.given_name} {row.family_name}"
            for some in some_at_a_time(set(person_ids))
            for row in self._connection.execute(query.where(people.c.id.in_(some)))
        }

    def enrollments(self, person_id: str) -> list[Enrollment]:
        """A person's places in classes."""
        rows = _PLACES.rows(self._connection, who=person_id)
        return [Enrollment(row.class_id, row.person_id, Role(row.role)) for row in rows]


def known_person(row: Any) -> KnownPerson:
    """A row with what is `whole` as a value."""
    grades = row.grades.split(",") if row.grades else ()
    person = Person(
        id=row.id,
        username=row.username,
        given_name=row.given_name,
        family_name=row.family_name,
        role=Role(row.role),
        picture=Picture(row.picture, row.colour),
        grades=tuple(grade for grade in GRADES if grade in grades),
        school_ids=frozenset(row.school_ids.split(",") if row.school_ids else ()),
        enabled=row.enabled,
    )
    return KnownPerson(person, active=row.active)


def _student(school_id: str | None, grade: str | None) -> ColumnElement[bool]:
    """Whether somebody is a student who can sign in, and of this school or grade where one is given."""
    wanted = [holds(people), people.c.enabled, people.c.role == Role.STUDENT.value]
    if school_id is not None:
        wanted.append(_has(person_schools, person_schools.c.school_id, school_id))
    if grade is not None:
        wanted.append(_has(person_grades, person_grades.c.grade, grade))
    return and_(*wanted)


def _has(table: Table, column: Column[Any], value: str) -> ColumnElement[bool]:
    """Whether a person has this value among those of a column."""
    return exists().where(table.c.person_id == people.c.id, column == value, holds(table))


def listed(column: Column[Any], separator: str) -> ColumnElement[str]:
    """The values of a column in one text."""
    # As it stands: of a text SQLAlchemy would make a parameter that it writes in anew each time.
    between: Any = literal_column(f"'{separator}'")
    return func.aggregate_strings(column, between)


def whole(version: ColumnElement[int] | ScalarSelect[int]) -> tuple[ColumnElement[Any] | Table, ...]:
    """What to select of people, by one query however many they are, under the roster that counts."""

    def joined(column: Column[Any], table: Table) -> ScalarSelect[Any]:
        """A person's values of a column, in one text with commas: neither a grade nor an id holds one."""
        theirs = and_(table.c.person_id == people.c.id, holds(table, version))
        return select(listed(column, ",")).where(theirs).scalar_subquery()

    return (
        people,
        joined(person_grades.c.grade, person_grades).label("grades"),
        joined(person_schools.c.school_id, person_schools).label("school_ids"),
        holds(people, version).label("active"),
    )


ROWS = select(*whole(VERSION)).where(has_begun(people))
_BY_ID = Prepared(ROWS.where(people.c.id == bindparam("who")))
_PLACES = Prepared(select(enrollments).where(enrollments.c.person_id == bindparam("who"), holds(enrollments)))
