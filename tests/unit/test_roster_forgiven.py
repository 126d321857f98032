"""What real exports do that no standard allows, and what is read all the same: a few lines of a file each."""

from __future__ import annotations

import pytest

from harmony.roster import Options, Roster
from tests.unit.oneroster_files import EXPORT, edited, export
from tests.unit.staged import read

RIGHT = read(export())
"""What the small export says."""
HEADER, ZOE, ANA, CHI, LEE = EXPORT["users.csv"].splitlines()


def users(*lines: str, end: str = "\n") -> dict[str, bytes]:
    """The export with these lines as its users."""
    return export(users=end.join([*lines, ""]))


def turned(file: str, separator: str) -> dict[str, bytes]:
    """The export with one file's commas turned into another separator; no value may hold one."""
    return export(**{file: EXPORT[f"{file}.csv"].replace('"maple,birch"', "maple").replace(",", separator)})


def everywhere(before: bytes) -> dict[str, bytes]:
    """The export with bytes before each file."""
    return {name: before + content for name, content in export().items()}


SAME = {
    # what is odd: (the files, what is noted about them)
    "a byte order mark": (everywhere(b"\xef\xbb\xbf"), None),
    "two byte order marks": (everywhere(b"\xef\xbb\xbf\xef\xbb\xbf"), None),
    "UTF-16 with its mark": ({n: c.decode().encode("utf-16") for n, c in export().items()}, None),
    "UTF-16 of the other order": (
        {n: b"\xfe\xff" + c.decode().encode("utf-16-be") for n, c in export().items()},
        None,
    ),
    "lines that end as on Windows": (users(HEADER, ZOE, ANA, CHI, LEE, end="\r\n"), None),
    "lines that end as on old Macintoshes": (users(HEADER, ZOE, ANA, CHI, LEE, end="\r"), None),
    "blank lines": (users("", HEADER, "", ZOE, "  ", ANA, CHI, LEE, "", ""), None),
    "rows of nothing but commas": (users(HEADER, ZOE, ANA, CHI, LEE, "," * 17), None),
    "PowerShell's line of types": (users("#TYPE System.Data.DataRow", HEADER, ZOE, ANA, CHI, LEE), "#TYPE"),
    "Excel's line of the separator": (users("sep=,", HEADER, ZOE, ANA, CHI, LEE), "sep="),
    "headers in capitals": (edited("users", "sourcedId,", "SOURCEDID,"), None),
    "headers with spaces": (edited("users", "enabledUser", "Enabled User"), None),
    "headers with invisible marks": (edited("users", "givenName", "given\u200bName"), None),
    "a misspelt header": (edited("users", "orgSourcedIds", "orgSourceId"), '"orgSourceId" is read as'),
    "a header by another name": (edited("users", "givenName", "First Name"), '"First Name" is read as'),
    "columns that nobody knows": (edited("orgs", "identifier", "metadata.region"), None),
    "a missing manifest": (export(manifest=None), "taken for whole"),
    "courses and sessions missing": (export(courses=None, academicSessions=None), None),
    "courses that are broken": (export(courses=b"\xff\x00,\n"), None),
    "files named in capitals": ({n.upper(): c for n, c in export().items()}, None),
    "a file of other use": ({**export(), "lineItems.csv": b"x"}, "no use for it"),
    "a file by its British name": (
        {n.replace("enrollments", "enrolments"): c for n, c in export().items()},
        None,
    ),
    "cells too many, all empty": (
        edited("users", "Zoë,Adair,,,,,,,1,", "Zoë,Adair,,,,,,,1,,,"),
        "more cells",
    ),
    "spaces around values": (edited("users", "u1,,,true,maple", " u1 ,,, true ,\tmaple "), None),
    "TRUE in capitals": (edited("users", "u1,,,true", "u1,,,TRUE"), '"TRUE" is read as true'),
    "1 for true": (edited("users", "u1,,,true", "u1,,,1"), '"1" is read as true'),
    "yes for true": (edited("users", "u1,,,true", "u1,,,Yes"), '"Yes" is read as true'),
    "N for false": (edited("users", "u3,,,false", "u3,,,N"), '"N" is read as false'),
    "nothing for true": (edited("users", "u1,,,true", "u1,,,"), "nothing is read as true"),
    "active in every row": (edited("orgs", "maple,,", "maple,Active,"), None),
    "a role in capitals": (edited("users", ",student,", ",STUDENT,"), None),
    "a role of another system": (edited("users", ",student,", ",learner,"), None),
    "a list as JSON": (edited("users", '"maple,birch"', '"[""maple"",""birch""]"'), None),
    "a list with semicolons": (edited("users", '"maple,birch"', "maple;birch"), 'a list with ";"'),
    "invisible marks in ids": (edited("enrollments", "maple,u1", "maple,u\u200b1"), "nobody can see"),
    "ids in other capitals": (edited("enrollments", "maple,u1", "maple,U1"), "other capitals"),
    "NULL for nothing": (edited("users", "Zoë,Adair,,,,,,,1,", "Zoë,Adair,NULL,,N/A,,,,1,NULL"), None),
    "a line end in a name": (edited("users", ",Zoë,", ',"Zoë\n",'), None),
    "controls in a name": (edited("users", ",Zoë,", ",\x00Zo\x1bë,"), "control characters"),
    "a name that turns its line round": (edited("users", ",Zoë,", ",Zo\u202eë,"), "control characters"),
    "a name in loose accents": (edited("users", ",Zoë,", ",Zoe\u0308,"), None),
    "a teacher's grade": (edited("users", "Ana,Rivera,,,,,,,,", "Ana,Rivera,,,,,,,K-12,"), None),
    "dates of the United States": (edited("enrollments", "2026-08-31", "8/31/2026"), "2026-08-31"),
    "dates with a time": (edited("enrollments", "2026-08-31", "2026-08-31T00:00:00.000Z"), None),
    "dates that are none": (edited("enrollments", "2027-06-18", "June"), "nothing is lost"),
    "one enrollment twice": (edited("enrollments", "e2,", "e1,,,room-12,maple,u1,student,,,\ne2,"), None),
    "one person twice, the same": (users(HEADER, ZOE, ZOE, ANA, CHI, LEE), "the same of one id again"),
    "one school twice, the same": (
        edited("orgs", "birch,,,", "maple,,,Maple Street School,school,,d\nbirch,,,"),
        "again",
    ),
    "an enrollment without a role": (edited("enrollments", "u1,student", "u1,"), "own role is taken"),
    "an enrollment without a school": (edited("enrollments", "room-12,maple,u1", "room-12,,u1"), None),
    "a school that is called a campus": (
        edited("orgs", "Birch Hill School,school", "Birch Hill School,Campus"),
        None,
    ),
}


