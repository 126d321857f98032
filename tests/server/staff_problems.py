"""How the problems of staff's accounts are reached."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import httpx2
import pytest
from starlette.testclient import TestClient

from harmony_server.accounts import factors
from tests.district import ADA, ORIGIN, District
from tests.server.authenticator import Authenticator
from tests.server.second_steps import FACTORS, type_code, with_totp
from tests.server.staff_world import OTTO, people_two_schools, staff_client

LOOK = "/api/v1/invitations/look"
Reach = Callable[[District, TestClient, pytest.MonkeyPatch], httpx2.Response]


def _no_second_step(district: District, _client: TestClient, _patch: object) -> httpx2.Response:
    people_two_schools(district)
    return staff_client(district, ADA, second_step=False).get("/api/v1/staff/sessions")


def _no_fresh_second_step(district: District, _client: TestClient, _patch: object) -> httpx2.Response:
    people_two_schools(district)
    return staff_client(district, ADA, stale=True).get(FACTORS)


def _wrong_second_step(district: District, _client: TestClient, _patch: object) -> httpx2.Response:
    people_two_schools(district)
    return type_code(staff_client(district, ADA), "000000")


def _last_second_step(district: District, _client: TestClient, _patch: object) -> httpx2.Response:
    people_two_schools(district)
    with_totp(district, ADA)
    return staff_client(district, ADA).delete(f"{FACTORS}/totp")


def _no_grant(district: District, _client: TestClient, _patch: object) -> httpx2.Response:
    people_two_schools(district)
    return staff_client(district, ADA).post("/api/v1/admin/invitations", json={"person_id": OTTO.id})


def _no_mail(district: District, _client: TestClient, _patch: object) -> httpx2.Response:
    people_two_schools(district)
    body = {"person_id": ADA.id, "mail_to": "ada@maple.example"}
    return staff_client(district, ADA).post("/api/v1/admin/invitations", json=body)


def _last_administrator(district: District, _client: TestClient, _patch: object) -> httpx2.Response:
    people_two_schools(district)
    with district.store.read() as tx:
        (held,) = tx.grants.held_by(ADA.id)
    return staff_client(district, ADA).delete(f"/api/v1/admin/grants/{held.id}")


def _too_many_passkeys(district: District, _client: TestClient, patch: pytest.MonkeyPatch) -> httpx2.Response:
    people_two_schools(district)
    patch.setattr(factors, "MOST_PASSKEYS", 0)
    client = staff_client(district, ADA)
    asked = client.post(f"{FACTORS}/passkey-options").json()["options"]
    made = Authenticator(ORIGIN, ORIGIN.partition("://")[2]).create(asked)
    return client.post(f"{FACTORS}/passkeys", json={"credential": made, "name": "x"})


REACHED_BY_STAFF: Mapping[str, Reach] = {
    "second_step_required": _no_second_step,
    "fresh_second_step_required": _no_fresh_second_step,
    "wrong_second_step": _wrong_second_step,
    "last_second_step": _last_second_step,
    "too_many_passkeys": _too_many_passkeys,
    "invitation_over": lambda _d, client, _p: client.post(LOOK, json={"token": "x"}),
    "no_grant": _no_grant,
    "no_mail": _no_mail,
    "last_administrator": _last_administrator,
}
