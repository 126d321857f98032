"""What OneRoster's versions and Microsoft's relative of it have in common (1EdTech, CSV tables).

Only the columns named here are ever taken out of a row. Birth dates, addresses, telephone numbers,
passwords and everything else a student information system exports stay where they are. Courses, sessions and
demographics are never opened: the portal keeps nothing of them.
"""

from __future__ import annotations

from collections.abc import Iterator

from harmony.findings import said
from harmony.model import Role
from harmony.roster.blocks import Block
from harmony.roster.facts import (
    GONE,
    ClassFact,
    EnrollmentFact,
    EnrollmentFacts,
    EnrollmentGone,
    Kind,
    LeftOut,
    Origin,
    SchoolFact,
)
from harmony.roster.formats import _manifest
from harmony.roster.header import Layout
from harmony.roster.headers import Headers
from harmony.roster.intake import Intake
from harmony.roster.roles import ROLES
from harmony.roster.rows import Row, is_day, quoted

NAMES = {
    "sourcedid": "sourcedId",
    "sourceid": "sourcedId",
    "soucedid": "sourcedId",
    "sourcesid": "sourcedId",
    "enabled": "enabledUser",
    "enableuser": "enabledUser",
    "firstname": "givenName",
    "lastname": "familyName",
    "surname": "familyName",
    "grade": "grades",
    "gradelevel": "grades",
    "userrole": "role",
    "classsourceid": "classSourcedId",
    "usersourceid": "userSourcedId",
    "schoolsourceid": "schoolSourcedId",
    "orgsourceids": "orgSourcedIds",
    "orgsourcedid": "orgSourcedIds",
    "orgsourceid": "orgSourcedIds",
}
"""Headers seen in real exports whose meaning is plain."""

ORGS = Layout("orgs.csv", ("sourcedId", "name", "type"), ("status",), NAMES)
CLASSES = Layout("classes.csv", ("sourcedId", "title", "schoolSourcedId"), ("status",), NAMES)
ENROLLMENTS = Layout(
    "enrollments.csv",
    ("classSourcedId", "userSourcedId", "role"),
    ("status", "beginDate", "endDate"),
    NAMES,
)
UNUSED = (
    Layout("manifest.csv", ()),
    Layout("academicSessions.csv", ()),
    Layout("courses.csv", ()),
)
"""Files that are part of every export and of which nothing is kept."""

_ORGS = frozenset(["district", "local", "state", "national", "department"])
_SCHOOLS = frozenset(["school", "campus", "building"])
_ENDED = frozenset(("tobedeleted", "inactive", "deleted"))


def relative(headers: Headers) -> str | None:
    """Which of OneRoster's versions and relatives files are of, by their columns; None for none of them."""
    if not any(headers.has(file, "sourcedId") for file in _manifest.KINDS):
        return "1.1" if {"users", "orgs"} <= set(headers) else None
    if headers.lacks("roles", "sourcedId") or headers.has("classes", "orgSourcedId"):
        return "sds"
    if "roles" in headers or (not headers.has("users", "role") and _says_1_2(headers)):
        return "1.2"
    lacks_flag = headers.lacks("users", "enabledUser", "enabled", "enableUser")
    if lacks_flag and not headers.lacks("users", "userId", "agents"):
        return "1.0"
    return "1.1"


def _says_1_2(headers: Headers) -> bool:
    newer = ("userMasterIdentifier", "primaryOrgSourcedId", "preferredGivenName")
    return (
        any(headers.has("users", each) for each in newer)
        or headers.manifest.get("oneroster.version") == "1.2"
    )


def is_over(row: Row) -> bool:
    """Whether a row says itself that what it tells of is no longer."""
    status = row.word("status")
    if status not in ("", "active") and status not in _ENDED:
        row.problem(
            "status",
            said("{value} is no status.", value=quoted(status)),
            said("Write active or tobedeleted."),
        )
    return status in _ENDED


