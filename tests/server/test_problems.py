"""Every problem code: reachable, in its documented shape, and described in OpenAPI and docs/api.md."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import Any

import httpx2
import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from jsonschema import Draft202012Validator
from starlette.testclient import TestClient

from harmony.badge.signing import sign
from harmony_server.accounts.password_rules import Opens, hash_chosen, rules_for
from harmony_server.api.problem_docs import PROBLEM_SCHEMA
from harmony_server.api.problems import MEDIA_TYPE, PROBLEMS
from harmony_server.badges.keys import KEY_DAYS
from harmony_server.store import engine
from tests.district import ADA, CODE, DORA, FIRST, MIA, TILDA, District, badge_body, password_body
from tests.server.badge_step_problems import REACHED_BY_BADGES
from tests.server.staff import BADGES, staff_router
from tests.server.staff_problems import REACHED_BY_STAFF
from tests.server.staff_world import people_two_schools, staff_client, substitute_id

API_GUIDE = Path(__file__).parents[2] / "docs" / "api.md"
SESSION = "/api/v1/session"
FRAMEWORK_ONLY = {"not_found", "method_not_allowed", "wrong_host", "server_error"}
"""What any address can answer, so no operation lists it by itself."""
PASSWORDS = ("kite river lam", "x" * 129, "kite river\u200b lamp seven", "Quillfeather Miabelle 1")
OF_PASSWORDS = dict(
    zip(
        ("password_too_short", "password_too_long", "password_unseen", "password_easy_to_guess"),
        PASSWORDS,
        strict=True,
    )
)
"""What a password is refused with that somebody chooses."""

OF_THE_STANDARDS = {"app_refused"}
"""What only the standards' own endpoints answer: their description is the standard."""

Reach = Callable[[District, TestClient, pytest.MonkeyPatch], httpx2.Response]


def _forged(client: TestClient, **changes: str) -> httpx2.Response:
    parts = {"badge_id": "AAAAAAAAAAAA", "district": CODE, "kid": "01"} | changes
    return client.post(SESSION, json=badge_body(sign(**parts, key=Ed25519PrivateKey.generate())))


def _unknown_badge(district: District, client: TestClient, _patch: object) -> httpx2.Response:
    key = district.keys.signing_key
    token = sign(badge_id="AAAAAAAAAAAA", district=CODE, kid=key.kid, key=key.private)
    return client.post(SESSION, json=badge_body(token))


def _substitutes_badge(district: District, client: TestClient, _patch: object) -> httpx2.Response:
    badge_id = substitute_id(people_two_schools(district), TILDA, FIRST.id)[:12]
    key = district.keys.signing_key
    token = sign(badge_id=badge_id, district=CODE, kid=key.kid, key=key.private)
    return client.post(SESSION, json=badge_body(token))


def _void(district: District, client: TestClient, _patch: object) -> httpx2.Response:
    token = district.badge()
    district.void()
    return client.post(SESSION, json=badge_body(token))


def _replaced(district: District, client: TestClient, _patch: object) -> httpx2.Response:
    token = district.badge()
    district.new_badge()
    return client.post(SESSION, json=badge_body(token))


def _expired_badge(district: District, client: TestClient, _patch: object) -> httpx2.Response:
    token = district.badge()
    district.clock.advance(KEY_DAYS * 24 * 3600)
    return client.post(SESSION, json=badge_body(token))


def _too_many(_district: District, client: TestClient, _patch: object) -> httpx2.Response:
    responses = [client.post(SESSION, json=password_body(password="apple-river-8")) for _ in range(6)]
    return responses[-1]


def _session_expired(district: District, client: TestClient, _patch: object) -> httpx2.Response:
    client.post(SESSION, json=badge_body(district.badge()))
    district.clock.advance(24 * 3600)
    return client.get("/api/v1/dashboard")


def _forbidden(district: District, client: TestClient, _patch: object) -> httpx2.Response:
    district.app().include_router(staff_router())
    client.post(SESSION, json=badge_body(district.badge()))
    return client.get(BADGES)


def _refused_password(password: str) -> Reach:
    def reach(district: District, client: TestClient, _patch: object) -> httpx2.Response:
        async def choose() -> None:
            with district.store.read() as tx:
                hash_chosen(password, rules_for(tx, MIA, district.config, Opens.ALONE))

        district.app().add_api_route("/api/v1/choose", choose, methods=["POST"])
        return client.post("/api/v1/choose")

    return reach


def _changed_meanwhile(district: District, _client: TestClient, _patch: object) -> httpx2.Response:
    administrator = staff_client(people_two_schools(district), ADA)
    path = f"/api/v1/staff/students/{MIA.id}/temporary-badge?seen=7"
    return administrator.post(path, json={"hours": 1})


def _too_late_to_undo(district: District, _client: TestClient, _patch: object) -> httpx2.Response:
    administrator = staff_client(people_two_schools(district), ADA)
    body = {"students": [MIA.id], "reason": "other"}
    voided = administrator.post("/api/v1/staff/badges/void", json=body).json()
    district.clock.advance(600)
    return administrator.post(f"/api/v1/staff/operations/{voided['operation']['id']}/undo")


def _wrong_code(_district: District, client: TestClient, _patch: object) -> httpx2.Response:
    client.post(SESSION, json=password_body(TILDA))
    return client.post("/api/v1/account/recovery-address/prove", json={"code": "123456"})


def _unavailable(district: District, client: TestClient, patch: pytest.MonkeyPatch) -> httpx2.Response:
    patch.setattr(engine, "BUSY_WAIT_S", 0.05)
    impatient = District(district.data, district.clock).client()
    locker = sqlite3.connect(district.data / "harmony.db", isolation_level=None)
    locker.execute("BEGIN EXCLUSIVE")
    try:
        return impatient.post(SESSION, json=password_body())
    finally:
        locker.close()


