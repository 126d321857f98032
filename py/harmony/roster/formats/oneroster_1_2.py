"""OneRoster 1.2 CSV, whole (bulk) or changes only (delta): roles and schools are in roles.csv."""

from __future__ import annotations

from collections.abc import Iterator

from harmony.roster.facts import Fact, Kind, Prologue, Reference
from harmony.roster.formats import _manifest, _oneroster, _roles
from harmony.roster.formats._oneroster import CLASSES, ENROLLMENTS, NAMES, ORGS, UNUSED
from harmony.roster.header import Layout
from harmony.roster.headers import Headers
from harmony.roster.intake import Intake

NAME = "oneroster-1.2"
TITLE = "OneRoster 1.2"

USERS = Layout(
    "users.csv",
    ("sourcedId", "enabledUser", "username", "givenName", "familyName"),
    ("status", "grades"),
    NAMES,
)
ROLES = Layout("roles.csv", ("userSourcedId", "role", "orgSourcedId"), ("status", "roleType"), NAMES)
USERNAME = ("username",)
REFERENCES = {
    ROLES.file: {
        Kind.PERSON: Reference("userSourcedId", USERS.file),
        Kind.SCHOOL: Reference("orgSourcedId", ORGS.file),
    },
    CLASSES.file: {Kind.SCHOOL: Reference("schoolSourcedId", ORGS.file)},
    ENROLLMENTS.file: {
        Kind.CLASS: Reference("classSourcedId", CLASSES.file),
        Kind.PERSON: Reference("userSourcedId", USERS.file),
    },
}
IDS = dict.fromkeys((ORGS.file, USERS.file, CLASSES.file), "sourcedId")
_FILES = (ORGS, USERS, ROLES, CLASSES, ENROLLMENTS)


def recognise(headers: Headers) -> bool:
    """A file of roles, or users without one who say that it should be there."""
    return _oneroster.relative(headers) == "1.2"


def read(intake: Intake) -> Iterator[Fact]:
    """The files as facts."""
    intake.expect(_manifest.wanted(intake, _FILES), (*_FILES, *UNUSED))
    changes = _manifest.changed_only(intake, _FILES)
    yield Prologue(REFERENCES, IDS, changes)
    yield from _oneroster.schools(intake)
    yield from _roles.people(intake, USERS, USERNAME)
    yield from _roles.places(intake, ROLES)
    yield from _oneroster.classes(intake)
    yield from _oneroster.enrollments(intake, changes=Kind.ENROLLMENT in changes)