def schools(intake: Intake, layout: Layout = ORGS) -> Iterator[SchoolFact | LeftOut]:
    """The schools; other organisations are known and left out."""
    for row in intake.rows(layout):
        org, at = row.id("sourcedId"), Origin(row.file, row.number)
        kind = row.word("type")
        if is_over(row):
            yield LeftOut(Kind.SCHOOL, org, GONE, at)
        elif kind in _SCHOOLS:
            yield SchoolFact(org, row.text("name"), at)
        else:
            if kind not in _ORGS:
                known = ", ".join(sorted(_ORGS | {"school"}))
                unknown = said("{value} is no kind of organisation.", value=quoted(kind))
                row.problem("type", unknown, said("Known are {names}.", names=known))
            yield LeftOut(Kind.SCHOOL, org, "organisation", at)


def classes(intake: Intake, layout: Layout = CLASSES) -> Iterator[ClassFact | LeftOut]:
    """The classes."""
    school = layout.required[2]
    for row in intake.rows(layout):
        class_id, at = row.id("sourcedId"), Origin(row.file, row.number)
        if is_over(row):
            yield LeftOut(Kind.CLASS, class_id, GONE, at)
        else:
            title = row.optional("title")
            if not title:
                row.note("title", said("is empty: the class is called by its id."))
            yield ClassFact(class_id, title or class_id, row.id(school), at)


def enrollments(
    intake: Intake, layout: Layout = ENROLLMENTS, *, changes: bool = False
) -> Iterator[EnrollmentFacts | EnrollmentFact | EnrollmentGone | LeftOut]:
    """Who is in which class; an end is told apart only where the file holds `changes`."""
    for block in intake.blocks(layout):
        if facts := _plain_enrollments(block):
            yield facts
        else:
            yield from (_enrollment(row, changes=changes) for row in block.rows())


def _plain_enrollments(block: Block) -> EnrollmentFacts | None:
    """What rows say that are all written as the standard has it; None for any others."""
    values = block.plain("classSourcedId", "userSourcedId", "role", "status", "beginDate", "endDate")
    if values is None:
        return None
    in_classes, people, words, statuses, begins, ends = values
    days = {*begins, *ends}
    if any(statuses) or not (all(in_classes) and all(people) and ROLES.keys() >= set(words)):
        return None
    if not all(map(is_day, days)):
        return None
    return EnrollmentFacts(
        in_classes, people, [ROLES[each] for each in words], Origin(block.file, block.first)
    )


def _enrollment(row: Row, *, changes: bool) -> EnrollmentFact | EnrollmentGone | LeftOut:
    at = Origin(row.file, row.number)
    if is_over(row):
        return _ended(row, at) if changes else LeftOut(Kind.ENROLLMENT, "", GONE, at)
    row.day("beginDate")
    row.day("endDate")
    in_class, person = row.id("classSourcedId"), row.id("userSourcedId")
    if not row.word("role"):
        row.note("role", said("is empty: the person's own role is taken."))
        return EnrollmentFact(in_class, person, None, at)
    if (role := role_of(row)) is None:
        return LeftOut(Kind.ENROLLMENT, "", "unknown role", at)
    return EnrollmentFact(in_class, person, role, at)


def role_of(row: Row, column: str = "role") -> Role | None:
    """The role a row names; None, and a note, if it is not known."""
    word = row.word(column)
    role = ROLES.get(word)
    if role is None:
        unknown = said("{value} is no role that is known: the row is left out.", value=quoted(word))
        row.note(column, unknown if word else said("is empty: the row is left out."))
    return role


def _ended(row: Row, at: Origin) -> EnrollmentGone | LeftOut:
    in_class, person = row.optional_id("classSourcedId"), row.optional_id("userSourcedId")
    if in_class and person:
        return EnrollmentGone(in_class, person, at)
    row.problem(
        "sourcedId",
        said("ends an enrollment without its class and person, and the portal keeps no ids of enrollments."),
        said("Export the whole roster (bulk)."),
    )
    return LeftOut(Kind.ENROLLMENT, "", GONE, at)
