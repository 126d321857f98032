"""The command as its user meets it: what it prints, what it refuses, and its exit codes."""

from __future__ import annotations

import re
import stat
from pathlib import Path

import pytest

from harmony_server.cli import commands
from harmony_server.settings.config import load
from harmony_server.store import open_store
from tests.running import harmony
from tests.server.command import Command, imported_district, refused
from tests.server.test_roster_zip import zipped
from tests.unit.oneroster_files import EXPORT, edited, export


@pytest.fixture
def run(tmp_path: Path) -> Command:
    """The command on a district with the small export imported."""
    return imported_district(tmp_path)


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (["--help"], 0),
        (["badge", "print", "--help"], 0),
        (["nonsense"], 2),
        (["badge", "print", "--student", "x"], 2),
        (["roster", "check", "no-such.zip"], 1),
        (["keys", "list", "--data", "/nowhere/at/all"], 1),
    ],
)
def test_exit_codes_of_a_real_process(tmp_path: Path, arguments: list[str], code: int) -> None:
    """0 done, 1 refused, 2 not a command: what scripts around the command rely on."""
    done = harmony(*arguments, check=False)
    assert done.returncode == code
    assert "Traceback" not in done.stderr
    assert bool(done.stderr) is (code != 0)


def test_init_makes_a_district_that_is_well(tmp_path: Path) -> None:
    """After `init` the doctor finds nothing, and the folder is its owner's alone."""
    data = tmp_path / "new" / "data"
    made = Command(data)("init", "--name", 'Åse "Hill" Schools', "--url", "https://portal.example")
    assert made.exit_code == 0, made.output
    assert load(data).name == 'Åse "Hill" Schools'
    assert re.fullmatch(r"[A-Za-z0-9_-]{4}", load(data).code)
    assert stat.S_IMODE(data.stat().st_mode) == 0o700
    assert Command(data)("doctor").exit_code == 0


def test_init_takes_a_code(tmp_path: Path) -> None:
    """A district that moves keeps the code that its badges name."""
    Command(tmp_path / "data")("init", "--name", "M", "--url", "https://p.example", "--code", "q3Zx")
    assert load(tmp_path / "data").code == "q3Zx"


def test_init_twice_is_refused(run: Command) -> None:
    """A second `init` would change what every printed badge names."""
    before = (run.data / "district.toml").read_bytes()
    assert "is there already" in refused(
        Command(run.data)("init", "--name", "X", "--url", "https://x.example")
    )
    assert (run.data / "district.toml").read_bytes() == before


@pytest.mark.parametrize(
    ("name", "url", "code", "said"),
    [
        ("M", "portal.example", "q3Zx", "portal_url"),
        ("M", "https://portal.example/path", "q3Zx", "portal_url"),
        ("M", "https://portal.example", "too long", "code"),
        (" ", "https://portal.example", "q3Zx", "name"),
    ],
)
def test_init_with_unusable_settings_leaves_no_district(
    tmp_path: Path, name: str, url: str, code: str, said: str
) -> None:
    """What cannot be used is named, and the next try is not told that a district is there."""
    data = tmp_path / "data"
    assert said in refused(Command(data)("init", "--name", name, "--url", url, "--code", code))
    assert Command(data)("init", "--name", "M", "--url", "https://portal.example").exit_code == 0


def test_roster_check_shows_what_would_change(run: Command, tmp_path: Path) -> None:
    """The preview counts, says it was one, and changes nothing."""
    new = zipped(tmp_path / "new.zip", edited("users", "Zoë", "Zoe"))
    result = run("roster", "check", new)
    assert result.exit_code == 0
    assert re.search(r"people +0 +1 +0 +0 +2", result.stdout)
    assert "Nothing was changed" in result.stdout
    assert given_name(run.data, "1001") == "Zoë"
    assert run("roster", "import", new).exit_code == 0
    assert given_name(run.data, "1001") == "Zoe"


def test_a_roster_with_findings_is_refused_whole(run: Command, tmp_path: Path) -> None:
    """Every finding is on standard error, a line each; nothing of the roster was imported."""
    files = edited("users", "Zoë,Adair", ",Other") | {
        "orgs.csv": EXPORT["orgs.csv"].replace("district,,", "castle,,").encode()
    }
    said = refused(run("roster", "import", zipped(tmp_path / "bad.zip", files))).splitlines()
    assert "users.csv, row 2, column givenName: is empty. Fill it in." in said
    assert any(line.startswith("orgs.csv, row 2, column type:") for line in said)
    assert given_name(run.data, "1001") == "Zoë"


