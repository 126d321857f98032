"""Another site's page may not act for a visitor of the portal."""

from __future__ import annotations

import pytest
from starlette.testclient import TestClient

from tests.district import MIA, ORIGIN, District, badge_body, password_body

SESSION = "/api/v1/session"


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "https://evil.example"},
        {"Origin": "null"},
        {"Origin": "http://portal.example"},
        {"Origin": "https://portal.example.evil.example"},
        {"Origin": "https://portal.example:444"},
        {"Origin": ""},
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "cross-site", "Origin": ORIGIN},
    ],
)
def test_another_site_can_neither_sign_in_nor_out(
    district: District, client: TestClient, headers: dict[str, str]
) -> None:
    """T-16: a foreign page cannot sign a child in as somebody else, nor sign them out."""
    assert client.post(SESSION, json=badge_body(district.badge())).status_code == 201
    signed_in_as = dict(client.cookies)
    forced = client.post(SESSION, json=password_body(), headers=headers)
    assert (forced.status_code, forced.json()["code"]) == (403, "cross_site")
    assert client.delete(SESSION, headers=headers).json()["code"] == "cross_site"
    assert dict(client.cookies) == signed_in_as
    assert client.get("/api/v1/dashboard").json()["person"]["given_name"] == MIA.given_name


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"Origin": ORIGIN},
        {"Origin": ORIGIN, "Sec-Fetch-Site": "same-origin"},
        {"Origin": ORIGIN, "Host": "portal.example:443"},
        {"Origin": ORIGIN, "Host": "Portal.Example"},
    ],
)
def test_the_portals_own_page_may(district: District, headers: dict[str, str]) -> None:
    """The portal's own address is its own, however it is written."""
    response = district.client().post(SESSION, json=badge_body(district.badge()), headers=headers)
    assert response.status_code == 201


def test_no_other_origin_may_read(client: TestClient) -> None:
    """T-16: no answer carries a CORS header, and a preflight gets no permission."""
    preflight = client.options(
        SESSION, headers={"Origin": "https://evil.example", "Access-Control-Request-Method": "POST"}
    )
    assert preflight.status_code == 405
    answer = client.get("/api/v1/portal", headers={"Origin": "https://evil.example"})
    for response in (preflight, answer):
        assert not [name for name in response.headers if name.startswith("access-control-")]
