"""How many students of each school and grade have a badge, by one question for the district."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Connection, and_, case, exists, func, not_, select

from harmony.model import BadgeState
from harmony_server.store.students import Scope, in_scope, is_student
from harmony_server.store.tables import badges, people, person_grades, person_schools
from harmony_server.store.versions import holds


@dataclass(frozen=True)
class BadgeCounts:
    """A grade of a school."""

    school_id: str
    grade: str | None
    students: int
    working: int
    void: int
    """Whose last badge was voided, and who has no other."""


class BadgeCounting:
    """Counts badges."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def by_grade(self, scope: Scope, live_kids: frozenset[str]) -> list[BadgeCounts]:
        """Every grade of every school of a scope; a student of two schools counts at both."""
        theirs = exists().where(badges.c.person_id == people.c.id)
        works = theirs.where(badges.c.state == BadgeState.ISSUED.value, badges.c.kid.in_(live_kids))
        voided = theirs.where(badges.c.state == BadgeState.VOID.value)
        first_grade = (
            select(func.min(person_grades.c.grade))
            .where(person_grades.c.person_id == people.c.id, holds(person_grades))
            .scalar_subquery()
        )
        each = (
            select(
                person_schools.c.school_id,
                first_grade.label("grade"),
                case((works, 1), else_=0).label("works"),
                case((and_(not_(works), voided), 1), else_=0).label("void"),
            )
            .join(people, people.c.id == person_schools.c.person_id)
            .where(is_student(), in_scope(scope), holds(person_schools))
            .subquery()
        )
        query = select(
            each.c.school_id, each.c.grade, func.count(), func.sum(each.c.works), func.sum(each.c.void)
        ).group_by(each.c.school_id, each.c.grade)
        return [BadgeCounts(row[0], row[1], *map(int, row[2:])) for row in self._connection.execute(query)]
