"""Microsoft School Data Sync v2.1 CSV: five files like OneRoster's, always whole, without a manifest."""

from __future__ import annotations

from collections.abc import Iterator

from harmony.roster.facts import Fact, Kind, Prologue, Reference
from harmony.roster.formats import _oneroster, _roles
from harmony.roster.formats._oneroster import NAMES, ORGS
from harmony.roster.header import Layout
from harmony.roster.headers import Headers
from harmony.roster.intake import Intake

NAME = "sds"
TITLE = "Microsoft SDS v2.1"

USERS = Layout("users.csv", ("sourcedId", "username", "givenName", "familyName"), (), NAMES)
ROLES = Layout("roles.csv", ("userSourcedId", "orgSourcedId", "role"), ("grade", "isPrimary"))
CLASSES = Layout("classes.csv", ("sourcedId", "title", "orgSourcedId"), (), NAMES)
ENROLLMENTS = Layout("enrollments.csv", ("classSourcedId", "userSourcedId", "role"), (), NAMES)
USERNAME = ("username@",)
"""Microsoft's user names are addresses; what a child types ends before the sign."""
REFERENCES = {
    ROLES.file: {
        Kind.PERSON: Reference("userSourcedId", USERS.file),
        Kind.SCHOOL: Reference("orgSourcedId", ORGS.file),
    },
    CLASSES.file: {Kind.SCHOOL: Reference("orgSourcedId", ORGS.file)},
    ENROLLMENTS.file: {
        Kind.CLASS: Reference("classSourcedId", CLASSES.file),
        Kind.PERSON: Reference("userSourcedId", USERS.file),
    },
}
IDS = dict.fromkeys((ORGS.file, USERS.file, CLASSES.file), "sourcedId")
_FILES = (ORGS, USERS, ROLES, CLASSES, ENROLLMENTS)
_UNUSED = tuple(
    Layout(f"{name}.csv", ())
    for name in ("academicSessions", "courses", "demographics", "userFlags", "relationships")
)


def recognise(headers: Headers) -> bool:
    """Roles without an id of their own, or classes with an orgSourcedId."""
    return _oneroster.relative(headers) == "sds"


def read(intake: Intake) -> Iterator[Fact]:
    """The files as facts."""
    intake.expect(_FILES, (*_FILES, *_UNUSED))
    yield Prologue(REFERENCES, IDS)
    yield from _oneroster.schools(intake)
    yield from _roles.people(intake, USERS, USERNAME)
    yield from _roles.places(intake, ROLES)
    yield from _oneroster.classes(intake, CLASSES)
    yield from _oneroster.enrollments(intake, ENROLLMENTS)
