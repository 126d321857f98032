"""Passkeys by an authenticator in software: several each, one challenge each, bound to the portal's host."""

from __future__ import annotations

from typing import Any

import pytest
from starlette.testclient import TestClient

from harmony_server.accounts.second_steps import CHALLENGE_S
from tests.district import ORIGIN, TILDA, District
from tests.server.authenticator import Authenticator
from tests.server.engines import on_both_engines
from tests.server.second_steps import FACTORS, ME, PASSKEY, code_of, with_totp
from tests.server.staff_world import BRUNO, people_two_schools, staff_client

pytestmark = on_both_engines

HOST = ORIGIN.partition("://")[2]
PASSKEYS = f"{FACTORS}/passkeys"
NEW = f"{FACTORS}/passkey-options"
ASKED = f"{PASSKEY}/options"


@pytest.fixture
def schools(district: District) -> District:
    """Two schools with their staff."""
    return people_two_schools(district)


@pytest.fixture
def client(schools: District) -> TestClient:
    """A browser at which Tilda just did her second step."""
    return staff_client(schools, TILDA)


def options(client: TestClient, address: str) -> dict[str, Any]:
    """What the browser is asked."""
    asked: dict[str, Any] = client.post(address).json()["options"]
    return asked


def made(client: TestClient, name: str = "Classroom laptop", **ways: Any) -> Authenticator:
    """A new passkey, kept."""
    authenticator = Authenticator(**({"origin": ORIGIN, "rp_id": HOST} | ways))
    credential = authenticator.create(options(client, NEW))
    answer = client.post(PASSKEYS, json={"credential": credential, "name": name})
    assert answer.status_code == 201, answer.text
    return authenticator


def refused(client: TestClient, authenticator: Authenticator) -> str | None:
    """The problem code when a passkey answers as it is asked; None if it is taken."""
    return code_of(client.post(PASSKEY, json={"credential": authenticator.get(options(client, ASKED))}))


def test_a_passkey_is_a_second_step(schools: District, client: TestClient) -> None:
    """One that was made at one browser opens the console at the next, and its use is remembered."""
    laptop = made(client)
    schools.clock.advance(60)
    tablet = made(client, "Tablet")
    schools.clock.advance(3600)
    later = staff_client(schools, TILDA, second_step=False)
    assert later.get(ME).json()["second_step"]["methods"] == ["passkey"]
    assert refused(later, laptop) is None
    assert refused(later, tablet) is None
    told = later.get(FACTORS).json()
    assert [(each["name"], each["last_used_at"] > each["created_at"]) for each in told["passkeys"]] == [
        ("Classroom laptop", True),
        ("Tablet", True),
    ]


def test_what_the_browser_is_asked(client: TestClient) -> None:
    """The device must verify the person and makes no second passkey; nobody asks of which make it is."""
    asked = options(client, NEW)
    assert asked["rp"] == {"id": HOST, "name": "Maple Valley Schools"}
    assert asked["authenticatorSelection"]["userVerification"] == "required"
    assert asked["attestation"] == "none"
    laptop = made(client)
    credential_id = laptop.create({"challenge": "x"})["id"]
    assert [each["id"] for each in options(client, NEW)["excludeCredentials"]] == [credential_id]
    assert [each["id"] for each in options(client, ASKED)["allowCredentials"]] == [credential_id]


def test_a_challenge_is_answered_once(schools: District, client: TestClient) -> None:
    """T-62: An answer that was recorded opens nothing a second time, and a challenge is good for minutes."""
    laptop = made(client)
    answer = laptop.get(options(client, ASKED))
    assert code_of(client.post(PASSKEY, json={"credential": answer})) is None
    assert code_of(client.post(PASSKEY, json={"credential": answer})) == "wrong_second_step"
    late = laptop.get(options(client, ASKED))
    schools.clock.advance(CHALLENGE_S)
    assert code_of(client.post(PASSKEY, json={"credential": late})) == "wrong_second_step"


def test_a_challenge_is_of_one_session(schools: District, client: TestClient) -> None:
    """T-62: What was signed for one browser is worth nothing at another."""
    laptop = made(client)
    other = staff_client(schools, TILDA, second_step=False)
    answer = laptop.get(options(client, ASKED))
    assert code_of(other.post(PASSKEY, json={"credential": answer})) == "wrong_second_step"


