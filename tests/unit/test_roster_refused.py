"""Exports that must be refused: every finding says where it is, what is wrong and what to do."""

from __future__ import annotations

import pytest

from harmony.findings import Finding, RosterError
from harmony.roster import Options, read
from harmony.roster.findings import LIMIT
from tests.unit.oneroster_files import EXPORT, edited, export

Place = tuple[str, int | None, str | None]


def refused(files: dict[str, bytes], options: Options | None = None) -> tuple[Finding, ...]:
    """The findings for which these files are refused."""
    with pytest.raises(RosterError) as caught:
        read(files, options or Options())
    return caught.value.findings


def latin(file: str) -> dict[str, bytes]:
    """The export with one file as Windows writes text."""
    return export(**{file: EXPORT[f"{file}.csv"].encode("cp1252")})


REFUSED: dict[str, tuple[dict[str, bytes], Place, str, str]] = {
    # what is wrong: (the files, where that is, what is said, what to do)
    "users missing": (
        export(users=None, manifest=None),
        ("users.csv", None, None),
        "is missing",
        "Export it",
    ),
    "classes missing": (export(classes=None), ("classes.csv", None, None), "is missing", "Export it"),
    "a file twice": ({**export(), "USERS.csv": b""}, ("USERS.csv", None, None), "is there twice", "Keep one"),
    "an empty file": (export(enrollments=""), ("enrollments.csv", None, None), "is empty", "Export it again"),
    "a file of blank lines": (
        export(orgs="\n \n,,\n"),
        ("orgs.csv", None, None),
        "not even a header",
        "again",
    ),
    "no header": (
        export(users="\n".join(EXPORT["users.csv"].splitlines()[1:])),
        ("users.csv", 1, None),
        "begins with a row that is no header",
        "The first row must hold the names",
    ),
    "a column missing": (
        edited("users", ",username", ",login"),
        ("users.csv", 1, None),
        "lacks the column username",
        "Export",
    ),
    "several columns missing": (
        edited("classes", "sourcedId,status,dateLastModified,title", "a,status,dateLastModified,b"),
        ("classes.csv", 1, None),
        "lacks the columns sourcedId, title",
        "Export",
    ),
    "a column twice": (
        edited("users", ",sms,", ",username,"),
        ("users.csv", 1, "username"),
        "stands twice in the header",
        "Keep one",
    ),
    "text as Windows writes it": (
        latin("users"),
        ("users.csv", 2, None),
        "byte 0xEB is not UTF-8",
        "CSV UTF-8",
    ),
    "UTF-16 without its mark": (
        export(users=EXPORT["users.csv"].encode("utf-16-le")),
        ("users.csv", None, None),
        "UTF-16 without the mark",
        "--encoding utf-16-le",
    ),
    "UTF-16 that breaks off": (
        export(users=EXPORT["users.csv"].encode("utf-16")[:-1]),
        ("users.csv", 5, None),
        "breaks off",
        "Export it again",
    ),
    "a comma in a name, unquoted": (
        edited("users", "Ana,Rivera", "Ana, Maria,Rivera"),
        ("users.csv", 3, None),
        "has 19 values under 18 names",
        "needs quotes",
    ),
    "a cut row": (
        edited("users", ",Adair,,,,,,,1,", ",Adair"),
        ("users.csv", 2, None),
        "is cut: 10 values",
        "again",
    ),
    "a separator too many": (
        edited("users", "Zoë,Adair", "Zoë,Ann,Adair"),
        ("users.csv", 2, None),
        "has 19 values under 18 names",
        "needs quotes",
    ),
    "a quote that never ends": (
        edited("users", "Chi,Okafor", '"Chi,Okafor'),
        ("users.csv", 4, None),
        "a quote that never ends",
        "Double every quote",
    ),
    "a quote in a quoted value": (
        edited("users", "Zoë,Adair", '"Zoë"x,Adair'),
        ("users.csv", 2, None),
        "cannot be taken apart",
        "Double every quote",
    ),
    "an endless value": (
        edited("users", "Zoë", "Z" * 140_000),
        ("users.csv", 2, None),
        "more than 130,000 characters",
        "quote",
    ),
    "an endless line": (
        edited("users", "Zoë", "Z" * 1_100_000),
        ("users.csv", 2, None),
        "more than a million characters",
        "Is it a CSV file?",
    ),
    "no id": (
        edited("users", "u2,,,true", ",,,true"),
        ("users.csv", 3, "sourcedId"),
        "is empty",
        "Fill it in",
    ),
    "an id that nobody can see": (
        edited("users", "u2,,,true", "\u200b,,,true"),
        ("users.csv", 3, "sourcedId"),
        "is empty",
        "",
    ),
    "an id twice": (
        edited("users", "u2,,,true", "u1,,,true"),
        ("users.csv", 3, "sourcedId"),
        '"u1" stands in row 2 already, and the rows differ',
        "Keep one",
    ),
    "an id twice, but for what nobody sees": (
        edited("users", "u2,,,true", "u1\u200b,,,true"),
        ("users.csv", 3, "sourcedId"),
        "row 2 already",
        "",
    ),
    "a school twice": (edited("orgs", "birch,", "maple,"), ("orgs.csv", 4, "sourcedId"), "row 3 already", ""),
    "an id too long": (
        edited("users", "u1,", "u" * 256 + ","),
        ("users.csv", 2, "sourcedId"),
        "255",
        "Shorten",
    ),
    "an id that a spreadsheet ate": (
        edited("users", "u1,,", "1.23E+05,,"),
        ("users.csv", 2, "sourcedId"),
        "a spreadsheet made of a long number",
        "do not open the file in a spreadsheet",
    ),
    "a username that a spreadsheet ate": (
        edited("users", ",1001,", ",1E+12,"),
        ("users.csv", 2, "username"),
        "a spreadsheet made of a long number",
        "",
    ),
    "no username": (
        edited("users", ",rivera,", ",,"),
        ("users.csv", 3, "username"),
        "is empty",
        "district.toml",
    ),
    "a username twice": (
        edited("users", ",rivera,", ",1001,"),
        ("users.csv", 3, None),
        "of row 2",
        "another",
    ),
    "a username twice in capitals": (
        edited("users", ",okafor,", ",RIVERA,"),
        ("users.csv", 4, None),
        "row 3",
        "",
    ),
    "a username twice in wide digits": (
        edited("users", ",rivera,", ",１００１,"),
        ("users.csv", 3, None),
        "row 2",
        "",
    ),
    "a username twice in other digits": (
        edited("users", ",rivera,", ",١٠٠١,"),
        ("users.csv", 3, None),
        "row 2",
        "",
    ),
    "a username twice, unseen": (
        edited("users", ",rivera,", ",1001\u200b,"),
        ("users.csv", 3, None),
        "row 2",
        "",
    ),
    "a username too long": (
        edited("users", ",1001,", f",{'1' * 129},"),
        ("users.csv", 2, "username"),
        "long",
        "",
    ),
    "no given name": (
        edited("users", ",Zoë,", ",,"),
        ("users.csv", 2, "givenName"),
        "is empty",
        "Fill it in",
    ),
    "a name too long": (edited("users", "Zoë", "Z" * 129), ("users.csv", 2, "givenName"), "128", "Shorten"),
    "neither true nor false": (
        edited("users", "u1,,,true", "u1,,,perhaps"),
        ("users.csv", 2, "enabledUser"),
        '"perhaps" is neither true nor false',
        "Write true or false",
    ),
    "a status of its own": (
        edited("users", "u1,,", "u1,archived,"),
        ("users.csv", 2, "status"),
        '"archived" is no status',
        "active or tobedeleted",
    ),
    "an organisation of its own kind": (
        edited("orgs", "Hill School,school", "Hill School,castle"),
        ("orgs.csv", 4, "type"),
        '"castle" is no kind of organisation',
        "Known are",
    ),
    "a school that is not there": (
        edited("users", "u1,,,true,maple", "u1,,,true,oak"),
        ("users.csv", 2, "orgSourcedIds"),
        '"oak" is not in orgs.csv',
        "--tolerate-orphans 1",
    ),
    "a class of no school": (
        edited("classes", "maple,fall", "oak,fall"),
        ("classes.csv", 2, "schoolSourcedId"),
        '"oak" is not in orgs.csv',
        "",
    ),
    "a class of the district": (
        edited("classes", "maple,fall", "d,fall"),
        ("classes.csv", 2, "schoolSourcedId"),
        '"d" is no school',
        "must belong to a school",
    ),
    "an enrollment in no class": (
        edited("enrollments", "e1,,,room-12", "e1,,,room-13"),
        ("enrollments.csv", 2, "classSourcedId"),
        '"room-13" is not in classes.csv',
        "",
    ),
    "an enrollment of nobody": (
        edited("enrollments", "maple,u1", "maple,u9"),
        ("enrollments.csv", 2, "userSourcedId"),
        '"u9" is not in users.csv',
        "",
    ),
    "a manifest that disagrees": (
        edited("manifest", "file.users,bulk", "file.users,absent"),
        ("manifest.csv", None, None),
        "says that users.csv is absent, but it is there",
        "one of the two is old",
    ),
    "a manifest that says nothing": (
        export(manifest="x\n"),
        ("manifest.csv", None, None),
        "nothing of any",
        "",
    ),
    "changes without what they change": (
        edited("manifest", "file.users,bulk", "file.users,delta"),
        ("manifest.csv", None, None),
        "nothing stands yet",
        "Import a whole roster",
    ),
    "OneRoster 1.0": (
        edited("users", "status,dateLastModified,enabledUser", "status,dateLastModified,userId"),
        ("users.csv", 1, None),
        "is of OneRoster 1.0",
        "OneRoster 1.1 or 1.2",
    ),
    "nobody at all": (
        export(
            users=EXPORT["users.csv"].splitlines()[0], enrollments=EXPORT["enrollments.csv"].splitlines()[0]
        ),
        ("the files", None, None),
        "hold no people",
        "Is the export whole?",
    ),
    "no schools": (
        edited("orgs", ",school,", ",district,"),
        ("classes.csv", 2, "schoolSourcedId"),
        "is no school",
        "",
    ),
    "no roster at all": ({"pictures.csv": b"a,b\n1,2\n"}, ("the files", None, None), "no roster", "--format"),
    "nothing at all": ({}, ("the files", None, None), "there is no CSV file", "--format"),
}


