"""Exports that must be refused: every finding says where it is, what is wrong and what to do."""

from __future__ import annotations

import pytest

from harmony.findings import Finding, RosterError
from harmony.roster import Options
from harmony.roster.findings import LIMIT
from tests.unit.oneroster_files import EXPORT, edited, export
from tests.unit.refused_files import FILES
from tests.unit.refused_rows import ROWS
from tests.unit.staged import read


def refused(files: dict[str, bytes], options: Options | None = None) -> tuple[Finding, ...]:
    """The findings for which these files are refused."""
    with pytest.raises(RosterError) as caught:
        read(files, options or Options())
    return caught.value.findings


REFUSED = FILES | ROWS


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


def test_a_file_that_lost_half_its_rows_is_one_line() -> None:
    """Hundreds of ids that are nowhere have one cause: it is told with the first of them and all the rows."""
    rows = "".join(f"x{n},,,room-{n % 50}x,maple,u1,student,,,\n" for n in range(100, 300))
    (finding,) = refused(export(enrollments=EXPORT["enrollments.csv"] + rows))
    assert finding.message == '50 ids are not in classes.csv; "room-0x" is the first.'
    assert (finding.row, finding.column) == (4, "classSourcedId")
