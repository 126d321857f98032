"""Whom something is done to: some students, a class, a grade, a school; each of them in reach."""

from __future__ import annotations

from dataclasses import dataclass

from harmony_server.accounts.refusals import MissingGrant
from harmony_server.staff.reach import (
    InReach,
    Reach,
    Right,
    class_in_reach,
    school_in_reach,
    students_in_reach,
    with_rights,
)
from harmony_server.store import Sought, Transaction


@dataclass(frozen=True)
class Choice:
    """What was chosen: one of the first three."""

    students: tuple[str, ...] | None = None
    class_id: str | None = None
    school_id: str | None = None
    grade: str | None = None
    """Of the school alone."""


def chosen(tx: Transaction, reach: Reach, choice: Choice, right: Right) -> list[InReach]:
    """Who is meant, in the order of first names. Raises OutOfReach, and MissingGrant as of all of them."""
    if choice.students is not None:
        return students_in_reach(tx, reach, choice.students, right)
    if choice.class_id is not None:
        class_in_reach(tx, reach, choice.class_id)
        sought = Sought(class_id=choice.class_id)
    else:
        known = [each.id for each in tx.roster.schools()]
        school = school_in_reach(reach, choice.school_id or "", known)
        sought = Sought(school_id=school, grade=choice.grade)
    found = with_rights(tx, reach, tx.students.find(reach.scope, sought))
    if any(right not in each.rights for each in found):
        raise MissingGrant
    return found
