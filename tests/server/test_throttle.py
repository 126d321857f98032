"""Guessing is slowed down; a class behind one address is not."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from starlette.testclient import TestClient

from harmony.badge.signing import sign
from harmony.model import Person
from harmony_server.accounts import passwords
from harmony_server.accounts.throttle import (
    BAD_BADGES,
    KNOWN_FOR_S,
    PER_ACCOUNT,
    PER_ACCOUNT_AND_ADDRESS,
    PER_ADDRESS,
    Throttle,
    network_of,
)
from harmony_server.store import Mark
from tests.district import (
    CODE,
    LEO,
    MIA,
    PASSWORD,
    SCHOOL_ADDRESS,
    District,
    badge_body,
    password_body,
    put,
)

SESSION = "/api/v1/session"
WRONG = password_body(MIA, "apple-river-8")


def attempt(client: TestClient, body: dict[str, str]) -> tuple[int, int | None]:
    """Status, and how long to wait."""
    response = client.post(SESSION, json=body)
    wait = response.json().get("retry_after")
    assert response.headers.get("Retry-After") == (None if wait is None else str(wait))
    return response.status_code, wait


def test_waits_grow_and_end(district: District, client: TestClient) -> None:
    """T-07: five tries are free; then each costs twice the wait of the one before, up to 15 minutes."""
    for _ in range(5):
        assert attempt(client, WRONG) == (401, None)
    for wait in (30, 60, 120, 240, 480, 900, 900):
        assert attempt(client, WRONG) == (429, wait)
        district.clock.advance(wait - 1)
        assert attempt(client, WRONG) == (429, 1)
        district.clock.advance(1)
        assert attempt(client, WRONG) == (401, None)


def test_spellings_of_a_name_and_spaces_around_a_password_are_no_further_guesses(client: TestClient) -> None:
    """T-07: however the student id is written it is one account, and a trimmed password is the same guess."""
    for name in ("S1001", "ｓ1001", "S١٠٠١", "S1001\u200b", "s1001 "):
        assert attempt(client, {"username": name, "password": " apple-river-8 "}) == (401, None)
    assert attempt(client, WRONG) == (429, 30)


def test_inside_the_wait_the_right_password_does_not_open(district: District, client: TestClient) -> None:
    """T-07: the wait tells a guesser nothing, not even when the guess was right."""
    for _ in range(5):
        attempt(client, WRONG)
    assert attempt(client, password_body()) == (429, 30)
    district.clock.advance(30)
    assert attempt(client, password_body())[0] == 201


def test_the_right_password_forgives_the_wrong_ones(client: TestClient) -> None:
    """Four slips, then in, then four slips again: nobody waits."""
    for _ in range(3):
        for _ in range(4):
            assert attempt(client, WRONG)[0] == 401
        assert attempt(client, password_body())[0] == 201


def test_a_day_forgives_too(district: District, client: TestClient) -> None:
    """Yesterday's slips do not slow anybody down today."""
    for _ in range(5):
        attempt(client, WRONG)
    district.clock.advance(24 * 3600)
    for _ in range(5):
        assert attempt(client, WRONG)[0] == 401


def test_guesses_from_many_addresses_share_one_account(district: District) -> None:
    """T-07: a guesser with many addresses has 30 guesses an hour at one account."""
    clients = [district.client(f"198.51.100.{number}") for number in range(10)]
    outcomes = [attempt(client, WRONG) for client in clients for _ in range(4)]
    assert outcomes.count((401, None)) == PER_ACCOUNT.capacity
    assert outcomes[-1] == (429, 120)
    district.clock.advance(3600)
    refilled = [attempt(client, WRONG)[0] for client in clients for _ in range(4)]
    assert refilled.count(401) <= PER_ACCOUNT.capacity


def test_a_class_behind_one_address_gets_in(district: District) -> None:
    """T-14: 30 children at one school address, each mistyping three times at once, all get in."""
    password_hash = passwords.hash_password(PASSWORD)
    children = [
        replace(LEO, id=f"child-{number}", username=f"C{number}", school_ids=frozenset())
        for number in range(30)
    ]
    put(district.store, children)
    with district.store.begin() as tx:
        for child in children:
            tx.credentials.put(child.id, password_hash, district.clock())

    def sign_in(child: Person) -> list[int]:
        client = district.client()
        bodies = [password_body(child, f"slip-number-{slip}") for slip in range(3)]
        return [attempt(client, body)[0] for body in [*bodies, password_body(child)]]

    with ThreadPoolExecutor(6) as pool:
        outcomes = list(pool.map(sign_in, children))
    assert outcomes == [[401, 401, 401, 201]] * 30