def test_a_mass_removal_is_refused_with_its_figures(run: Command, tmp_path: Path) -> None:
    """An export that lost its students shows the damage first; `--accept-removals` is the way on."""
    rows = "".join(f"x{n},,,true,maple,student,{n + 5000},,A,B,,,,,,,1,\n" for n in range(30))
    full = zipped(tmp_path / "full.zip", export(users=EXPORT["users.csv"] + rows))
    assert run("roster", "import", full).exit_code == 0
    small = tmp_path / "roster.zip"
    for command in ("check", "import"):
        result = run("roster", command, small)
        assert "30 of 32 people could no longer sign in" in refused(result)
        assert re.search(r"people +0 +0 +30 +0 +3", result.stdout)
    assert run("roster", "import", small, "--accept-removals").exit_code == 0


def test_another_source_is_matched_and_told(run: Command, tmp_path: Path) -> None:
    """Under a new source's name the report says how many were known; from then on it is the source."""
    renamed = zipped(
        tmp_path / "new.zip", export(**{name: other_ids(name) for name in ("users", "enrollments")})
    )
    matched = "Matched to what another source named: schools 2, classes 1, people 3."
    for command in ("check", "import"):
        result = run("roster", command, renamed, "--source", "new")
        assert result.exit_code == 0, result.output
        assert matched in result.stdout
        assert re.search(r"people +0 +0 +0 +0 +3", result.stdout)
    again = run("roster", "import", renamed)
    assert again.exit_code == 0
    assert "Matched" not in again.stdout
    shown = run("account", "show", "--username", "n1").stdout
    assert re.search(r"external id in new +n1\b", shown)
    assert re.search(r"external id in sis +u1\b", shown)
    assert run("account", "show", "--username", "u1").stdout == shown


def other_ids(name: str) -> str:
    """A file of the small export as another system writes it: n1 for u1, and so on."""
    return re.sub(r"\bu(\d)\b", r"n\1", EXPORT[f"{name}.csv"])


def test_people_of_one_username_and_other_names_are_asked_about(run: Command, tmp_path: Path) -> None:
    """The row is told, with both ways on: to mend the names, or to take them as somebody new."""
    users = other_ids("users").replace("Zoë,Adair", "Noa,Reyes")
    files = export(users=users, enrollments=other_ids("enrollments"))
    new = zipped(tmp_path / "new.zip", files)
    said = refused(run("roster", "import", new, "--source", "new"))
    assert "users.csv, row 2, column username: is in use by somebody" in said
    assert given_name(run.data, "1001") == "Zoë"
    assert run("roster", "import", new, "--source", "new", "--accept-new-people").exit_code == 0
    assert given_name(run.data, "1001") == "Noa"


@pytest.mark.parametrize("name", ["", "New System", "-x", "é", "x" * 65])
def test_a_source_has_a_plain_name(run: Command, name: str) -> None:
    """It stands in reports and, some day, in other programs."""
    result = run("roster", "check", "roster.zip", "--source", name)
    assert result.exit_code == 2
    assert "small letters, digits" in result.stderr


def test_warnings_do_not_stop_an_import(run: Command, tmp_path: Path) -> None:
    """A misspelt header and a file without use are noted on standard error."""
    files = edited("users", "givenName", "firstName") | {"demographics.csv": b"sourcedId\n"}
    result = run("roster", "import", zipped(tmp_path / "odd.zip", files))
    assert result.exit_code == 0
    assert 'Note: users.csv, row 1, column givenName: "firstName" is read as givenName.' in result.stderr
    assert "Note: demographics.csv: is not read" in result.stderr
    assert "were left out: guardian 1." in result.stderr


def given_name(data: Path, username: str) -> str:
    """A person's given name as stored."""
    store = open_store(load(data))
    with store.read() as tx:
        known = tx.people.by_username(username)
    store.close()
    assert known is not None
    return known.person.given_name


def test_a_fault_of_the_program_is_a_sentence_too(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """What nobody foresaw is one line and exit code 1; a traceback comes only when asked for."""

    def fail(_data: Path) -> None:
        raise ZeroDivisionError("Zoë's badge")

    monkeypatch.setattr("harmony_server.demo.ensure", fail)
    monkeypatch.setattr("sys.argv", ["harmony", "demo", "--data", str(tmp_path)])
    with pytest.raises(SystemExit, match="1"):
        commands.main()
    assert capsys.readouterr().err == (
        "This is a fault of the program: ZeroDivisionError. To see where: HARMONY_TRACEBACK=1\n"
    )
    monkeypatch.setenv("HARMONY_TRACEBACK", "1")
    with pytest.raises(ZeroDivisionError):
        commands.main()
