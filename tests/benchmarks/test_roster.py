"""The roster bench: both days' files, the bare load, and a tiny run of all of it."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from benchmarks import docs
from benchmarks.roster import files, run
from benchmarks.roster.run import BARE, CHANGED, FIRST, MEMORY, SQLITE, TIME, UNCHANGED, Extent
from build_steps.paths import ROOT
from harmony_server.demo.synthetic import district
from tests.benchmarks import schema


def test_a_day_later_one_in_a_hundred_is_another() -> None:
    """As many people and enrollments as before; leavers, newcomers, renamed, and who changed a class."""
    before = district(2000, seed=1)
    after = files.tomorrow(before)
    one, other = set(before.people), set(after.people)
    assert len(before.people) == len(after.people)
    assert len(one ^ other) == 4 * 2000 // files.EVERY
    moved = set(before.enrollments) ^ set(after.enrollments)
    assert len(moved) == (10 + 10 + 2) * 2000 // files.EVERY


def test_the_bare_load_has_every_row(tmp_path: Path) -> None:
    """What an import is measured against does no less of the reading."""
    made = files.make(tmp_path, 300)
    command = (sys.executable, "-m", "benchmarks.roster.bare", made.first, tmp_path / "bare.db")
    subprocess.run(command, check=True, cwd=ROOT)
    with closing(sqlite3.connect(tmp_path / "bare.db")) as connection:
        counts = [
            connection.execute(f"SELECT count(*) FROM {name}").fetchone()[0]  # noqa: S608
            for name in ("users", "enrollments")
        ]
    assert counts == [made.people, made.enrollments]


def test_a_tiny_run_gives_every_figure(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each command on each engine that is there: time, processor time, memory, ratios; and their page."""
    results = run.measure(Extent(students=800, fewer=400))
    schema.check(results)
    for case in (BARE, FIRST, CHANGED, UNCHANGED):
        assert results.find(case, f"{SQLITE}, 800", TIME).median > 0
        assert results.find(case, f"{SQLITE}, 400", MEMORY).median > 1
    assert {name for name in results.ratios if name.endswith(SQLITE)} >= {
        f"{FIRST} / {BARE}, {TIME}, {SQLITE}",
        f"{CHANGED} / {FIRST}, {TIME}, {SQLITE}",
    }
    page = tmp_path / "performance.md"
    page.write_text("<!-- roster: written by the bench -->\n<!-- end of roster -->\n", "utf-8")
    monkeypatch.setattr(docs, "PAGE", page)
    docs.update(results)
    assert "| SQLite, 800 | first import |" in page.read_text("utf-8")
