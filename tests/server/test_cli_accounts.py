"""Looking after a district from the command line: apps, keys, accounts, the audit, the doctor."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pytest
from argon2 import PasswordHasher

from harmony.model import ExternalId, ExternalKind
from harmony_server.settings.config import load
from harmony_server.store import open_store
from tests.running import HARMONY
from tests.server.command import Command, imported_district, refused


@pytest.fixture
def run(tmp_path: Path) -> Command:
    """The command on a district with the small export imported."""
    return imported_district(tmp_path)


def password_hash(run: Command) -> str:
    """The hash of the student's password."""
    store = open_store(load(run.data))
    with store.read() as tx:
        (known,) = tx.people.by_external_id("u1")
        credential = tx.credentials.get(known.person.id)
    store.close()
    assert credential is not None
    return credential.password_hash


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
    """Everything the portal knows about a person is there, by username or external id, but no secret."""
    result = run("account", "show", "--username", "1001")
    assert result.stdout == run("account", "show", "--username", "u1").stdout
    for said in ("sis", "u1", "Zoë Adair", "student", "01", "maple", "password", "none"):
        assert said in result.stdout


def test_nobody_types_an_id_of_the_portals_own_but_may(run: Command) -> None:
    """A person's and a class's own ids are understood wherever the roster's are."""
    store = open_store(load(run.data))
    with store.read() as tx:
        (known,) = tx.people.by_external_id("u1")
        (room,) = tx.roster.classes()
    store.close()
    shown = run("account", "show", "--username", "u1").stdout
    assert run("account", "show", "--username", known.person.id).stdout == shown
    assert known.person.id not in shown
    for name in ("room-12", room.id):
        sheet = run("badge", "sheet", "--class", name, "--out", run.data / "sheet.pdf")
        assert "1 badges" in sheet.stdout


def test_an_external_id_of_two_people_is_asked_about(run: Command) -> None:
    """Where two systems call two people the same, the operator says whom they mean by the username."""
    store = open_store(load(run.data))
    with store.begin() as tx:
        (known,) = tx.people.by_external_id("u2")
        tx.external_ids.add([ExternalId("old", ExternalKind.PERSON, "u1", known.person.id)])
    store.close()
    assert "Say which by the username" in refused(run("account", "show", "--username", "u1"))
    assert run("account", "show", "--username", "1001").exit_code == 0


def test_a_password_is_set_from_standard_input(run: Command) -> None:
    """The line's end is not part of it; it is neither shown nor kept in clear."""
    result = run("account", "set-password", "--username", "1001", stdin="apple river 7\n")
    assert result.exit_code == 0
    assert "apple" not in result.output
    assert b"apple river 7" not in b"".join(
        path.read_bytes() for path in run.data.rglob("*") if path.is_file()
    )
    assert "set 20" in run("account", "show", "--username", "1001").stdout


def test_a_password_from_a_file_of_windows_is_the_one_that_is_typed(run: Command) -> None:
    """A byte order mark and CRLF, as PowerShell and Notepad write them, are no part of it."""
    stdin = b"\xef\xbb\xbfapple-river-7\r\n"
    result = run("account", "set-password", "--username", "1001", stdin=stdin)
    assert (result.exit_code, result.stderr) == (0, "")
    assert PasswordHasher().verify(password_hash(run), "apple-river-7")


def test_spaces_at_a_passwords_edge_are_warned_of(run: Command) -> None:
    """They are kept, because they may be meant, and said, because hardly anybody means them."""
    result = run("account", "set-password", "--username", "1001", stdin="apple-river-7 \n")
    assert result.exit_code == 0
    assert "ends with a space" in result.stderr


@pytest.mark.parametrize("typed", ["１００１", "1001\u200b", "u1\u200b", "U1", "ｕ1"])
def test_a_person_is_found_however_the_id_is_written(run: Command, typed: str) -> None:
    """Usernames and external ids are looked up as they look."""
    assert "Zoë Adair" in run("account", "show", "--username", typed).stdout
    assert run("badge", "sheet", "--class", "ROOM-12\u200b", "--out", run.data / "sheet.pdf").exit_code == 0


@pytest.mark.parametrize(
    ("stdin", "said"),
    [
        ("short\n", "at least 8"),
        ("apple\u200briver", "U+200B"),
        ("", "at least 8"),
        ("x" * 200, "at most 128"),
        ("Adair-2026!!", "easy to guess"),
        (b"\xff\xfe12345678", "UTF-8"),
    ],
)
def test_a_password_that_cannot_be_set_is_refused(run: Command, stdin: str | bytes, said: str) -> None:
    """The refusal says why and does not repeat the password."""
    assert said in refused(run("account", "set-password", "--username", "1001", stdin=stdin))


def test_the_audit_names_nobody(run: Command) -> None:
    """Events come newest first, by external id; no name, username or password is among them."""
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
    # The portal itself does not run.
    assert [line.split()[0] for line in run("doctor").stdout.splitlines()] == ["ok"] * 10 + ["note"]
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


def test_a_password_is_utf8_whatever_the_terminal_speaks(run: Command) -> None:
    """A password with an accent, piped in under the C locale, is the one that opens."""
    command: list[str | Path] = [HARMONY, "account", "set-password", "--username", "1001", "--data", run.data]
    done = subprocess.run(
        command, input="niño-río-44\n".encode(), env={"LC_ALL": "C"}, capture_output=True, check=False
    )
    assert done.returncode == 0, done.stderr
    assert PasswordHasher().verify(password_hash(run), "niño-río-44")
    assert "not UTF-8" in refused(
        run("account", "set-password", "--username", "1001", stdin=b"ni\xf1o-rio-44")
    )


def test_the_doctor_warns_of_an_address_without_https(tmp_path: Path) -> None:
    """An address over http works on the machine itself alone."""
    run = Command(tmp_path / "data")
    run("init", "--name", "Maple", "--url", "http://portal.example")
    result = run("doctor")
    assert result.exit_code == 1
    assert "wrong  settings: portal_url is http://portal.example: over http no browser" in result.stdout


def test_a_file_that_is_no_database_is_told(run: Command) -> None:
    """What lies in the database's place is named as what it is, without a fault of the program."""
    for path in run.data.glob("harmony.db*"):
        path.unlink()
    (run.data / "harmony.db").write_bytes(b"not a database" * 100)
    assert "damaged, or none" in refused(run("account", "show", "--username", "1001"))


def test_printing_to_a_folder_names_it(run: Command, tmp_path: Path) -> None:
    """An --out that cannot be written is named as it was typed."""
    options = ("badge", "print", "--student", "1001", "--format", "png", "--out")
    assert refused(run(*options, tmp_path)).startswith(f"{tmp_path}: ")
    missing = tmp_path / "nowhere"
    assert f"no folder {missing}" in refused(run(*options, missing / "badge.png"))


def test_a_backup_code_is_for_a_student_who_can_sign_in(run: Command) -> None:
    """Six digits in threes, to be read aloud; staff get none."""
    made = run("account", "backup-code", "--username", "u1")
    assert re.fullmatch(r"\d{3} \d{3}", made.stdout.strip())
    assert "no student" in refused(run("account", "backup-code", "--username", "u3"))
