"""Each format is told by its files and gives the same kind of roster; one more format is one more file."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest

from harmony.findings import RosterError
from harmony.model import Role
from harmony.roster import (
    MemoryFiles,
    Options,
    Reading,
    Roster,
    RosterClass,
    RosterEnrollment,
    RosterPerson,
    formats,
)
from tests.unit.oneroster_files import EXPORT, export
from tests.unit.roster_bundles import CLEVER, ONEROSTER_1_2, SDS, SDS_1, files
from tests.unit.staged import read

RIGHT = read(export())
BUNDLES = {
    "oneroster-1.1": EXPORT,
    "oneroster-1.2": ONEROSTER_1_2,
    "clever": CLEVER,
    "sds": SDS,
    "sds-1": SDS_1,
}


def refusal(contents: Mapping[str, bytes], options: Options | None = None) -> str:
    """What is said about files that are refused."""
    with pytest.raises(RosterError) as caught:
        read(contents, options or Options())
    return str(caught.value)


@pytest.mark.parametrize("name", BUNDLES)
def test_a_format_is_told_by_its_files(name: str) -> None:
    """Nobody has to say which it is, also in capitals and without a manifest."""
    assert name == Reading(MemoryFiles(files(BUNDLES[name]))).format.NAME
    bare = {file.upper(): text for file, text in files(BUNDLES[name], manifest=None).items()}
    assert name == Reading(MemoryFiles(bare)).format.NAME


def test_oneroster_1_2_says_the_same_roster() -> None:
    """Roles from roles.csv: schools joined, parents counted, people without a role left out."""
    roster = read(files(ONEROSTER_1_2))
    assert roster.people == RIGHT.people
    assert roster.enrollments == RIGHT.enrollments
    assert roster.skipped == {"guardian": 1}
    alone = read(files(ONEROSTER_1_2, roles=ONEROSTER_1_2["roles.csv"].replace("r1,,,u1", "r1,,,u2")))
    assert alone.skipped == {"guardian": 1, "no role": 1, "enrollment": 1}


def test_a_1_2_export_without_its_roles_is_refused_by_its_name() -> None:
    """That the file of roles is missing is said, not that users.csv lacks columns."""
    said = refusal(files(ONEROSTER_1_2, roles=None))
    assert said == "roles.csv: is missing from the export. Export it with it."


@pytest.mark.parametrize(
    ("roles", "role", "schools"),
    [
        (
            ["secondary,teacher,,,birch", "primary,administrator,,,maple"],
            Role.ADMINISTRATOR,
            ("birch", "maple"),
        ),
        (["primary,parent,,,birch", "secondary,teacher,,,maple"], Role.TEACHER, ("maple",)),
        (["secondary,teacher,,,birch", "secondary,teacher,,,maple"], Role.TEACHER, ("birch", "maple")),
    ],
)
def test_of_several_roles_the_primary_one_counts(
    roles: list[str], role: Role, schools: tuple[str, ...]
) -> None:
    """A teacher who is somebody's parent has a place here, and that place."""
    header, *lines = ONEROSTER_1_2["roles.csv"].splitlines()
    rows = [header, *(line for line in lines if ",u2," not in line)]
    rows += [f"x{number},,,u2,{each}," for number, each in enumerate(roles)]
    person = read(files(ONEROSTER_1_2, roles="\n".join(rows))).people[1]
    assert (person.role, person.schools) == (role, schools)


def test_several_roles_and_none_primary_are_noted() -> None:
    """The first counts, and it is said."""
    text = ONEROSTER_1_2["roles.csv"].replace("u2,primary,teacher", "u2,,teacher")
    roster = read(files(ONEROSTER_1_2, roles=text.replace("secondary,teacher", "secondary,principal")))
    assert roster.people[1].role is Role.TEACHER
    assert "none is primary: the first counts" in str(roster.warnings[0])


def test_clever_says_its_roster() -> None:
    """Teachers of several schools are one person; their ids may be a student's too; contacts are dropped."""
    roster = read(files(CLEVER))
    assert roster.schools == RIGHT.schools
    assert roster.classes == (
        RosterClass("room-12", "Room 12", "maple"),
        RosterClass("s-9", "Algebra 3", "birch"),
    )
    assert roster.people == (
        RosterPerson("u1", "1001", "Zoë", "Adair", Role.STUDENT, ("01",), ("maple",)),
        RosterPerson("teacher:u1", "rivera", "Ana", "Rivera", Role.TEACHER, (), ("maple", "birch")),
        RosterPerson("teacher:t3", "duarte", "Rui", "Duarte", Role.TEACHER, (), ("birch",)),
    )
    assert set(roster.enrollments) == {
        RosterEnrollment("room-12", "u1", Role.STUDENT),
        RosterEnrollment("room-12", "teacher:u1", Role.TEACHER),
        RosterEnrollment("room-12", "teacher:t3", Role.TEACHER),
        RosterEnrollment("s-9", "teacher:u1", Role.TEACHER),
    }
    columns = {column for _, column in roster.dropped}
    assert columns >= {"Gender", "DOB", "Race", "Ell_status", "Iep_status", "Contact_name", "Password"}


