"""What anybody may ask: the portal's name, its keys, its icons, its health."""

from __future__ import annotations

import json
import secrets

import jwt
import pytest
from starlette.testclient import TestClient

from harmony_server.badges.keys import KEY_DAYS, KeyRing
from harmony_server.settings.config import load
from tests.district import ICON, District

KEYS = "/.well-known/badge-keys.json"
SANDBOX = "default-src 'none'; style-src 'unsafe-inline'; sandbox"


def test_the_portal_says_whose_it_is(client: TestClient) -> None:
    """The page's header and the scanner need the district's name and code."""
    assert client.get("/api/v1/portal").json() == {
        "name": "Maple Valley Schools",
        "district": "q3Zx",
        "phone": "555 0100",
        "sounds": True,
        "mail": False,
        "doors": False,
    }


def test_families_call_their_own_school(district: District) -> None:
    """A school with a number of its own comes first, and the district's is for all others."""
    settings = district.data / "district.toml"
    more = '\n[phones]\n"Oak Hill" = " 555 0102 "\n"Maple Street School" = "555 0101 ext. 4"\n'
    settings.write_text(settings.read_text("utf-8") + more, "utf-8")
    district.config = load(district.data)
    assert district.client().get("/api/v1/phones").json()["phones"] == [
        {"school": "Maple Street School", "phone": "555 0101 ext. 4"},
        {"school": "Oak Hill", "phone": "555 0102"},
        {"school": None, "phone": "555 0100"},
    ]


def test_published_keys_verify_badges(district: District, client: TestClient) -> None:
    """Anybody can check a badge's signature with what the portal publishes, and PyJWT alone."""
    token = district.badge()
    published = jwt.PyJWKSet.from_dict(client.get(KEYS).json())
    claims = jwt.decode(token.jwt, published[token.kid], algorithms=["EdDSA"])
    assert claims == {"iss": token.district, "jti": token.badge_id}


def test_only_live_keys_are_published_and_no_private_one(district: District, client: TestClient) -> None:
    """T-04, T-12: a new key appears without a restart, an expired one is gone, and none shows its secret."""

    def kids() -> list[str]:
        answer = client.get(KEYS).json()
        assert all(set(key) == {"kty", "crv", "alg", "use", "kid", "x"} for key in answer["keys"])
        return [key["kid"] for key in answer["keys"]]

    assert kids() == ["01"]
    district.clock.advance(KEY_DAYS * 24 * 3600 - 1)
    KeyRing.rotate(district.data, district.clock(), secrets.token_bytes)
    assert kids() == ["01", "02"]
    district.clock.advance(1)
    assert kids() == ["02"]


def test_an_icon_can_only_be_looked_at(client: TestClient) -> None:
    """T-18: an icon with a script in it runs nothing, even when opened by itself."""
    response = client.get("/icons/story.svg")
    assert (response.status_code, response.text) == (200, ICON)
    assert response.headers["content-type"] == "image/svg+xml"
    assert response.headers["content-security-policy"] == SANDBOX
    assert response.headers["x-content-type-options"] == "nosniff"


@pytest.mark.parametrize("name", ["missing.svg", ".svg", "story.gif", "story.svg.bak", "..", "a b.svg"])
def test_other_icons_are_not_found(client: TestClient, name: str) -> None:
    """T-17: only names that an icon can have are looked up."""
    assert client.get(f"/icons/{name}").status_code == 404


def test_health_needs_nothing(client: TestClient) -> None:
    """A process that runs is alive."""
    assert client.get("/healthz").json() == {"status": "ok"}


def test_readiness_needs_keys(district: District, client: TestClient) -> None:
    """A portal whose last key has expired can issue nothing, and says so before the school year does."""
    assert client.get("/readyz").json() == {"status": "ok"}
    district.clock.advance(KEY_DAYS * 24 * 3600)
    assert client.get("/readyz").status_code == 503


def test_readiness_needs_the_database(district: District, client: TestClient) -> None:
    """A database that is gone is a portal that is closed, not one that fails."""
    district.store.close()
    for path in district.data.glob("harmony.db*"):
        path.unlink()
    (district.data / "harmony.db").mkdir()
    assert client.get("/readyz").json()["code"] == "unavailable"
    assert client.get("/healthz").status_code == 200


def test_every_answer_keeps_to_itself(client: TestClient) -> None:
    """T-10: no answer of the interface is kept by a cache, sniffed, framed or run."""
    for path in ("/api/v1/portal", "/api/v1/dashboard", "/nothing", "/healthz", KEYS):
        headers = client.get(path).headers
        assert headers["cache-control"] == "no-store"
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["referrer-policy"] == "no-referrer"
        assert headers["content-security-policy"] == "default-src 'none'; frame-ancestors 'none'"


def test_the_description_loads_nothing_from_elsewhere(client: TestClient) -> None:
    """T-21: there is no documentation page that would bring another origin's scripts."""
    assert client.get("/docs").status_code == 404
    assert client.get("/redoc").status_code == 404
    assert json.loads(client.get("/api/v1/openapi.json").text)["openapi"].startswith("3.1")
