"""Reading a OneRoster 1.1 bulk export (1EdTech, OneRoster 1.1 CSV tables)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from typing import TypeVar

from harmony.model import GRADES, PORTAL_ROLES, Role
from harmony.roster import grades
from harmony.roster.findings import Findings
from harmony.roster.formats.oneroster import layout
from harmony.roster.formats.oneroster.export import Export
from harmony.roster.formats.oneroster.layout import Layout
from harmony.roster.references import SourcedIds
from harmony.roster.roster import (
    Origin,
    Roster,
    RosterClass,
    RosterEnrollment,
    RosterPerson,
    RosterSchool,
)
from harmony.roster.rows import Row, shown
from harmony.spelling import folded

ORG_TYPES = ("school", "district", "local", "state", "national", "department")
ROLES = {role.value: role for role in Role} | {
    "parent": Role.GUARDIAN,
    "proctor": Role.AIDE,
    "relative": Role.GUARDIAN,
}
"""OneRoster's words for a role (1.1, RoleType), and the role each means."""

_ROLE_WORDS = tuple(ROLES)
_TABLES = (*layout.REQUIRED_FILES, *layout.OPTIONAL_FILES)

_Value = TypeVar("_Value")


def read(files: Mapping[str, bytes]) -> Roster:
    """Read the files of an export, by name; files that are not wanted are never taken from the mapping.

    Raises RosterError with what is wrong anywhere in them: it is all or nothing.
    """
    return _Reader(files).roster()


class _Reader:
    """One reading: everything seen and noted so far. Files are read in the order they refer to each other."""

    def __init__(self, files: Mapping[str, bytes]) -> None:
        self._findings = Findings()
        self._warnings = Findings()
        self._export = Export(files, self._findings, self._warnings)
        self._skipped: Counter[str] = Counter()
        self._ids = {table.file: SourcedIds(table.file) for table in _TABLES}
        self._school_ids: set[str] = set()
        self._outsiders: set[str] = set()
        self._usernames: dict[str, int] = {}

    def roster(self) -> Roster:
        """The whole roster, or RosterError."""
        schools = self._read(layout.ORGS, self._school)
        self._read(layout.ACADEMIC_SESSIONS, self._session)
        self._read(layout.COURSES, lambda row, _: row.text("title"))
        classes = self._read(layout.CLASSES, self._class)
        people = self._read(layout.USERS, self._person)
        enrollments = self._read(layout.ENROLLMENTS, self._enrollment)
        self._findings.raise_if_any()
        return Roster(schools, classes, people, enrollments, dict(self._skipped), self._warnings.all())

    def _read(self, table: Layout, make: Callable[[Row, str], _Value | None]) -> tuple[_Value, ...]:
        """What `make` makes of each row and its own sourcedId, where that is something."""
        rows = self._export.rows(table)
        if rows is None:
            return ()
        ids = self._ids[table.file]
        ids.known = True
        values = [make(row, ids.add(row)) for row in rows if _is_active(row)]
        if not values:
            self._note_no_rows(table)
        return tuple(value for value in values if value is not None)

    def _note_no_rows(self, table: Layout) -> None:
        """A roster without people or schools is a broken export; one without classes is only odd."""
        notes = self._findings if table in (layout.ORGS, layout.USERS) else self._warnings
        notes.add(table.file, "has a header and nothing below it.")

    def _refer(self, row: Row, column: str, table: Layout, sourced_id: str) -> str:
        self._ids[table.file].check(row, column, sourced_id)
        return sourced_id

    def _school(self, row: Row, org_id: str) -> RosterSchool | None:
        name = row.text("name")
        if row.choice("type", ORG_TYPES) != "school":
            return None
        self._school_ids.add(org_id)
        return RosterSchool(org_id, name)

    def _session(self, row: Row, _: str) -> None:
        row.text("title")
        _check_days(row, "startDate", "endDate")

    def _class(self, row: Row, class_id: str) -> RosterClass:
        school_id = self._refer(row, "schoolSourcedId", layout.ORGS, row.id("schoolSourcedId"))
        if school_id in self._ids[layout.ORGS.file] and school_id not in self._school_ids:
            row.note("schoolSourcedId", f"{shown(school_id)} is not a school in orgs.csv.")
        self._refer(row, "courseSourcedId", layout.COURSES, row.optional_id("courseSourcedId"))
        for term_id in row.ids("termSourcedIds"):
            self._refer(row, "termSourcedIds", layout.ACADEMIC_SESSIONS, term_id)
        return RosterClass(class_id, row.text("title"), school_id)

    def _person(self, row: Row, person_id: str) -> RosterPerson | None:
        role = _role(row)
        if role is None:
            return None
        if role not in PORTAL_ROLES:
            self._outsiders.add(person_id)
            self._skipped[role.value] += 1
            return None
        return RosterPerson(
            external_id=person_id,
            username=self._username(row),
            given_name=row.text("givenName"),
            family_name=row.text("familyName"),
            role=role,
            grades=_grades(row),
            schools=self._schools_of(row),
            enabled=row.flag("enabledUser"),
            origin=Origin(layout.USERS.file, row.number),
        )

    def _username(self, row: Row) -> str:
        username = row.username()
        earlier = self._usernames.setdefault(folded(username), row.number)
        if username and earlier != row.number:
            same = "capitals, the kind of digits and what nobody sees make no difference"
            row.note("username", f"row {earlier} has it already ({same}).")
        return username

    def _schools_of(self, row: Row) -> tuple[str, ...]:
        org_ids = row.ids("orgSourcedIds")
        if not org_ids:
            row.note("orgSourcedIds", "is empty.")
        for org_id in org_ids:
            self._refer(row, "orgSourcedIds", layout.ORGS, org_id)
        return tuple(org_id for org_id in org_ids if org_id in self._school_ids)

    def _enrollment(self, row: Row, _: str) -> RosterEnrollment | None:
        class_id = self._refer(row, "classSourcedId", layout.CLASSES, row.id("classSourcedId"))
        person_id = self._refer(row, "userSourcedId", layout.USERS, row.id("userSourcedId"))
        self._refer(row, "schoolSourcedId", layout.ORGS, row.id("schoolSourcedId"))
        _check_days(row, "beginDate", "endDate")
        role = _role(row)
        if (role and role not in PORTAL_ROLES) or person_id in self._outsiders:
            self._skipped["enrollment"] += 1
            return None
        return RosterEnrollment(class_id, person_id, role) if role else None


def _is_active(row: Row) -> bool:
    """Whether the row counts; in a bulk export every row does, and any other status is noted."""
    status = row.optional_id("status")
    if status.lower() in ("", "active"):
        return True
    row.note("status", f"{shown(status)} has no place in a bulk export: leave it blank, or the row out.")
    return False


def _role(row: Row) -> Role | None:
    return ROLES.get(row.choice("role", _ROLE_WORDS))


def _check_days(row: Row, first: str, last: str) -> None:
    start, end = row.day(first), row.day(last)
    if start and end and end < start:
        row.note(last, f"is before {first}.")


def _grades(row: Row) -> tuple[str, ...]:
    """The grades of a person, in the order of `GRADES`."""
    found: set[str] = set()
    for written in row.ids("grades"):
        grade = grades.normalised(written)
        if grade is None:
            row.note("grades", f"{shown(written)} is not a grade. Known are {grades.ACCEPTED}.")
        else:
            found.add(grade)
    return tuple(grade for grade in GRADES if grade in found)
