"""People as the store knows them, and where each belongs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import (
    Column,
    ColumnElement,
    Connection,
    Row,
    ScalarSelect,
    Select,
    Table,
    and_,
    bindparam,
    exists,
    func,
    select,
    union_all,
)

from harmony.model import (
    GRADES,
    Enrollment,
    ExternalKind,
    Membership,
    Person,
    Picture,
    Role,
)
from harmony.spelling import folded
from harmony_server.store.external_ids import ExternalIds
from harmony_server.store.locking import lock, locking
from harmony_server.store.tables import (
    badges,
    classes,
    enrollments,
    external_ids,
    people,
    person_grades,
    person_schools,
)
from harmony_server.store.versions import has_begun, holds

AT_ONCE = 500
"""Ids in one question to the database."""


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

    def lock_holder(self, badge_id: str) -> None:
        """The same for the person to whom a badge was issued, if there is such a badge."""
        lock(self._connection, _HOLDER, {"badge": badge_id})

    def get(self, person_id: str) -> KnownPerson | None:
        """The person with this id."""
        row = self._connection.execute(_BY_ID, {"who": person_id}).first()
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

    def first_classes(self, person_ids: Sequence[str]) -> dict[str, str]:
        """By person the title of a class they are in, the first in the alphabet; not of who is in none."""
        found: dict[str, str] = {}
        for first in range(0, len(person_ids), AT_ONCE):
            some = person_ids[first : first + AT_ONCE]
            query = (
                select(enrollments.c.person_id, func.min(classes.c.title))
                .join(classes, classes.c.id == enrollments.c.class_id)
                .where(enrollments.c.person_id.in_(some), holds(enrollments), holds(classes))
                .group_by(enrollments.c.person_id)
            )
            found |= {row[0]: row[1] for row in self._connection.execute(query)}
        return found

    def enrollments(self, person_id: str) -> list[Enrollment]:
        """A person's places in classes."""
        places = select(enrollments).where(enrollments.c.person_id == person_id, holds(enrollments))
        rows = self._connection.execute(places)
        return [Enrollment(row.class_id, row.person_id, Role(row.role)) for row in rows]

    def membership(self, person: Person) -> Membership:
        """Where a person belongs, for deciding which apps they see."""
        rows = self._connection.execute(_PLACES, {"who": person.id}).all()
        return Membership(
            role=person.role,
            grades=frozenset(person.grades),
            schools=frozenset(row.external_id for row in rows if row.kind == ExternalKind.SCHOOL),
            classes=frozenset(row.external_id for row in rows if row.kind == ExternalKind.CLASS),
        )


def known_person(row: Row[Any]) -> KnownPerson:
    """One of `ROWS` as a value."""
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


def _joined(column: Column[Any], table: Table) -> ScalarSelect[Any]:
    """A person's values of a column, in one text with commas: neither a grade nor an id holds one."""
    theirs = and_(table.c.person_id == people.c.id, holds(table))
    return select(func.aggregate_strings(column, ",")).where(theirs).scalar_subquery()


ROWS = select(
    people,
    _joined(person_grades.c.grade, person_grades).label("grades"),
    _joined(person_schools.c.school_id, person_schools).label("school_ids"),
    holds(people).label("active"),
).where(has_begun(people))
"""People whole, by one query however many they are."""

# Made once: what a sign-in asks is asked thousands of times a minute.
_BY_ID = ROWS.where(people.c.id == bindparam("who"))
_HOLDER = locking(
    select(people.c.id).where(
        people.c.id
        == select(badges.c.person_id).where(badges.c.badge_id == bindparam("badge")).scalar_subquery()
    )
)


def _names(kind: ExternalKind, table: Table, column: Column[Any]) -> Select[Any]:
    """Every external id of the places in which a table puts a person."""
    # Neither a join nor the kind as it stands: SQLite would begin with all places of the district.
    own = select(column).where(table.c.person_id == bindparam("who"), holds(table))
    of_kind = func.coalesce(external_ids.c.kind, "") == kind.value
    return select(external_ids.c.kind, external_ids.c.external_id).where(
        external_ids.c.portal_id.in_(own), of_kind, has_begun(external_ids)
    )


_PLACES = union_all(
    _names(ExternalKind.SCHOOL, person_schools, person_schools.c.school_id),
    _names(ExternalKind.CLASS, enrollments, enrollments.c.class_id),
)
