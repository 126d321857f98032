"""News, the record, badges counted, and a student's dashboard as they see it."""

from __future__ import annotations

import pytest

from tests.district import FIRST, MAPLE, District
from tests.server.engines import on_both_engines
from tests.server.schools import (
    ADMINISTRATOR,
    BEN,
    BIRCH,
    CO_TEACHER,
    LEAD,
    STAFF,
    TEACHER,
    UMA,
    ZOE,
    enroll,
    staffed,
)
from tests.server.staff_world import staff_client

pytestmark = on_both_engines


@pytest.fixture
def schools(district: District) -> District:
    """Two schools and their staff; Zoë and Uma have badges."""
    staffed(district)
    for student in (ZOE, UMA):
        district.badge(student)
    return district


def test_what_is_new_is_told(schools: District) -> None:
    """Who came to one's classes, when the roster did, and what a colleague voided; not one's own doing."""
    enroll(schools, without=BEN)
    enroll(schools)
    colleague = staff_client(schools, CO_TEACHER)
    for who, student in ((colleague, ZOE), (staff_client(schools, LEAD), UMA)):
        body = {"students": [student.id], "reason": "lost"}
        assert who.post(f"{STAFF}/badges/void", json=body).status_code == 200
    told = staff_client(schools, TEACHER).get(f"{STAFF}/news").json()
    assert {"id": BEN.id, "name": "Ben Moss"} in told["students"]
    assert told["roster"] == {"at": "2026-09-21T14:13:20Z"}
    (voided,) = told["voids"]
    assert (voided["about"]["name"], voided["by"]["name"], voided["note"]) == (
        "Zoë Łukasik",
        "Cora Lind",
        "lost",
    )
    assert colleague.get(f"{STAFF}/news").json()["voids"] == []
    assert staff_client(schools, ADMINISTRATOR).get(f"{STAFF}/news").json()["students"] == []


def test_the_record_is_of_ones_own_students(schools: District) -> None:
    """T-54: newest first, a page at a time; sign-ins only if asked for; never another class's."""
    lead, teacher = staff_client(schools, LEAD), staff_client(schools, TEACHER)
    for student in (ZOE, UMA):
        assert lead.post(f"{STAFF}/students/{student.id}/backup-code").status_code == 201
    told = teacher.get(f"{STAFF}/record").json()
    assert [(each["event"], each["about"]["id"]) for each in told["entries"]] == [
        ("backup_code", ZOE.id),
        ("badge_issued", ZOE.id),
    ]
    assert told["next"] is None
    one = teacher.get(f"{STAFF}/record?event=badge_issued").json()["entries"]
    assert [each["event"] for each in one] == ["badge_issued"]
    older = teacher.get(f"{STAFF}/record?before={told['entries'][0]['id']}").json()["entries"]
    assert older == told["entries"][1:]
    assert teacher.get(f"{STAFF}/record?event=nothing").json()["entries"] == []
    assert len(lead.get(f"{STAFF}/record").json()["entries"]) == 4


def test_a_page_tells_where_the_next_begins(schools: District, monkeypatch: pytest.MonkeyPatch) -> None:
    """Older ones are there, a page further."""
    monkeypatch.setattr("harmony_server.staff.news.PAGE", 1)
    teacher = staff_client(schools, TEACHER)
    assert teacher.post(f"{STAFF}/students/{ZOE.id}/backup-code").status_code == 201
    first = teacher.get(f"{STAFF}/record").json()
    second = teacher.get(f"{STAFF}/record?before={first['next']}").json()
    assert [each["event"] for each in first["entries"] + second["entries"]] == ["backup_code", "badge_issued"]
    assert second["next"] is None


def test_a_dashboard_is_seen_and_opens_nothing(schools: District) -> None:
    """T-54: what the child sees, without a link, and on record with who looked."""
    teacher = staff_client(schools, TEACHER)
    seen = teacher.get(f"{STAFF}/students/{ZOE.id}/view-as")
    assert seen.json()["person"]["given_name"] == "Zoë"
    assert {"story", "numbers"} >= {each["id"] for each in seen.json()["apps"]}
    assert "example" not in seen.text
    assert all("link" not in each for each in seen.json()["apps"])
    (change, _) = teacher.get(f"{STAFF}/students/{ZOE.id}").json()["changes"]
    assert (change["what"], change["by"]) == ("viewed_as", "Tilda Oakes")


def test_badges_are_counted_by_school_and_grade(schools: District) -> None:
    """How many work, how many are to print, how many of these were voided; of one's own schools."""
    schools.void(UMA)
    (maple,) = staff_client(schools, LEAD).get("/api/v1/admin/badges").json()["schools"]
    assert maple == {
        "id": MAPLE.id,
        "name": MAPLE.name,
        "students": 3,
        "working": 1,
        "to_print": 2,
        "void": 1,
        "grades": [
            {"grade": "01", "students": 2, "working": 1, "to_print": 1, "void": 0},
            {"grade": "02", "students": 1, "working": 0, "to_print": 1, "void": 1},
        ],
    }
    both = staff_client(schools, ADMINISTRATOR).get("/api/v1/admin/badges").json()["schools"]
    assert [(each["id"], each["students"]) for each in both] == [(BIRCH.id, 1), (MAPLE.id, 3)]
    assert FIRST.school_id == MAPLE.id
