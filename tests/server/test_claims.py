"""Opening an account with a slip: once, in time, by whom it was made for."""

from __future__ import annotations

import secrets
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import httpx2
import pytest
from starlette.testclient import TestClient

from harmony.people.slip_code import ALPHABET, COMBINATIONS, new_slip_code
from harmony_server.accounts.claims import CLAIMS_PER_ADDRESS, DAY_S, Claims, NewSlip
from tests.district import LEO, MIA, District, password_body
from tests.server.engines import on_both_engines
from tests.server.racing import Racers

pytestmark = on_both_engines

LOOK, COMPLETE = "/api/v1/claims", "/api/v1/claims/complete"
CHOSEN = "kite river lamp seven"


def slip_for(district: District, *people: Any) -> list[NewSlip]:
    """New slips."""
    claims = Claims(district.config, district.keys.pepper, secrets.token_bytes)
    return claims.make_slips(district.store, people or (LEO,), now=district.clock())


def complete(client: TestClient, slip: NewSlip, **changes: str) -> httpx2.Response:
    """Open an account."""
    body = {"code": slip.code, "username": slip.person.username, "password": CHOSEN} | changes
    return client.post(COMPLETE, json=body)


def code_of(answer: httpx2.Response) -> str:
    """The problem that a request got."""
    return str(answer.json()["code"])


def test_a_slip_opens_an_account_once(district: District, client: TestClient) -> None:
    """The password works from then on, somebody is signed in, and the slip is used up."""
    (slip,) = slip_for(district)
    looked = client.post(LOOK, json={"code": slip.code, "username": " s1002 "})
    assert looked.json()["given_name"] == LEO.given_name
    assert looked.json()["password"]["min_length"] == 15
    assert {"thornapple", "maple"} <= set(looked.json()["password"]["words"])
    answer = complete(client, slip)
    assert (answer.status_code, answer.json()["person"]["given_name"]) == (201, LEO.given_name)
    assert client.get("/api/v1/dashboard").status_code == 200
    signed_in = district.client().post("/api/v1/session", json=password_body(LEO, CHOSEN))
    assert signed_in.status_code == 201
    assert code_of(complete(district.client(), slip)) == "wrong_claim"


def test_looking_uses_nothing_up(district: District, client: TestClient) -> None:
    """Whoever reloads the page, or comes back the next day, begins again."""
    (slip,) = slip_for(district)
    for _ in range(3):
        assert client.post(LOOK, json={"code": slip.code, "username": LEO.username}).status_code == 200
    assert code_of(complete(client, slip, password="short")) == "password_too_short"
    assert complete(client, slip).status_code == 201


def test_whatever_is_wrong_the_answer_is_the_same(district: District, client: TestClient) -> None:
    """T-70: Neither a code nor a student id can be tried by itself; and a new slip ends the one before."""
    (old,) = slip_for(district)
    (slip,) = slip_for(district)
    other = ALPHABET[(ALPHABET.index(slip.code[0]) + 1) % len(ALPHABET)] + slip.code[1:]
    wrong = [
        client.post(LOOK, json={"code": code, "username": username})
        for code, username in (
            (slip.code, MIA.username),
            (slip.code, "S9999"),
            (old.code, LEO.username),
            (new_slip_code(secrets.token_bytes), LEO.username),
            (other, LEO.username),
            ("no code", LEO.username),
        )
    ]
    district.clock.advance(district.config.claiming.slip_days * DAY_S)
    wrong.append(client.post(LOOK, json={"code": slip.code, "username": LEO.username}))
    assert {answer.text for answer in wrong} == {wrong[0].text}
    assert {answer.status_code for answer in wrong} == {401}


def test_a_slip_says_nothing_in_a_copy_of_the_database(district: District) -> None:
    """T-70: What is kept of a code is an HMAC under a key that is not in the database."""
    (slip,) = slip_for(district)
    with district.store.read() as tx:
        rows = tx.slips._connection.exec_driver_sql("SELECT * FROM slips").all()
    assert slip.code not in str(rows)


def test_a_class_opens_its_accounts_at_once(district: District) -> None:
    """T-70: Thirty behind one address, each mistyping twice, are nobody's trouble."""
    slips = [*slip_for(district), *slip_for(district, MIA)]

    def student(number: int) -> int:
        client = district.client()
        slip = slips[number % 2]
        for _ in range(2):
            wrong = {"code": new_slip_code(secrets.token_bytes), "username": slip.person.username}
            assert code_of(client.post(LOOK, json=wrong)) == "wrong_claim"
        right = {"code": slip.code, "username": slip.person.username}
        return client.post(LOOK, json=right).status_code

    with ThreadPoolExecutor(8) as threads:
        assert set(threads.map(student, range(30))) == {200}
    assert [complete(district.client(), slip).status_code for slip in slips] == [201, 201]


def test_guessing_slips_is_hopeless(district: District, client: TestClient) -> None:
    """T-70: From ten thousand addresses for a month, less than one account in a hundred such attacks."""
    wrong = {"code": "", "username": LEO.username}
    answers = []
    for _ in range(CLAIMS_PER_ADDRESS.capacity + 1):
        wrong["code"] = new_slip_code(secrets.token_bytes)
        answers.append(client.post(LOOK, json=wrong))
    assert {code_of(answer) for answer in answers[:-1]} == {"wrong_claim"}
    assert code_of(answers[-1]) == "too_many_tries"
    assert district.client("192.0.2.99").post(LOOK, json=wrong).status_code == 401
    a_day = CLAIMS_PER_ADDRESS.capacity + DAY_S / CLAIMS_PER_ADDRESS.refill_interval_s
    assert 10_000 * a_day * 30 / COMBINATIONS < 0.01


def test_two_who_use_one_slip_at_once(district: District, racing: Racers) -> None:
    """T-70: Under a race a slip is used once."""
    (slip,) = slip_for(district)
    work = _Race(slip.code)
    assert sorted(racing.race(district, work)) == [201, 401, 401]


class _Race:
    """Opens Leo's account in a process of its own."""

    def __init__(self, code: str) -> None:
        self._code = code

    def __call__(self, district: District, _number: int) -> int:
        """The status of the answer."""
        body = {"code": self._code, "username": LEO.username, "password": CHOSEN}
        return district.client().post(COMPLETE, json=body).status_code


@pytest.mark.parametrize(
    "address", ["nobody", "a@b@c", "mia@mail.example\r\nBcc: all@mail.example", "é@x.org"]
)
def test_an_address_that_is_none_is_refused(district: District, client: TestClient, address: str) -> None:
    """T-60: Nothing but an address gets into a mail's head."""
    (slip,) = slip_for(district)
    assert code_of(complete(client, slip, recovery_address=address)) == "invalid_request"
