"""Being signed in: the cookie, how long it lasts, and everything that ends it."""

from __future__ import annotations

import hashlib
import secrets
from datetime import UTC, datetime
from http.cookies import SimpleCookie
from re import sub

import pytest
from starlette.testclient import TestClient

from harmony.model import Person
from harmony_server.accounts import passwords, sessions
from harmony_server.badges.keys import KeyRing
from harmony_server.settings.config import SessionLimits
from tests.district import (
    ADA,
    FIRST,
    LEO,
    MAPLE,
    MIA,
    PEOPLE,
    TILDA,
    District,
    badge_body,
    password_body,
    put,
)

SESSION = "/api/v1/session"
DASHBOARD = "/api/v1/dashboard"
COOKIE = "__Host-harmony"
LOCAL = "http://localhost:8000"
HOUR_S = 3600


def sign_in(client: TestClient, district: District, person: Person = MIA) -> str:
    """Sign in by badge; the session id the browser was given."""
    response = client.post(SESSION, json=badge_body(district.badge(person)))
    assert response.status_code == 201
    return next(iter(client.cookies.values()))


def state_of(client: TestClient) -> tuple[int, str | None]:
    """Status and problem code of asking for the dashboard."""
    response = client.get(DASHBOARD)
    return response.status_code, response.json().get("code")


def test_the_cookie_is_out_of_reach(district: District, client: TestClient) -> None:
    """T-10: no script, no other host, no plain http gets the cookie, and it ends with the browser."""
    response = client.post(SESSION, json=badge_body(district.badge()))
    header = response.headers["set-cookie"]
    morsel = SimpleCookie(header)[COOKIE]
    assert morsel["secure"] is True
    assert morsel["httponly"] is True
    assert (morsel["samesite"].lower(), morsel["path"], morsel["domain"]) == ("lax", "/", "")
    assert (morsel["max-age"], morsel["expires"]) == ("", "")
    assert len(morsel.value) == 43


def test_the_plain_cookie_is_not_taken_over_https(district: District, client: TestClient) -> None:
    """T-10: a cookie that another host of the same domain could set is not looked at."""
    token = sign_in(client, district)
    client.cookies.clear()
    client.cookies.set("harmony", token)
    assert state_of(client) == (401, "not_signed_in")


def test_only_a_hash_of_the_session_is_stored(district: District, client: TestClient) -> None:
    """T-12: who reads the database cannot be anybody with it."""
    token = sign_in(client, district)
    stored = b"".join(path.read_bytes() for path in district.data.glob("harmony.db*"))
    assert hashlib.sha256(token.encode()).hexdigest().encode() in stored
    assert token.encode() not in stored


def test_a_planted_session_is_not_signed_in(district: District, client: TestClient) -> None:
    """T-09: an id that was put into the browser beforehand stays nobody's."""
    planted = secrets.token_urlsafe(32)
    client.cookies.set(COOKIE, planted)
    client.post(SESSION, json=badge_body(district.badge()))
    thief = district.client()
    thief.cookies.set(COOKIE, planted)
    assert state_of(thief) == (401, "not_signed_in")


def test_signing_in_ends_the_session_before(district: District, client: TestClient) -> None:
    """T-09: the next child at the same screen does not leave the one before signed in."""
    before = sign_in(client, district, MIA)
    after = sign_in(client, district, LEO)
    assert before != after
    assert client.get(DASHBOARD).json()["person"]["given_name"] == LEO.given_name
    other = district.client()
    other.cookies.set(COOKIE, before)
    assert state_of(other) == (401, "not_signed_in")


