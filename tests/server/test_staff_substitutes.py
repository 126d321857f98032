"""A substitute's page: one class's list and back-up codes, nothing else, until a time."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest
from starlette.testclient import TestClient

from harmony.model import Person
from harmony_server.staff.substitutes import IDLE_S, LONGEST_S
from tests.district import FIRST, District
from tests.server.engines import on_both_engines
from tests.server.schools import (
    BEN,
    CO_TEACHER,
    MANAGER,
    OTHER_TEACHER,
    SECOND,
    STAFF,
    TEACHER,
    UMA,
    ZOE,
    enroll,
    staffed,
)
from tests.server.staff_world import staff_client

pytestmark = on_both_engines

SUBSTITUTES = f"{STAFF}/substitutes"
SESSION = "/api/v1/substitute-session"


@pytest.fixture
def schools(district: District) -> District:
    """Two schools and their staff."""
    return staffed(district)


def until(district: District, seconds: float) -> str:
    """A time from now on."""
    return datetime.fromtimestamp(district.clock() + seconds, UTC).isoformat()


def given(district: District, who: Person = TEACHER, seconds: float = 6 * 3600, **body: Any) -> Any:
    """What making a page answers."""
    asked = {"class_id": FIRST.id, "name": "Jo Field", "until": until(district, seconds)}
    answer = staff_client(district, who).post(SUBSTITUTES, json=asked | body)
    return answer.json() if answer.status_code == 201 else answer.json()["code"]


def come_in(district: District, badge: str) -> TestClient:
    """A browser at which a substitute came in."""
    client = district.client()
    answer = client.post(SESSION, json={"badge": badge})
    assert answer.status_code == 201, answer.text
    return client


def code_of(answer: Any) -> str:
    """The problem's code, or the status."""
    return str(answer.json()["code"]) if answer.status_code >= 400 else str(answer.status_code)


def test_it_opens_one_class_and_its_codes(schools: District) -> None:
    """T-53: the list and back-up codes of that class; each code opens, and is on record."""
    client = come_in(schools, given(schools)["badge"])
    assert client.get(SESSION).json() == {
        "class": {"id": FIRST.id, "title": "First grade"},
        "name": "Jo Field",
        "until": "2026-09-21T20:13:20Z",
    }
    (own,) = client.get(f"{STAFF}/classes").json()["classes"]
    assert own["id"] == FIRST.id
    students = client.get(f"{STAFF}/classes/{FIRST.id}").json()["students"]
    assert [each["id"] for each in students] == [BEN.id, ZOE.id]
    code = client.post(f"{STAFF}/students/{ZOE.id}/backup-code").json()["code"]
    body = {"username": ZOE.username, "backup_code": code}
    assert schools.client().post("/api/v1/session", json=body).status_code == 201
    told = staff_client(schools, TEACHER).get(f"{STAFF}/students/{ZOE.id}").json()["changes"]
    assert (told[0]["what"], told[0]["by"], told[0]["note"]) == ("backup_code", "Tilda Oakes", "substitute")


@pytest.mark.parametrize(
    ("method", "path", "code"),
    [
        ("GET", f"/staff/classes/{SECOND.id}", "not_found"),
        ("POST", f"/staff/students/{UMA.id}/backup-code", "not_found"),
        ("GET", f"/staff/students/{ZOE.id}", "not_signed_in"),
        ("GET", "/staff/students?q=zoe", "not_signed_in"),
        ("POST", f"/staff/students/{ZOE.id}/temporary-badge", "not_signed_in"),
        ("POST", f"/staff/students/{ZOE.id}/password", "not_signed_in"),
        ("POST", "/staff/badges/void", "not_signed_in"),
        ("POST", "/staff/badges/print", "not_signed_in"),
        ("GET", "/staff/substitutes", "not_signed_in"),
        ("GET", "/dashboard", "not_signed_in"),
    ],
)
def test_it_opens_nothing_else(schools: District, method: str, path: str, code: str) -> None:
    """T-53: no other class, no search, no badge, no password, no dashboard."""
    client = come_in(schools, given(schools)["badge"])
    assert code_of(client.request(method, f"/api/v1{path}", json={})) == code


def test_it_is_no_badge_of_a_person(schools: District) -> None:
    """T-53: the door of the portal knows nobody by it, and a child's badge opens no class."""
    badge = given(schools)["badge"]
    assert code_of(schools.client().post("/api/v1/session", json={"badge": badge})) == "badge_of_substitute"
    child = schools.badge(ZOE).decimal
    assert code_of(schools.client().post(SESSION, json={"badge": child})) == "badge_unknown"
    assert code_of(schools.client().post(SESSION, json={"badge": "hello"})) == "not_a_badge"


