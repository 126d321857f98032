"""OneRoster 1.2 CSV, whole (bulk) or changes only (delta): roles and schools are in roles.csv."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from harmony.model import Role
from harmony.roster.facts import Fact, Kind, Prologue, Reference
from harmony.roster.formats import _manifest, _oneroster, _oneroster_writing, _roles
from harmony.roster.formats._oneroster import CLASSES, ENROLLMENTS, NAMES, ORGS, UNUSED
from harmony.roster.header import Layout
from harmony.roster.headers import Headers
from harmony.roster.intake import Intake
from harmony.roster.outgoing import Outgoing, OutTable

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
FILES = (ORGS, USERS, ROLES, CLASSES, ENROLLMENTS)


def recognise(headers: Headers) -> bool:
    """A file of roles, or users without one who say that it should be there."""
    return _oneroster.relative(headers) == "1.2"


def read(intake: Intake) -> Iterator[Fact]:
    """The files as facts."""
    intake.expect(_manifest.wanted(intake, FILES), (*FILES, *UNUSED))
    changes = _manifest.changed_only(intake, FILES)
    yield Prologue(REFERENCES, IDS, changes)
    yield from _oneroster.schools(intake)
    yield from _roles.people(intake, USERS, USERNAME)
    yield from _roles.places(intake, ROLES)
    yield from _oneroster.classes(intake)
    yield from _oneroster.enrollments(intake, changes=Kind.ENROLLMENT in changes)


def write(out: Outgoing) -> Iterator[OutTable]:
    """A whole export."""
    files = ("orgs", "academicSessions", "courses", "classes", "enrollments", "users", "roles")
    yield _oneroster_writing.manifest("1.2", files)
    yield from _oneroster_writing.common(out)
    yield _oneroster_writing.table("users 1.2", _users(out))
    yield _oneroster_writing.table("roles", _places(out))


def _users(out: Outgoing) -> Iterator[Mapping[str, str]]:
    for each in out.people:
        yield {
            "sourcedId": each.external_id,
            "enabledUser": str(each.enabled).lower(),
            "username": each.username,
            "givenName": each.given_name,
            "familyName": each.family_name,
            "grades": ",".join(each.grades),
            "primaryOrgSourcedId": next(iter(each.schools), _oneroster_writing.DISTRICT),
        }


def _places(out: Outgoing) -> Iterator[Mapping[str, str]]:
    for each in out.people:
        for number, school in enumerate(each.schools or (_oneroster_writing.DISTRICT,)):
            yield {
                "sourcedId": f"{each.external_id}-{number}",
                "userSourcedId": each.external_id,
                "roleType": "secondary" if number else "primary",
                "role": "siteAdministrator" if each.role is Role.ADMINISTRATOR else each.role.value,
                "orgSourcedId": school,
            }