@pytest.mark.parametrize("what", REFUSED)
def test_it_is_refused_with_its_place(what: str) -> None:
    """The finding names the row as a spreadsheet counts it, the column, what is wrong and what to do."""
    files, (file, row, column), said, advice = REFUSED[what]
    findings = refused(files)
    there = [each for each in findings if (each.file, each.row, each.column) == (file, row, column)]
    assert there, findings
    assert said in there[0].message
    assert advice in f"{there[0].message} {there[0].advice}"


@pytest.mark.parametrize(
    "what",
    [each for each in REFUSED if "missing" not in each and each not in ("no schools", "an id too long")],
)
def test_one_slip_is_one_finding(what: str) -> None:
    """What could not be read is not reported as absent elsewhere: the one true cause is named, once."""
    assert len(refused(REFUSED[what][0])) == 1


def test_a_format_that_nobody_knows_is_refused() -> None:
    """Those that are known are listed."""
    (finding,) = refused(export(), Options(format="oneroster-9"))
    assert "clever, oneroster-1.0, oneroster-1.1" in finding.message


def test_findings_of_all_files_come_at_once() -> None:
    """Whoever mends an export sees everything there is to mend, not one thing a day."""
    files = edited("users", ",Zoë,", ",,") | {
        "orgs.csv": EXPORT["orgs.csv"].replace("district,,", "castle,,").encode()
    }
    assert {finding.file for finding in refused(files)} == {"users.csv", "orgs.csv"}


