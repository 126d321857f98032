"""Voiding badges, one or a class's: told first, done, and taken back for ten minutes."""

from __future__ import annotations

from typing import Any

import pytest
from starlette.testclient import TestClient

from harmony_server.staff import voiding
from tests.district import FIRST, MAPLE, District, badge_body
from tests.server.engines import on_both_engines
from tests.server.schools import (
    BEN,
    BIRCH,
    CO_TEACHER,
    LEAD,
    MANAGER,
    SIXTH,
    STAFF,
    TEACHER,
    UMA,
    ZOE,
    staffed,
)
from tests.server.staff_world import staff_client

pytestmark = on_both_engines

SESSION = "/api/v1/session"
VOID = f"{STAFF}/badges/void"


@pytest.fixture
def schools(district: District) -> District:
    """Two schools; Zoë and Uma have badges, Ben has none."""
    staffed(district)
    for student in (ZOE, UMA):
        district.badge(student)
    return district


@pytest.fixture
def teacher(schools: District) -> TestClient:
    """The first grade's teacher, at the console."""
    return staff_client(schools, TEACHER)


def void(client: TestClient, **body: Any) -> Any:
    """What voiding answers."""
    answer = client.post(VOID, json={"reason": "lost", **body})
    return answer.json() if answer.status_code == 200 else answer.json()["code"]


def child(district: District, student: Any = ZOE) -> TestClient:
    """A browser that a child signed in at by badge."""
    client = district.client()
    assert client.post(SESSION, json=badge_body(district.badge(student))).status_code == 201
    return client


def opens(client: TestClient) -> bool:
    """Whether a browser is signed in still."""
    return client.get("/api/v1/dashboard").status_code == 200


def test_what_will_happen_is_told_and_nothing_done(schools: District, teacher: TestClient) -> None:
    """In numbers: badges, who has none, sessions that end and stay, pages to print."""
    signed_in = child(schools)
    asked = {"class_id": FIRST.id, "dry_run": True}
    will = void(teacher, **asked)["will"]
    assert will == {"void": 1, "stay": 1, "sessions_end": 1, "sessions_stay": 0, "pages_to_reprint": 1}
    will = void(teacher, **asked, reason="year_end")["will"]
    assert (will["sessions_end"], will["sessions_stay"]) == (0, 1)
    will = void(teacher, **asked, reason="year_end", end_sessions=True)["will"]
    assert (will["sessions_end"], will["sessions_stay"]) == (1, 0)
    assert opens(signed_in)
    assert teacher.get(f"{STAFF}/students/{ZOE.id}").json()["student"]["badge"] == "working"


def test_a_void_badge_opens_nothing_and_is_on_record(schools: District, teacher: TestClient) -> None:
    """T-02: at once, with the sessions that a lost one began; who did it and why is told."""
    signed_in, body = child(schools), badge_body(schools.badge(ZOE))
    assert void(teacher, students=[ZOE.id])["voided"] == 1
    assert not opens(signed_in)
    assert schools.client().post(SESSION, json=body).json()["code"] == "badge_void"
    told = teacher.get(f"{STAFF}/students/{ZOE.id}").json()
    (badge,) = told["badges"]
    assert (badge["state"], badge["ended_reason"], badge["ended_by"]) == ("void", "lost", "Tilda Oakes")
    assert told["changes"][0] == {
        "at": "2026-09-21T14:13:20Z",
        "what": "badge_ended",
        "outcome": "void",
        "by": "Tilda Oakes",
        "note": "lost",
    }


def test_at_the_years_end_children_stay_signed_in(schools: District, teacher: TestClient) -> None:
    """Nobody else has the badge, so a lesson goes on; unless it is asked for."""
    signed_in = child(schools)
    assert void(teacher, class_id=FIRST.id, reason="year_end")["voided"] == 1
    assert opens(signed_in)
    assert void(teacher, class_id=FIRST.id, reason="year_end", end_sessions=True)["voided"] == 0
    assert not opens(signed_in)


