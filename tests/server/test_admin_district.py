"""What an administrator reads about the district: keys and their badges, apps, settings."""

from __future__ import annotations

import secrets
from typing import Any

import pytest
from starlette.testclient import TestClient

from harmony_server.badges.keys import KeyRing
from tests.district import ADA, LEO, MAPLE, MIA, District
from tests.server.engines import on_both_engines
from tests.server.staff_world import people_two_schools, staff_client

pytestmark = on_both_engines


@pytest.fixture
def admin(district: District) -> TestClient:
    """A browser at which the district's administrator did a second step."""
    return staff_client(people_two_schools(district), ADA)


def told(client: TestClient, what: str) -> list[dict[str, Any]]:
    """A list that an administrator reads."""
    rows: list[dict[str, Any]] = client.get(f"/api/v1/admin/{what}").json()[what]
    return rows


def test_keys_tell_what_their_end_would_cost(district: District, admin: TestClient) -> None:
    """The newest key signs, an older one is believed, and each says how many badges it signed, and where."""
    district.badge(MIA)
    district.badge(LEO)
    KeyRing.rotate(district.data, district.clock() + 1, secrets.token_bytes)
    district.clock.advance(2)
    district.new_badge(MIA)
    new, old = told(admin, "keys")
    assert (new["kid"], new["state"], new["badges"]) == ("02", "signs", 1)
    assert (old["kid"], old["state"], old["badges"]) == ("01", "believed", 1)
    assert old["schools"] == [{"id": MAPLE.id, "name": MAPLE.name, "badges": 1}]


def test_apps_tell_who_sees_them(admin: TestClient) -> None:
    """In the order of the catalogue, each with its rule and how it signs people in."""
    story, numbers, staff_room = told(admin, "apps")
    assert (story["name"], story["grades"], story["sign_on"]) == ("Story Doors", ["01"], "link")
    assert (numbers["classes"], numbers["roles"]) == (["maple-01"], None)
    assert staff_room["roles"] == ["administrator", "teacher"]
    assert [each["seen_by"] for each in (story, numbers, staff_room)] == [2, 2, 6]


def test_settings_tell_what_they_mean_and_no_secret(district: District, admin: TestClient) -> None:
    """Each with its value and what it would be by itself; no password of a database or mail server."""
    settings = {each["name"]: each for each in told(admin, "settings")}
    idle = settings["sessions.student.idle_minutes"]
    assert (idle["value"], idle["default"]) == (60, 60)
    assert settings["district.portal_url"]["value"] == district.config.portal_url
    assert all(each["meaning"].endswith(".") for each in settings.values())
    assert not any("database" in name or "url" in name.replace("portal_url", "") for name in settings)
