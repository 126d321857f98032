"""The command as its user meets it: what it prints, what it refuses, and its exit codes."""

from __future__ import annotations

import re
import stat
from pathlib import Path

import pytest

from harmony_server.config import load
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
    assert re.search(r"people +0 +1 +0 +2", result.stdout)
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
    assert "users.csv, row 2, column givenName: is empty." in said
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
        assert "30 of 33 people are missing" in refused(result)
        assert re.search(r"people +0 +0 +30 +3", result.stdout)
    assert run("roster", "import", small, "--accept-removals").exit_code == 0


def test_warnings_do_not_stop_an_import(run: Command, tmp_path: Path) -> None:
    """A misspelt header and a file without use are noted on standard error."""
    files = edited("users", "givenName", "firstName") | {"demographics.csv": b"sourcedId\n"}
    result = run("roster", "import", zipped(tmp_path / "odd.zip", files))
    assert result.exit_code == 0
    assert 'Note: users.csv, row 1, column givenName: "firstName" is read as givenName.' in result.stderr
    assert "Note: demographics.csv: is not read" in result.stderr
    assert "1 rows left out: parent." in result.stderr


def given_name(data: Path, username: str) -> str:
    """A person's given name as stored."""
    store = open_store(load(data))
    with store.read() as tx:
        known = tx.people.by_username(username)
    store.close()
    assert known is not None
    return known.person.given_name


CATALOGUE = """\
[[app]]
id = "story"
name = "Story Doors"
link = "https://stories.example/"
icon = "story.svg"
[app.who]
schools = ["maple", "oak"]

[[app]]
id = "lonely"
name = "Lonely"
link = "https://lonely.example/"
[app.who]
classes = ["room-99"]
"""


def test_apps_check_compares_with_the_roster_and_the_icons(run: Command) -> None:
    """Schools and classes nobody has, a missing icon, and an app nobody sees are noted; counts are shown."""
    (run.data / "apps.toml").write_text(CATALOGUE, "utf-8")
    result = run("apps", "check")
    assert result.exit_code == 0
    assert result.stderr.splitlines() == [
        'Note: app "story", who, schools: "oak" is not in the roster.',
        'Note: app "lonely", who, classes: "room-99" is not in the roster.',
        f'Note: app "story", icon: there is no {run.data / "icons" / "story.svg"}.',
        'Note: app "lonely": nobody sees it.',
    ]
    assert re.search(r"story +Story Doors +more +2\b", result.stdout)
    assert re.search(r"lonely +Lonely +more +0\b", result.stdout)


def test_apps_check_refuses_a_broken_catalogue(run: Command) -> None:
    """A catalogue with errors is refused with each of them."""
    (run.data / "apps.toml").write_text(CATALOGUE.replace("https", "http"), "utf-8")
    assert refused(run("apps", "check")).count("is not encrypted") == 2
    (run.data / "apps.toml").write_bytes(b"\xff")
    assert "not UTF-8" in refused(run("apps", "check"))
    (run.data / "apps.toml").unlink()
    assert "nobody sees an app" in refused(run("apps", "check"))


def test_keys_are_listed_and_rotated(run: Command) -> None:
    """After a rotation the new key signs and the old one still verifies."""
    assert re.search(r"01 .*signs", run("keys", "list").stdout)
    rotated = run("keys", "rotate").stdout
    assert re.search(r"01 .*verifies", rotated)
    assert re.search(r"02 .*signs", rotated)


def test_an_account_is_shown(run: Command) -> None:
    """Everything the portal knows about a person is there, by username or sourcedId, but no secret."""
    result = run("account", "show", "--username", "1001")
    assert result.stdout == run("account", "show", "--username", "u1").stdout
    for said in ("Zoë Adair", "student", "01", "maple", "password", "none"):
        assert said in result.stdout


def test_a_password_is_set_from_standard_input(run: Command) -> None:
    """The line's end is not part of it; it is neither shown nor kept in clear."""
    result = run("account", "set-password", "--username", "1001", stdin="apple river 7\n")
    assert result.exit_code == 0
    assert "apple" not in result.output
    assert b"apple river 7" not in b"".join(
        path.read_bytes() for path in run.data.rglob("*") if path.is_file()
    )
    assert "set 20" in run("account", "show", "--username", "1001").stdout


@pytest.mark.parametrize(
    ("stdin", "said"),
    [
        ("short\n", "at least 8"),
        ("", "at least 8"),
        ("x" * 200, "at most 128"),
        (b"\xff\xfe12345678", "UTF-8"),
    ],
)
def test_a_password_that_cannot_be_set_is_refused(run: Command, stdin: str | bytes, said: str) -> None:
    """The refusal says why and does not repeat the password."""
    assert said in refused(run("account", "set-password", "--username", "1001", stdin=stdin))


def test_the_audit_names_nobody(run: Command) -> None:
    """Events come newest first, by sourcedId; no name, username or password is among them."""
    run("account", "set-password", "--username", "1001", stdin="apple river 7\n")
    result = run("audit", "--last", "2")
    lines = result.stdout.splitlines()[1:]
    assert [line.split()[2] for line in lines] == ["password_set", "roster_imported"]
    assert "u1" in lines[0]
    assert not re.search("Zoë|Adair|1001|apple", result.stdout)


@pytest.mark.parametrize(
    "arguments",
    [
        ("account", "show", "--username", "9999"),
        ("account", "set-password", "--username", "9999"),
        ("badge", "show", "--student", "9999"),
        ("badge", "void", "--student", "9999"),
        ("badge", "print", "--student", "9999", "--format", "png", "--out", "x.png"),
    ],
)
def test_nobody_of_that_name(run: Command, arguments: tuple[str, ...]) -> None:
    """A mistyped student id is a sentence."""
    assert "Nobody has the student id" in refused(run(*arguments, stdin="apple river 7\n"))


def test_the_doctor_names_what_is_wrong(run: Command) -> None:
    """Each check is a line; one that fails says what to do, and the exit code tells."""
    assert [line.split()[0] for line in run("doctor").stdout.splitlines()] == ["ok"] * 7
    (run.data / "keys" / "01.pem").chmod(0o644)
    (run.data / "apps.toml").write_text(CATALOGUE, "utf-8")
    result = run("doctor")
    assert "see above" in refused(result)
    assert "wrong  folder:" in result.stdout
    assert "chmod go=" in result.stdout
    assert 'wrong  icons: app "story"' in result.stdout
    assert "ok     database" in result.stdout


def test_the_doctor_survives_a_folder_without_anything(tmp_path: Path) -> None:
    """In an empty folder every check that needs something fails in words."""
    result = Command(tmp_path)("doctor")
    assert "harmony init" in result.stdout
    refused(result)


@pytest.mark.parametrize(
    ("name", "damage"), [("harmony.db", b"no database" * 100), ("district.toml", b"[[[")]
)
def test_a_damaged_folder_is_a_sentence(run: Command, name: str, damage: bytes) -> None:
    """Whatever file is damaged, the command says so without a traceback."""
    (run.data / name).write_bytes(damage)
    for command in (("account", "show", "--username", "1001"), ("audit",), ("apps", "check")):
        assert refused(run(*command))
