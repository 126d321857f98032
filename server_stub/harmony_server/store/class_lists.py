"""Classes with what is counted of them, and who is in several: whole lists by few questions."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy import ColumnElement, Connection, and_, case, exists, func, or_, select, true

from harmony.model import BadgeState, Role, SchoolClass
from harmony_server.store.asking import some_at_a_time
from harmony_server.store.students import Scope, is_student
from harmony_server.store.tables import (
    audit,
    badges,
    classes,
    enrollments,
    people,
    person_grades,
    roster_imports,
)
from harmony_server.store.versions import holds


@dataclass(frozen=True)
class Counts:
    """How many students a class has, and how many of them came in or cannot by badge."""

    students: int = 0
    in_today: int = 0
    without_badge: int = 0


class ClassLists:
    """Reads classes of the latest roster, never beyond a scope."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def find(
        self, scope: Scope, *, class_id: str | None = None, school_id: str | None = None
    ) -> list[SchoolClass]:
        """The classes of a scope, by title; one alone, or a school's."""
        wanted = [holds(classes), _class_in_scope(scope)]
        if class_id is not None:
            wanted.append(classes.c.id == class_id)
        if school_id is not None:
            wanted.append(classes.c.school_id == school_id)
        rows = self._connection.execute(
            select(classes).where(*wanted).order_by(classes.c.title, classes.c.id)
        )
        return [SchoolClass(row.id, row.title, row.school_id) for row in rows]

    def counts(
        self, class_ids: Collection[str], *, since: float, live_kids: Collection[str]
    ) -> dict[str, Counts]:
        """By class what is counted of its students: who came in since a time, who has no badge that opens."""
        badge = exists().where(badges.c.person_id == people.c.id, badges.c.state == BadgeState.ISSUED.value)
        came = exists().where(
            audit.c.person_id == people.c.id, audit.c.event == "sign_in", audit.c.at >= since
        )
        query = (
            select(
                enrollments.c.class_id,
                func.count(),
                _how_many(came.where(audit.c.outcome == "ok")),
                _how_many(~badge.where(badges.c.kid.in_(live_kids))),
            )
            .join(people, people.c.id == enrollments.c.person_id)
            .where(_is_student_here(), _places(Role.STUDENT))
            .group_by(enrollments.c.class_id)
        )
        return {
            row[0]: Counts(*row[1:])
            for some in some_at_a_time(class_ids)
            for row in self._connection.execute(query.where(enrollments.c.class_id.in_(some)))
        }

    def grades(self, class_ids: Collection[str]) -> dict[str, set[str]]:
        """By class the grades of its students."""
        found: dict[str, set[str]] = defaultdict(set)
        query = (
            select(enrollments.c.class_id, person_grades.c.grade)
            .join(person_grades, person_grades.c.person_id == enrollments.c.person_id)
            .where(_places(Role.STUDENT), holds(person_grades))
            .distinct()
        )
        for some in some_at_a_time(class_ids):
            for row in self._connection.execute(query.where(enrollments.c.class_id.in_(some))):
                found[row[0]].add(row[1])
        return found

    def teachers(self, class_ids: Collection[str]) -> dict[str, list[tuple[str, str]]]:
        """By class the ids and names of whoever teaches it, by name."""
        found: dict[str, list[tuple[str, str]]] = defaultdict(list)
        query = (
            select(enrollments.c.class_id, people.c.id, people.c.given_name, people.c.family_name)
            .join(people, people.c.id == enrollments.c.person_id)
            .where(holds(people), _places(Role.TEACHER))
            .order_by(people.c.family_name, people.c.given_name, people.c.id)
        )
        for some in some_at_a_time(class_ids):
            for row in self._connection.execute(query.where(enrollments.c.class_id.in_(some))):
                found[row[0]].append((row[1], f"{row[2]} {row[3]}"))
        return found

    def newcomers(self, scope: Scope, *, since: float, count: int) -> list[str]:
        """The ids of students of a scope whom an import since a time put into a class of it."""
        lately = select(roster_imports.c.id).where(roster_imports.c.at >= since)
        places = (
            select(enrollments.c.person_id)
            .join(classes, classes.c.id == enrollments.c.class_id)
            .where(_places(Role.STUDENT), enrollments.c.since.in_(lately), _class_in_scope(scope))
        )
        query = select(people.c.id).where(is_student(), people.c.id.in_(places))
        return list(self._connection.scalars(query.order_by(people.c.search_key).limit(count)))

    def of_students(self, person_ids: Collection[str]) -> dict[str, list[SchoolClass]]:
        """By student the classes they are in, by title."""
        found: dict[str, list[SchoolClass]] = defaultdict(list)
        query = (
            select(enrollments.c.person_id, classes)
            .join(classes, classes.c.id == enrollments.c.class_id)
            .where(holds(classes), _places(Role.STUDENT))
            .order_by(classes.c.title, classes.c.id)
        )
        for some in some_at_a_time(person_ids):
            for row in self._connection.execute(query.where(enrollments.c.person_id.in_(some))):
                found[row.person_id].append(SchoolClass(row.id, row.title, row.school_id))
        return found


def _class_in_scope(scope: Scope) -> ColumnElement[bool]:
    if scope.everything:
        return true()
    return or_(classes.c.id.in_(scope.class_ids), classes.c.school_id.in_(scope.school_ids))


def _is_student_here() -> ColumnElement[bool]:
    """As `is_student`, for people who are found by their places."""
    # Not the role as it stands: SQLite would begin with all students of the district.
    return and_(func.coalesce(people.c.role, "") == Role.STUDENT.value, holds(people), people.c.enabled)


def _places(role: Role) -> ColumnElement[bool]:
    return and_(enrollments.c.role == role.value, holds(enrollments))


def _how_many(condition: ColumnElement[bool]) -> ColumnElement[int]:
    return func.sum(case((condition, 1), else_=0))
