"""Exports that must be refused: every finding says which row and column, and what to do."""

from __future__ import annotations

import pytest

from harmony.findings import Finding, RosterError
from harmony.roster import read
from harmony.roster.findings import LIMIT
from tests.unit.oneroster_files import EXPORT, edited, export


def refused(files: dict[str, bytes]) -> tuple[Finding, ...]:
    """The findings for which these files are refused."""
    with pytest.raises(RosterError) as caught:
        read(files)
    return caught.value.findings


@pytest.mark.parametrize("file", ["orgs", "classes", "users", "enrollments"])
def test_a_missing_file_is_named(file: str) -> None:
    """Without people, schools, classes or enrollments there is no roster."""
    findings = refused(export(manifest=None, **{file: None}))
    assert f"{file}.csv: is missing from the export." in map(str, findings)


@pytest.mark.parametrize(
    ("file", "column"),
    [("users", "username"), ("users", "role"), ("orgs", "type"), ("classes", "schoolSourcedId")],
)
def test_a_missing_column_is_named(file: str, column: str) -> None:
    """A column that cannot be done without is named with its file."""
    findings = refused(edited(file, f",{column}", ",somethingElse"))
    assert any(
        (finding.file, finding.row, finding.column) == (f"{file}.csv", 1, column) for finding in findings
    )


WRONG_VALUES = [
    # file, right, wrong, row, column, what is said
    ("users", "u2,,,true", ",,,true", 3, "sourcedId", "is empty"),
    ("users", "u2,,,true", "u1,,,true", 3, "sourcedId", "row 2"),
    ("users", ",rivera,", ",,", 3, "username", "is empty"),
    ("users", ",rivera,", ",1001,", 3, "username", "row 2"),
    ("users", ",okafor,", ",RIVERA,", 4, "username", "row 3"),
    ("users", ",rivera,", ",1001\u200b,", 3, "username", "row 2"),
    ("users", ",rivera,", ",１００１,", 3, "username", "row 2"),
    ("users", ",rivera,", ",١٠٠١,", 3, "username", "kind of digits"),
    ("users", ",rivera,", ",\u200b,", 3, "username", "is empty"),
    ("users", "u2,,,true", "u1\u200b,,,true", 3, "sourcedId", "row 2"),
    ("users", ",Zoë,", ",,", 2, "givenName", "is empty"),
    ("users", "student", "pupil", 2, "role", "student, teacher, administrator"),
    ("users", ",1,\n", ",15,\n", 2, "grades", "PK, KG, 01"),
    ("users", ",1,\n", ',"01,first",\n', 2, "grades", "first"),
    ("users", "u1,,,true", "u1,,,yes", 2, "enabledUser", "true nor false"),
    ("users", "u1,,,true,maple", "u1,,,true,oak", 2, "orgSourcedIds", "orgs.csv"),
    ("users", "u1,,,true,maple", "u1,,,true,", 2, "orgSourcedIds", "is empty"),
    ("users", "u1,,", "u1,tobedeleted,", 2, "status", "bulk"),
    ("users", "Zoë", "Zo\x00ë", 2, "givenName", "U+0000"),
    ("users", "Zoë", "Zo\x1bë", 2, "givenName", "U+001B"),
    ("users", "Zoë", "Zo\u202eë", 2, "givenName", "U+202E"),
    ("users", "Zoë", '"Zo\në"', 2, "givenName", "U+000A"),
    ("users", "Zoë", "Z" * 129, 2, "givenName", "129 characters"),
    ("users", "u1,", "u" * 256 + ",", 2, "sourcedId", "256 characters"),
    ("users", "Zoë,Adair", '"Zoë"x,Adair', 2, None, "columns"),
    ("users", "Zoë,Adair", "Zoë,Ann,Adair", 2, None, "quotes"),
    (
        "orgs",
        "birch,,,Birch Hill School,school",
        "birch,,,Birch Hill School,castle",
        4,
        "type",
        "school, district",
    ),
    ("orgs", "birch,", "maple,", 4, "sourcedId", "row 3"),
    ("classes", "maple,fall", "oak,fall", 2, "schoolSourcedId", "orgs.csv"),
    ("classes", "maple,fall", "d,fall", 2, "schoolSourcedId", "not a school"),
    ("classes", "maple,fall", "maple,spring", 2, "termSourcedIds", "academicSessions.csv"),
    ("classes", "01,math", "01,art", 2, "courseSourcedId", "courses.csv"),
    ("academicSessions", "2026-08-31", "31/08/2026", 2, "startDate", "2026-08-31"),
    ("academicSessions", "2026-12-18", "2026-02-30", 2, "endDate", "not a date"),
    ("academicSessions", "2026-12-18", "2026-08-01", 2, "endDate", "before startDate"),
    ("enrollments", "e1,,,room-12", "e1,,,room-13", 2, "classSourcedId", "classes.csv"),
    ("enrollments", "maple,u1", "maple,u9", 2, "userSourcedId", "users.csv"),
    ("enrollments", "maple,u1", "oak,u1", 2, "schoolSourcedId", "orgs.csv"),
    ("enrollments", "e2,", "e1,", 3, "sourcedId", "row 2"),
    ("enrollments", "2027-06-18", "18.6.2027", 2, "endDate", "not a date"),
    ("enrollments", "u2,teacher", "u2,coach", 3, "role", "coach"),
    ("manifest", "file.users,bulk", "file.users,delta", 10, "value", "only changes"),
    ("manifest", "file.users,bulk", "file.users,absent", 10, "value", "should be absent"),
    ("manifest", "oneroster.version,1.1", "oneroster.version,1.2", 3, "value", "OneRoster 1.1"),
]