@pytest.mark.parametrize(
    ("person", "idle_s", "max_s"),
    [
        (MIA, HOUR_S, 10 * HOUR_S),
        (TILDA, HOUR_S // 2, 12 * HOUR_S),
        (ADA, HOUR_S // 4, 8 * HOUR_S),
    ],
    ids=["student", "teacher", "administrator"],
)
def test_a_session_ends_by_itself(
    district: District, client: TestClient, person: Person, idle_s: int, max_s: int
) -> None:
    """T-13: after some idle time, or at the end of the day at the latest, whoever sits down is nobody."""
    sign_in(client, district, person)
    district.clock.advance(idle_s - 1)
    assert state_of(client) == (200, None)
    district.clock.advance(idle_s)
    assert state_of(client) == (401, "session_expired")
    assert COOKIE not in client.cookies
    assert state_of(client) == (401, "not_signed_in")

    sign_in(client, district, person)
    begun = district.clock()
    while district.clock() + idle_s / 2 < begun + max_s:
        district.clock.advance(idle_s / 2)
        assert state_of(client) == (200, None)
    district.clock.advance(idle_s / 2)
    assert state_of(client) == (401, "session_expired")


def left_of(client: TestClient) -> tuple[int, int]:
    """How long the dashboard's answer says that the session still is good: idle, and at the latest."""
    left = client.get(DASHBOARD).json()["session"]
    return left["idle_seconds_left"], left["longest_seconds_left"]


def test_the_page_is_told_how_long_a_session_is_good(district: District, client: TestClient) -> None:
    """T-13: The sign-in and every dashboard say it, as it will be; asking makes the idle time whole again."""
    answer = client.post(SESSION, json=badge_body(district.badge())).json()
    told = {"idle_seconds_left": HOUR_S, "longest_seconds_left": 10 * HOUR_S, "away_seconds": HOUR_S / 4}
    assert answer["session"] == told
    district.clock.advance(59.5)
    assert left_of(client) == (HOUR_S - 60, 10 * HOUR_S - 60)
    district.clock.advance(HOUR_S - 60)
    assert left_of(client) == (HOUR_S, 9 * HOUR_S)
    for _ in range(9 * 2 - 1):
        district.clock.advance(HOUR_S / 2)
        left_of(client)
    assert left_of(client) == (HOUR_S, HOUR_S / 2)


def test_a_session_of_a_minute_can_be_prolonged(district: District, client: TestClient) -> None:
    """The shortest idle time a district can set is made whole by asking, as any other."""
    minute = SessionLimits(idle_s=60, max_s=HOUR_S)
    token = sign_in(client, district)
    for _ in range(5):
        district.clock.advance(59)
        now = district.clock()
        session = sessions.current(district.store, token, lambda *_: minute, district.keys, now)
        assert session.left.idle_s == 60


def test_looking_at_a_dashboard_seldom_writes(district: District, client: TestClient) -> None:
    """A class that reloads its dashboards does not queue up for the right to write."""
    token = sign_in(client, district)
    begun = district.clock()
    seen = set()
    for _ in range(12):
        district.clock.advance(10)
        assert state_of(client) == (200, None)
        with district.store.read() as tx:
            record = tx.sessions.get(sessions.token_hash(token))
        assert record is not None
        seen.add(record.last_seen_at - begun)
    assert seen == {0, 60, 120}


def test_signing_out_ends_the_session(district: District, client: TestClient) -> None:
    """Signing out forgets the session on the server and in the browser, and once more does no harm."""
    token = sign_in(client, district)
    response = client.delete(SESSION)
    assert (response.status_code, response.content) == (204, b"")
    assert COOKIE not in client.cookies
    other = district.client()
    other.cookies.set(COOKIE, token)
    assert state_of(other) == (401, "not_signed_in")
    assert other.delete(SESSION).status_code == 204


def test_who_leaves_the_roster_is_signed_out(district: District, client: TestClient) -> None:
    """T-03: an import that ends an account ends its session at its next step."""
    sign_in(client, district)
    put(district.store, PEOPLE[1:], schools=[MAPLE], classes=[FIRST])
    assert state_of(client) == (403, "account_disabled")
    assert state_of(client) == (401, "not_signed_in")


def test_a_voided_badge_signs_its_finder_out(district: District, client: TestClient) -> None:
    """T-02: voiding a lost badge ends what was begun with it, and not what was begun with the password."""
    owner = district.client()
    assert owner.post(SESSION, json=password_body()).status_code == 201
    sign_in(client, district)
    district.void()
    assert state_of(client) == (401, "not_signed_in")
    assert state_of(owner) == (200, None)


def test_a_new_password_signs_its_finder_out(district: District, client: TestClient) -> None:
    """T-05: setting a password ends what was begun with the old one, and not what a badge began."""
    finder = district.client()
    assert finder.post(SESSION, json=password_body()).status_code == 201
    sign_in(client, district)
    with district.store.begin() as tx:
        passwords.set_password(tx, MIA.id, passwords.hash_password("a-brand-new-one"), district.clock())
    assert state_of(finder) == (401, "not_signed_in")
    assert state_of(client) == (200, None)


def test_what_a_leaked_keys_badges_began_ends_with_it(district: District, client: TestClient) -> None:
    """T-42: ending a key signs out whoever came with a badge it signed, and nobody else."""
    leaked, owner, other = client, district.client(), district.client()
    sign_in(leaked, district)
    assert owner.post(SESSION, json=password_body()).status_code == 201
    end_key(district, "01")
    KeyRing.rotate(district.data, district.clock(), secrets.token_bytes)
    sign_in(other, district, LEO)
    assert state_of(leaked) == (401, "session_expired")
    assert state_of(leaked) == (401, "not_signed_in")
    assert state_of(owner) == (200, None)
    assert state_of(other) == (200, None)


def test_what_a_lost_keys_badges_began_ends_too(district: District, client: TestClient) -> None:
    """T-42: a key that was taken out of the ring altogether keeps nobody signed in."""
    sign_in(client, district)
    KeyRing.rotate(district.data, district.clock(), secrets.token_bytes)
    ring = district.data / "keys" / "ring.toml"
    ring.write_text("[[key]]" + ring.read_text("utf-8").rpartition("[[key]]")[2], "utf-8")
    assert state_of(client) == (401, "session_expired")


def end_key(district: District, kid: str) -> None:
    """End a key now, as SECURITY.md tells an operator to."""
    ring = district.data / "keys" / "ring.toml"
    before, named, after = ring.read_text("utf-8").partition(f'kid = "{kid}"')
    now = datetime.fromtimestamp(district.clock(), UTC).isoformat()
    ring.write_text(before + named + sub(r"not_after = .*", f"not_after = {now}", after, count=1), "utf-8")


def test_old_sessions_are_forgotten(district: District, client: TestClient) -> None:
    """Sessions that can be nobody's any more do not pile up."""
    token = sign_in(client, district)
    district.clock.advance(24 * HOUR_S)
    sign_in(district.client(), district, LEO)
    with district.store.read() as tx:
        assert tx.sessions.get(sessions.token_hash(token)) is None


@pytest.mark.parametrize("value", ["", "x", "é" * 43, "a" * 5000, '"quoted"'])
def test_a_strange_cookie_is_nobodys(client: TestClient, value: str) -> None:
    """Whatever stands in the cookie, the answer is that nobody is signed in."""
    response = client.get(DASHBOARD, headers={b"Cookie": f"{COOKIE}={value}".encode()})
    assert (response.status_code, response.json()["code"]) == (401, "not_signed_in")
