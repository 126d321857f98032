"""Whom staff see: their classes, their schools, everybody; and nobody else, whatever is asked."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from sqlalchemy import Engine, event

from harmony.model import Person
from tests.district import FIRST, MAPLE, SCHOOL_ADDRESS, District, badge_body
from tests.server.engines import on_both_engines
from tests.server.schools import (
    ADMINISTRATOR,
    BEN,
    BIRCH,
    CO_TEACHER,
    LEAD,
    MANAGER,
    OTHER_TEACHER,
    SECOND,
    SIX,
    SIXTH,
    STAFF,
    STUDENTS,
    TEACHER,
    UMA,
    ZOE,
    enroll,
    staffed,
)
from tests.server.staff_world import staff_client

pytestmark = on_both_engines

NOBODYS = "p-nobody"
SEEN = [
    (TEACHER, {ZOE, BEN}, {FIRST}),
    (CO_TEACHER, {ZOE, BEN}, {FIRST}),
    (OTHER_TEACHER, {SIX}, {SIXTH}),
    (MANAGER, {ZOE, BEN, UMA}, {FIRST, SECOND}),
    (LEAD, {ZOE, BEN, UMA}, {FIRST, SECOND}),
    (ADMINISTRATOR, {ZOE, BEN, UMA, SIX}, {FIRST, SECOND, SIXTH}),
]
BADGE_RIGHTS = ["backup_code", "end_sessions", "print", "reset_second_step", "temporary_badge", "void"]
ALL_RIGHTS = sorted({*BADGE_RIGHTS, "new_password", "view_as"})


@pytest.fixture
def schools(district: District) -> District:
    """The district with two schools and their staff."""
    return staffed(district)


@pytest.fixture
def statements(schools: District) -> Iterator[list[str]]:
    """Every statement that any database is sent while the test runs."""
    sent: list[str] = []

    def note(_connection: Any, _cursor: Any, statement: str, *_rest: Any) -> None:
        sent.append(statement)

    event.listen(Engine, "before_cursor_execute", note)
    yield sent
    event.remove(Engine, "before_cursor_execute", note)


def ids(answer: Any) -> list[str]:
    """The ids of the students in an answer."""
    return [each["id"] for each in answer.json()["students"]]


@pytest.mark.parametrize(("who", "students", "classes"), SEEN, ids=lambda value: getattr(value, "id", ""))
def test_staff_see_their_own_and_nobody_else(
    schools: District, who: Person, students: set[Person], classes: set[Any]
) -> None:
    """T-46: another school's student or class answers to the letter as one that does not exist."""
    client = staff_client(schools, who)
    nothing = client.get(f"{STAFF}/students/{NOBODYS}")
    assert (nothing.status_code, nothing.json()["code"]) == (404, "not_found")
    for student in STUDENTS:
        answer = client.get(f"{STAFF}/students/{student.id}")
        assert answer.status_code == (200 if student in students else 404)
        assert student in students or answer.content == nothing.content
    for each in (FIRST, SECOND, SIXTH):
        answer = client.get(f"{STAFF}/classes/{each.id}")
        assert answer.status_code == (200 if each in classes else 404)
        assert each in classes or answer.content == nothing.content
    assert set(ids(client.get(f"{STAFF}/students?q=s2"))) == {each.id for each in students}


@pytest.mark.parametrize("person", [ZOE, SIX])
def test_students_see_nothing(schools: District, person: Person) -> None:
    """T-46: to a student the console says no, whatever is asked, before anything is looked for."""
    client = staff_client(schools, person)
    for path in ("/classes", f"/classes/{FIRST.id}", "/students?q=zo", f"/students/{person.id}"):
        answer = client.get(STAFF + path)
        assert (answer.status_code, answer.json()["code"]) == (403, "forbidden")


def test_classes_come_with_what_is_counted(schools: District) -> None:
    """Who came today, who has no badge that opens, who else teaches; the teacher's own without asking."""
    schools.badge(ZOE)
    assert schools.client().post("/api/v1/session", json=badge_body(schools.badge(ZOE))).status_code == 201
    (own,) = staff_client(schools, TEACHER).get(f"{STAFF}/classes").json()["classes"]
    assert own == {
        "id": FIRST.id,
        "title": "First grade",
        "school": {"id": MAPLE.id, "name": MAPLE.name},
        "grades": ["01"],
        "students": 2,
        "in_today": 1,
        "without_badge": 1,
        "co_teachers": ["Cora Lind"],
        "mine": True,
    }
    lead = staff_client(schools, LEAD)
    assert [each["id"] for each in lead.get(f"{STAFF}/classes").json()["classes"]] == [FIRST.id, SECOND.id]
    assert lead.get(f"{STAFF}/classes?school={BIRCH.id}").status_code == 404
    assert lead.get(f"{STAFF}/classes?school=nowhere").status_code == 404
    administrator = staff_client(schools, ADMINISTRATOR)
    assert administrator.get(f"{STAFF}/classes").json()["classes"] == []
    (sixth,) = administrator.get(f"{STAFF}/classes?school={BIRCH.id}").json()["classes"]
    assert (sixth["id"], sixth["mine"], sixth["co_teachers"]) == (SIXTH.id, False, ["Otto Vale"])