@pytest.mark.parametrize(
    "ways",
    [
        {"origin": "https://portal.example.evil.example"},
        {"rp_id": "evil.example"},
        {"verifies_user": False},
    ],
    ids=["page", "host", "nobody"],
)
def test_another_pages_passkey_is_none(client: TestClient, ways: dict[str, Any]) -> None:
    """T-64: A page that looks like ours gets no passkey for us; a device that asked nobody is not enough."""
    good = made(client)
    bad = Authenticator(**({"origin": ORIGIN, "rp_id": HOST} | ways))
    credential = bad.create(options(client, NEW))
    answer = client.post(PASSKEYS, json={"credential": credential, "name": "x"})
    assert code_of(answer) == "wrong_second_step"
    bad.key, bad.credential_id = good.key, good.credential_id
    assert refused(client, bad) == "wrong_second_step"
    assert refused(client, good) is None


def test_a_copied_passkey_is_noticed(client: TestClient) -> None:
    """T-64: An authenticator that counts backwards is a copy of one."""
    laptop = made(client)
    assert refused(client, laptop) is None
    laptop.count = 0
    assert refused(client, laptop) == "wrong_second_step"


def test_a_colleagues_passkey_opens_nothing(schools: District, client: TestClient) -> None:
    """T-45: Only one's own passkey is a second step, and none belongs to two."""
    laptop = made(client)
    bruno = staff_client(schools, BRUNO, second_step=False)
    assert refused(bruno, laptop) == "wrong_second_step"
    with_totp(schools, BRUNO)
    proven = staff_client(schools, BRUNO)
    credential = laptop.create(options(proven, NEW))
    assert code_of(proven.post(PASSKEYS, json={"credential": credential, "name": "x"})) == "wrong_second_step"


@pytest.mark.parametrize("credential", [{}, {"id": 7}, {"id": "x", "response": []}, {"response": {"x": "y"}}])
def test_nonsense_is_no_passkey(client: TestClient, credential: dict[str, Any]) -> None:
    """T-15: Whatever stands in the answer's place, it is refused in words."""
    laptop = made(client)
    options(client, ASKED)
    assert code_of(client.post(PASSKEY, json={"credential": credential})) == "wrong_second_step"
    options(client, ASKED)
    named = credential | {"id": laptop.create({"challenge": "x"})["id"]}
    assert code_of(client.post(PASSKEY, json={"credential": named})) == "wrong_second_step"
    options(client, NEW)
    answer = client.post(PASSKEYS, json={"credential": credential, "name": "x"})
    assert code_of(answer) == "wrong_second_step"


def test_the_last_way_in_is_not_thrown_away(schools: District, client: TestClient) -> None:
    """Passkeys and authenticator are forgotten one by one, but never all."""
    assert code_of(client.delete(f"{FACTORS}/totp")) is None
    made(client)
    with_totp(schools, TILDA)
    (laptop,) = client.get(FACTORS).json()["passkeys"]
    assert client.delete(f"{FACTORS}/totp").status_code == 204
    assert code_of(client.delete(f"{PASSKEYS}/{laptop['id']}")) == "last_second_step"
    made(client, "Tablet")
    assert client.delete(f"{PASSKEYS}/{laptop['id']}").status_code == 204
    assert [each["name"] for each in client.get(FACTORS).json()["passkeys"]] == ["Tablet"]


def test_on_this_machine_passkeys_are_its_own(schools: District) -> None:
    """Whoever tries the portal at localhost makes passkeys for localhost."""
    local = schools.client("127.0.0.1", origin="http://localhost:8000")
    local.cookies.set("harmony", staff_client(schools, TILDA).cookies["__Host-harmony"])
    asked = local.post(NEW).json()["options"]
    assert asked["rp"]["id"] == "localhost"
    authenticator = Authenticator(origin="http://localhost:8000", rp_id="localhost")
    body = {"credential": authenticator.create(asked), "name": "x"}
    assert local.post(PASSKEYS, json=body).status_code == 201