def test_one_missing_class_is_one_line_however_many_miss_it() -> None:
    """412 enrollments in a class that is not there have one cause, and a count."""
    rows = "".join(
        f"x{n},,,gone,maple,u{n % 3 + 1},{role},,,\n" for n in range(3) for role in ("student", "teacher")
    )
    (finding,) = refused(export(enrollments=EXPORT["enrollments.csv"] + rows))
    assert str(finding) == (
        'enrollments.csv, row 4, column classSourcedId: "gone" is not in classes.csv. Mend it at the source; '
        "to leave such rows out: --tolerate-orphans 6. (In 6 rows.)"
    )


def test_more_orphans_than_are_tolerated_refuse_all() -> None:
    """What is allowed is a number of rows, not of causes."""
    rows = "".join(f"x{n},,,room-{n},maple,u1,student,,,\n" for n in range(3))
    findings = refused(export(enrollments=EXPORT["enrollments.csv"] + rows), Options(tolerated_orphans=2))
    assert len(findings) == 3


def test_very_many_causes_are_cut_short_and_counted() -> None:
    """The first hundred findings are kept, and how many more there are is said."""
    header = EXPORT["users.csv"].splitlines()[0]
    rows = [f"u{n},,,maybe{n},maple,student,{n},,Zoë,Adair,,,,,,,1," for n in range(1000)]
    findings = refused(export(users="\n".join([header, *rows, ""])))
    assert len(findings) == LIMIT + 1
    assert "900 more" in findings[-1].message


def test_no_finding_repeats_a_name_or_a_password() -> None:
    """T-25: reports are mailed around: they name rows, not children."""
    files = edited(
        "users",
        "u1,,,true,maple,student,1001,,Zoë,Adair,,,,,,,1,",
        "u1,,,maybe,oak,pupil,rivera,,Zoë,Adair,,,,,,,99,hunter2",
    )
    text = "\n".join(map(str, refused(files)))
    assert "Zoë" not in text
    assert "Adair" not in text
    assert "hunter2" not in text
