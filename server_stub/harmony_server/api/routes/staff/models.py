"""What several routes for staff answer with."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal

from pydantic import BaseModel

from harmony.model import School, SchoolClass
from harmony_server.api.times import utc, utc_if
from harmony_server.staff import lists
from harmony_server.staff.students import Found


class SchoolName(BaseModel):
    """A school."""

    id: str
    name: str


class ClassName(BaseModel):
    """A class."""

    id: str
    title: str


class PictureName(BaseModel):
    """The picture a student has everywhere."""

    name: str
    colour: str


class CameIn(BaseModel):
    """When a student last came in today, and how."""

    at: str
    method: str


class StudentRow(BaseModel):
    """A student in a list."""

    id: str
    username: str
    given_name: str
    family_name: str
    grade: str | None
    picture: PictureName
    badge: Literal["working", "none", "void"]
    badge_last_used_at: str | None
    printed_at: str | None
    signed_in_today: CameIn | None
    ever_signed_in: bool
    mark: Literal["two_devices"] | None
    temporary_until: str | None
    """Until when a temporary badge opens, beside the printed one."""
    version: int
    """Given back as `seen` with a change: another one means that something changed meanwhile."""


class FoundStudent(StudentRow):
    """A student in a list of several classes."""

    school: SchoolName | None
    classes: list[ClassName]


def school_name(school: School) -> SchoolName:
    """A school, as it is told."""
    return SchoolName(id=school.id, name=school.name)


def class_names(classes: Iterable[SchoolClass]) -> list[ClassName]:
    """Classes, as they are told."""
    return [ClassName(id=each.id, title=each.title) for each in classes]


def student_row(row: lists.Row) -> StudentRow:
    """A row, as it is told."""
    person, came = row.person, row.signed_in_today
    return StudentRow(
        id=person.id,
        username=person.username,
        given_name=person.given_name,
        family_name=person.family_name,
        grade=person.grades[0] if person.grades else None,
        picture=PictureName(name=person.picture.name, colour=person.picture.colour),
        badge=row.badge.value,
        badge_last_used_at=utc_if(row.badge_last_used_at),
        printed_at=utc_if(row.printed_at),
        signed_in_today=CameIn(at=utc(came.at), method=came.amr) if came else None,
        ever_signed_in=row.ever_signed_in,
        mark="two_devices" if row.on_two_devices else None,
        temporary_until=utc_if(row.temporary_until),
        version=row.version,
    )


def found_student(found: Found) -> FoundStudent:
    """A student who was looked for, as it is told."""
    return FoundStudent(
        **student_row(found.row).model_dump(),
        school=school_name(found.school) if found.school else None,
        classes=class_names(found.classes),
    )
