"""The report on a roster: a page that runs nothing, the same for programs, and no name unless asked for."""

from __future__ import annotations

import base64
import hashlib
import json
import re
import stat
from pathlib import Path

import pytest

from tests.server.command import Command, imported_district, refused
from tests.server.test_roster_zip import zipped
from tests.unit.oneroster_files import EXPORT, edited, export


@pytest.fixture
def run(tmp_path: Path) -> Command:
    """The command on a district with the small export imported."""
    return imported_district(tmp_path)


def changed(tmp_path: Path) -> Path:
    """An export with somebody new, somebody renamed, and something forgiven."""
    users = EXPORT["users.csv"].replace("Ana,Rivera", "Anna,Rivera").replace("u3,,,false", "u3,,,N")
    users += "u5,,,true,birch,student,1005,,Noa,Reyes,,,,,,,7,\n"
    return zipped(tmp_path / "new.zip", export(users=users))


def test_the_terminal_shows_the_schools_too(run: Command, tmp_path: Path) -> None:
    """Where students come and go is seen without opening a report; nothing changed, nothing shown."""
    shown = run("roster", "check", changed(tmp_path)).stdout
    assert re.search(r"students by school +added +changed +gone +come back +the same", shown)
    assert re.search(r"Birch Hill School +1 +0 +0 +0 +0", shown)
    assert "Maple Street School" not in shown
    assert "by school" not in run("roster", "check", tmp_path / "roster.zip").stdout


def test_the_report_for_programs(run: Command, tmp_path: Path) -> None:
    """Figures by kind and school, what was forgiven, left out and never read; nobody's name."""
    out = tmp_path / "report.json"
    assert run("roster", "check", changed(tmp_path), "--report", out).exit_code == 0
    told = json.loads(out.read_text("utf-8"))
    assert (told["outcome"], told["format"], told["source"]) == ("checked", "OneRoster 1.1", "sis")
    assert told["kinds"]["people"] == {"added": 1, "changed": 1, "removed": 0, "unchanged": 2, "back": 0}
    birch, maple = told["schools"]
    assert birch["figures"]["students"] == {"added": 1, "changed": 0, "gone": 0, "back": 0, "same": 0}
    assert maple["figures"]["staff"]["changed"] == 1
    assert told["notes"][0] | {"row": 4, "column": "enabledUser", "count": 1} == told["notes"][0]
    assert told["left_out"] == {"guardian": 1}
    assert {"file": "users.csv", "column": "password"} in told["dropped"]
    assert told["people"] == []
    assert stat.S_IMODE(out.stat().st_mode) == 0o600


def test_the_page_runs_nothing_and_fetches_nothing(run: Command, tmp_path: Path) -> None:
    """T-23: a policy that allows one style, by its hash; no script, no inline style, no address."""
    out = tmp_path / "report.html"
    assert run("roster", "import", changed(tmp_path), "--report", out).exit_code == 0
    page = out.read_text("utf-8")
    (style,) = re.findall(r"<style>(.*?)</style>", page, re.DOTALL)
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    assert f"content=\"default-src 'none'; style-src 'sha256-{digest}'\"" in page
    assert not re.search(r"<script|<link|<img|style=|href=|src=|https?:| on[a-z]+=", page)
    assert "What this roster changed" in page
    assert page.count("<svg") == 4


def test_what_files_say_is_text_in_the_page(run: Command, tmp_path: Path) -> None:
    """T-23: a school's or a column's name that is markup is shown, not run."""
    files = edited("orgs", "Birch Hill School", "<script>alert(1)</script>")
    out = tmp_path / "report.html"
    assert run("roster", "check", zipped(tmp_path / "x.zip", files), "--report", out).exit_code == 0
    page = out.read_text("utf-8")
    assert "<script" not in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page
    assert run("roster", "import", tmp_path / "x.zip", "--report", out).exit_code == 0


