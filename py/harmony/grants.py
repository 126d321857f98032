"""What somebody may do in the portal, apart from what a roster calls them. No grant is nothing.

A teacher's grant follows from the classes that the roster says they teach. The others are given and taken
back in the portal.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from harmony.model import Enrollment, Person, Role


class GrantKind(StrEnum):
    """What a grant is for."""

    TEACHER = "teacher"
    """Of some classes; never given, it follows from the roster."""
    BADGE_MANAGER = "badge_manager"
    """Of a school."""
    SCHOOL_LEAD = "school_lead"
    """Of a school."""
    DISTRICT_ADMINISTRATOR = "district_administrator"


OF_A_SCHOOL = frozenset({GrantKind.BADGE_MANAGER, GrantKind.SCHOOL_LEAD})
_HOLDERS = frozenset({Role.TEACHER, Role.ADMINISTRATOR})
_OF_A_LEAD = frozenset({GrantKind.TEACHER, GrantKind.BADGE_MANAGER})
"""What somebody may hold and still be a school lead's to look after."""
_LEADS = frozenset({GrantKind.SCHOOL_LEAD, GrantKind.DISTRICT_ADMINISTRATOR})


@dataclass(frozen=True)
class Grant:
    """One thing that somebody may do. Raises ValueError for a school or classes that do not fit the kind."""

    kind: GrantKind
    school_id: str | None = None
    """The school it is for, for the kinds `OF_A_SCHOOL`; None for the others."""
    class_ids: frozenset[str] = frozenset()
    """The classes it is for: a teacher's, and nobody else's."""

    def __post_init__(self) -> None:
        if (self.kind in OF_A_SCHOOL) is not bool(self.school_id):
            raise ValueError(f"a grant of {self.kind.value} with school {self.school_id!r}")
        if (self.kind is GrantKind.TEACHER) is not bool(self.class_ids):
            raise ValueError(f"a grant of {self.kind.value} with {len(self.class_ids)} classes")


def may_hold(role: Role) -> bool:
    """Whether somebody whom the roster calls this may hold a grant at all: a student never may."""
    return role in _HOLDERS


def may_give(giver: Iterable[Grant], grant: Grant) -> bool:
    """Whether who holds `giver` may give `grant`, or take it back.

    A school lead hands on the badges of their school, and nothing else.
    """
    held = tuple(giver)
    if grant.kind is GrantKind.BADGE_MANAGER and holds(
        held, GrantKind.SCHOOL_LEAD, school_id=grant.school_id
    ):
        return True
    return grant.kind is not GrantKind.TEACHER and holds(held, GrantKind.DISTRICT_ADMINISTRATOR)


def looks_after(giver: Iterable[Grant], person: Person) -> bool:
    """Whether somebody of the staff is within reach of who holds `giver`: of a school they lead."""
    held = tuple(giver)
    return holds(held, GrantKind.DISTRICT_ADMINISTRATOR) or bool(schools_led(held) & person.school_ids)


def may_invite(giver: Iterable[Grant], person: Person, grants: Iterable[Grant]) -> bool:
    """Whether who holds `giver` may have a person who holds `grants` set their ways in, or set them anew.

    A school lead invites who can do less than they, and nowhere else.
    """
    held = tuple(giver)
    if holds(held, GrantKind.DISTRICT_ADMINISTRATOR):
        return True
    led = schools_led(held)
    return bool(led & person.school_ids) and all(
        grant.kind in _OF_A_LEAD and grant.school_id in (None, *led) for grant in grants
    )


def schools_led(grants: Iterable[Grant]) -> frozenset[str]:
    """The schools that somebody leads."""
    led = (grant.school_id for grant in grants if grant.kind is GrantKind.SCHOOL_LEAD)
    return frozenset(school for school in led if school)


def holds(grants: Iterable[Grant], kind: GrantKind, *, school_id: str | None = None) -> bool:
    """Whether one of the grants is of this kind, and of this school where the kind is of a school."""
    return any(grant.kind is kind and grant.school_id == school_id for grant in grants)


def teaches(grants: Iterable[Grant], class_id: str) -> bool:
    """Whether one of the grants is a teacher's of this class."""
    return any(class_id in grant.class_ids for grant in grants)


def teacher_grant(role: Role, enrollments: Iterable[Enrollment]) -> Grant | None:
    """The grant that follows from a person's role and enrollments; None if they teach no class."""
    taught = frozenset(each.class_id for each in enrollments if each.role is Role.TEACHER)
    return Grant(GrantKind.TEACHER, class_ids=taught) if taught and may_hold(role) else None


def limits_as(role: Role, grants: Iterable[Grant]) -> Role:
    """Whose session limits apply to somebody: those of an administrator, a teacher or a student.

    The more a session can do, the sooner it ends: what a grant allows counts as much as the role.
    """
    kinds = {grant.kind for grant in grants}
    if role is Role.ADMINISTRATOR or kinds & _LEADS:
        return Role.ADMINISTRATOR
    return Role.TEACHER if role is Role.TEACHER or kinds else Role.STUDENT
