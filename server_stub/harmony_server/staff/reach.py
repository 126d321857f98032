"""Whom the holder of some grants sees, and what they may do with each. Nothing is in reach by itself.

Whoever is out of reach is as one who does not exist: both are `not_found`, after the same question.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from enum import StrEnum

from harmony.grants import Grant, GrantKind
from harmony.model import Person, SchoolClass
from harmony_server.accounts.refusals import MissingGrant, OutOfReach
from harmony_server.store import Scope, Sought, Transaction


class Right(StrEnum):
    """What may be done with a student."""

    BACKUP_CODE = "backup_code"
    TEMPORARY_BADGE = "temporary_badge"
    NEW_PASSWORD = "new_password"  # noqa: S105  no password
    VOID = "void"
    PRINT = "print"
    END_SESSIONS = "end_sessions"
    RESET_SECOND_STEP = "reset_second_step"
    SLIP = "slip"
    VIEW_AS = "view_as"


ALL = frozenset(Right)
OF_A_BADGE_MANAGER = ALL - {Right.NEW_PASSWORD, Right.SLIP, Right.VIEW_AS}
"""Badges and codes: neither passwords nor what a student sees."""
OF_A_SUBSTITUTE = frozenset({Right.BACKUP_CODE})

YOUNG = frozenset({"PK", "KG", "01", "02", "03", "04", "05"})
"""Grades whose passwords teachers set: older students choose their own."""


@dataclass(frozen=True)
class Reach:
    """What somebody sees: the students of these classes and schools, or all of them."""

    taught: frozenset[str] = frozenset()
    """Ids of classes."""
    led: frozenset[str] = frozenset()
    """Ids of schools, in which everything may be done."""
    badges_of: frozenset[str] = frozenset()
    """Ids of schools whose badges somebody manages."""
    substituted: str | None = None
    """The id of the one class that a substitute looks after."""
    everything: bool = False

    @property
    def scope(self) -> Scope:
        """The same as the store asks for it."""
        classes = self.taught | ({self.substituted} if self.substituted else frozenset())
        return Scope(classes, self.led | self.badges_of, self.everything)

    def rights(self, student: Person, class_ids: Collection[str]) -> frozenset[Right]:
        """What may be done with a student who is in these classes; empty for one out of reach."""
        own = frozenset(class_ids)
        rights: frozenset[Right] = frozenset()
        if self.everything or own & self.taught or student.school_ids & self.led:
            rights = ALL
        elif student.school_ids & self.badges_of:
            rights = OF_A_BADGE_MANAGER
        elif self.substituted in own:
            rights = OF_A_SUBSTITUTE
        return rights if is_young(student) else rights - {Right.NEW_PASSWORD}


@dataclass(frozen=True)
class Asker:
    """Whoever asks for something to be done, and whom they see."""

    id: str
    """A person's id; for a substitute, of the teacher who let them in."""
    reach: Reach
    note: str | None = None
    """What the record says beside it."""


@dataclass(frozen=True)
class InReach:
    """A student whom somebody sees, and what they may do with them."""

    person: Person
    classes: tuple[SchoolClass, ...]
    rights: frozenset[Right]


def reach_of(grants: Iterable[Grant]) -> Reach:
    """The reach of whoever holds these grants."""
    held = tuple(grants)
    return Reach(
        taught=frozenset().union(*(grant.class_ids for grant in held)),
        led=_schools(held, GrantKind.SCHOOL_LEAD),
        badges_of=_schools(held, GrantKind.BADGE_MANAGER),
        everything=any(grant.kind is GrantKind.DISTRICT_ADMINISTRATOR for grant in held),
    )


def student_in_reach(tx: Transaction, reach: Reach, student_id: str, right: Right | None = None) -> InReach:
    """The student with this id; raises OutOfReach, and MissingGrant for one who is seen and no more."""
    (found,) = students_in_reach(tx, reach, [student_id], right)
    return found


def students_in_reach(
    tx: Transaction, reach: Reach, student_ids: Collection[str], right: Right | None = None
) -> list[InReach]:
    """Students by their ids, in the order of first names; raises as above unless that holds for all."""
    wanted = tuple(dict.fromkeys(student_ids))
    people = tx.students.find(reach.scope, Sought(ids=wanted))
    if len(people) < len(wanted):
        raise OutOfReach
    found = with_rights(tx, reach, people)
    if right and any(right not in each.rights for each in found):
        raise MissingGrant
    return found


def with_rights(tx: Transaction, reach: Reach, people: Collection[Person]) -> list[InReach]:
    """The same for people who were found in the reach."""
    classes = tx.class_lists.of_students([person.id for person in people])
    return [
        InReach(
            person,
            tuple(classes.get(person.id, ())),
            reach.rights(person, [each.id for each in classes.get(person.id, ())]),
        )
        for person in people
    ]


def class_in_reach(tx: Transaction, reach: Reach, class_id: str) -> SchoolClass:
    """The class with this id; raises OutOfReach."""
    found = tx.class_lists.find(reach.scope, class_id=class_id)
    if not found:
        raise OutOfReach
    return found[0]


def school_in_reach(reach: Reach, school_id: str, known: Collection[str]) -> str:
    """The id of a school whose students somebody sees, among those there are; raises OutOfReach."""
    if school_id not in known or not (reach.everything or school_id in reach.led | reach.badges_of):
        raise OutOfReach
    return school_id


def is_young(student: Person) -> bool:
    """Whether a student is in a grade whose passwords teachers set."""
    return bool(student.grades) and YOUNG.issuperset(student.grades)


def _schools(grants: Iterable[Grant], kind: GrantKind) -> frozenset[str]:
    return frozenset(grant.school_id for grant in grants if grant.kind is kind and grant.school_id)
