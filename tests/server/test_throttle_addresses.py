"""Guesses from one address: a rate for who guesses, and nobody else there is held up."""

from __future__ import annotations

import secrets
import threading
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from itertools import count

import pytest
from argon2 import PasswordHasher
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from starlette.testclient import TestClient

from harmony.badge.signing import sign
from harmony.model import Person
from harmony_server.accounts import passwords, throttle
from harmony_server.accounts.throttle import (
    BAD_BADGES,
    FIRST_TRIES,
    KNOWN_FOR_S,
    NOBODY_PER_ADDRESS,
    PER_ACCOUNT_AND_ADDRESS,
    Throttle,
    network_of,
)
from harmony_server.accounts.throttle_marks import Bucket
from tests.district import (
    CODE,
    LEO,
    MAPLE,
    MIA,
    PASSWORD,
    PEOPLE,
    SCHOOL_ADDRESS,
    District,
    badge_body,
    password_body,
    put,
)
from tests.server.test_throttle import WRONG, attempt

FEWER_FIRST, FEWER = 150, 50


@pytest.fixture(autouse=True)
def fewer(monkeypatch: pytest.MonkeyPatch) -> None:
    """Smaller allowances of an address, to be spent sooner."""
    monkeypatch.setattr(throttle, "FIRST_PER_ADDRESS", Bucket(FEWER_FIRST, 2))
    monkeypatch.setattr(throttle, "PER_ADDRESS", Bucket(FEWER, 2))


def many_children(district: District, number: int) -> list[Person]:
    """So many children with a password, who never signed in anywhere."""
    password_hash = passwords.hash_password(PASSWORD)
    children = [
        replace(LEO, id=f"child-{each}", username=f"C{each}", school_ids=frozenset())
        for each in range(number)
    ]
    put(district.store, [*PEOPLE, *children], schools=[MAPLE])
    with district.store.begin() as tx:
        for child in children:
            tx.credentials.put(child.id, password_hash, district.clock())
    return children


def test_a_class_behind_one_address_gets_in(district: District) -> None:
    """T-14: 30 children at one school address, each mistyping three times at once, all get in."""
    children = many_children(district, 30)

    def sign_in(child: Person) -> list[int]:
        client = district.client()
        bodies = [password_body(child, f"slip-number-{slip}") for slip in range(3)]
        return [attempt(client, body)[0] for body in [*bodies, password_body(child)]]

    with ThreadPoolExecutor(6) as pool:
        outcomes = list(pool.map(sign_in, children))
    assert outcomes == [[401, 401, 401, 201]] * 30


def guess_at_many(district: District, address: str = SCHOOL_ADDRESS) -> None:
    """Spend all the further tries that an address has, at one account after the other."""
    throttle = Throttle(district.keys.pepper)
    with district.store.begin() as tx:
        for number in [*range(FEWER)] * (FIRST_TRIES + 1):
            guess = throttle.reserve(
                tx, account=f"{number}", address=address, has_password=True, now=district.clock()
            )
            assert guess.wait_s == 0


def test_one_address_has_a_rate_and_no_lock_out(district: District, client: TestClient) -> None:
    """T-07: guessing on at many accounts from one address becomes one guess every two seconds."""
    guess_at_many(district)
    for _ in range(FIRST_TRIES):
        assert attempt(client, WRONG) == (401, None)
    assert attempt(client, WRONG) == (429, 2)
    district.clock.advance(2)
    assert attempt(client, WRONG) == (401, None)
    assert attempt(client, password_body()) == (429, 2)
    assert attempt(district.client("203.0.113.5"), password_body())[0] == 201


def test_first_tries_at_one_address_have_a_rate_too(district: District, client: TestClient) -> None:
    """T-07: trying one password at account after account ends with what a whole school needs."""
    throttle = Throttle(district.keys.pepper)
    with district.store.begin() as tx:
        waits = [
            throttle.reserve(
                tx, account=f"{number}", address=SCHOOL_ADDRESS, has_password=True, now=district.clock()
            ).wait_s
            for number in range(FEWER_FIRST + 1)
        ]
    assert waits == [0] * FEWER_FIRST + [2]
    assert attempt(client, WRONG) == (429, 2)


def test_a_name_that_nobody_has_waits_as_others_do(district: District, client: TestClient) -> None:
    """T-06: where an address made its guesses, waits do not tell who is here."""
    guess_at_many(district)
    for name in (MIA.username, "nobody", LEO.username):
        body = {"username": name, "password": "apple-river-8"}
        outcomes = [attempt(client, body) for _ in range(FIRST_TRIES + 1)]
        assert outcomes == [(401, None)] * FIRST_TRIES + [(429, 2)], name


def test_names_that_nobody_has_are_soon_not_checked(
    district: District, client: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    """T-08: a flood of made-up names gets its answer, and takes neither processor nor anybody's guesses."""
    checks = []
    monkeypatch.setattr(PasswordHasher, "verify", lambda *_: checks.append(1))
    for number in range(NOBODY_PER_ADDRESS.capacity + 20):
        assert attempt(client, {"username": f"made-up-{number}", "password": "guess"}) == (401, None)
    assert len(checks) == NOBODY_PER_ADDRESS.capacity
    for _ in range(PER_ACCOUNT_AND_ADDRESS.free - 1):
        assert attempt(client, {"username": "made-up-49", "password": "guess"}) == (401, None)
    assert attempt(client, {"username": "made-up-49", "password": "guess"}) == (429, 30)


def test_a_classs_first_day_is_not_held_up_by_guesses(district: District) -> None:
    """T-14: while eight connections of the school send made-up names, thirty children get in at once."""
    children = many_children(district, 30)
    over, guesses = threading.Event(), Counter[int]()

    def guess_on(number: int) -> None:
        client = district.client()
        for turn in count():
            if over.is_set():
                return
            body = {"username": f"made-up-{number}-{turn}", "password": "a-guess-at-it"}
            guesses[attempt(client, body)[0]] += 1

    guess_at_many(district)
    with ThreadPoolExecutor(8) as attackers, ThreadPoolExecutor(4) as school:
        attacks = [attackers.submit(guess_on, number) for number in range(8)]
        while guesses.total() < NOBODY_PER_ADDRESS.capacity:
            assert not [attack for attack in attacks if attack.done()]
        try:
            bodies = [password_body(child) for child in children]
            outcomes = list(school.map(lambda body: attempt(district.client(), body)[0], bodies))
        finally:
            over.set()
    assert outcomes == [201] * 30
    assert set(guesses) == {401}


def test_who_was_here_before_gets_in_while_others_guess(district: District, client: TestClient) -> None:
    """T-14: guessers, at school or anywhere, hold up no password that was right there lately."""
    assert attempt(client, password_body())[0] == 201
    district.clock.advance(30 * 24 * 3600)
    guess_at_many(district)
    while attempt(district.client(f"198.51.100.{secrets.randbelow(200)}"), WRONG)[1] != 120:
        pass
    for _ in range(3):
        assert attempt(client, password_body())[0] == 201
    for _ in range(PER_ACCOUNT_AND_ADDRESS.free):
        assert attempt(client, WRONG) == (401, None)
    assert attempt(client, WRONG)[0] == 429


def test_an_account_is_known_for_a_while(district: District, client: TestClient) -> None:
    """T-14: who did not sign in for longer than the holidays is a stranger again."""
    assert attempt(client, password_body())[0] == 201
    district.clock.advance(KNOWN_FOR_S + 1)
    guess_at_many(district)
    for _ in range(FIRST_TRIES):
        assert attempt(client, WRONG) == (401, None)
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
