"""What an operator writes: district.toml, the key ring, and changes made while the server runs."""

from __future__ import annotations

import logging
import secrets
import stat
from pathlib import Path

import pytest

from harmony.model import Role
from harmony_server.badges.keys import KEY_DAYS, KeyRing, KeyRingError
from harmony_server.serving import build
from harmony_server.settings.config import SESSION_LIMITS, ConfigError, SessionLimits, load
from harmony_server.settings.mail import MailServer
from harmony_server.settings.reloading import Reloading
from tests.district import DISTRICT_TOML, START, District, badge_body

DAY_S = 24 * 3600


def written(folder: Path, text: str) -> Path:
    """A data folder with this district.toml."""
    (folder / "district.toml").write_text(text, "utf-8")
    return folder


def test_little_needs_to_be_said(tmp_path: Path) -> None:
    """Three settings make a district; everything else has a safe default."""
    text = '[district]\ncode = "q3Zx"\nname = "Maple"\nportal_url = "https://Portal.Example:443/"\n'
    config = load(written(tmp_path, text))
    assert (config.code, config.name, config.portal_url) == ("q3Zx", "Maple", "https://portal.example")
    assert (config.phone, config.timezone, config.trusted_proxies) == (None, "UTC", ("127.0.0.1",))
    assert config.session_limits == SESSION_LIMITS
    assert config.database_url == f"sqlite:///{tmp_path / 'harmony.db'}"


MAIL = '[mail]\nsender = "portal@maple.example"\nmail_url = "{url}"\n'


def test_where_mail_goes_is_an_address(tmp_path: Path) -> None:
    """T-60: The password in it is no part of what is printed."""
    url = "smtp+starttls://portal%40maple:p%40ss-secret@mail.example"
    mail = load(written(tmp_path, DISTRICT_TOML + MAIL.format(url=url))).mail
    assert mail is not None
    assert mail.to == MailServer("smtp+starttls", "mail.example", 587, "portal@maple", "p@ss-secret")
    assert "secret" not in repr(mail)


@pytest.mark.parametrize(
    ("url", "said"),
    [
        ("smtp://secret:secret@mail.example", "this machine alone"),
        ("http://secret@mail.example", "must be like smtp"),
        ("smtps://secret@mail.example:many", "number for its port"),
        ("file://secret/folder", "file:///folder"),
    ],
)
def test_mail_in_the_clear_stays_on_this_machine(tmp_path: Path, url: str, said: str) -> None:
    """T-60: Another address is refused with what to write, and nothing of it is repeated."""
    with pytest.raises(ConfigError, match=said) as refused:
        load(written(tmp_path, DISTRICT_TOML + MAIL.format(url=url)))
    assert "secret" not in str(refused.value)


@pytest.mark.parametrize("scheme", ["postgres", "postgresql", "postgresql+psycopg"])
def test_a_database_is_named_by_its_address(tmp_path: Path, scheme: str) -> None:
    """T-12: PostgreSQL by any of its schemes; the password in the address is no part of what is printed."""
    settings = f'[server]\ndatabase_url = "{scheme}://harmony:p%40ss-secret@db.example/portal"\n'
    config = load(written(tmp_path, DISTRICT_TOML + settings))
    assert config.database_url == "postgresql+psycopg://harmony:p%40ss-secret@db.example/portal"
    assert "secret" not in repr(config)


def test_session_limits_can_be_changed_one_by_one(tmp_path: Path) -> None:
    """A district shortens the idle time of its teachers and leaves the rest."""
    config = load(written(tmp_path, f"{DISTRICT_TOML}\n[sessions.teacher]\nidle_minutes = 10\n"))
    assert config.session_limits[Role.TEACHER] == SessionLimits(idle_s=600, max_s=12 * 3600)
    assert config.session_limits[Role.STUDENT] == SESSION_LIMITS[Role.STUDENT]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[district", "not TOML"),
        ("", "district"),
        (DISTRICT_TOML + "colour = 'red'\n", "district.colour: there is no such setting"),
        (DISTRICT_TOML + "[server]\nport = 1\n", "server.port: there is no such setting"),
        (DISTRICT_TOML + "[sessions.guest]\nidle_minutes = 1\n", "sessions.guest: there is no such role"),
        (DISTRICT_TOML + "[sessions.student]\nidle_minutes = 0\n", "sessions.student.idle_minutes"),
        (DISTRICT_TOML + "[sessions.student]\nidle_minutes = '60'\n", "sessions.student.idle_minutes"),
        (DISTRICT_TOML + "[server]\ndatabase_url = 'mysql://h/d'\n", "must be like postgresql://user"),
        (DISTRICT_TOML + "[server]\ndatabase_url = 'portal'\n", "must be like postgresql://user"),
        (DISTRICT_TOML.replace("q3Zx", "q3Z"), "district.code"),
        (DISTRICT_TOML.replace("https://portal.example", "https://portal.example/school"), "portal_url"),
        (DISTRICT_TOML.replace("https://portal.example", "portal.example"), "portal_url"),
        (DISTRICT_TOML + 'timezone = "Chicago"\n', "district.timezone"),
    ],
)
def test_a_wrong_setting_is_named(tmp_path: Path, text: str, said: str) -> None:
    """The operator reads which setting to mend."""
    with pytest.raises(ConfigError) as refused:
        load(written(tmp_path, text))
    assert said in str(refused.value)