def test_a_teacher_who_is_not_there_is_named_as_the_file_does() -> None:
    """A finding quotes the id that somebody can search for."""
    said = refusal(files(CLEVER, teachers=CLEVER["teachers.csv"].replace("birch,t3", "birch,t4")))
    assert 'sections.csv, row 2, column Teacher_id: "t3" is not in teachers.csv.' in said


def test_sds_says_its_roster() -> None:
    """User names end before the @, roles of roles.csv are known by Microsoft's words too."""
    roster = read(files(SDS))
    assert roster.people == RIGHT.people[:2]
    assert roster.enrollments == RIGHT.enrollments
    assert roster.classes == RIGHT.classes


def test_sds_1_is_refused_by_its_name() -> None:
    """What Microsoft has retired is told apart from what is no roster."""
    assert "School Data Sync v1" in refusal(files(SDS_1))


def test_the_format_may_be_said() -> None:
    """Where files could be of two formats, or look like none, whoever knows says it."""
    both = {**files(CLEVER), **files({name: EXPORT[name] for name in ("users.csv", "orgs.csv")})}
    assert "could be Clever or OneRoster 1.1: say which with --format" in refusal(both)
    assert read(both, Options(format="clever")).people == read(files(CLEVER)).people


NEW_FORMAT = """
from harmony.model import Role
from harmony.roster.facts import Origin, PersonFact, Prologue, SchoolFact
from harmony.roster.header import Layout

NAME = "list"
TITLE = "A plain list"
CHILDREN = Layout("children.csv", ("number", "first", "last"))
FILES = (CHILDREN,)


def recognise(headers):
    return headers.has("children", "number")


def read(intake):
    intake.expect((CHILDREN,), (CHILDREN,))
    yield Prologue({}, {})
    yield SchoolFact("school", "The School", Origin("children.csv", 1))
    for row in intake.rows(CHILDREN):
        name, at = row.id("number"), Origin(row.file, row.number)
        first, last = row.text("first"), row.text("last")
        yield PersonFact(name, name, first, last, Role.STUDENT, (), ("school",), True, at)
"""


def test_one_more_format_is_one_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A module beside the others is found, told by its files, and read: nothing else is touched."""
    (tmp_path / "plain_list.py").write_text(NEW_FORMAT, "utf-8")
    monkeypatch.setattr(formats, "__path__", [*formats.__path__, str(tmp_path)])
    roster = read({"children.csv": b"number;first;last\n7;Zo\xc3\xab;Adair\n"})
    assert roster.people == (RosterPerson("7", "7", "Zoë", "Adair", Role.STUDENT, (), ("school",)),)
    assert Reading(MemoryFiles(files(CLEVER))).format.NAME == "clever"


def changes(**tables: str) -> dict[str, bytes]:
    """A delta that holds only these files, below the headers of the small export."""
    lines = ["propertyName,value", "oneroster.version,1.1"]
    names = ("orgs", "users", "classes", "enrollments")
    lines += [f"file.{name},{'delta' if name in tables else 'absent'}" for name in names]
    text = {name: f"{EXPORT[f'{name}.csv'].splitlines()[0]}\n{rows}" for name, rows in tables.items()}
    return files({f"{name}.csv": rows for name, rows in text.items()}, manifest="\n".join(lines))


def applied(**tables: str) -> Roster:
    """The small export's roster with changes applied."""
    return read(changes(**tables), standing=RIGHT)


def test_changes_are_applied_to_what_stands() -> None:
    """Somebody new, somebody renamed, somebody gone with their enrollments; all else stays."""
    roster = applied(
        users=(
            "u5,active,2026-11-01,true,birch,student,1005,,Noa,Reyes,,,,,,,7,\n"
            "u2,active,2026-11-01,true,birch,teacher,rivera,,Anna,Rivera,,,,,,,,\n"
            "u1,tobedeleted,2026-11-01,true,maple,student,1001,,Zoë,Adair,,,,,,,1,\n"
        ),
        enrollments="e9,active,2026-11-01,room-12,birch,u5,student,,,\n",
    )
    assert {each.external_id: (each.given_name, each.schools) for each in roster.people} == {
        "u2": ("Anna", ("birch",)),
        "u3": ("Chi", ()),
        "u5": ("Noa", ("birch",)),
    }
    assert set(roster.enrollments) == {
        RosterEnrollment("room-12", "u2", Role.TEACHER),
        RosterEnrollment("room-12", "u5", Role.STUDENT),
    }
    assert roster.schools == RIGHT.schools


def test_an_enrollment_that_ended_is_gone() -> None:
    """A delta says it by the class and the person; without them it cannot be told which."""
    ended = "e1,tobedeleted,2026-11-01,room-12,maple,u1,student,,,\n"
    assert applied(enrollments=ended).enrollments == RIGHT.enrollments[1:]
    with pytest.raises(RosterError, match=r"row 2, column sourcedId: ends an enrollment without its class"):
        applied(enrollments="e1,tobedeleted,2026-11-01,,,,,,,\n")


def test_changes_that_refer_to_nothing_are_refused() -> None:
    """What changed must fit to what stands."""
    with pytest.raises(RosterError, match=r'"u9" is not in users.csv'):
        applied(enrollments="e9,active,2026-11-01,room-12,maple,u9,student,,,\n")
