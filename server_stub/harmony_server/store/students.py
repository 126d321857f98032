"""Students as staff look for them: of some classes or schools, or of all; whole lists by few questions."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, Connection, and_, case, or_, select, true

from harmony.model import Person, Role
from harmony_server.store.asking import some_at_a_time
from harmony_server.store.people import ROWS, known_person
from harmony_server.store.tables import enrollments, people, person_grades, person_schools
from harmony_server.store.versions import holds


@dataclass(frozen=True)
class Scope:
    """Whose students somebody sees: of these classes and schools together, or everybody's."""

    class_ids: frozenset[str] = frozenset()
    school_ids: frozenset[str] = frozenset()
    everything: bool = False


@dataclass(frozen=True)
class Sought:
    """Which of them: each thing that is given narrows it."""

    words: tuple[str, ...] = ()
    """Parts of names and numbers, as `finding.plain` spells them."""
    ids: tuple[str, ...] | None = None
    class_id: str | None = None
    school_id: str | None = None
    grade: str | None = None


class Students:
    """Reads students who can sign in, never beyond a scope."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def find(self, scope: Scope, sought: Sought, *, count: int | None = None) -> list[Person]:
        """Students by first name; where words are given, first whose names begin so."""
        # What each has many of is asked for those alone who are shown.
        query = select(people.c.id).where(_meant(scope, sought))
        rows = self._connection.execute(query.order_by(*_order(sought.words)).limit(count))
        ids = list(rows.scalars())
        by_id: dict[str, Person] = {}
        for some in some_at_a_time(ids):
            whole = self._connection.execute(ROWS.where(people.c.id.in_(some)))
            by_id |= {row.id: known_person(row).person for row in whole}
        return [by_id[each] for each in ids]


def in_scope(scope: Scope) -> ColumnElement[bool]:
    """Whether a student, or whoever a row of people is, belongs to what somebody sees."""
    if scope.everything:
        return true()
    return or_(people.c.id.in_(_ids_in_classes(scope.class_ids)), people.c.id.in_(_ids_at(scope.school_ids)))


def is_student() -> ColumnElement[bool]:
    """Whether a row of people is a student who can sign in."""
    return and_(people.c.role == Role.STUDENT.value, holds(people), people.c.enabled)


def _meant(scope: Scope, sought: Sought) -> ColumnElement[bool]:
    wanted = [is_student(), in_scope(scope)]
    wanted += [people.c.search_key.contains(word, autoescape=True) for word in sought.words]
    if sought.ids is not None:
        wanted.append(people.c.id.in_(sought.ids))
    if sought.class_id is not None:
        wanted.append(people.c.id.in_(_ids_in_classes([sought.class_id])))
    if sought.school_id is not None:
        wanted.append(people.c.id.in_(_ids_at([sought.school_id])))
    if sought.grade is not None:
        grade = person_grades.c.grade == sought.grade
        wanted.append(people.c.id.in_(select(person_grades.c.person_id).where(grade, holds(person_grades))))
    return and_(*wanted)


def _ids_in_classes(class_ids: Sequence[str] | frozenset[str]) -> ColumnElement[str]:
    student = enrollments.c.role == Role.STUDENT.value
    places = select(enrollments.c.person_id).where(enrollments.c.class_id.in_(class_ids), student)
    return places.where(holds(enrollments)).scalar_subquery()


def _ids_at(school_ids: Sequence[str] | frozenset[str]) -> ColumnElement[str]:
    places = select(person_schools.c.person_id).where(person_schools.c.school_id.in_(school_ids))
    return places.where(holds(person_schools)).scalar_subquery()


def _order(words: Sequence[str]) -> list[ColumnElement[object]]:
    begins = [people.c.search_key.contains(f" {word}", autoescape=True) for word in words]
    first: list[ColumnElement[object]] = [case((and_(*begins), 0), else_=1)] if begins else []
    return [*first, people.c.search_key, people.c.id]