def test_whoever_moved_is_counted(run: Command, tmp_path: Path) -> None:
    """T-35: the same number, role and names under another id of one system are told, and are the same."""
    files = {name: text.replace(b"u1,", b"u1-new,") for name, text in export().items()}
    out = tmp_path / "report.html"
    new = zipped(tmp_path / "new.zip", files)
    said = run("roster", "check", new, "--report", out).stdout
    assert "The same, moved to another id (--no-match takes them for new): people 1." in said
    assert "1 of them have another id than before" in out.read_text("utf-8")
    assert re.search(r"people +1 +0 +1 ", run("roster", "check", new, "--no-match").stdout)
    (tmp_path / "moved.csv").write_text("old,new\nu2,v2\n", "utf-8")
    files = {name: text.replace(b"u2,", b"v2,") for name, text in export().items()}
    files["users.csv"] = files["users.csv"].replace(b"rivera", b"ana").replace(b"Ana,Rivera", b"Ann,Rui")
    renamed = zipped(tmp_path / "renamed.zip", files)
    assert re.search(r"people +1 +0 +1 ", run("roster", "check", renamed).stdout)
    listed = run("roster", "check", renamed, "--moved-ids", tmp_path / "moved.csv").stdout
    assert re.search(r"people +0 +1 +0 ", listed)
    (tmp_path / "moved.csv").write_text("u2,v2\nu2,v3\n", "utf-8")
    twice = run("roster", "check", renamed, "--moved-ids", tmp_path / "moved.csv")
    assert "moved.csv, row 2: names an id that stood in an earlier row." in refused(twice)


@pytest.mark.parametrize("ending", ["html", "json"])
def test_names_are_in_it_only_when_asked_for(run: Command, tmp_path: Path, ending: str) -> None:
    """T-25: a report is mailed around; with `--names` it says whom it is about, and that it does."""
    out = tmp_path / f"report.{ending}"
    new = changed(tmp_path)
    assert run("roster", "check", new, "--report", out).exit_code == 0
    text = out.read_text("utf-8")
    assert not any(name in text for name in ("Zoë", "Anna", "Noa", "Reyes", "Okafor", "1005"))
    assert run("roster", "check", new, "--report", out, "--names").exit_code == 0
    text = out.read_text("utf-8")
    assert "Noa Reyes" in text
    assert "Anna Rivera" in text
    assert "Zoë" not in text


def test_a_refusal_is_reported_too(run: Command, tmp_path: Path) -> None:
    """Whoever mends the export gets file, row, column, what is wrong and what to do."""
    out = tmp_path / "report.html"
    bad = zipped(tmp_path / "bad.zip", edited("users", "u1,,,true", "u1,,,perhaps"))
    assert "neither true nor false" in refused(run("roster", "import", bad, "--report", out))
    page = out.read_text("utf-8")
    assert "This roster was refused" in page
    assert "Write true or false." in page
    run("roster", "check", bad, "--report", tmp_path / "report.json")
    (problem,) = json.loads((tmp_path / "report.json").read_text("utf-8"))["problems"]
    assert problem["advice"] == "Write true or false."


def test_a_mass_removal_is_reported_with_its_figures(run: Command, tmp_path: Path) -> None:
    """Why it was refused is what the figures show."""
    rows = "".join(f"x{n},,,true,maple,student,{n + 5000},,A,B,,,,,,,1,\n" for n in range(30))
    full = zipped(tmp_path / "full.zip", export(users=EXPORT["users.csv"] + rows))
    assert run("roster", "import", full).exit_code == 0
    out = tmp_path / "report.json"
    refused(run("roster", "import", tmp_path / "roster.zip", "--report", out))
    told = json.loads(out.read_text("utf-8"))
    assert told["outcome"] == "refused"
    assert "30 of 32 people could no longer sign in" in told["problems"][0]["message"]
    assert told["schools"][1]["figures"]["students"]["gone"] == 30


def test_a_report_is_a_page_or_json(run: Command, tmp_path: Path) -> None:
    """Another ending is a mistake that is said before anything is read."""
    result = run("roster", "check", changed(tmp_path), "--report", tmp_path / "report.txt")
    assert result.exit_code == 2
    assert "must end in .html or .json" in result.stderr
