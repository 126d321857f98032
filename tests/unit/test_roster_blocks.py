"""Files of some thousand rows: what is plain is read many rows at a time, and says what each says alone."""

from __future__ import annotations

import pytest

from harmony.findings import RosterError
from harmony.model import Role
from harmony.roster import MemoryFiles, Reading
from harmony.roster.blocks import AT_ONCE
from harmony.roster.facts import EnrollmentFact, EnrollmentFacts, LeftOut
from tests.unit.oneroster_files import EXPORT, export
from tests.unit.roster_bundles import CLEVER, files
from tests.unit.staged import read

HEADER = EXPORT["enrollments.csv"].splitlines()[0]
MANY = 3 * AT_ONCE


def row(number: int, *, role: str = "student", status: str = "") -> str:
    """One enrollment of somebody who stands in no other row."""
    return f"e{number},{status},,room-12,maple,u{number},{role},,,"


ROWS = [row(number) for number in range(MANY)]


def said(lines: list[str], end: str = "\n") -> list[tuple[int, str, str]]:
    """Who is where by the rows of a file, with the numbers of these."""
    told: list[tuple[int, str, str]] = []
    for fact in Reading(MemoryFiles(export(enrollments=end.join([HEADER, *lines, ""])))).facts():
        if isinstance(fact, EnrollmentFacts):
            told += [(fact.at.row + place, who, fact.roles[place]) for place, who in enumerate(fact.people)]
        elif isinstance(fact, EnrollmentFact):
            told.append((fact.at.row, fact.person, fact.role or ""))
        elif isinstance(fact, LeftOut) and fact.at.file == "enrollments.csv":
            told.append((fact.at.row, "", fact.why))
    return told


PLAIN = [(number + 2, f"u{number}", Role.STUDENT) for number in range(MANY)]


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_every_row_is_read_once(end: str) -> None:
    """However lines end: in what is read at once, one ends between two of these characters."""
    assert said(ROWS, end) == PLAIN


@pytest.mark.parametrize("place", [0, AT_ONCE - 1, AT_ONCE, MANY - 1])
def test_a_row_that_is_not_plain_is_looked_at_alone(place: int) -> None:
    """Those above and below it say what they say, and each has its own number."""
    for odd, meant in (
        (row(place, role="Lehrer"), (place + 2, "", "unknown role")),
        (row(place, status="tobedeleted"), (place + 2, "", "gone")),
        (row(place, role=" Student "), PLAIN[place]),
        (f"{row(place)},", PLAIN[place]),
    ):
        assert said([*ROWS[:place], odd, *ROWS[place + 1 :]]) == [*PLAIN[:place], meant, *PLAIN[place + 1 :]]


def test_what_is_blank_counts_as_a_row() -> None:
    """Numbers are those that a spreadsheet shows."""
    assert said([*ROWS[:5], "", ",,,,,,,,,", *ROWS[5:]]) == [
        *PLAIN[:5],
        *((number + 2, who, role) for number, who, role in PLAIN[5:]),
    ]


def refused(lines: list[str]) -> str:
    """Everything that is wrong in a file of these rows."""
    with pytest.raises(RosterError) as refusal:
        read(export(enrollments="\n".join([HEADER, *lines, ""])))
    return "\n".join(map(str, refusal.value.findings))


def test_what_stands_before_a_file_breaks_off_is_told_too() -> None:
    """Everything wrong is said at once."""
    said = refused([*ROWS[:3], row(3, status="maybe"), *ROWS[4:9], 'e9,"never ends'])
    assert "row 5, column status" in said
    assert "row 11: begins a value with a quote that never ends" in said


def test_clever_is_read_alike() -> None:
    """In a format of fewer columns: one id with a space at its end, and all of them."""
    lines = [f"MAPLE,sec-{number},{number}" for number in range(MANY)]
    header = "School_id,Section_id,Student_id"
    whole = files(CLEVER, enrollments="\n".join([header, *lines, ""]))
    odd = files(CLEVER, enrollments="\n".join([header, f"{lines[0]} ", *lines[1:], ""]))
    alone = [each.person for each in Reading(MemoryFiles(odd)).facts() if isinstance(each, EnrollmentFact)]
    blocks = [each for each in Reading(MemoryFiles(whole)).facts() if isinstance(each, EnrollmentFacts)]
    assert [each for block in blocks for each in block.people] == [str(each) for each in range(MANY)]
    assert [each for each in alone if each.isdigit()] == [str(each) for each in range(AT_ONCE)]
