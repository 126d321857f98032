"""One's own account: what it shows, and that a screen left open is not enough to take it."""

from __future__ import annotations

import re
import secrets
from dataclasses import replace
from typing import Any

import pytest
from starlette.testclient import TestClient

from harmony.model import Person, Role
from harmony_server.mail.worker import MailWorker
from tests.district import FIRST, LEO, MAPLE, MIA, PASSWORD, TILDA, District, password_body, put
from tests.server.engines import on_both_engines
from tests.server.mail_server import MailServer
from tests.server.mailing import sending

pytestmark = on_both_engines

ACCOUNT = "/api/v1/account"
ADDRESS = "tilda@mail.example"
CHOSEN = "kite river lamp seven"


@pytest.fixture
def worker(district: District, mail_server: MailServer) -> MailWorker:
    """The portal has a way for mail."""
    return sending(district, mail_server.url)


def signed_in(district: District, person: Person = TILDA, password: str = PASSWORD) -> TestClient:
    """A browser at which somebody is signed in."""
    client = district.client()
    assert client.post("/api/v1/session", json=password_body(person, password)).status_code == 201
    return client


def proved(client: TestClient, worker: MailWorker, mail_server: MailServer) -> None:
    """Have an address proved by the code that came there."""
    body = {"address": ADDRESS, "current": PASSWORD}
    assert client.post(f"{ACCOUNT}/recovery-address", json=body).status_code == 204
    assert worker.drain() == 1
    plain, _ = mail_server.taken[-1].iter_parts()
    (code,) = re.findall(r"^(\d{6})\s*$", plain.get_content(), re.MULTILINE)
    assert client.post(f"{ACCOUNT}/recovery-address/prove", json={"code": code}).status_code == 204


def test_students_of_the_later_grades_and_staff_have_one(district: District) -> None:
    """Younger ones are told by nobody to look after a password."""
    assert signed_in(district).get(ACCOUNT).json()["given_name"] == TILDA.given_name
    assert signed_in(district, MIA).get(ACCOUNT).status_code == 403
    older = replace(MIA, grades=("07",))
    put(district.store, [older, LEO, TILDA], schools=[MAPLE], classes=[FIRST])
    assert signed_in(district, MIA).get(ACCOUNT).json()["grades"] == ["07"]


def test_an_address_counts_once_its_code_was_typed(
    district: District, worker: MailWorker, mail_server: MailServer
) -> None:
    """T-72: Not without the password, and not before the code."""
    client = signed_in(district)
    wrong = {"address": ADDRESS, "current": "not the password"}
    answer = client.post(f"{ACCOUNT}/recovery-address", json=wrong)
    assert answer.json()["code"] == "wrong_credentials"
    assert worker.drain() == 0
    proved(client, worker, mail_server)
    assert client.get(ACCOUNT).json()["recovery"] == {"address": ADDRESS, "waiting": None}
    assert client.delete(f"{ACCOUNT}/recovery-address").status_code == 204
    assert client.get(ACCOUNT).json()["recovery"] == {"address": None, "waiting": None}


def test_no_mailbox_is_flooded_with_codes(district: District, worker: MailWorker) -> None:
    """T-72: Five codes, then one an hour."""
    assert worker
    client = signed_in(district)
    body = {"address": ADDRESS, "current": PASSWORD}
    answers = [client.post(f"{ACCOUNT}/recovery-address", json=body).status_code for _ in range(7)]
    assert answers == [204] * 5 + [429] * 2


def test_a_changed_password_ends_every_other_session(
    district: District, worker: MailWorker, mail_server: MailServer
) -> None:
    """T-72: The one who knew the old one stays in here, is out elsewhere, and is told by mail."""
    client, elsewhere = signed_in(district), signed_in(district)
    proved(client, worker, mail_server)
    change: dict[str, Any] = {"current": "not the password", "password": CHOSEN}
    assert client.post(f"{ACCOUNT}/password", json=change).json()["code"] == "wrong_credentials"
    change |= {"current": PASSWORD, "password": "Oakes-2026!!"}
    assert client.post(f"{ACCOUNT}/password", json=change).json()["code"] == "password_easy_to_guess"
    change |= {"password": CHOSEN}
    assert client.post(f"{ACCOUNT}/password", json=change).status_code == 204
    assert client.get(ACCOUNT).status_code == 200
    assert elsewhere.get(ACCOUNT).status_code == 401
    assert worker.drain() == 1
    assert "changed" in str(mail_server.taken[-1]["Subject"])
    signed_in(district, TILDA, CHOSEN)


def test_sessions_are_listed_and_ended(district: District) -> None:
    """Somebody sees where they are signed in, and ends it there; nobody else's."""
    client, elsewhere = signed_in(district), signed_in(district)
    listed = client.get(f"{ACCOUNT}/sessions").json()["sessions"]
    (other,) = (each["id"] for each in listed if not each["current"])
    assert client.delete(f"{ACCOUNT}/sessions/{secrets.token_hex(8)}").status_code == 404
    assert client.delete(f"{ACCOUNT}/sessions/{other}").status_code == 204
    assert elsewhere.get(ACCOUNT).status_code == 401


def test_everything_that_is_held_is_told(district: District) -> None:
    """The person's own facts, and nothing that opens anything."""
    held = signed_in(district, MIA).get(f"{ACCOUNT}/holdings").json()
    assert (held["given_name"], held["schools"], held["classes"]) == (
        MIA.given_name,
        [MAPLE.name],
        [FIRST.title],
    )
    assert held["role"] == Role.STUDENT
    assert held["password_set_at"]
    assert "argon2" not in str(held)
