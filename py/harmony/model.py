"""The people of a district and where they belong, in OneRoster's terms (1EdTech OneRoster 1.1).

Everything here is a value: made whole, compared by content, never changed.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

GRADES = ("PK", "KG", "01", "02", "03", "04", "05", "06", "07", "08", "09", "10", "11", "12")
"""Grade levels from pre-kindergarten to twelfth grade, in order (CEDS entry grade level codes)."""


class Role(StrEnum):
    """What a roster calls somebody. What they may do in the portal is a grant: `harmony.grants`."""

    STUDENT = "student"
    TEACHER = "teacher"
    ADMINISTRATOR = "administrator"
    AIDE = "aide"
    GUARDIAN = "guardian"


PORTAL_ROLES = (Role.STUDENT, Role.TEACHER, Role.ADMINISTRATOR)
"""Who has a place in the portal; people of other roles are left out of it."""


class BadgeState(StrEnum):
    """Where a badge is in its life. Only an issued badge opens the door."""

    ISSUED = "issued"
    VOID = "void"
    REPLACED = "replaced"


@dataclass(frozen=True)
class School:
    """A school of the district."""

    id: str
    """OneRoster sourcedId."""
    name: str


@dataclass(frozen=True)
class SchoolClass:
    """A class: a course held in one school for some terms."""

    id: str
    title: str
    school_id: str


@dataclass(frozen=True)
class Person:
    """A student, teacher or administrator, as far as the portal knows them.

    `username` is what is typed at the password form: the student id on the school card.
    """

    id: str
    username: str
    given_name: str
    family_name: str
    role: Role
    grades: tuple[str, ...] = ()
    school_ids: tuple[str, ...] = ()
    enabled: bool = True


@dataclass(frozen=True)
class Enrollment:
    """A person's place in a class."""

    id: str
    class_id: str
    person_id: str
    role: Role


@dataclass(frozen=True)
class Membership:
    """Where a person belongs, as far as deciding what they see needs it."""

    role: Role
    grades: frozenset[str]
    school_ids: frozenset[str]
    class_ids: frozenset[str]
