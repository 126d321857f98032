"""Back-up codes: six digits read aloud, for one sign-in, and how far anybody gets by guessing."""

from __future__ import annotations

import secrets

import pytest
from starlette.testclient import TestClient

from harmony.model import Person
from harmony_server.accounts import backup_codes, throttle
from harmony_server.accounts.backup_codes import A_DAY, DIGITS, LIFE_S, BackupCode, TooManyCodes
from harmony_server.store import Mark, Transaction
from tests.district import DORA, LEO, MIA, District, badge_body
from tests.server.engines import on_both_engines
from tests.server.racing import PROCESSES, Racers

pytestmark = on_both_engines

SESSION = "/api/v1/session"
POSSIBLE = 10**DIGITS


def give(district: District, person: Person = MIA) -> str:
    """A code for somebody, made now."""

    def make(tx: Transaction) -> BackupCode:
        pepper, now = district.keys.pepper, district.clock()
        return backup_codes.make(tx, person.id, pepper=pepper, by=None, now=now, rng=secrets.token_bytes)

    return district.store.write(make).code


def come_in(client: TestClient, code: str, person: Person = MIA) -> str:
    """What trying a code answers: `ok`, or the problem's code."""
    body = {"username": person.username, "backup_code": code}
    answer = client.post(SESSION, json=body)
    return "ok" if answer.status_code == 201 else str(answer.json()["code"])


def another(code: str, ahead: int = 1) -> str:
    """A code that is not this one."""
    return f"{(int(code) + ahead) % POSSIBLE:0{DIGITS}}"


def test_a_code_opens_once(district: District, client: TestClient) -> None:
    """Six digits and the student's own number: the dashboard, by that method; and no second time."""
    code = give(district)
    assert (len(code), code.isdecimal()) == (DIGITS, True)
    assert come_in(client, code, LEO) == "wrong_credentials"
    assert come_in(client, code) == "ok"
    assert client.get("/api/v1/dashboard").json()["person"]["given_name"] == MIA.given_name
    assert come_in(district.client(), code) == "wrong_credentials"
    with district.store.read() as tx:
        assert [(each.outcome, each.amr) for each in tx.audit.last(2)] == [
            ("wrong_credentials", "otp"),
            ("ok", "otp"),
        ]


def test_a_code_ends_by_itself_and_by_the_next(district: District, client: TestClient) -> None:
    """After 20 minutes, or when another is made for the same child, it opens nothing."""
    first = give(district)
    second = give(district)
    assert first == second or come_in(client, first) == "wrong_credentials"
    district.clock.advance(LIFE_S)
    assert come_in(client, second) == "wrong_credentials"
    third = give(district)
    district.clock.advance(LIFE_S - 1)
    assert come_in(client, third) == "ok"


def test_nobody_off_the_roster_comes_in(district: District, client: TestClient) -> None:
    """T-03: a code does not open what the roster closed."""
    assert come_in(client, give(district, DORA), DORA) == "account_disabled"


def test_the_throttle_counts_what_the_arithmetic_says(district: District) -> None:
    """T-47: from however many addresses, a child's code is tried ten times, then one more in ten minutes."""
    code = give(district)
    for number in range(throttle.CODES_PER_PERSON.capacity):
        client = district.client(f"198.51.100.{number}")
        assert come_in(client, another(code, number + 1)) == "wrong_credentials"
    answer = district.client("203.0.113.9").post(
        SESSION, json={"username": MIA.username, "backup_code": code}
    )
    assert (answer.json()["code"], answer.json()["retry_after"]) == ("too_many_tries", 600)
    district.clock.advance(600)
    assert come_in(district.client("203.0.113.9"), code) == "ok"


def test_a_school_is_counted_as_one(district: District) -> None:
    """T-47: guesses spread over a school's children use up the school's, and not another child's own."""
    capacity = throttle.CODES_PER_SCHOOL.capacity
    with district.store.begin() as tx:
        mark = Mark(capacity, district.clock())
        key = district.app().state.services.authentication._throttle._key("code+school", *MIA.school_ids)
        tx.throttle.put({key: mark})
    code = give(district)
    assert come_in(district.client(), code) == "too_many_tries"
    district.clock.advance(throttle.CODES_PER_SCHOOL.refill_interval_s)
    assert come_in(district.client(), code) == "ok"


def test_an_address_is_counted_as_one(district: District, client: TestClient) -> None:
    """T-47: and guesses for whoever has no code count there alone: nobody can use up a child's own."""
    for _ in range(throttle.CODES_PER_ADDRESS.capacity):
        assert come_in(client, "000000") == "wrong_credentials"
    assert come_in(client, "000000") == "too_many_tries"
    assert come_in(district.client("198.51.100.1"), give(district)) == "ok"


def test_right_codes_are_not_counted(district: District, client: TestClient) -> None:
    """T-14: a class whose badges were left on the bus comes in by codes, all from one address."""
    for _ in range(A_DAY):
        assert come_in(client, give(district)) == "ok"
    with pytest.raises(TooManyCodes):
        give(district)
    district.clock.advance(24 * 3600 + 1)
    assert come_in(client, give(district)) == "ok"


def test_a_code_is_kept_hashed(district: District) -> None:
    """T-12: a copy of the database tells no code, without the district's pepper not even by trying all."""
    code = give(district)
    with district.store.read() as tx:
        record = tx.backup_codes.get(MIA.id)
    assert record is not None
    assert code not in record.code_hash
    others = [bytes(32), secrets.token_bytes(32)]
    assert all(backup_codes.code_hash(pepper, MIA.id, code) != record.code_hash for pepper in others)


@pytest.mark.parametrize(
    "body",
    [
        {"username": "S1001", "backup_code": "12345"},
        {"username": "S1001", "backup_code": "1234567"},
        {"username": "S1001", "backup_code": "12a456"},
        {"username": "S1001", "backup_code": "١٢٣٤٥٦"},
        {"username": "S1001", "backup_code": 123456},
        {"backup_code": "123456"},
        {"username": "S1001", "backup_code": "123456", "password": "x"},
    ],
)
def test_only_six_digits_are_a_code(client: TestClient, body: dict[str, object]) -> None:
    """T-15: anything else is told where it is wrong, and is no try."""
    answer = client.post(SESSION, json=body)
    assert (answer.status_code, answer.json()["code"]) == (422, "invalid_request")


def _race(district: District, number: int) -> str:
    code = (district.data / "code.txt").read_text("utf-8")
    return come_in(district.client(f"198.51.100.{number}"), code)


def test_of_several_at_once_one_comes_in(district: District, racing: Racers) -> None:
    """T-47: two devices that use one code at the same moment: one of them is let in."""
    for _ in range(3):
        (district.data / "code.txt").write_text(give(district), "utf-8")
        outcomes = racing.race(district, _race)
        assert sorted(outcomes) == ["ok", *["wrong_credentials"] * (PROCESSES - 1)]


def test_the_badge_still_opens(district: District, client: TestClient) -> None:
    """T-14: whoever uses up a child's guesses keeps nobody with a badge out."""
    code = give(district)
    for number in range(throttle.CODES_PER_PERSON.capacity + 1):
        come_in(client, another(code, number + 1))
    assert client.post(SESSION, json=badge_body(district.badge(MIA))).status_code == 201
