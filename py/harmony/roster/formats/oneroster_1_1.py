"""OneRoster 1.1 CSV, whole (bulk) or changes only (delta): a user's role and schools are in users.csv."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from harmony.findings import said
from harmony.model import PORTAL_ROLES, Role
from harmony.roster.facts import GONE, Fact, Kind, LeftOut, Origin, PersonFact, Prologue, Reference
from harmony.roster.formats import _manifest, _oneroster, _oneroster_writing
from harmony.roster.formats._oneroster import CLASSES, ENROLLMENTS, NAMES, ORGS, UNUSED
from harmony.roster.header import Layout
from harmony.roster.headers import Headers
from harmony.roster.intake import Intake
from harmony.roster.outgoing import Outgoing, OutTable
from harmony.roster.rows import Row

NAME = "oneroster-1.1"
TITLE = "OneRoster 1.1"

USERS = Layout(
    "users.csv",
    ("sourcedId", "enabledUser", "orgSourcedIds", "role", "username", "givenName", "familyName"),
    ("status", "grades"),
    NAMES,
)
USERNAME = ("username",)
REFERENCES = {
    CLASSES.file: {Kind.SCHOOL: Reference("schoolSourcedId", ORGS.file)},
    ENROLLMENTS.file: {
        Kind.CLASS: Reference("classSourcedId", CLASSES.file),
        Kind.PERSON: Reference("userSourcedId", USERS.file),
    },
    USERS.file: {Kind.SCHOOL: Reference("orgSourcedIds", ORGS.file)},
}
IDS = dict.fromkeys((ORGS.file, USERS.file, CLASSES.file), "sourcedId")
FILES = (ORGS, USERS, CLASSES, ENROLLMENTS)


def recognise(headers: Headers) -> bool:
    """Users with a sourcedId, and their role and schools beside it."""
    return _oneroster.relative(headers) == "1.1"


def read(intake: Intake) -> Iterator[Fact]:
    """The files as facts."""
    intake.expect(_manifest.wanted(intake, FILES), (*FILES, *UNUSED))
    changes = _manifest.changed_only(intake, FILES)
    yield Prologue(REFERENCES, IDS, changes)
    yield from _oneroster.schools(intake)
    yield from _people(intake)
    yield from _oneroster.classes(intake)
    yield from _oneroster.enrollments(intake, changes=Kind.ENROLLMENT in changes)


def _people(intake: Intake) -> Iterator[PersonFact | LeftOut]:
    for row in intake.rows(intake.layout(USERS, USERNAME)):
        person, at = row.id("sourcedId"), Origin(row.file, row.number)
        if _oneroster.is_over(row):
            yield LeftOut(Kind.PERSON, person, GONE, at)
            continue
        role = _oneroster.role_of(row)
        if role not in PORTAL_ROLES:
            yield LeftOut(Kind.PERSON, person, role.value if role else "unknown role", at)
        else:
            yield _person(intake, row, person, role, at)


def _person(intake: Intake, row: Row, person: str, role: Role, at: Origin) -> PersonFact:
    schools = row.ids("orgSourcedIds")
    if not schools and role is Role.STUDENT:
        row.note("orgSourcedIds", said("is empty: the student belongs to no school."))
    return PersonFact(
        id=person,
        username=intake.username(row, USERNAME),
        given_name=row.text("givenName"),
        family_name=row.text("familyName"),
        role=role,
        grades=row.grades("grades") if role is Role.STUDENT else (),
        schools=schools,
        enabled=row.flag("enabledUser"),
        at=at,
    )


def write(out: Outgoing) -> Iterator[OutTable]:
    """A whole export."""
    files = ("orgs", "academicSessions", "courses", "classes", "enrollments", "users")
    yield _oneroster_writing.manifest("1.1", files)
    yield from _oneroster_writing.common(out)
    yield _oneroster_writing.table("users", _users(out))


def _users(out: Outgoing) -> Iterator[Mapping[str, str]]:
    for each in out.people:
        yield {
            "sourcedId": each.external_id,
            "enabledUser": str(each.enabled).lower(),
            "orgSourcedIds": ",".join(each.schools) or _oneroster_writing.DISTRICT,
            "role": each.role.value,
            "username": each.username,
            "givenName": each.given_name,
            "familyName": each.family_name,
            "grades": ",".join(each.grades),
        }