@pytest.mark.parametrize(("file", "right", "wrong", "row", "column", "said"), WRONG_VALUES)
def test_a_wrong_value_is_found(
    file: str, right: str, wrong: str, row: int, column: str | None, said: str
) -> None:
    """Each finding names the row as a spreadsheet counts it, the column, and what is wrong."""
    findings = refused(edited(file, right, wrong))
    matching = [
        each for each in findings if (each.file, each.row, each.column) == (f"{file}.csv", row, column)
    ]
    assert matching, findings
    assert said in matching[0].message


def test_a_file_the_manifest_promises_must_be_there() -> None:
    """An export that lost a file on the way is not a smaller export."""
    (finding,) = refused(export(courses=None))
    assert str(finding) == (
        "manifest.csv, row 6, column value: courses.csv should be part of the export, but it is not there."
    )


def test_text_that_is_not_utf_8_is_placed() -> None:
    """The first wrong byte is given by its offset, value and row."""
    latin = EXPORT["users.csv"].encode().replace("Zoë".encode(), "Zoë".encode("latin-1"))
    finding = refused(export(users=latin))[0]
    assert (finding.file, finding.row) == ("users.csv", 2)
    assert f"byte {latin.index(0xEB):,} (0xEB)" in finding.message


@pytest.mark.parametrize("content", ["", "\n\n", "\ufeff", "  \n"])
def test_an_empty_file_is_found(content: str) -> None:
    """A file without even a header is not a file without rows."""
    assert str(refused(export(enrollments=content))[0]) == "enrollments.csv: is empty: not even a header."


@pytest.mark.parametrize("file", ["orgs", "users"])
def test_a_roster_of_nobody_is_refused(file: str) -> None:
    """A header alone would sign out a whole district."""
    findings = refused(export(**{file: EXPORT[f"{file}.csv"].splitlines()[0] + "\n"}))
    assert f"{file}.csv: has a header and nothing below it." in map(str, findings)


def test_other_separators_are_recognised() -> None:
    """European spreadsheets separate by semicolons; the finding says what to do."""
    findings = refused(export(orgs=EXPORT["orgs.csv"].replace(",", ";")))
    assert "separated by commas" in findings[0].message


def test_a_column_that_stands_twice_is_refused() -> None:
    """Of two usernames nobody can say which is meant."""
    findings = refused(edited("users", ",sms,", ",username,"))
    assert str(findings[0]) == "users.csv, row 1, column username: stands twice in the header."


def test_one_file_under_two_names_is_refused() -> None:
    """users.csv and USERS.csv in one export: one of them is old."""
    findings = refused({**export(), "USERS.csv": b""})
    assert [finding.file for finding in findings] == ["USERS.csv"]


def test_findings_of_all_files_come_at_once() -> None:
    """Whoever mends an export sees everything there is to mend, not one thing a day."""
    files = edited("users", "student", "pupil") | {
        "orgs.csv": EXPORT["orgs.csv"].replace("district,,", "castle,,").encode()
    }
    assert {finding.file for finding in refused(files)} >= {"users.csv", "orgs.csv"}


def test_the_same_slip_a_thousand_times_is_cut_short_and_counted() -> None:
    """The first hundred findings are kept, and how many more there are is said."""
    header = EXPORT["users.csv"].splitlines()[0]
    rows = [f"u{n},,,true,maple,pupil,{n},,Zoë,Adair,,,,,,,1," for n in range(1000)]
    findings = refused(
        export(users="\n".join([header, *rows, ""]), enrollments=EXPORT["enrollments.csv"].splitlines()[0])
    )
    assert len(findings) == LIMIT + 1
    assert "900 more" in findings[-1].message


def test_no_finding_repeats_a_name_or_a_password() -> None:
    """T-25: reports are mailed around: they name rows, not children."""
    files = edited(
        "users",
        "u1,,,true,maple,student,1001,,Zoë,Adair,,,,,,,1,",
        "u1,,,maybe,oak,pupil,1001,,Zoë,Adair,,,,,,,99,hunter2",
    )
    text = "\n".join(map(str, refused(files)))
    assert "Zoë" not in text
    assert "Adair" not in text
    assert "hunter2" not in text
