"""A OneRoster export becomes a roster, and what the portal may not know stays outside."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from harmony.model import Role
from harmony.roster import Origin, RosterClass, RosterEnrollment, RosterPerson, RosterSchool
from tests.unit.oneroster_files import EXPORT, edited, export
from tests.unit.staged import read


def test_an_export_becomes_a_roster() -> None:
    """Schools, classes, people and enrollments come out as the files say, and a parent does not."""
    roster = read(export())
    assert roster.schools == (
        RosterSchool("maple", "Maple Street School"),
        RosterSchool("birch", "Birch Hill School"),
    )
    assert roster.classes == (RosterClass("room-12", "Room 12", "maple"),)
    assert roster.people == (
        RosterPerson("u1", "1001", "Zoë", "Adair", Role.STUDENT, ("01",), ("maple",)),
        RosterPerson("u2", "rivera", "Ana", "Rivera", Role.TEACHER, (), ("maple", "birch")),
        RosterPerson("u3", "okafor", "Chi", "Okafor", Role.ADMINISTRATOR, (), (), enabled=False),
    )
    assert roster.enrollments == (
        RosterEnrollment("room-12", "u1", Role.STUDENT),
        RosterEnrollment("room-12", "u2", Role.TEACHER),
    )
    assert [person.origin for person in roster.people] == [Origin("users.csv", row) for row in (2, 3, 4)]
    assert roster.skipped == {"guardian": 1}
    assert roster.warnings == ()


def test_columns_may_stand_in_any_order() -> None:
    """A column is known by its header, not by its place."""
    lines = [line.split(",") for line in EXPORT["orgs.csv"].splitlines()]
    turned = "\n".join(",".join(reversed(line)) for line in lines)
    assert read(export(orgs=turned)) == read(export())


def test_joiners_that_names_need_are_kept() -> None:
    """A zero-width joiner is invisible but part of how some names are written."""
    name = "علی\u200cرضا"
    assert read(edited("users", "Zoë", name)).people[0].given_name == name


def test_people_of_no_place_in_the_portal_are_left_out_with_their_enrollments() -> None:
    """Aides and proctors are counted, not imported, and their enrollments lead nowhere."""
    users = EXPORT["users.csv"] + "u5,,,true,maple,aide,helper,,Kim,Ito,,,,,,,,\n"
    enrollments = EXPORT["enrollments.csv"] + (
        "e3,,,room-12,maple,u5,aide,,,\ne4,,,room-12,maple,u5,teacher,,,\ne5,,,room-12,maple,u2,proctor,,,\n"
    )
    roster = read(export(users=users, enrollments=enrollments))
    assert roster.skipped == {"guardian": 1, "aide": 1, "enrollment": 3}
    assert len(roster.people) == 3
    assert len(roster.enrollments) == 2


class _Watched(Mapping[str, bytes]):
    """Files that remember which of them were opened."""

    def __init__(self, files: Mapping[str, bytes]) -> None:
        self._files = files
        self.opened: set[str] = set()

    def __getitem__(self, name: str) -> bytes:
        self.opened.add(name)
        return self._files[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._files)

    def __len__(self) -> int:
        return len(self._files)


def test_sensitive_files_are_never_opened() -> None:
    """T-25: demographics stay in the zip; the report says that they were not read."""
    files = _Watched({**export(), "demographics.csv": b"sourcedId,birthDate\nu1,2019-02-03\n"})
    (warning,) = read(files).warnings
    assert warning.file == "demographics.csv"
    assert files.opened == {"manifest.csv", "orgs.csv", "users.csv", "classes.csv", "enrollments.csv"}


def test_sensitive_columns_are_in_nothing_that_comes_out() -> None:
    """T-25: passwords, telephones and birth dates in a row leave no trace in the roster, and are named."""
    filled = "Zoë,Adair,Middle7,Ident7,mail7@x.example,sms7,phone7,agent7,1,secret7"
    roster = read(edited("users", "Zoë,Adair,,,,,,,1,", filled))
    assert "7" not in repr(roster)
    assert roster.dropped == (
        ("users.csv", "email"),
        ("users.csv", "sms"),
        ("users.csv", "phone"),
        ("users.csv", "password"),
    )
