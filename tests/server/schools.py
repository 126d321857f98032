"""Two schools with staff of every kind, for tests of what each of them may see and do."""

from __future__ import annotations

import secrets

from harmony.grants import Grant, GrantKind
from harmony.model import Enrollment, Person, Picture, Role, School, SchoolClass
from harmony_server.accounts import grants
from tests.district import ADA, FIRST, MAPLE, TILDA, District, put

STAFF = "/api/v1/staff"
FISH = Picture("fish", "coral")

BIRCH = School("school-birch", "Birch Hill School")
SECOND = SchoolClass("class-maple-02", "Second grade", MAPLE.id)
SIXTH = SchoolClass("class-birch-06", "Sixth grade", BIRCH.id)

_AT_MAPLE, _AT_BIRCH = frozenset({MAPLE.id}), frozenset({BIRCH.id})
ZOE = Person("p-zoe", "S2001", "Zoë", "Łukasik", Role.STUDENT, FISH, ("01",), _AT_MAPLE)
BEN = Person("p-ben", "S2002", "Ben", "Moss", Role.STUDENT, FISH, ("01",), _AT_MAPLE)
UMA = Person("p-uma", "S2003", "Uma", "Reed", Role.STUDENT, FISH, ("02",), _AT_MAPLE)
SIX = Person("p-six", "S2004", "Ines", "Sixten", Role.STUDENT, FISH, ("06",), _AT_BIRCH)

TEACHER = TILDA
"""Teaches the first grade."""
OTHER_TEACHER = Person("p-otto", "otto", "Otto", "Vale", Role.TEACHER, FISH, (), _AT_BIRCH)
"""Teaches the sixth grade at the other school."""
CO_TEACHER = Person("p-cora", "cora", "Cora", "Lind", Role.TEACHER, FISH, (), _AT_MAPLE)
"""Teaches the first grade too."""
MANAGER = Person("p-manu", "manu", "Manu", "Beck", Role.ADMINISTRATOR, FISH, (), _AT_MAPLE)
"""Manages Maple Street's badges."""
LEAD = Person("p-lena", "lena", "Lena", "Haas", Role.ADMINISTRATOR, FISH, (), _AT_MAPLE)
"""Leads Maple Street."""
ADMINISTRATOR = ADA

STUDENTS = (ZOE, BEN, UMA, SIX)
STAFF_PEOPLE = (TEACHER, CO_TEACHER, OTHER_TEACHER, MANAGER, LEAD, ADMINISTRATOR)
PLACES = (
    Enrollment(FIRST.id, ZOE.id, Role.STUDENT),
    Enrollment(FIRST.id, BEN.id, Role.STUDENT),
    Enrollment(FIRST.id, TEACHER.id, Role.TEACHER),
    Enrollment(FIRST.id, CO_TEACHER.id, Role.TEACHER),
    Enrollment(SECOND.id, UMA.id, Role.STUDENT),
    Enrollment(SIXTH.id, SIX.id, Role.STUDENT),
    Enrollment(SIXTH.id, OTHER_TEACHER.id, Role.TEACHER),
)
GIVEN = (
    (MANAGER, Grant(GrantKind.BADGE_MANAGER, MAPLE.id)),
    (LEAD, Grant(GrantKind.SCHOOL_LEAD, MAPLE.id)),
    (ADMINISTRATOR, Grant(GrantKind.DISTRICT_ADMINISTRATOR)),
)


def staffed(district: District) -> District:
    """The district with these schools, and nobody else in it."""
    enroll(district)
    with district.store.begin() as tx:
        for person, grant in GIVEN:
            grants.give(tx, person, grant, by=None, now=district.clock(), rng=secrets.token_bytes)
    return district


def enroll(district: District, *, without: Person | None = None) -> None:
    """Make them the district's people, but for one who left."""
    put(
        district.store,
        [each for each in (*STUDENTS, *STAFF_PEOPLE) if each != without],
        schools=(MAPLE, BIRCH),
        classes=(FIRST, SECOND, SIXTH),
        enrollments=[each for each in PLACES if without is None or each.person_id != without.id],
    )
