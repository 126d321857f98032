"""A student's dashboard as they see it, for staff who help; each look is on record."""

from __future__ import annotations

from harmony.model import Membership, Person
from harmony_server.staff.reach import Asker, Right, student_in_reach
from harmony_server.store import Transaction


def view(tx: Transaction, asker: Asker, student_id: str, *, now: float) -> tuple[Person, Membership]:
    """Whose dashboard it is, and where they belong. Raises OutOfReach, MissingGrant."""
    student = student_in_reach(tx, asker.reach, student_id, Right.VIEW_AS).person
    tx.audit.add("viewed_as", "ok", now=now, person_id=student.id, by=asker.id)
    return student, tx.door.membership(student)
