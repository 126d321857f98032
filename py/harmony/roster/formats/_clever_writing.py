"""Writing Clever's five files: every column that Clever requires, and those the portal can fill."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from harmony.model import Role
from harmony.roster.outgoing import Anew, Outgoing, OutTable
from harmony.roster.roster import RosterPerson

_SCHOOL = ("School_id", "School_name", "School_number")
_STUDENT = ("School_id", "Student_id", "Student_number", "Last_name", "First_name", "Grade", "Username")
_TEACHER = ("School_id", "Teacher_id", "Last_name", "First_name", "Username")
_SECTION = ("School_id", "Section_id")
_ENROLLMENT = ("School_id", "Section_id", "Student_id")
_GRADES = {"PK": "PreKindergarten", "KG": "Kindergarten"}
"""Clever's words; the others are numbers without a zero before them."""


def tables(out: Outgoing, prefix: str, teacher_columns: Sequence[str]) -> Iterator[OutTable]:
    """A whole export, without administrators and those who are switched off: it has no place for them.

    `prefix` stands before teachers' ids here and not in the files.
    """
    out = out.enabled_only()
    students, teachers = (_of(out, role) for role in (Role.STUDENT, Role.TEACHER))
    yield OutTable("schools.csv", _SCHOOL, _schools(out))
    yield OutTable("students.csv", _STUDENT, (row for each in students for row in _student(each)))
    yield OutTable("teachers.csv", _TEACHER, (row for each in teachers for row in _teacher(each, prefix)))
    columns = (*_SECTION, *teacher_columns, "Name", "Section_number", "Term_name")
    yield OutTable("sections.csv", columns, _sections(out, prefix, teacher_columns))
    yield OutTable("enrollments.csv", _ENROLLMENT, _enrollments(out, {each.external_id for each in students}))


def _of(out: Outgoing, role: Role) -> Anew[RosterPerson]:
    return Anew(lambda: (each for each in out.people if each.role is role))


def _schools(out: Outgoing) -> Iterator[Mapping[str, str]]:
    for number, each in enumerate(out.schools, start=1):
        yield {"School_id": each.external_id, "School_name": each.name, "School_number": str(number)}


def _student(each: RosterPerson) -> Iterator[Mapping[str, str]]:
    grade = next(iter(each.grades), "")
    for school in each.schools:
        yield {
            "School_id": school,
            "Student_id": each.external_id,
            "Student_number": each.username,
            "Last_name": each.family_name,
            "First_name": each.given_name,
            "Grade": _GRADES.get(grade, grade.lstrip("0")),
            "Username": each.username,
        }


def _teacher(each: RosterPerson, prefix: str) -> Iterator[Mapping[str, str]]:
    for school in each.schools:
        yield {
            "School_id": school,
            "Teacher_id": each.external_id.removeprefix(prefix),
            "Last_name": each.family_name,
            "First_name": each.given_name,
            "Username": each.username,
        }


def _sections(out: Outgoing, prefix: str, columns: Sequence[str]) -> Iterator[Mapping[str, str]]:
    teachers = out.teachers_by_class()
    for number, each in enumerate(out.classes, start=1):
        ids = (teacher.removeprefix(prefix) for teacher in teachers.get(each.external_id, ()))
        yield {
            "School_id": each.school,
            "Section_id": each.external_id,
            **dict(zip(columns, ids, strict=False)),
            "Name": each.title,
            "Section_number": str(number),
            "Term_name": f"{out.year - 1}-{out.year}",
        }


def _enrollments(out: Outgoing, students: set[str]) -> Iterator[Mapping[str, str]]:
    schools = {each.external_id: each.school for each in out.classes}
    for each in out.enrollments:
        if each.person in students:
            yield {
                "School_id": schools[each.in_class],
                "Section_id": each.in_class,
                "Student_id": each.person,
            }