def test_a_folder_without_a_district_is_told_what_makes_one(tmp_path: Path) -> None:
    """The first thing anybody sees who forgot `harmony init`."""
    with pytest.raises(ConfigError, match="harmony init"):
        load(tmp_path)


def test_keys_are_their_owners_alone(tmp_path: Path) -> None:
    """T-12: nobody else on the machine can read what signs badges."""
    KeyRing.create(tmp_path, START, secrets.token_bytes)
    files = sorted((tmp_path / "keys").iterdir())
    assert [path.name for path in files] == ["01.pem", "pepper", "ring.toml"]
    assert {stat.S_IMODE(path.stat().st_mode) for path in files} == {0o600}
    assert stat.S_IMODE((tmp_path / "keys").stat().st_mode) == 0o700


def test_the_newest_live_key_signs(tmp_path: Path) -> None:
    """Rotating adds a key that signs; the one before goes on verifying until its own end."""
    first = KeyRing.create(tmp_path, START, secrets.token_bytes)
    second = KeyRing.rotate(tmp_path, START + 100 * DAY_S, secrets.token_bytes)
    assert (first.signing_key.kid, second.signing_key.kid) == ("01", "02")
    assert set(second.public_keys()) == {"01", "02"}
    later = second.at(START + KEY_DAYS * DAY_S)
    assert set(later.public_keys()) == {"02"}
    assert later.signing_key.kid == "02"
    assert KeyRing.load(tmp_path, START + 100 * DAY_S).jwks() == second.jwks()


def test_without_a_live_key_nothing_is_signed(tmp_path: Path) -> None:
    """The refusal names the command that helps."""
    ring = KeyRing.create(tmp_path, START, secrets.token_bytes)
    with pytest.raises(KeyRingError, match="harmony keys rotate"):
        _ = ring.at(START + KEY_DAYS * DAY_S).signing_key


def test_keys_are_never_overwritten(tmp_path: Path) -> None:
    """Making the folder a second time, or losing part of it, is refused and not repaired."""
    KeyRing.create(tmp_path, START, secrets.token_bytes)
    with pytest.raises(KeyRingError, match="already"):
        KeyRing.create(tmp_path, START, secrets.token_bytes)
    (tmp_path / "keys" / "02.pem").write_bytes(b"another command's")
    with pytest.raises(KeyRingError, match="already"):
        KeyRing.rotate(tmp_path, START, secrets.token_bytes)


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("ring.toml", b"[[key]]\nkid = '01'\n"),
        (
            "ring.toml",
            b"[[key]]\nkid = '../../key'\ncreated = 2026-01-01T00:00:00Z\nnot_after = 2027-01-01T00:00:00Z\n",
        ),
        ("ring.toml", b"key = 1"),
        ("ring.toml", b"\xff"),
        ("01.pem", b"not a key"),
        ("pepper", b"short"),
    ],
)
def test_a_broken_ring_is_refused(tmp_path: Path, name: str, content: bytes) -> None:
    """A damaged folder of keys stops the server with a sentence, not a traceback."""
    KeyRing.create(tmp_path, START, secrets.token_bytes)
    (tmp_path / "keys" / name).write_bytes(content)
    with pytest.raises(KeyRingError):
        KeyRing.load(tmp_path, START)


def test_another_kind_of_key_is_refused(tmp_path: Path) -> None:
    """T-01: badges are Ed25519; a key of another kind does not sneak in."""
    from cryptography.hazmat.primitives import serialization
    from cryptography.hazmat.primitives.asymmetric import ec

    KeyRing.create(tmp_path, START, secrets.token_bytes)
    other = ec.generate_private_key(ec.SECP256R1()).private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    (tmp_path / "keys" / "01.pem").write_bytes(other)
    with pytest.raises(KeyRingError, match="Ed25519"):
        KeyRing.load(tmp_path, START)


def test_a_changed_file_is_read_again(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    """Editing takes effect at once; a slip is logged and leaves the last good value."""
    path = tmp_path / "number.txt"
    path.write_text("1", "utf-8")
    value = Reloading(path, lambda: int(path.read_text("utf-8")))
    assert value() == 1
    path.write_text("23", "utf-8")
    assert value() == 23
    with caplog.at_level(logging.ERROR, "harmony"):
        path.write_text("not a number", "utf-8")
        assert value() == 23
        assert value() == 23
    assert [record.getMessage().partition(":")[0] for record in caplog.records] == [
        "number.txt was changed but cannot be used"
    ]
    path.unlink()
    assert value() == 23


def test_an_edited_catalogue_shows_at_once(district: District) -> None:
    """Adding an app needs no restart."""
    client = district.client()
    client.post("/api/v1/session", json=badge_body(district.badge()))
    catalogue = district.config.apps
    catalogue.write_text(catalogue.read_text("utf-8").replace("Story Doors", "Story Gates"), "utf-8")
    assert client.get("/api/v1/dashboard").json()["apps"][0]["names"]["en"] == "Story Gates"


def test_old_events_are_forgotten_at_the_start(district: District) -> None:
    """The audit log keeps as long as the district says, and no longer."""
    with district.store.begin() as tx:
        tx.audit.add("sign_in", "ok", now=START)
        tx.audit.add("sign_in", "ok", now=START + 10 * DAY_S)
    build(district.data, now=lambda: START + 405 * DAY_S).state.services.store.close()
    with district.store.read() as tx:
        assert [entry.at for entry in tx.audit.last(10)] == [START + 10 * DAY_S]