def _server_error(district: District, client: TestClient, patch: pytest.MonkeyPatch) -> httpx2.Response:
    def fail(*_arguments: object) -> None:
        raise RuntimeError("the secret is apple-river-7")

    patch.setattr("harmony_server.api.routes.session.dashboard_of", fail)
    return client.post(SESSION, json=badge_body(district.badge()))


REACHED_BY: dict[str, Reach] = {
    "not_a_badge": lambda _d, client, _p: client.post(SESSION, json={"badge": "hello"}),
    "badge_other_district": lambda _d, client, _p: _forged(client, district="AAAA"),
    "badge_unknown_key": lambda _d, client, _p: _forged(client, kid="fe"),
    "badge_bad_signature": lambda _d, client, _p: _forged(client),
    "badge_unknown": _unknown_badge,
    "badge_of_substitute": _substitutes_badge,
    **REACHED_BY_BADGES,
    "badge_void": _void,
    "badge_replaced": _replaced,
    "badge_expired": _expired_badge,
    "account_disabled": lambda district, client, _p: client.post(
        SESSION, json=badge_body(district.badge(DORA))
    ),
    "wrong_credentials": lambda _d, client, _p: client.post(SESSION, json=password_body(password="wrong")),
    "too_many_tries": _too_many,
    "not_signed_in": lambda _d, client, _p: client.get("/api/v1/dashboard"),
    "session_expired": _session_expired,
    "forbidden": _forbidden,
    **REACHED_BY_STAFF,
    "changed_meanwhile": _changed_meanwhile,
    "too_late_to_undo": _too_late_to_undo,
    "malformed_json": lambda _d, client, _p: client.post(
        SESSION, content=b"{", headers={"Content-Type": "application/json"}
    ),
    "app_refused": lambda _d, client, _p: client.get("/oidc/authorize?client_id=nobody"),
    "invalid_request": lambda _d, client, _p: client.post(SESSION, json={"badge": 1}),
    "unsupported_media_type": lambda _d, client, _p: client.post(SESSION, data={"badge": "x"}),
    "body_too_large": lambda _d, client, _p: client.post(SESSION, json={"badge": "x" * 65_536}),
    "not_found": lambda _d, client, _p: client.get("/api/v1/nothing"),
    "method_not_allowed": lambda _d, client, _p: client.put(SESSION, json={}),
    "cross_site": lambda _d, client, _p: client.post(
        SESSION, json=password_body(), headers={"Origin": "https://evil.example"}
    ),
    "insecure_connection": lambda district, _c, _p: district.client(origin="http://portal.example").post(
        SESSION, json=password_body()
    ),
    "wrong_host": lambda district, _c, _p: district.client(origin="https://other.example").get("/"),
    "wrong_claim": lambda _d, client, _p: client.post(
        "/api/v1/claims", json={"code": "no code", "username": MIA.username}
    ),
    "wrong_code": _wrong_code,
    "reset_link_old": lambda _d, client, _p: client.post(
        "/api/v1/password-resets/look", json={"token": "none"}
    ),
    **{code: _refused_password(password) for code, password in OF_PASSWORDS.items()},
    "unavailable": _unavailable,
    "server_error": _server_error,
}


def test_the_table_is_complete() -> None:
    """No code is without a way to reach it here, and none is reached that is not in the table."""
    assert set(REACHED_BY) == set(PROBLEMS)


@pytest.mark.parametrize("code", PROBLEMS)
def test_every_code_is_reached_in_the_documented_shape(
    district: District, client: TestClient, monkeypatch: pytest.MonkeyPatch, code: str
) -> None:
    """Each refusal is a problem document (RFC 9457) of its own status, never cached, without secrets."""
    response = REACHED_BY[code](district, client, monkeypatch)
    body: dict[str, Any] = response.json()
    assert (response.status_code, body["status"], body["code"]) == (PROBLEMS[code].status,) * 2 + (code,)
    assert response.headers["content-type"] == MEDIA_TYPE
    assert response.headers["cache-control"] == "no-store"
    assert body["type"] == f"urn:harmony:problem:{code}"
    Draft202012Validator(PROBLEM_SCHEMA).validate(body)
    assert ("retry_after" in body) == (code in ("too_many_tries", "unavailable"))
    assert ("errors" in body) == (code == "invalid_request")
    assert "apple-river" not in response.text


def test_a_wrong_method_is_told_the_right_ones(client: TestClient) -> None:
    """Allow lists what the address does take (RFC 9110, section 15.5.6)."""
    assert client.put("/api/v1/session").headers["allow"] == "POST, DELETE"
    assert client.post("/api/v1/dashboard").headers["allow"] == "GET, HEAD"


@pytest.mark.parametrize("code", PROBLEMS)
def test_every_code_is_described(client: TestClient, code: str) -> None:
    """OpenAPI and docs/api.md list every code with its status."""
    description = client.get("/api/v1/openapi.json").json()
    listed = [
        (status, code_listed)
        for operations in description["paths"].values()
        for operation in operations.values()
        for status, response in operation["responses"].items()
        for code_listed in _codes(response)
    ]
    assert code in FRAMEWORK_ONLY | OF_THE_STANDARDS or (str(PROBLEMS[code].status), code) in listed
    assert re.search(
        rf"^\| `{code}` \| {PROBLEMS[code].status} \|", API_GUIDE.read_text("utf-8"), re.MULTILINE
    )


def _codes(response: dict[str, Any]) -> list[str]:
    schema = response.get("content", {}).get(MEDIA_TYPE, {}).get("schema", {})
    codes: list[str] = schema.get("properties", {}).get("code", {}).get("enum", [])
    return codes
