"""The files and columns of OneRoster 1.1 (1EdTech, CSV tables, section 4) that the portal reads.

Only the columns named here are ever taken out of a row. Birth dates, addresses, telephone numbers,
passwords and everything else a student information system exports stay where they are.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Layout:
    """One file: its name, the columns that must be there, and those that may be."""

    file: str
    required: tuple[str, ...]
    optional: tuple[str, ...] = ("status",)
    hint: str = ""
    """What to say further when a required column is missing."""

    @property
    def columns(self) -> tuple[str, ...]:
        """Every column that is read."""
        return self.required + self.optional


MANIFEST = Layout("manifest.csv", ("propertyName", "value"), ())
ORGS = Layout("orgs.csv", ("sourcedId", "name", "type"))
ACADEMIC_SESSIONS = Layout("academicSessions.csv", ("sourcedId", "title", "startDate", "endDate"))
COURSES = Layout("courses.csv", ("sourcedId", "title"))
CLASSES = Layout(
    "classes.csv",
    ("sourcedId", "title", "schoolSourcedId"),
    ("status", "courseSourcedId", "termSourcedIds"),
)
USERS = Layout(
    "users.csv",
    ("sourcedId", "enabledUser", "orgSourcedIds", "role", "username", "givenName", "familyName"),
    ("status", "grades"),
    hint="This portal reads OneRoster 1.1; version 1.2 keeps roles in a file of their own.",
)
ENROLLMENTS = Layout(
    "enrollments.csv",
    ("sourcedId", "classSourcedId", "schoolSourcedId", "userSourcedId", "role"),
    ("status", "beginDate", "endDate"),
)

REQUIRED_FILES = (ORGS, CLASSES, USERS, ENROLLMENTS)
OPTIONAL_FILES = (ACADEMIC_SESSIONS, COURSES)
"""Read only to see that the classes' references hold."""

MISSPELT_COLUMNS = {
    "enabled": "enabledUser",
    "enableuser": "enabledUser",
    "firstname": "givenName",
    "grade": "grades",
    "lastname": "familyName",
    "classsourceid": "classSourcedId",
    "coursesourceid": "courseSourcedId",
    "orgsourceids": "orgSourcedIds",
    "orgsourcedid": "orgSourcedIds",
    "schoolsourceid": "schoolSourcedId",
    "sourceid": "sourcedId",
    "surname": "familyName",
    "termsourceids": "termSourcedIds",
    "termsourcedid": "termSourcedIds",
    "usersourceid": "userSourcedId",
}
"""Headers seen in real exports whose meaning is plain: in small letters, without spaces and underscores."""
