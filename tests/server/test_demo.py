"""The demo district: whole, private, made once, and good for signing in."""

from __future__ import annotations

import re
import shutil
import stat
import tomllib
from pathlib import Path

import pyotp
import pytest
from starlette.testclient import TestClient

from harmony.model import GRADES, PORTAL_ROLES, Role
from harmony_server import demo
from harmony_server.roster.archive import opened
from harmony_server.serving import build
from harmony_server.settings import config
from harmony_server.settings.config import ConfigError
from harmony_server.store import open_store
from tests.running import harmony
from tests.server.prints import badge_texts


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A demo district, made once."""
    data = tmp_path_factory.mktemp("demo") / "data"
    demo.ensure(data)
    return data


@pytest.fixture
def data(made: Path, tmp_path: Path) -> Path:
    """A demo district of the test's own."""
    return Path(shutil.copytree(made, tmp_path / "data"))


def contents(folder: Path) -> dict[str, bytes]:
    """Every file below a folder."""
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_a_second_run_changes_nothing(data: Path) -> None:
    """What was printed and noted stays good: not a byte of the folder differs."""
    before = contents(data)
    assert demo.ensure(data) == demo.ensure(data)
    assert contents(data) == before


def test_an_interrupted_making_is_finished(data: Path) -> None:
    """Whatever was not made yet is made, and nobody's password changes."""
    password = demo.ensure(data).password
    (data / demo.BADGES).unlink()
    (data / "harmony.db").unlink()
    info = demo.ensure(data)
    assert info.password == password
    assert info.badges_pdf.exists()
    assert password_signs_in(data, info.student_username, info.password)


@pytest.mark.parametrize("rest", ["", "\n[server]\nkeep_audit_days = 30\n"])
def test_a_demo_of_an_earlier_version_is_reached_from_other_devices(data: Path, rest: str) -> None:
    """It did not say that it answers to any host, and would now answer to an address where nothing is."""
    settings = data / "district.toml"
    settings.write_text(settings.read_text("utf-8").partition("\n[server]")[0] + rest, "utf-8")
    assert not config.load(data).any_host
    assert demo.keep_reachable(data)
    assert config.load(data).any_host
    assert config.load(data).keep_audit_days == (30 if rest else 400)
    assert not demo.keep_reachable(data)


@pytest.mark.parametrize("said", ["any_host = false", "nonsense"])
def test_a_demo_keeps_what_its_settings_say(data: Path, said: str) -> None:
    """What somebody wrote by hand is theirs."""
    settings = data / "district.toml"
    settings.write_text(
        settings.read_text("utf-8").partition("\n[server]")[0] + f"\n[server]\n{said}\n", "utf-8"
    )
    before = settings.read_bytes()
    assert not demo.keep_reachable(data)
    assert settings.read_bytes() == before


def test_a_district_of_its_own_is_left_alone(tmp_path: Path) -> None:
    """The demo never mixes invented people into a real folder."""
    harmony("init", "--name", "Real", "--url", "https://portal.example", "--data", tmp_path / "data")
    before = contents(tmp_path)
    assert not demo.is_demo(tmp_path / "data")
    with pytest.raises(ConfigError, match="a district of its own"):
        demo.ensure(tmp_path / "data")
    assert contents(tmp_path) == before


def test_secrets_are_for_their_owner_alone(data: Path) -> None:
    """Notes, badges, keys and database cannot be read by others."""
    secrets = [data / demo.NOTES, data / demo.BADGES, data / "harmony.db", *(data / "keys").iterdir()]
    assert len(secrets) >= 5
    for path in secrets:
        assert stat.S_IMODE(path.stat().st_mode) & 0o077 == 0, path


def test_passwords_are_drawn_anew_for_each_district(made: Path, tmp_path: Path) -> None:
    """No password is in the source for somebody to find."""
    other = demo.ensure(tmp_path / "data")
    assert other.password != demo.ensure(made).password
    assert len(other.password) >= 12