def test_it_ends_at_its_time(schools: District) -> None:
    """T-53: whoever is in is out then, and nobody comes in any more."""
    badge = given(schools, seconds=1800)["badge"]
    client = come_in(schools, badge)
    schools.clock.advance(1799)
    assert client.get(SESSION).status_code == 200
    schools.clock.advance(1)
    assert code_of(client.get(f"{STAFF}/classes")) == "not_signed_in"
    assert code_of(schools.client().post(SESSION, json={"badge": badge})) == "badge_expired"


def test_it_ends_by_hand_and_by_leaving(schools: District) -> None:
    """T-53: a colleague of the class ends it; leaving clears one browser; an hour without use does too."""
    page = given(schools)
    one, two, three = (come_in(schools, page["badge"]) for _ in range(3))
    assert one.delete(SESSION).status_code == 204
    assert code_of(one.get(SESSION)) == "not_signed_in"
    for _ in range(2):
        schools.clock.advance(IDLE_S - 1)
        assert two.get(SESSION).status_code == 200
    assert code_of(three.get(SESSION)) == "not_signed_in"
    assert staff_client(schools, OTHER_TEACHER).delete(f"{SUBSTITUTES}/{page['id']}").status_code == 404
    assert staff_client(schools, CO_TEACHER).delete(f"{SUBSTITUTES}/{page['id']}").status_code == 204
    assert code_of(two.get(SESSION)) == "not_signed_in"
    assert code_of(schools.client().post(SESSION, json={"badge": page["badge"]})) == "badge_void"


def test_a_browser_is_one_persons_at_a_time(schools: District) -> None:
    """T-53: coming in as a substitute ends the session that was there; any sign-in ends the substitute's."""
    badge = given(schools)["badge"]
    client = staff_client(schools, CO_TEACHER)
    assert client.post(SESSION, json={"badge": badge}).status_code == 201
    assert code_of(client.get(f"{STAFF}/me")) == "not_signed_in"
    assert client.get(f"{STAFF}/classes/{FIRST.id}").status_code == 200
    child = schools.badge(ZOE).decimal
    assert client.post("/api/v1/session", json={"badge": child}).status_code == 201
    assert code_of(client.get(SESSION)) == "not_signed_in"
    client.delete("/api/v1/session")
    assert code_of(client.get(f"{STAFF}/classes/{FIRST.id}")) == "not_signed_in"


def test_it_ends_with_the_right_of_who_gave_it(schools: District) -> None:
    """T-53: a teacher who left lets nobody in any more."""
    badge = given(schools)["badge"]
    client = come_in(schools, badge)
    enroll(schools, without=TEACHER)
    assert code_of(client.get(SESSION)) == "not_signed_in"
    assert code_of(schools.client().post(SESSION, json={"badge": badge})) == "badge_void"


def test_those_that_are_open_are_listed(schools: District) -> None:
    """To every teacher of the class, with when each was last used; never the badge."""
    page = given(schools)
    come_in(schools, page["badge"])
    listed = staff_client(schools, CO_TEACHER).get(SUBSTITUTES)
    assert listed.json()["substitutes"] == [
        {
            "id": page["id"],
            "class": {"id": FIRST.id, "title": "First grade"},
            "name": "Jo Field",
            "until": "2026-09-21T20:13:20Z",
            "given_by": "Tilda Oakes",
            "last_used_at": "2026-09-21T14:13:20Z",
        }
    ]
    assert page["digits"] not in listed.text
    assert staff_client(schools, OTHER_TEACHER).get(SUBSTITUTES).json()["substitutes"] == []


@pytest.mark.parametrize("seconds", [-1, 0, LONGEST_S + 1])
def test_its_time_is_bounded(schools: District, seconds: float) -> None:
    """T-53: 14 days at most, and not before now."""
    assert given(schools, seconds=seconds) == "invalid_request"


def test_only_who_teaches_or_leads_makes_one(schools: District) -> None:
    """T-46: of a class of one's own; badge managers make none."""
    assert given(schools, class_id=SECOND.id) == "not_found"
    assert given(schools, who=MANAGER) == "forbidden"
    for wrong in ("tomorrow", "2026-09-21T20:13:20", ""):
        assert given(schools, until=wrong) == "invalid_request"
    assert given(schools, name=" ") == "invalid_request"
