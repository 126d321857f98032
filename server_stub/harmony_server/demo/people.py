"""The people and classes of Maple Street District, in OneRoster's terms. Everybody is invented."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from harmony.model import GRADES

MAPLE = "maple"
BIRCH = "birch"
STUDENTS_A_GRADE = 4
FIRST_STUDENT_ID = 1001

_GIVEN = """
Zoë Noah Amara Diego Chloé Farah Jun Olu Ben Ana Lucía Mateo Aisha Sven Mia Ravi Inés Kofi Leila Tomás Wren
Björn Nadia Hugo Thảo Elif Jamal Sofía Kai Małgosia Omar Ruby Iván Yara Felix Nia André Hana Leo Renée Musa
Ivy Jorge Freya Anh Dara Søren Maya Emil Paloma Idris Clara Nikola Rosa Theo Zainab
"""
_FAMILY = """
Adair Bello Castillo Dorsey Eriksen Fuentes Gálvez Haddad Ito Jansen Kowalski López Mbeki Nguyễn Okafor Peña
Quist Reyes Sato Tran Umar Vega Whitlock Ximénez Yilmaz Zeller
"""
GIVEN_NAMES = _GIVEN.split()
FAMILY_NAMES = _FAMILY.split()
_TEACHERS = (
    ("t-rivera", "rivera", "Ana", "Rivera", MAPLE),
    ("t-chen", "chen", "Mei", "Chen", MAPLE),
    ("t-osei", "osei", "Kwame", "Osei", MAPLE),
    ("t-larsen", "larsen", "Ingrid", "Larsen", BIRCH),
    ("t-duarte", "duarte", "Rui", "Duarte", BIRCH),
)
BADGE_MANAGER, SCHOOL_LEAD = "moreno", "whitfield"
_OFFICE = (
    ("a-okafor", "okafor", "Chidi", "Okafor", "district"),
    ("a-moreno", BADGE_MANAGER, "Inés", "Moreno", MAPLE),
    ("a-whitfield", SCHOOL_LEAD, "Grace", "Whitfield", MAPLE),
)
_SUBJECTS = ("Mathematics", "English", "Science", "Music")
_ELEMENTARY = GRADES[: GRADES.index("06")]

Row = Mapping[str, str]


def files() -> Mapping[str, list[Row]]:
    """The rows of every file of the export; columns that are blank in a row are left out of it."""
    return {
        "orgs.csv": _orgs(),
        "academicSessions.csv": [_year()],
        "courses.csv": [{"sourcedId": _course_id(name), "title": name} for name in ("Homeroom", *_SUBJECTS)],
        "classes.csv": list(_classes()),
        "users.csv": [*_students(), *_staff()],
        "enrollments.csv": list(_enrollments()),
    }


def student_id(grade: str, place: int = 0) -> str:
    """The username of a student: the `place`th of a grade."""
    return str(FIRST_STUDENT_ID + GRADES.index(grade) * STUDENTS_A_GRADE + place)


def _orgs() -> list[Row]:
    return [
        {"sourcedId": "district", "name": "Maple Street District", "type": "district"},
        {"sourcedId": MAPLE, "name": "Maple Street School", "type": "school", "parentSourcedId": "district"},
        {"sourcedId": BIRCH, "name": "Birch Hill School", "type": "school", "parentSourcedId": "district"},
    ]


def _year() -> Row:
    return {
        "sourcedId": "year",
        "title": "School year 2026-2027",
        "type": "schoolYear",
        "startDate": "2026-08-31",
        "endDate": "2027-06-18",
        "schoolYear": "2027",
    }


def _students() -> Iterator[Row]:
    for number in range(len(GRADES) * STUDENTS_A_GRADE):
        grade = GRADES[number // STUDENTS_A_GRADE]
        username = str(FIRST_STUDENT_ID + number)
        names = GIVEN_NAMES[number], FAMILY_NAMES[number % len(FAMILY_NAMES)]
        yield _user(
            f"s-{username}", username, *names, role="student", orgSourcedIds=_school(grade), grades=grade
        )


def _staff() -> Iterator[Row]:
    for sourced_id, username, given, family, school in _TEACHERS:
        yield _user(sourced_id, username, given, family, role="teacher", orgSourcedIds=school)
    for sourced_id, username, given, family, school in _OFFICE:
        yield _user(sourced_id, username, given, family, role="administrator", orgSourcedIds=school)
    yield _user("p-adair", "adair.family", "Lee", "Adair", role="parent", orgSourcedIds=MAPLE)


def _user(sourced_id: str, username: str, given: str, family: str, **more: str) -> Row:
    return {
        "sourcedId": sourced_id,
        "enabledUser": "true",
        "username": username,
        "givenName": given,
        "familyName": family,
        **more,
    }


def _classes() -> Iterator[Row]:
    """A homeroom for each grade of Maple Street, and for each grade of Birch Hill a class in each subject."""
    for grade in GRADES:
        for subject in _subjects(grade):
            yield {
                "sourcedId": _class_id(grade, subject),
                "title": _title(grade, subject),
                "grades": grade,
                "courseSourcedId": _course_id(subject),
                "classType": "homeroom" if subject == "Homeroom" else "scheduled",
                "schoolSourcedId": _school(grade),
                "termSourcedIds": "year",
            }


def _title(grade: str, subject: str) -> str:
    return f"Room {GRADES.index(grade) + 10}" if subject == "Homeroom" else f"{subject} {grade}"


def _enrollments() -> Iterator[Row]:
    classes = [(grade, subject) for grade in GRADES for subject in _subjects(grade)]
    for place, (grade, subject) in enumerate(classes):
        teachers = [teacher[0] for teacher in _TEACHERS if teacher[4] == _school(grade)]
        yield _enrollment(grade, subject, teachers[place % len(teachers)], "teacher")
        for number in range(STUDENTS_A_GRADE):
            yield _enrollment(grade, subject, f"s-{student_id(grade, number)}", "student")


def _enrollment(grade: str, subject: str, user_id: str, role: str) -> Row:
    return {
        "sourcedId": f"{_class_id(grade, subject)}-{user_id}",
        "classSourcedId": _class_id(grade, subject),
        "schoolSourcedId": _school(grade),
        "userSourcedId": user_id,
        "role": role,
    }


def _subjects(grade: str) -> tuple[str, ...]:
    return ("Homeroom",) if grade in _ELEMENTARY else _SUBJECTS


def _school(grade: str) -> str:
    return MAPLE if grade in _ELEMENTARY else BIRCH


def _class_id(grade: str, subject: str) -> str:
    return f"{_school(grade)}-{grade}-{subject}".lower()


def _course_id(subject: str) -> str:
    return subject.lower()
