"""The classes that somebody sees, and the list of one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from harmony.model import GRADES, School, SchoolClass
from harmony_server.staff import lists
from harmony_server.staff.lists import Moment
from harmony_server.staff.reach import Reach, class_in_reach, school_in_reach
from harmony_server.store import Counts, Scope, Sought, Transaction


@dataclass(frozen=True)
class ClassOverview:
    """A class with what is counted of it."""

    school_class: SchoolClass
    school: School
    grades: tuple[str, ...]
    counts: Counts
    co_teachers: tuple[str, ...]
    """Names of whoever else teaches it."""
    mine: bool


def overviews(
    tx: Transaction, reach: Reach, at: Moment, *, asked_by: str | None, school_id: str | None = None
) -> list[ClassOverview]:
    """The classes of a school; without one those that are taught or looked after, and of schools led.

    Raises OutOfReach for a school that is not there or not to be seen.
    """
    if school_id is not None:
        school_in_reach(reach, school_id, [each.id for each in tx.roster.schools()])
        found = tx.class_lists.find(Scope(everything=True), school_id=school_id)
    else:
        scope = reach.scope  # an administrator's own classes; the district's are asked for by school
        found = tx.class_lists.find(Scope(scope.class_ids, scope.school_ids))
    return _counted(tx, found, reach, at, asked_by)


def class_list(
    tx: Transaction, reach: Reach, at: Moment, class_id: str, *, asked_by: str | None
) -> tuple[ClassOverview, list[lists.Row]]:
    """A class and its students, by first name; raises OutOfReach."""
    found = class_in_reach(tx, reach, class_id)
    (overview,) = _counted(tx, [found], reach, at, asked_by)
    students = tx.students.find(Scope(everything=True), Sought(class_id=class_id))
    return overview, lists.rows(tx, students, at)


def _counted(
    tx: Transaction, classes: Sequence[SchoolClass], reach: Reach, at: Moment, asked_by: str | None
) -> list[ClassOverview]:
    ids = [each.id for each in classes]
    schools = {school.id: school for school in tx.roster.schools()}
    counts = tx.class_lists.counts(ids, since=at.today, live_kids=at.live_kids)
    grades, teachers = tx.class_lists.grades(ids), tx.class_lists.teachers(ids)
    return [
        ClassOverview(
            each,
            schools.get(each.school_id, School(each.school_id, "")),
            tuple(grade for grade in GRADES if grade in grades.get(each.id, ())),
            counts.get(each.id, Counts()),
            tuple(name for who, name in teachers.get(each.id, ()) if who != asked_by),
            each.id in reach.taught or each.id == reach.substituted,
        )
        for each in classes
    ]
