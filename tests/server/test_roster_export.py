"""What the portal writes: valid by its own readers, the same each time, and however oddly it is written."""

from __future__ import annotations

import csv
import io
import random
import re
import stat
import zipfile
from pathlib import Path

import pytest

from harmony.roster import Reading, Roster, formats
from harmony_server.demo import synthetic, write_roster
from harmony_server.demo.irregular import irregular
from harmony_server.roster.archive import opened
from harmony_server.roster.export import Style, write_zip
from tests.server.command import Command, imported_district, refused
from tests.server.test_roster_zip import zipped
from tests.unit.oneroster_files import EXPORT, export
from tests.unit.staged import read_files

NAMES = [each.NAME for each in formats.writable()]
STYLES = [
    Style(folder="export/", first_line="\ufeff"),
    Style(encoding="utf-16-le", first_line="\ufeffsep=,\r\n"),
    Style(separator=";"),
    Style(separator="\t"),
]


def roster(path: Path) -> tuple[str, Roster]:
    """The format and the roster of a zip."""
    with opened(path) as files:
        reading = Reading(files)
        return reading.format.NAME, read_files(files)


def parts(roster: Roster) -> tuple[object, ...]:
    """What a roster is about, in one order."""
    return tuple(
        sorted(map(repr, each)) for each in (roster.schools, roster.classes, roster.enrollments)
    ) + tuple(
        sorted(
            (each.external_id, each.username, each.role, each.grades, each.schools) for each in roster.people
        )
    )


@pytest.mark.parametrize("name", NAMES)
def test_what_is_written_reads_the_same(tmp_path: Path, name: str) -> None:
    """A district out and in again: everybody, every class, every enrollment, and nothing to note."""
    write_roster(tmp_path / "out.zip", students=150, format_name=name, seed=7, irregular=False)
    found, read = roster(tmp_path / "out.zip")
    out = synthetic.district(150, 7)
    assert found == name
    assert read.warnings == ()
    assert read.skipped == {}
    students = {each for each in out.people if each.role == "student"}
    assert {each for each in read.people if each.role == "student"} == students
    assert {each.external_id for each in read.classes} == {each.external_id for each in out.classes}
    assert len(read.enrollments) == sum(1 for _ in out.enrollments)
    assert stat.S_IMODE((tmp_path / "out.zip").stat().st_mode) == 0o600


@pytest.mark.parametrize("name", NAMES)
def test_a_seed_makes_the_same_bytes(tmp_path: Path, name: str) -> None:
    """Measurements and bug reports name a seed."""
    for file, seed in (("a", 3), ("b", 3), ("c", 4)):
        write_roster(tmp_path / file, students=40, format_name=name, seed=seed, irregular=True)
    a, b, c = ((tmp_path / file).read_bytes() for file in "abc")
    assert a == b != c


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("style", STYLES, ids=lambda style: f"{style.encoding}{style.separator!r}")
def test_however_oddly_it_is_written_it_says_the_same(tmp_path: Path, name: str, style: Style) -> None:
    """Shuffled columns, odd headers, spaces, NULLs, grades in words, blank rows, birth dates: one roster."""
    (plain,) = [each for each in formats.writable() if name == each.NAME]
    out = synthetic.district(120, 5)
    write_zip(tmp_path / "plain.zip", plain.write(out))
    write_zip(tmp_path / "odd.zip", irregular(plain.write(out), random.Random(11)), style)  # noqa: S311  no secret
    found, odd = roster(tmp_path / "odd.zip")
    assert found == name
    assert parts(odd) == parts(roster(tmp_path / "plain.zip")[1])
    assert {"birthDate", "metadata.meals", "home_phone"} <= {fold(column) for _, column in odd.dropped}


def fold(column: str) -> str:
    """A dropped column as it was written, but for what the irregular writer does to headers."""
    known = {each.lower().replace("_", " "): each for each in ("birthDate", "metadata.meals", "home_phone")}
    return known.get(column.strip().lower().replace("_", " "), column)


