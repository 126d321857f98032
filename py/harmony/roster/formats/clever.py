"""Clever's five CSV files: always whole; a teacher has a row for each school."""

from __future__ import annotations

from collections.abc import Iterator

from harmony.model import Role
from harmony.roster.facts import (
    ClassFact,
    EnrollmentFact,
    EnrollmentFacts,
    Fact,
    Kind,
    Origin,
    PersonFact,
    Prologue,
    Reference,
    SchoolFact,
)
from harmony.roster.formats import _clever_writing
from harmony.roster.header import Layout
from harmony.roster.headers import Headers
from harmony.roster.intake import Intake
from harmony.roster.outgoing import Outgoing, OutTable
from harmony.roster.rows import Row

NAME = "clever"
TITLE = "Clever"

TEACHER = "teacher:"
"""Before the ids of teachers: a district may count them from one, as it does its students."""
MAX_TEACHERS = 10
"""Columns of teachers that a section may have: Teacher_id, Teacher_2_id and so on."""
SCHOOLS = Layout("schools.csv", ("School_id", "School_name"))
STUDENTS = Layout("students.csv", ("School_id", "Student_id", "Last_name", "First_name"), ("Grade",))
TEACHERS = Layout("teachers.csv", ("School_id", "Teacher_id", "Last_name", "First_name"))
_TEACHER_COLUMNS = ("Teacher_id", *(f"Teacher_{number}_id" for number in range(2, MAX_TEACHERS + 1)))
_NAMES = ("Name", "Section_name", "Course_name", "Section_number")
SECTIONS = Layout(
    "sections.csv",
    ("School_id", "Section_id", "Teacher_id"),
    (*_TEACHER_COLUMNS[1:], *_NAMES, "Period"),
)
ENROLLMENTS = Layout("enrollments.csv", ("Section_id", "Student_id"))
STUDENT_USERNAME = ("Username", "Student_number")
TEACHER_USERNAME = ("Username", "Teacher_email@", "Teacher_number")
_AT_SCHOOL = {Kind.SCHOOL: Reference("School_id", SCHOOLS.file)}
REFERENCES = {
    STUDENTS.file: _AT_SCHOOL,
    TEACHERS.file: _AT_SCHOOL,
    SECTIONS.file: {**_AT_SCHOOL, Kind.PERSON: Reference("Teacher_id", TEACHERS.file, TEACHER)},
    ENROLLMENTS.file: {
        Kind.CLASS: Reference("Section_id", SECTIONS.file),
        Kind.PERSON: Reference("Student_id", STUDENTS.file),
    },
}
IDS = {
    SCHOOLS.file: "School_id",
    STUDENTS.file: "Student_id",
    TEACHERS.file: "Teacher_id",
    SECTIONS.file: "Section_id",
}
FILES = (SCHOOLS, STUDENTS, TEACHERS, SECTIONS, ENROLLMENTS)


def recognise(headers: Headers) -> bool:
    """Sections or students with Clever's ids."""
    ids = {
        "schools": "School_id",
        "students": "Student_id",
        "sections": "Section_id",
        "teachers": "Teacher_id",
    }
    named = any(headers.has(file, column) for file, column in ids.items())
    return named or {"schools", "sections", "students"} <= set(headers)


def read(intake: Intake) -> Iterator[Fact]:
    """The files as facts."""
    intake.expect(FILES, FILES)
    yield Prologue(REFERENCES, IDS)
    for row in intake.rows(SCHOOLS):
        yield SchoolFact(row.id("School_id"), row.text("School_name"), Origin(row.file, row.number))
    yield from _people(intake, STUDENTS, Role.STUDENT, STUDENT_USERNAME)
    yield from _people(intake, TEACHERS, Role.TEACHER, TEACHER_USERNAME)
    yield from _sections(intake)
    yield from _enrollments(intake)


def _people(intake: Intake, layout: Layout, role: Role, username: tuple[str, ...]) -> Iterator[PersonFact]:
    column, prefix = layout.required[1], TEACHER if role is Role.TEACHER else ""
    for row in intake.rows(intake.layout(layout, username)):
        yield PersonFact(
            id=prefix + row.id(column),
            username=intake.username(row, username),
            given_name=row.text("First_name"),
            family_name=row.text("Last_name"),
            role=role,
            grades=row.grades("Grade"),
            schools=(row.id("School_id"),),
            enabled=True,
            at=Origin(row.file, row.number),
        )


def _sections(intake: Intake) -> Iterator[ClassFact | EnrollmentFact]:
    for row in intake.rows(SECTIONS):
        section, at = row.id("Section_id"), Origin(row.file, row.number)
        yield ClassFact(section, _title(row), row.id("School_id"), at)
        for column in _TEACHER_COLUMNS:
            if teacher := row.optional_id(column):
                yield EnrollmentFact(section, TEACHER + teacher, Role.TEACHER, at)


def _enrollments(intake: Intake) -> Iterator[EnrollmentFacts | EnrollmentFact]:
    for block in intake.blocks(ENROLLMENTS):
        values = block.plain("Section_id", "Student_id")
        if values and all(map(all, values)):
            sections, students = values
            roles = [Role.STUDENT] * len(students)
            yield EnrollmentFacts(sections, students, roles, Origin(block.file, block.first))
            continue
        for row in block.rows():
            section, student = row.id("Section_id"), row.id("Student_id")
            yield EnrollmentFact(section, student, Role.STUDENT, Origin(row.file, row.number))


def _title(row: Row) -> str:
    """The section's name; where it has none, what it teaches and when."""
    name, section, course, number = (row.optional(column) for column in _NAMES)
    if title := name or section:
        return title
    said = " ".join(part for part in (course, row.optional("Period") or number) if part)
    return said or row.text("Name")


def write(out: Outgoing) -> Iterator[OutTable]:
    """A whole export."""
    return _clever_writing.tables(out, TEACHER, _TEACHER_COLUMNS)