def test_undoing_brings_the_same_badge_back(schools: District, teacher: TestClient) -> None:
    """For ten minutes, once, by whoever did it: what hangs at the lanyard works again."""
    body = badge_body(schools.badge(ZOE))
    operation = void(teacher, class_id=FIRST.id)["operation"]
    assert teacher.get(f"{STAFF}/operations").json()["operations"] == [operation]
    assert operation["undo_until"] == "2026-09-21T14:23:20Z"
    undo = f"{STAFF}/operations/{operation['id']}/undo"
    assert staff_client(schools, CO_TEACHER).post(undo).status_code == 404
    assert teacher.post(undo).json() == {"restored": 1}
    assert schools.client().post(SESSION, json=body).status_code == 201
    assert teacher.post(undo).json()["code"] == "too_late_to_undo"
    assert teacher.get(f"{STAFF}/operations").json()["operations"] == []


def test_what_is_not_safe_is_not_undone(schools: District, teacher: TestClient) -> None:
    """T-02: a child who was given a new badge keeps that one; after ten minutes nothing comes back."""
    old = badge_body(schools.badge(ZOE))
    first = void(teacher, students=[ZOE.id])["operation"]["id"]
    new = badge_body(schools.badge(ZOE))
    assert teacher.post(f"{STAFF}/operations/{first}/undo").json() == {"restored": 0}
    assert schools.client().post(SESSION, json=old).json()["code"] == "badge_void"
    assert schools.client().post(SESSION, json=new).status_code == 201
    second = void(teacher, students=[ZOE.id])["operation"]["id"]
    schools.clock.advance(voiding.UNDO_S)
    assert teacher.post(f"{STAFF}/operations/{second}/undo").json()["code"] == "too_late_to_undo"


def test_only_those_in_reach_are_voided(schools: District, teacher: TestClient) -> None:
    """T-46: one who is out of reach, and nothing is done to the others either."""
    assert void(teacher, students=[ZOE.id, UMA.id]) == "not_found"
    assert void(teacher, class_id=SIXTH.id) == "not_found"
    assert void(teacher, school_id=MAPLE.id) == "not_found"
    assert void(staff_client(schools, MANAGER), school_id=BIRCH.id) == "not_found"
    assert teacher.get(f"{STAFF}/students/{ZOE.id}").json()["student"]["badge"] == "working"
    assert void(staff_client(schools, LEAD), school_id=MAPLE.id)["voided"] == 2


def test_a_grade_alone_can_be_meant(schools: District) -> None:
    """Of a school, as the year ends for some of it."""
    assert void(staff_client(schools, LEAD), school_id=MAPLE.id, grade="02")["voided"] == 1


def test_many_are_voided_in_steps(schools: District, monkeypatch: pytest.MonkeyPatch) -> None:
    """A school's badges in short transactions are one operation all the same."""
    monkeypatch.setattr(voiding, "AT_ONCE", 1)
    lead = staff_client(schools, LEAD)
    operation = void(lead, school_id=MAPLE.id)["operation"]
    assert operation["count"] == 2
    assert lead.post(f"{STAFF}/operations/{operation['id']}/undo").json() == {"restored": 2}


def test_who_comes_second_is_told(schools: District, teacher: TestClient) -> None:
    """A badge that a colleague replaced since the page was drawn is not voided by it."""
    seen = teacher.get(f"{STAFF}/students/{ZOE.id}").json()["student"]["version"]
    schools.new_badge(ZOE)
    assert void(teacher, students=[ZOE.id, BEN.id], seen={ZOE.id: seen}) == "changed_meanwhile"
    assert teacher.get(f"{STAFF}/students/{ZOE.id}").json()["student"]["badge"] == "working"


@pytest.mark.parametrize(
    "body",
    [
        {},
        {"students": []},
        {"students": [ZOE.id], "class_id": FIRST.id},
        {"students": [ZOE.id], "reason": "boredom"},
        {"grade": "01"},
        {"students": ["a b"]},
    ],
)
def test_who_is_meant_is_said_once(teacher: TestClient, body: dict[str, Any]) -> None:
    """T-15: students, a class or a school, and one of the reasons there are."""
    assert void(teacher, **body) == "invalid_request"