@pytest.mark.parametrize("name", ["oneroster-1.1", "oneroster-1.2"])
def test_oneroster_is_written_as_the_standard_says(tmp_path: Path, name: str) -> None:
    """What validators look at: required values filled, blank status, every reference to a row there."""
    write_roster(tmp_path / "out.zip", students=60, format_name=name, seed=1, irregular=False)
    tables = read_tables(tmp_path / "out.zip")
    ids = {name: {row["sourcedId"] for row in rows} for name, rows in tables.items() if name != "manifest"}
    for rows in (tables["orgs"], tables["classes"], tables["enrollments"], tables["users"]):
        assert {(row["status"], row["dateLastModified"]) for row in rows} == {("", "")}
    for row in tables["classes"]:
        assert row["courseSourcedId"] in ids["courses"]
        assert row["termSourcedIds"] in ids["academicSessions"]
        assert row["schoolSourcedId"] in ids["orgs"]
        assert row["classType"] in ("homeroom", "scheduled")
    for row in tables["enrollments"]:
        assert row["classSourcedId"] in ids["classes"]
        assert row["userSourcedId"] in ids["users"]
        assert row["schoolSourcedId"] in ids["orgs"]
    files = {row["propertyName"]: row["value"] for row in tables["manifest"]}
    bulk = {each.removeprefix("file.") for each, mode in files.items() if mode == "bulk"}
    assert bulk == set(tables) - {"manifest"}
    assert files["oneroster.version"] == name.removeprefix("oneroster-")


def read_tables(path: Path) -> dict[str, list[dict[str, str]]]:
    """The tables of a zip by Python's own reader."""
    with zipfile.ZipFile(path) as archive:
        return {
            name.removesuffix(".csv"): list(csv.DictReader(io.StringIO(archive.read(name).decode())))
            for name in archive.namelist()
        }


def test_the_command_exports_what_stands(tmp_path: Path) -> None:
    """A district's roster in another format, which another portal, or this one, then reads."""
    run = imported_district(tmp_path)
    for name in NAMES:
        result = run("roster", "export", "--format", name, "--out", tmp_path / f"{name}.zip")
        assert result.exit_code == 0, result.output
        found, read = roster(tmp_path / f"{name}.zip")
        assert found == name
        assert {each.username for each in read.people} >= {"1001", "rivera"}
    assert (
        "left out: switched off 1, administrators 1."
        in run("roster", "export", "--format", "clever", "--out", tmp_path / "again.zip").stderr
    )
    assert "sds-1 cannot be written" in refused(
        run("roster", "export", "--format", "sds-1", "--out", tmp_path / "x.zip")
    )


def test_without_a_roster_there_is_nothing_to_export(tmp_path: Path) -> None:
    """A new district is told to import first."""
    run = Command(tmp_path / "data")
    run("init", "--name", "M", "--url", "https://p.example")
    said = refused(run("roster", "export", "--format", "sds", "--out", tmp_path / "x.zip"))
    assert "Import one first" in said
    assert not (tmp_path / "x.zip").exists()


def test_changes_are_imported_over_what_stands(tmp_path: Path) -> None:
    """A delta by the command: one student renamed, everybody else as they were; alone it is refused."""
    manifest = "propertyName,value\noneroster.version,1.1\nfile.users,delta\n"
    header, zoe = EXPORT["users.csv"].splitlines()[:2]
    changed = zoe.replace("u1,,", "u1,active,2026-11-01").replace("Zoë", "Zoey")
    files = {"manifest.csv": manifest.encode(), "users.csv": f"{header}\n{changed}\n".encode()}
    delta = zipped(tmp_path / "delta.zip", files)
    run = imported_district(tmp_path)
    result = run("roster", "import", delta)
    assert result.exit_code == 0, result.output
    assert re.search(r"people +0 +1 +0 +0 +2", result.stdout)
    assert "nothing stands yet" in refused(run("roster", "check", delta, "--source", "other"))


def test_demo_writes_a_roster(tmp_path: Path) -> None:
    """`harmony demo --out` makes a file and no district; what cannot be written is a sentence."""
    run = Command(tmp_path / "data")
    out = tmp_path / "out.zip"
    result = run("demo", "--students", "30", "--format", "clever", "--irregular", "--out", out)
    assert result.exit_code == 0, result.output
    assert roster(out)[0] == "clever"
    assert not (tmp_path / "data").exists()
    assert "nonsense cannot be written" in refused(run("demo", "--out", out, "--format", "nonsense"))


def test_usernames_are_a_setting_by_source(tmp_path: Path) -> None:
    """`district.toml` says for each source what is typed."""
    run = imported_district(tmp_path)
    with (run.data / "district.toml").open("a", encoding="utf-8") as settings:
        settings.write('\n[sources.other]\nusername = ["email@", "username"]\n')
    users = EXPORT["users.csv"].replace("Zoë,Adair,,,,", "Zoë,Adair,,,zoe.a@pupils.example,")
    new = zipped(tmp_path / "mail.zip", export(users=users))
    assert re.search(r"people +0 +0 +0 +0 +3", run("roster", "check", new).stdout)
    assert run("roster", "import", new, "--source", "other").exit_code == 0
    assert "zoe.a" in run("account", "show", "--username", "zoe.a").stdout