@pytest.mark.parametrize("what", SAME)
def test_it_says_the_same_roster(what: str) -> None:
    """Where the meaning is plain the roster is the one that was meant, and what was odd is noted, once."""
    files, note = SAME[what]
    roster = read(files)
    assert parts(roster) == parts(RIGHT)
    notes = [str(each) for each in roster.warnings]
    assert len(notes) == (1 if note else 0), notes
    assert all(note in each for each in notes if note)


def parts(roster: Roster) -> tuple[object, ...]:
    """What a roster is about, without how it was read."""
    return roster.schools, roster.classes, roster.people, roster.enrollments


@pytest.mark.parametrize(("separator", "name"), [(";", "semicolons"), ("\t", "tabs"), ("|", "bars")])
def test_other_separators_are_read_and_noted(separator: str, name: str) -> None:
    """European spreadsheets separate by semicolons."""
    roster = read(turned("users", separator))
    assert [each.external_id for each in roster.people] == ["u1", "u2", "u3"]
    assert roster.people[0] == RIGHT.people[0]
    assert f"separated by {name}" in str(roster.warnings[0])


@pytest.mark.parametrize(
    ("written", "grades"),
    [
        *(
            (text, ("KG",))
            for text in ("K", "KG", "kg", "TK", "0", "Kindergarten", "Transitional Kindergarten")
        ),
        *((text, ("PK",)) for text in ("PK", "PreK", "Pre-K", "PR", "IT", "PK4", "-1")),
        *((text, ("09",)) for text in ("9", "09", "009", "Grade 9", "grade 09", "9th", "9th Grade", "Gr. 9")),
        *((text, ()) for text in ("UG", "13", "PS", "Other", "", "NULL", "Ungraded")),
        ("First Grade", ("01",)),
        ("12", ("12",)),
        ('"05,4,5"', ("04", "05")),
        ('"[""04"",""05""]"', ("04", "05")),
        ("4;5", ("04", "05")),
    ],
)
def test_grades_are_written_one_way(written: str, grades: tuple[str, ...]) -> None:
    """However an export writes a grade, apps are given by one spelling of it, in order."""
    student = read(edited("users", ",1,\n", f",{written},\n")).people[0]
    assert student.grades == grades


def test_windows_text_is_read_by_hand() -> None:
    """Whoever knows how a file is written says it; without that it is refused."""
    latin = {name: content.decode().encode("cp1252") for name, content in export().items()}
    assert parts(read(latin, Options(encoding="cp1252"))) == parts(RIGHT)


def test_a_mark_in_the_file_outweighs_what_is_said() -> None:
    """Of files of one bundle some may have been saved anew."""
    files = {**everywhere(b"\xef\xbb\xbf")}
    assert parts(read(files, Options(encoding="cp1252"))) == parts(RIGHT)


def test_orphans_may_be_left_out_by_number() -> None:
    """So many rows as are allowed may refer to nothing; each cause is a note, with a count."""
    rows = "".join(f"x{n},,,room-99,maple,u{n},student,,,\n" for n in (1, 2, 3))
    files = export(enrollments=EXPORT["enrollments.csv"] + rows)
    roster = read(files, Options(tolerated_orphans=3))
    assert parts(roster) == parts(RIGHT)
    (note,) = roster.warnings
    assert (note.row, note.count) == (4, 3)
    assert roster.skipped["enrollment"] == 3


def test_the_username_is_taken_from_where_it_is_said() -> None:
    """A district types what it always did: the first column that is not empty, up to the @ where asked."""
    files = edited("users", "Zoë,Adair,,,,", "Zoë,Adair,,,zoe.a@pupils.example,")
    roster = read(files, Options(username=("email@", "username")))
    assert [each.username for each in roster.people] == ["zoe.a", "rivera", "okafor"]


def test_the_same_oddity_in_many_rows_is_one_line_with_a_count() -> None:
    """A district of thousands has one note, not thousands."""
    rows = [f"v{n},,,Y,maple,student,v{n},,A,B,,,,,,,1," for n in range(500)]
    (note,) = read(users(HEADER, ZOE, ANA, CHI, LEE, *rows)).warnings
    assert (note.column, note.row, note.count) == ("enabledUser", 6, 500)