def test_the_district_has_everybody_who_is_promised(data: Path) -> None:
    """Two schools, every grade from PK to 12, teachers, an administrator, classes, accented names."""
    store = open_store(config.load(data))
    with store.read() as tx:
        people, schools, classes = tx.roster.people(), tx.roster.schools(), tx.roster.classes()
    store.close()
    students = [person for person in people if person.role is Role.STUDENT]
    assert {school.name for school in schools} == {"Maple Street School", "Birch Hill School"}
    assert {grade for student in students for grade in student.grades} == set(GRADES)
    assert len(students) == len({(each.given_name, each.family_name) for each in students}) == 56
    assert {person.role for person in people} == set(PORTAL_ROLES)
    assert len(classes) == 7 + 7 * 4
    assert any(not student.given_name.isascii() for student in students)


def test_the_printed_badges_sign_in(data: Path) -> None:
    """Every badge on the sheet opens the dashboard of somebody else: one of each grade, and a teacher."""
    texts = badge_texts(data / demo.BADGES)
    assert len(texts) == len(set(texts)) == len(GRADES) + 1
    assert all(text.startswith("HTTPS://PORTAL.MAPLE.EXAMPLE/#") for text in texts)
    client = browser(data)
    roles = []
    for text in texts:
        answer = client.post("/api/v1/session", json={"badge": text})
        assert answer.status_code == 201, answer.text
        roles.append(answer.json()["person"]["role"])
        assert answer.json()["apps"]
    assert sorted(roles) == ["student"] * len(GRADES) + ["teacher"]


def test_every_noted_account_signs_in(data: Path) -> None:
    """Student, young student, teacher and administrator have the password that the notes say."""
    notes = tomllib.loads((data / demo.NOTES).read_text("utf-8"))
    accounts = {role: account for role, account in notes.items() if isinstance(account, dict)}
    assert set(accounts) == {"student", "young_student", "teacher", "administrator"}
    for account in accounts.values():
        assert password_signs_in(data, account["username"], account["password"])


def test_the_noted_staff_come_as_far_as_the_console(data: Path) -> None:
    """Somebody of each kind of grant signs in, second step and all, by what the notes say."""
    staff = tomllib.loads((data / demo.NOTES).read_text("utf-8"))["staff"]
    assert [(each["role"], each["grants"]) for each in staff] == [
        ("teacher", ["teacher"]),
        ("badge_manager", ["badge_manager"]),
        ("school_lead", ["school_lead"]),
        ("administrator", ["district_administrator"]),
    ]
    for each in staff:
        client = browser(data)
        body = {"username": each["username"], "password": each["password"]}
        answer = client.post("/api/v1/session", json=body).json()
        assert answer["staff"] == {"second_step": "needed"}
        code = {"code": pyotp.TOTP(each["totp_secret"]).now()}
        assert client.post("/api/v1/staff/second-step/totp", json=code).status_code == 200
        me = client.get("/api/v1/staff/me").json()
        assert [grant["kind"] for grant in me["grants"]] == each["grants"]


def test_every_app_has_its_icon_and_its_own_audience(data: Path) -> None:
    """`apps check` finds nothing to note, and no app is seen by nobody."""
    checked = harmony("apps", "check", "--data", data)
    assert checked.stderr == ""
    assert "30 apps; no errors." in checked.stdout


def test_the_roster_is_an_export_like_any_other(data: Path) -> None:
    """The demo's export can be tried with `roster check`, and is the same every time it is made."""
    checked = harmony("roster", "check", data / demo.ROSTER, "--data", data)
    assert re.search(r"people +0 +0 +0 +0 +64", checked.stdout)
    with opened(data / demo.ROSTER) as files:
        assert "users.csv" in files


def browser(data: Path) -> TestClient:
    """A browser on this machine before the demo's server."""
    return TestClient(build(data), base_url="http://localhost", client=("127.0.0.1", 50_000))


def password_signs_in(data: Path, username: str, password: str) -> bool:
    """Whether an account opens the door."""
    answer = browser(data).post("/api/v1/session", json={"username": username, "password": password})
    return answer.status_code == 201
