"""Invented districts of any size: the same one from the same seed."""

from __future__ import annotations

import random
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from harmony.model import GRADES, Role
from harmony.roster import Outgoing, RosterClass, RosterEnrollment, RosterPerson, RosterSchool
from harmony_server.demo.people import FAMILY_NAMES, GIVEN_NAMES

SCHOOL_STUDENTS = 650
"""Students of a school, about."""
CLASS_STUDENTS = 24
SUBJECTS = (
    "Homeroom",
    "Reading",
    "Writing",
    "Mathematics",
    "Science",
    "Social studies",
    "Music",
    "Art",
    "Physical education",
    "Library",
)
"""What every student has a class in: ten enrollments each."""
CLASSES_A_TEACHER = 5
FIRST_STUDENT_ID = 100_000
_LEVELS = (
    ("Elementary School", GRADES[: GRADES.index("06")]),
    ("Middle School", GRADES[GRADES.index("06") : GRADES.index("09")]),
    ("High School", GRADES[GRADES.index("09") :]),
)
_PLACES = """
Maple Birch Cedar Willow Juniper Aspen Sycamore Larch Hazel Rowan Alder Magnolia Spruce Elm Laurel Poplar
Hickory Linden Cypress Acacia
"""
_KINDS = "Street Hill Grove Valley Creek Park Lake Ridge Meadow Bridge"


@dataclass(frozen=True)
class _Section:
    """Students of one grade and school who have their classes together."""

    number: int
    school: str
    grade: str
    students: range

    def class_id(self, subject: int) -> str:
        return f"c-{self.number}-{subject}"

    def teacher_id(self, subject: int) -> str:
        """Two teachers share the section's subjects."""
        return f"t-{self.number * 2 + subject // CLASSES_A_TEACHER}"


def district(students: int, seed: int, year: int = 2027) -> Outgoing:
    """An invented district of so many students; a section has two teachers, a school an administrator."""
    rng = random.Random(seed)  # noqa: S311  decoration: nobody is kept out by it
    places, kinds = _PLACES.split(), _KINDS.split()
    levels = [_LEVELS[n % len(_LEVELS)] for n in range(max(len(_LEVELS), students // SCHOOL_STUDENTS))]
    schools = [
        RosterSchool(f"s-{n}", f"{places[n % len(places)]} {rng.choice(kinds)} {kind} {n + 1}")
        for n, (kind, _) in enumerate(levels)
    ]
    sections = list(_sections(students, [grades for _, grades in levels]))
    people = [*_students(sections, rng), *_teachers(sections, rng), *_administrators(schools, rng)]
    classes = [
        RosterClass(each.class_id(number), f"{subject} {each.grade}-{each.number + 1}", each.school)
        for each in sections
        for number, subject in enumerate(SUBJECTS)
    ]
    return Outgoing("Evergreen School District", year, schools, classes, people, _Enrollments(sections))


class _Enrollments(Iterable[RosterEnrollment]):
    """A teacher and every student in each class, made anew each time they are asked for."""

    def __init__(self, sections: Sequence[_Section]) -> None:
        self._sections = sections

    def __iter__(self) -> Iterator[RosterEnrollment]:
        for each in self._sections:
            for subject in range(len(SUBJECTS)):
                class_id = each.class_id(subject)
                yield RosterEnrollment(class_id, each.teacher_id(subject), Role.TEACHER)
                for number in each.students:
                    yield RosterEnrollment(class_id, f"p-{number}", Role.STUDENT)


def _sections(students: int, grades: Sequence[Sequence[str]]) -> Iterator[_Section]:
    """Everybody in sections, spread over the schools and, within each, over its grades."""
    first, number = 0, 0
    for school, levels in enumerate(grades):
        end = students * (school + 1) // len(grades)
        there = end - first
        for place, grade in enumerate(levels):
            last = end - there * (len(levels) - place - 1) // len(levels)
            while first < last:
                size = min(CLASS_STUDENTS, last - first)
                yield _Section(number, f"s-{school}", grade, range(first, first + size))
                first, number = first + size, number + 1


def _students(sections: Iterable[_Section], rng: random.Random) -> Iterator[RosterPerson]:
    for each in sections:
        for number in each.students:
            given, family = rng.choice(GIVEN_NAMES), rng.choice(FAMILY_NAMES)
            username = str(FIRST_STUDENT_ID + number)
            grades, schools = (each.grade,), (each.school,)
            yield RosterPerson(f"p-{number}", username, given, family, Role.STUDENT, grades, schools)


def _teachers(sections: Iterable[_Section], rng: random.Random) -> Iterator[RosterPerson]:
    for each in sections:
        for teacher in dict.fromkeys(each.teacher_id(subject) for subject in range(len(SUBJECTS))):
            given, family = rng.choice(GIVEN_NAMES), rng.choice(FAMILY_NAMES)
            username = f"teacher{teacher.removeprefix('t-')}"
            yield RosterPerson(teacher, username, given, family, Role.TEACHER, (), (each.school,))


def _administrators(schools: Iterable[RosterSchool], rng: random.Random) -> Iterator[RosterPerson]:
    for number, school in enumerate(schools):
        given, family = rng.choice(GIVEN_NAMES), rng.choice(FAMILY_NAMES)
        at = (school.external_id,)
        yield RosterPerson(f"a-{number}", f"office{number}", given, family, Role.ADMINISTRATOR, (), at)