def guess_at_many(district: District, address: str = SCHOOL_ADDRESS) -> None:
    """Spend all the guesses that an address may, an account each."""
    throttle = Throttle(district.keys.pepper)
    with district.store.begin() as tx:
        for number in range(PER_ADDRESS.capacity):
            assert throttle.reserve(tx, account=f"{number}", address=address, now=district.clock()) == 0


def test_one_address_has_a_rate_and_no_lock_out(district: District, client: TestClient) -> None:
    """T-07: guessing at many accounts from one address becomes one guess every two seconds."""
    guess_at_many(district)
    guess = {"username": "nobody", "password": "guess"}
    assert attempt(client, guess) == (429, 2)
    district.clock.advance(2)
    assert attempt(client, guess) == (401, None)
    assert attempt(client, password_body()) == (429, 2)
    assert attempt(district.client("203.0.113.5"), password_body())[0] == 201


def test_who_was_here_before_gets_in_while_others_guess(district: District, client: TestClient) -> None:
    """T-14: a guesser at school holds up no password that was right there lately, and gains nothing."""
    assert attempt(client, password_body())[0] == 201
    district.clock.advance(30 * 24 * 3600)
    guess_at_many(district)
    for _ in range(3):
        assert attempt(client, password_body())[0] == 201
    assert attempt(client, {"username": "nobody", "password": "guess"}) == (429, 2)
    for _ in range(PER_ACCOUNT_AND_ADDRESS.free):
        assert attempt(client, WRONG) == (401, None)
    assert attempt(client, WRONG)[0] == 429


def test_an_account_is_known_for_a_while(district: District, client: TestClient) -> None:
    """T-14: who did not sign in for longer than the holidays is a stranger again."""
    assert attempt(client, password_body())[0] == 201
    district.clock.advance(KNOWN_FOR_S + 1)
    guess_at_many(district)
    assert attempt(client, password_body()) == (429, 2)


def test_bad_badges_have_a_rate_of_their_own(district: District, client: TestClient) -> None:
    """T-14: however many bad badges come from an address, real badges and passwords still open."""
    outcomes = {attempt(client, {"badge": "hello"}) for _ in range(BAD_BADGES.capacity)}
    assert outcomes == {(400, None)}
    real = district.badge()
    forged = sign(badge_id=real.badge_id, district=CODE, kid=real.kid, key=Ed25519PrivateKey.generate())
    assert attempt(client, badge_body(forged)) == (429, 2)
    assert attempt(client, {"badge": "hello"}) == (429, 2)
    assert attempt(client, badge_body(real))[0] == 201
    assert attempt(client, password_body())[0] == 201


def test_guesses_at_the_same_time_cannot_slip_through(district: District) -> None:
    """T-07: forty guesses sent at once are forty guesses: five are looked at."""

    def guess(_number: int) -> int:
        return attempt(district.client(), WRONG)[0]

    with ThreadPoolExecutor(10) as pool:
        outcomes = list(pool.map(guess, range(40)))
    assert sorted(outcomes) == [401] * PER_ACCOUNT_AND_ADDRESS.free + [429] * 35


def test_what_was_typed_is_not_stored(district: District, client: TestClient) -> None:
    """T-12: a password typed into the name field is found nowhere, neither in clear nor as a plain hash."""
    client.post(SESSION, json={"username": "my-secret-word", "password": "whatever"})
    with district.store.read() as tx:
        assert [entry.person_id for entry in tx.audit.last(5)] == [None]
    stored = b"".join(path.read_bytes() for path in district.data.glob("harmony.db*"))
    assert b"my-secret-word" not in stored


@pytest.mark.parametrize(
    ("address", "network"),
    [
        ("192.0.2.7", "192.0.2.7"),
        ("::ffff:192.0.2.7", "192.0.2.7"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::"),
        ("2001:db8:1:2:ffff::1", "2001:db8:1:2::"),
        ("unix", "unix"),
    ],
)
def test_a_household_is_one_subject(address: str, network: str) -> None:
    """T-07: whoever has 2^64 addresses of IPv6 at home still has one."""
    assert network_of(address) == network


def test_a_clock_set_back_helps_nobody() -> None:
    """A mark from the future neither frees nor overflows."""
    future = Mark(10, 1_000_000)
    assert PER_ADDRESS.used(future, 0) == 10
    assert PER_ACCOUNT_AND_ADDRESS.wait(Mark(10_000, 0), 1) == 899
