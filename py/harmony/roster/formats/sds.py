"""Microsoft School Data Sync v2.1 CSV: five files like OneRoster's, always whole, without a manifest."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from harmony.roster.facts import Fact, Kind, Prologue, Reference
from harmony.roster.formats import _oneroster, _roles
from harmony.roster.formats._oneroster import NAMES, ORGS
from harmony.roster.header import Layout
from harmony.roster.headers import Headers
from harmony.roster.intake import Intake
from harmony.roster.outgoing import Outgoing, OutTable

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
_DISTRICT = "harmony-district"
_USER_COLUMNS = (*USERS.required, "password", "activeDirectoryMatchId", "email", "phone", "sms")
_ROLE_COLUMNS = (*ROLES.required, "sessionSourcedId", "grade", "isPrimary", "roleStartDate", "roleEndDate")
_CLASS_COLUMNS = (*CLASSES.required, "sessionSourcedIds", "courseSourcedId")
FILES = (ORGS, USERS, ROLES, CLASSES, ENROLLMENTS)
_UNUSED = tuple(
    Layout(f"{name}.csv", ())
    for name in ("academicSessions", "courses", "demographics", "userFlags", "relationships")
)


def recognise(headers: Headers) -> bool:
    """Roles without an id of their own, or classes with an orgSourcedId."""
    return _oneroster.relative(headers) == "sds"


def read(intake: Intake) -> Iterator[Fact]:
    """The files as facts."""
    intake.expect(FILES, (*FILES, *_UNUSED))
    yield Prologue(REFERENCES, IDS)
    yield from _oneroster.schools(intake)
    yield from _roles.people(intake, USERS, USERNAME)
    yield from _roles.places(intake, ROLES)
    yield from _oneroster.classes(intake, CLASSES)
    yield from _oneroster.enrollments(intake, ENROLLMENTS)


def write(out: Outgoing) -> Iterator[OutTable]:
    """A whole export, without those who are switched off: the format cannot say so."""
    out = out.enabled_only()
    yield OutTable("orgs.csv", ("sourcedId", "name", "type", "parentSourcedId"), _orgs(out))
    yield OutTable("users.csv", _USER_COLUMNS, _users(out))
    yield OutTable("roles.csv", _ROLE_COLUMNS, _places(out))
    yield OutTable("classes.csv", _CLASS_COLUMNS, _classes(out))
    yield OutTable("enrollments.csv", ENROLLMENTS.required, _enrollments(out))


def _orgs(out: Outgoing) -> Iterator[Mapping[str, str]]:
    yield {"sourcedId": _DISTRICT, "name": out.district, "type": "district"}
    for each in out.schools:
        place = {"type": "school", "parentSourcedId": _DISTRICT}
        yield {"sourcedId": each.external_id, "name": each.name, **place}


def _users(out: Outgoing) -> Iterator[Mapping[str, str]]:
    for each in out.people:
        names = {"givenName": each.given_name, "familyName": each.family_name}
        yield {"sourcedId": each.external_id, "username": each.username, **names}


def _places(out: Outgoing) -> Iterator[Mapping[str, str]]:
    for each in out.people:
        for number, school in enumerate(each.schools or (_DISTRICT,)):
            yield {
                "userSourcedId": each.external_id,
                "orgSourcedId": school,
                "role": each.role.value,
                "grade": next(iter(each.grades), ""),
                "isPrimary": "false" if number else "true",
            }


def _classes(out: Outgoing) -> Iterator[Mapping[str, str]]:
    for each in out.classes:
        yield {"sourcedId": each.external_id, "orgSourcedId": each.school, "title": each.title}


def _enrollments(out: Outgoing) -> Iterator[Mapping[str, str]]:
    for each in out.enrollments:
        who = {"userSourcedId": each.person, "role": each.role.value}
        yield {"classSourcedId": each.in_class, **who}
