"""Guessing is slowed down; a class behind one address is not."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest
from starlette.testclient import TestClient

from harmony_server.accounts import passwords, recovery_codes
from harmony_server.accounts.refusals import Busy
from harmony_server.accounts.throttle import (
    PER_ACCOUNT,
    PER_ACCOUNT_AND_ADDRESS,
    PER_ADDRESS,
    SECOND_STEPS,
    UNGUESSABLE,
)
from harmony_server.accounts.throttle_marks import FORGET_AFTER_S
from harmony_server.accounts.totp import WINDOW
from harmony_server.store import Mark
from tests.district import (
    MIA,
    District,
    password_body,
)
from tests.server.engines import on_both_engines

SESSION = "/api/v1/session"
WRONG = password_body(MIA, "apple-river-8")


def attempt(client: TestClient, body: dict[str, str]) -> tuple[int, int | None]:
    """Status, and how long to wait."""
    response = client.post(SESSION, json=body)
    wait = response.json().get("retry_after")
    assert response.headers.get("Retry-After") == (None if wait is None else str(wait))
    return response.status_code, wait


@on_both_engines
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


@on_both_engines
def test_the_right_password_forgives_the_wrong_ones(client: TestClient) -> None:
    """Four slips, then in, then four slips again: nobody waits."""
    for _ in range(3):
        for _ in range(4):
            assert attempt(client, WRONG)[0] == 401
        assert attempt(client, password_body())[0] == 201


@on_both_engines
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


def test_a_guess_that_was_not_checked_is_given_back(
    district: District, client: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    """R-02: whoever was told to come back, however often, has as many tries left as before."""
    for _ in range(PER_ACCOUNT_AND_ADDRESS.free - 1):
        assert attempt(client, WRONG) == (401, None)
    with monkeypatch.context() as busy:
        busy.setattr(passwords.PasswordVerifier, "check", too_busy)
        for _ in range(PER_ACCOUNT.capacity):
            assert attempt(client, password_body())[0] == 503
    assert attempt(client, WRONG) == (401, None)
    assert attempt(client, WRONG) == (429, 30)
    district.clock.advance(30)
    with monkeypatch.context() as busy:
        busy.setattr(passwords.PasswordVerifier, "check", too_busy)
        assert attempt(client, password_body())[0] == 503
    assert attempt(client, password_body())[0] == 201


async def too_busy(*_: object, **__: object) -> None:
    """Check no password: too many wait."""
    raise Busy


@on_both_engines
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


def test_a_clock_set_back_helps_nobody() -> None:
    """A mark from the future neither frees nor overflows."""
    future = Mark(10, 1_000_000)
    assert PER_ADDRESS.used(future, 0) == 10
    assert PER_ACCOUNT_AND_ADDRESS.wait(Mark(10_000, 0), 1) == 899


@pytest.mark.parametrize("ahead_s", [3600, 24 * 3600, 10 * 365 * 24 * 3600])
def test_a_clock_that_ran_ahead_holds_up_nobody_for_long(
    district: District, client: TestClient, ahead_s: float
) -> None:
    """R-03: after a clock was put right nobody waits longer than the longest wait, and that wait passes."""
    district.clock.advance(ahead_s)
    for _ in range(PER_ACCOUNT_AND_ADDRESS.free):
        assert attempt(client, WRONG) == (401, None)
    district.clock.advance(-ahead_s)
    assert attempt(client, password_body()) == (429, 30)
    district.clock.advance(29)
    assert attempt(client, password_body()) == (429, 1)
    district.clock.advance(1)
    assert attempt(client, password_body())[0] == 201


@pytest.mark.parametrize("made_at", [0, 500, 1_000, 1_000_000])
@pytest.mark.parametrize("level", [0, 5, 50, 10_000])
def test_no_wait_is_longer_than_the_longest(level: float, made_at: float) -> None:
    """R-03: whenever a mark was made, before now or after, and whatever it counts."""
    assert PER_ACCOUNT_AND_ADDRESS.wait(Mark(level, made_at), 1_000) <= PER_ACCOUNT_AND_ADDRESS.max_wait_s


def test_guessing_for_a_year_is_hopeless() -> None:
    """T-63: Whoever has the password and tries without an end finds a code with less than 1 in 100 a year.

    A try that waits is not forgotten sooner than it is refilled, so the rate is all there is.
    """
    year_s = 365 * 24 * 3600
    tries = SECOND_STEPS.capacity + year_s / SECOND_STEPS.refill_interval_s
    right_at_a_time = 2 * WINDOW + 1
    assert tries * right_at_a_time / 10**6 < 0.01
    assert SECOND_STEPS.capacity * SECOND_STEPS.refill_interval_s <= FORGET_AFTER_S
    signs = len(recovery_codes.ALPHABET) ** (recovery_codes.GROUPS * recovery_codes.GROUP_LENGTH)
    tries = UNGUESSABLE.capacity + year_s / UNGUESSABLE.refill_interval_s
    assert tries * recovery_codes.COUNT / signs < 1e-9
