"""Over what a request may come, and by which name it may call the server."""

from __future__ import annotations

import pytest
from starlette.testclient import TestClient

from tests.district import DISTRICT_TOML, MIA, ORIGIN, SCHOOL_ADDRESS, District, badge_body, password_body
from tests.server.test_sessions import DASHBOARD, SESSION, sign_in, state_of

LOCAL = "http://localhost:8000"
ANY_HOST = "\n[server]\nany_host = true\n"


def test_on_this_machine_plain_http_will_do(district: District) -> None:
    """Somebody trying the portal on their own machine needs no certificate."""
    client = district.client("127.0.0.1", origin=LOCAL)
    sign_in(client, district)
    assert list(client.cookies) == ["harmony"]
    assert state_of(client) == (200, None)


@pytest.mark.parametrize(
    ("address", "headers"),
    [
        (SCHOOL_ADDRESS, {}),
        ("127.0.0.1", {}),
        ("::1", {"Host": "portal.example"}),
    ],
)
def test_over_plain_http_nobody_signs_in(district: District, address: str, headers: dict[str, str]) -> None:
    """T-11: neither badge nor password nor session is taken where the network can read along."""
    assert refusals_at(district, "http://portal.example", address, headers) == {"insecure_connection"}


@pytest.mark.parametrize(
    ("address", "headers"),
    [
        (SCHOOL_ADDRESS, {}),
        ("127.0.0.1", {"X-Forwarded-For": SCHOOL_ADDRESS}),
        ("127.0.0.1", {"X-Forwarded-Proto": "http"}),
        ("127.0.0.1", {"Forwarded": f"for={SCHOOL_ADDRESS}"}),
        ("127.0.0.1", {"X-Real-IP": SCHOOL_ADDRESS}),
        ("127.0.0.1", {"Via": "1.1 proxy"}),
        ("127.0.0.1", {"Origin": "https://portal.example"}),
        ("127.0.0.1", {"Origin": "null"}),
        ("127.0.0.1", {"Host": "localhost.example"}),
        ("127.0.0.1", {"Host": "192.0.2.9"}),
        ("127.0.0.1", {"Host": "[::1"}),
    ],
)
def test_localhost_counts_on_this_machine_alone(
    district: District, address: str, headers: dict[str, str]
) -> None:
    """T-11: what merely calls itself localhost is not: who comes by way of a proxy, or from elsewhere."""
    assert refusals_at(district, LOCAL, address, headers) <= {"insecure_connection", "wrong_host"}


def refusals_at(district: District, origin: str, address: str, headers: dict[str, str]) -> set[str]:
    """Why sign-ins and sessions are refused there; fails where one is not, or where a cookie is given."""
    client = district.client(address, origin=origin)
    bodies = badge_body(district.badge()), password_body()
    answers = [client.post(SESSION, json=body, headers=headers) for body in bodies]
    assert not [answer for answer in answers if answer.is_success or "set-cookie" in answer.headers]
    client.cookies.set("harmony", sign_in(district.client(), district))
    assert client.get(DASHBOARD, headers=headers).json()["code"] in ("not_signed_in", "wrong_host")
    return {answer.json()["code"] for answer in answers}


@pytest.mark.parametrize(
    "host", ["inner.example:8000", "192.0.2.9", "portal.example:8443", "x@portal.example", "[", ""]
)
@pytest.mark.parametrize("path", ["/", "/api/v1/portal", "/api/v1/dashboard", "/nothing"])
def test_only_the_portals_own_host_is_answered_to(client: TestClient, host: str, path: str) -> None:
    """T-43: whatever else a request calls the server, it gets nothing but that."""
    answer = client.get(path, headers={"Host": host, "Accept": "text/html"})
    assert (answer.status_code, answer.json()["code"]) == (421, "wrong_host")
    assert answer.headers["cache-control"] == "no-store"
    assert client.head(path, headers={"Host": host}).status_code == 421


@pytest.mark.parametrize("host", ["portal.example", "PORTAL.example", "portal.example:443"])
def test_the_portals_host_may_be_written_in_any_way(client: TestClient, host: str) -> None:
    """Capitals and the port that https has anyway make no difference."""
    assert client.get("/api/v1/portal", headers={"Host": host}).status_code == 200


def test_health_is_told_by_any_name(client: TestClient) -> None:
    """What watches the server calls it by its address."""
    assert client.get("/healthz", headers={"Host": "192.0.2.9"}).status_code == 200
    assert client.get("/readyz", headers={"Host": "192.0.2.9"}).status_code == 200


@pytest.mark.parametrize("settings", [DISTRICT_TOML.replace(ORIGIN, LOCAL), f"{DISTRICT_TOML}{ANY_HOST}"])
def test_a_portal_to_be_tried_answers_to_any_name(district: District, settings: str) -> None:
    """Who tries the portal may look at it from another device; signing in needs more."""
    (district.data / "district.toml").write_text(settings, "utf-8")
    tried = District(district.data, district.clock).client(origin="http://192.0.2.1:8000")
    assert tried.get("/api/v1/portal").json()["district"] == "q3Zx"
    refused = tried.post(SESSION, json=password_body(MIA))
    assert refused.json()["code"] == "insecure_connection"