def test_a_list_says_who_is_in_and_by_what(schools: District) -> None:
    """By first name: today's sign-in and its way, the badge's state and last use, and who never came."""
    schools.badge(BEN)
    schools.void(BEN)
    schools.clock.advance(-24 * 3600)
    assert schools.client().post("/api/v1/session", json=badge_body(schools.badge(ZOE))).status_code == 201
    schools.clock.advance(24 * 3600)
    answer = staff_client(schools, TEACHER).get(f"{STAFF}/classes/{FIRST.id}").json()
    assert answer["class"]["in_today"] == 0
    ben, zoe = answer["students"]
    assert (ben["given_name"], ben["badge"], ben["ever_signed_in"]) == ("Ben", "void", False)
    assert (zoe["badge"], zoe["ever_signed_in"], zoe["signed_in_today"]) == ("working", True, None)
    assert zoe["badge_last_used_at"] == "2026-09-20T14:13:20Z"
    assert schools.client().post("/api/v1/session", json=badge_body(schools.badge(ZOE))).status_code == 201
    _, zoe = staff_client(schools, TEACHER).get(f"{STAFF}/classes/{FIRST.id}").json()["students"]
    assert zoe["signed_in_today"] == {"at": "2026-09-21T14:13:20Z", "method": "badge"}


def test_one_badge_on_two_devices_is_marked(schools: District) -> None:
    """T-02: a badge that two devices used within minutes is marked; the same device again is not."""
    body, device = badge_body(schools.badge(ZOE)), schools.client()
    teacher = staff_client(schools, TEACHER)
    marks = []
    for client in (device, device, schools.client()):
        assert client.post("/api/v1/session", json=body).status_code == 201
        schools.clock.advance(60)
        marks.append(teacher.get(f"{STAFF}/students/{ZOE.id}").json()["student"]["mark"])
    assert marks == [None, None, "two_devices"]


@pytest.mark.parametrize("q", ["zo", "ZOE", "zoë", "luk", "Łukasik zo", "2001", "s2001", "oe"])
def test_any_part_of_a_name_or_number_finds(schools: District, q: str) -> None:
    """Accents, case and order make no difference."""
    client = staff_client(schools, TEACHER)
    assert ids(client.get(f"{STAFF}/students", params={"q": q})) == [ZOE.id]


@pytest.mark.parametrize("q", ["", "z", "%%", "__", "zo%", "xy", "mia"])
def test_too_little_or_something_else_finds_nobody(schools: District, q: str) -> None:
    """One letter is nearly everybody; signs that a database reads otherwise are letters like others."""
    answer = staff_client(schools, ADMINISTRATOR).get(f"{STAFF}/students", params={"q": q})
    assert answer.json() == {"students": [], "more": False}


def test_beginnings_come_first_and_more_is_said(schools: District) -> None:
    """Names that begin so stand before those that only hold it; what is left off is told."""
    administrator = staff_client(schools, ADMINISTRATOR)
    assert ids(administrator.get(f"{STAFF}/students", params={"q": "in"})) == [SIX.id]
    answer = administrator.get(f"{STAFF}/students", params={"q": "s2", "limit": 3})
    assert (len(ids(answer)), answer.json()["more"]) == (3, True)
    by_grade = administrator.get(f"{STAFF}/students", params={"school": MAPLE.id, "grade": "01"})
    assert ids(by_grade) == [BEN.id, ZOE.id]


@pytest.mark.parametrize(
    ("who", "student", "can"),
    [
        (TEACHER, ZOE, ALL_RIGHTS),
        (MANAGER, ZOE, BADGE_RIGHTS),
        (LEAD, UMA, ALL_RIGHTS),
        (ADMINISTRATOR, SIX, sorted({*ALL_RIGHTS, "slip"} - {"new_password"})),
    ],
)
def test_what_may_be_done_is_told(schools: District, who: Person, student: Person, can: list[str]) -> None:
    """T-46: a badge manager sets no password and sees no dashboard; older students choose their own."""
    assert staff_client(schools, who).get(f"{STAFF}/students/{student.id}").json()["can"] == can


def test_a_student_is_told_whole(schools: District) -> None:
    """Badges, open sessions, tries to come in and what was done: by whom, and never a secret."""
    assert schools.client().post("/api/v1/session", json=badge_body(schools.badge(ZOE))).status_code == 201
    answer = staff_client(schools, TEACHER).get(f"{STAFF}/students/{ZOE.id}")
    told = answer.json()
    assert told["student"]["classes"] == [{"id": FIRST.id, "title": "First grade"}]
    assert told["student"]["school"] == {"id": MAPLE.id, "name": MAPLE.name}
    (badge,) = told["badges"]
    assert (badge["card_number"], badge["state"]) == (1, "issued")
    (session,) = told["sessions"]
    assert session["method"] == "badge"
    assert [each["outcome"] for each in told["sign_ins"]] == ["ok"]
    assert [each["what"] for each in told["changes"]] == ["badge_issued"]
    assert schools.badge(ZOE).decimal not in answer.text
    assert SCHOOL_ADDRESS not in answer.text


def test_who_leaves_the_class_is_out_of_reach_at_once(schools: District) -> None:
    """T-46: what somebody sees follows the roster, at the next request."""
    teacher = staff_client(schools, TEACHER)
    assert teacher.get(f"{STAFF}/students/{ZOE.id}").status_code == 200
    enroll(schools, without=ZOE)
    assert teacher.get(f"{STAFF}/students/{ZOE.id}").status_code == 404


def test_a_list_costs_as_many_questions_as_a_longer_one(schools: District, statements: list[str]) -> None:
    """Whole lists by a few questions, so that a school's answers as fast as a class's."""
    administrator = staff_client(schools, ADMINISTRATOR)
    costs = []
    for q in ("zoe", "s2"):
        statements.clear()
        assert administrator.get(f"{STAFF}/students", params={"q": q}).status_code == 200
        costs.append(len(statements))
    assert costs[0] == costs[1] <= 25
