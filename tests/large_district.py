"""The demo district with thousands more, in classes of thirty, imported as any roster is."""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from itertools import count
from pathlib import Path

from harmony_server.demo import ROSTER
from harmony_server.demo.people import FAMILY_NAMES, GIVEN_NAMES
from tests.running import harmony

CLASS, SCHOOL = 30, 600
FIRST_NUMBER = 200_000
TEACHER = "t-rivera"
"""Of the demo: the first of the new classes is hers, too."""

Rows = dict[str, list[Mapping[str, str]]]


def grow(data: Path, students: int) -> None:
    """Bring so many students more into the demo district of a data folder."""
    larger = data.parent / "larger-roster.zip"
    more = _more(students)
    with zipfile.ZipFile(data / ROSTER) as known, zipfile.ZipFile(larger, "w") as archive:
        for name in known.namelist():
            archive.writestr(name, _with(known.read(name).decode(), more.get(name, ())))
    harmony("roster", "import", larger, "--data", data)


def number_of(student: int) -> str:
    """The student number of one of those who came, counted from 0."""
    return str(FIRST_NUMBER + student)


def name_of(student: int) -> tuple[str, str]:
    """The given and the family name of one of those who came."""
    given = GIVEN_NAMES[student % len(GIVEN_NAMES)]
    return given, FAMILY_NAMES[student // len(GIVEN_NAMES) % len(FAMILY_NAMES)]


def _more(students: int) -> Rows:
    rows: Rows = {"orgs.csv": [], "classes.csv": [], "users.csv": [], "enrollments.csv": []}
    for number, first in zip(count(1), range(0, students, SCHOOL), strict=False):
        school = {"sourcedId": f"large-{number}", "name": f"Larch School {number}", "type": "school"}
        rows["orgs.csv"].append(school)
        for start in range(first, min(first + SCHOOL, students), CLASS):
            _add_class(rows, school["sourcedId"], range(start, min(start + CLASS, students)))
    return rows


def _add_class(rows: Rows, school: str, students: range) -> None:
    place = students.start // CLASS
    class_id, teacher = f"large-class-{place}", TEACHER if not place else f"large-teacher-{place}"
    rows["classes.csv"].append(
        {
            "sourcedId": class_id,
            "title": f"Room {place + 100}",
            "grades": "03",
            "courseSourcedId": "homeroom",
            "classType": "homeroom",
            "schoolSourcedId": school,
            "termSourcedIds": "year",
        }
    )
    if place:
        rows["users.csv"].append(_user(teacher, f"large.teacher.{place}", ("Noor", f"Alder {place}"), school))
    rows["users.csv"].extend(
        _user(f"large-{each}", number_of(each), name_of(each), school, "student") for each in students
    )
    members = {teacher: "teacher", **{f"large-{each}": "student" for each in students}}
    rows["enrollments.csv"].extend(_enrollments(class_id, school, members))


def _user(
    person: str, username: str, name: tuple[str, str], school: str, role: str = "teacher"
) -> dict[str, str]:
    return {
        "sourcedId": person,
        "enabledUser": "true",
        "orgSourcedIds": school,
        "role": role,
        "username": username,
        "givenName": name[0],
        "familyName": name[1],
        "grades": "03" if role == "student" else "",
    }


def _enrollments(class_id: str, school: str, members: Mapping[str, str]) -> Iterator[dict[str, str]]:
    for person, role in members.items():
        yield {
            "sourcedId": f"{class_id}-{person}",
            "classSourcedId": class_id,
            "schoolSourcedId": school,
            "userSourcedId": person,
            "role": role,
        }


def _with(text: str, more: Sequence[Mapping[str, str]]) -> str:
    """A CSV file with more rows behind its own; columns they have not are blank."""
    if not more:
        return text
    header = next(csv.reader(io.StringIO(text)))
    out = io.StringIO()
    csv.DictWriter(out, header, restval="").writerows(more)
    return text + out.getvalue()
