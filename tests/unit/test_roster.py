"""Reading OneRoster exports that are right, or wrong only in ways whose meaning is plain."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import pytest

from harmony.model import Role
from harmony.roster import Origin, RosterClass, RosterEnrollment, RosterPerson, RosterSchool, read
from tests.unit.oneroster_files import EXPORT, edited, export


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


def test_a_byte_order_mark_changes_nothing() -> None:
    """Spreadsheets put a mark before the first header; it is not part of its name."""
    marked = {name: b"\xef\xbb\xbf" + content for name, content in export().items()}
    assert read(marked) == read(export())


@pytest.mark.parametrize("end", ["\r\n", "\r"])
def test_every_line_ending_is_read(end: str) -> None:
    """Windows and old Macintosh line endings separate rows too."""
    assert read(export(users=EXPORT["users.csv"].replace("\n", end))) == read(export())


def test_blank_rows_are_passed_over() -> None:
    """Spreadsheets leave rows of nothing but commas at the end."""
    blank = "\n" + "," * 17 + "\n"
    assert read(export(users=EXPORT["users.csv"] + blank)) == read(export())


def test_columns_may_stand_in_any_order() -> None:
    """A column is known by its header, not by its place."""
    lines = [line.split(",") for line in EXPORT["orgs.csv"].splitlines()]
    turned = "\n".join(",".join(reversed(line)) for line in lines)
    assert read(export(orgs=turned)) == read(export())


def test_capitals_in_names_of_files_and_columns_make_no_difference() -> None:
    """Exports write Users.csv and SourcedID; both mean what they say, without a warning."""
    files = edited("users", "sourcedId,", "SOURCEDID,")
    files["Users.CSV"] = files.pop("users.csv")
    assert read(files).people == read(export()).people
    assert read(files).warnings == ()


@pytest.mark.parametrize(
    ("file", "right", "written"),
    [
        ("users", "orgSourcedIds", "orgSourcedId"),
        ("users", "givenName", "First Name"),
        ("users", "enabledUser", "enabled_user"),
        ("users", ",grades,", ",grade,"),
        ("classes", "termSourcedIds", "termSourceIds"),
    ],
)
def test_a_misspelt_header_is_read_and_said(file: str, right: str, written: str) -> None:
    """A slip whose meaning is plain does not stop a school year, but is not silent either."""
    roster = read(edited(file, right, written))
    assert roster.people == read(export()).people
    (warning,) = roster.warnings
    assert warning.file == f"{file}.csv"
    assert warning.column == right.strip(",")
    assert written.strip(",") in warning.message


@pytest.mark.parametrize(
    ("written", "grades"),
    [
        ("1", ("01",)),
        ("01", ("01",)),
        ("12", ("12",)),
        ("K", ("KG",)),
        ("kg", ("KG",)),
        ("PR", ("PK",)),
        ("Pre-K", ("PK",)),
        ("UG", ()),
        ("13", ()),
        ("", ()),
        ('"05,4,5"', ("04", "05")),
    ],
)
def test_grades_are_written_one_way(written: str, grades: tuple[str, ...]) -> None:
    """However an export writes a grade, apps are given by one spelling of it, in order."""
    student = read(edited("users", ",1,\n", f",{written},\n")).people[0]
    assert student.grades == grades


def test_names_are_composed_and_trimmed() -> None:
    """A name typed with a separate accent equals the same name with one letter (Unicode NFC)."""
    assert read(edited("users", "Zoë", "  Zoe\u0308 ")).people[0].given_name == "Zoë"


def test_joiners_that_names_need_are_kept() -> None:
    """A zero-width joiner is invisible but part of how some names are written."""
    name = "علی\u200cرضا"
    assert read(edited("users", "Zoë", name)).people[0].given_name == name


@pytest.mark.parametrize("mark", ["\u200b", "\u2060", "\ufeff", "\u00ad"])
def test_what_nobody_sees_is_no_part_of_an_id_or_a_username(mark: str) -> None:
    """Copied text brings invisible marks along: ids, references and usernames are read without them."""
    files = edited(
        "users", "u1,,,true,maple,student,1001", f"u1{mark},,,true,{mark}maple,student{mark},10{mark}01"
    )
    assert read(files) == read(export())
    assert read(edited("enrollments", "room-12,maple,u1", f"room-12,maple,u1{mark}")) == read(export())


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


def test_an_active_status_is_as_good_as_none() -> None:
    """Some systems write `active` in every row of a bulk export."""
    assert read(edited("orgs", "maple,,", "maple,active,")) == read(export())


def test_courses_and_sessions_may_be_missing() -> None:
    """They hold nothing that the portal keeps; that their references went unchecked is said."""
    files = export(courses=None, academicSessions=None, manifest=None)
    assert {warning.file for warning in read(files).warnings} == {"courses.csv", "academicSessions.csv"}


def test_classes_without_rows_are_odd_but_possible() -> None:
    """In August a district may have people but no classes yet."""
    files = export(
        classes=EXPORT["classes.csv"].splitlines()[0], enrollments=EXPORT["enrollments.csv"].splitlines()[0]
    )
    assert len(read(files).warnings) == 2


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
    assert files.opened == set(EXPORT)


def test_sensitive_columns_are_in_nothing_that_comes_out() -> None:
    """T-25: passwords, telephones and birth dates in a row leave no trace in the roster."""
    filled = "Zoë,Adair,Middle7,Ident7,mail7@x.example,sms7,phone7,agent7,1,secret7"
    assert "7" not in repr(read(edited("users", "Zoë,Adair,,,,,,,1,", filled)))
