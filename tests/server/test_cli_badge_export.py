"""Badges as numbers, for card printers: whose, where, and what stays on record."""

from __future__ import annotations

import csv
import stat
from pathlib import Path

import pytest

from harmony.badge.token import parse
from harmony.model import Person
from harmony_server.badges import copies
from harmony_server.cli import badge_export
from harmony_server.settings.config import load
from tests.district import LEO, MIA, District
from tests.server.command import Command, refused
from tests.server.engines import on_both_engines

pytestmark = on_both_engines


@pytest.fixture
def run(district: District) -> Command:
    """The command on the synthetic district."""
    return Command(district.data)


def exported(run: Command, out: Path, *whose: str) -> dict[str, str]:
    """The numbers in the file that was written, by student id."""
    result = run("badge", "export", *whose, "--out", out)
    assert result.exit_code == 0, result.output
    with out.open(encoding="utf-8", newline="") as file:
        return {row["student_id"]: row["badge"] for row in csv.DictReader(file)}


@pytest.mark.parametrize(
    ("whose", "students"),
    [
        (("--all",), [MIA, LEO]),
        (("--school", "maple"), [MIA, LEO]),
        (("--grade", "02"), [LEO]),
    ],
)
def test_those_are_exported_who_were_asked_for(
    run: Command, district: District, tmp_path: Path, whose: tuple[str, ...], students: list[Person]
) -> None:
    """Students who can sign in: no staff, nobody who is switched off or has left."""
    badges = exported(run, tmp_path / "badges.csv", *whose)
    assert sorted(badges) == [each.username for each in students]
    for student in students:
        assert badges[student.username] == district.badge(student).decimal


def test_what_is_written_opens_the_door(run: Command, district: District, tmp_path: Path) -> None:
    """T-28: the number is the badge; so the file is its owner's alone, and every badge in it is on record."""
    out = tmp_path / "badges.csv"
    number = exported(run, out, "--grade", "01")[MIA.username]
    assert parse(number).district == load(run.data).code
    answer = district.client().post("/api/v1/session", json={"badge": number})
    assert answer.status_code == 201
    assert stat.S_IMODE(out.stat().st_mode) == 0o600
    with district.store.read() as tx:
        events = [(each.event, each.person_id) for each in tx.audit.last(9)]
    assert (copies.EXPORTED, MIA.id) in events


def test_no_file_is_replaced(run: Command, tmp_path: Path) -> None:
    """A list that somebody still needs is not written over, and nothing is left beside it."""
    out = tmp_path / "badges.csv"
    out.write_text("mine", "utf-8")
    assert "is there already" in refused(run("badge", "export", "--all", "--out", out))
    assert out.read_text("utf-8") == "mine"
    assert [path.name for path in tmp_path.glob("*badges*")] == ["badges.csv"]


@pytest.mark.parametrize(
    ("whose", "said"),
    [
        ((), "--all, or --school ID, or --grade G"),
        (("--all", "--grade", "01"), "--all, or --school ID, or --grade G"),
        (("--grade", "13"), "There is no grade '13'"),
        (("--grade", "12"), "no such student"),
        (("--school", "elsewhere"), "No school 'elsewhere'"),
    ],
)
def test_who_asks_for_nobody_is_told(run: Command, tmp_path: Path, whose: tuple[str, ...], said: str) -> None:
    """A slip writes no file."""
    out = tmp_path / "badges.csv"
    assert said in refused(run("badge", "export", *whose, "--out", out))
    assert not out.exists()


def test_a_district_is_never_in_memory_whole(
    run: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One page of students after another, each once."""
    monkeypatch.setattr(badge_export, "AT_ONCE", 1)
    assert sorted(exported(run, tmp_path / "badges.csv", "--all")) == [MIA.username, LEO.username]
