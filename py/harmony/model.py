"""The people of a district and where they belong.

Everything here is a value: made whole, compared by content, never changed. Every `id` is the portal's own:
random, and never given to anything else. What a roster calls somebody is an external id.
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


class AuthenticationMethod(StrEnum):
    """What was shown at the door: an `amr` value of RFC 8176, section 2, where it has a word for it."""

    BADGE = "badge"
    """A signed badge; the RFC has no word for one."""
    PASSWORD = "pwd"  # noqa: S105  a word of the RFC
    BACKUP_CODE = "otp"
    """A code for one time, read to a child by staff."""
    INVITATION = "invitation"
    """A link that staff were given to set up their account."""


class BadgeState(StrEnum):
    """Where a badge is in its life. Only one that is issued, or temporary and in its time, opens the door."""

    ISSUED = "issued"
    TEMPORARY = "temporary"
    VOID = "void"
    REPLACED = "replaced"


@dataclass(frozen=True)
class Picture:
    """The picture a person has everywhere: a drawing's name, and the colour behind it."""

    name: str
    colour: str


@dataclass(frozen=True)
class School:
    """A school of the district."""

    id: str
    name: str


@dataclass(frozen=True)
class SchoolClass:
    """A class: a course held in one school for some terms."""

    id: str
    title: str
    school_id: str


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody of the district, as far as the portal knows them.

    `username` is what is typed at the password form: the student id on the school card.
    """

    id: str
    username: str
    given_name: str
    family_name: str
    role: Role
    picture: Picture
    grades: tuple[str, ...] = ()
    """In the order of `GRADES`."""
    school_ids: frozenset[str] = frozenset()
    enabled: bool = True


@dataclass(frozen=True, slots=True)
class Enrollment:
    """A person's place in a class: of one role in one class there is one."""

    class_id: str
    person_id: str
    role: Role


class ExternalKind(StrEnum):
    """What an external id may stand for."""

    SCHOOL = "school"
    CLASS = "class"
    PERSON = "person"


@dataclass(frozen=True, slots=True)
class ExternalId:
    """What a source of rosters calls a school, class or person that has the id `portal_id` here."""

    source: str
    kind: ExternalKind
    id: str
    portal_id: str


@dataclass(frozen=True)
class Membership:
    """Where a person belongs, as far as deciding what they see needs it.

    Schools and classes are told by their external ids, from whichever source: a district writes its rules in
    the words of its rosters.
    """

    role: Role
    grades: frozenset[str]
    schools: frozenset[str]
    classes: frozenset[str]


@dataclass(frozen=True)
class Audience:
    """Whom something is for: `everyone`, or whoever matches every dimension that is given.

    Schools and classes are a roster's external ids. A dimension that is None was not given. In a given one,
    any of its values matches; one given empty matches nobody, as does a rule that gives none.
    """

    everyone: bool = False
    roles: frozenset[Role] | None = None
    grades: frozenset[str] | None = None
    schools: frozenset[str] | None = None
    classes: frozenset[str] | None = None

    def admits(self, membership: Membership) -> bool:
        """Whether somebody who belongs where `membership` says is one of them."""
        if self.everyone:
            return True
        pairs: tuple[tuple[frozenset[str] | None, frozenset[str]], ...] = (
            (self.roles, frozenset({membership.role})),
            (self.grades, membership.grades),
            (self.schools, membership.schools),
            (self.classes, membership.classes),
        )
        given = [(wanted, had) for wanted, had in pairs if wanted is not None]
        return bool(given) and all(wanted & had for wanted, had in given)
