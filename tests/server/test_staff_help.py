"""Help for a child who is locked out: codes, temporary badges, passwords of words, ended sessions."""

from __future__ import annotations

import pytest
from starlette.testclient import TestClient

from harmony.model import Person
from harmony_server.accounts.backup_codes import A_DAY
from tests.district import District, badge_body, password_body
from tests.server.engines import on_both_engines
from tests.server.schools import (
    ADMINISTRATOR,
    BEN,
    CO_TEACHER,
    LEAD,
    MANAGER,
    SIX,
    STAFF,
    TEACHER,
    ZOE,
    staffed,
)
from tests.server.staff_world import staff_client

pytestmark = on_both_engines

SESSION = "/api/v1/session"


@pytest.fixture
def schools(district: District) -> District:
    """The district with two schools and their staff."""
    return staffed(district)


@pytest.fixture
def teacher(schools: District) -> TestClient:
    """The first grade's teacher, at the console."""
    return staff_client(schools, TEACHER)


def path(student: Person, what: str) -> str:
    """The address of something about a student."""
    return f"{STAFF}/students/{student.id}/{what}"


def come_in(district: District, body: dict[str, str]) -> str:
    """What a sign-in answers: `ok`, or the problem's code."""
    answer = district.client().post(SESSION, json=body)
    return "ok" if answer.status_code == 201 else str(answer.json()["code"])


def test_a_code_is_given_told_and_ended(schools: District, teacher: TestClient) -> None:
    """It opens the child's own dashboard. Told is until when it is good and who gave it, never what it is."""
    given = teacher.post(path(ZOE, "backup-code"))
    assert (given.status_code, given.json()["expires_at"]) == (201, "2026-09-21T14:33:20Z")
    told = teacher.get(f"{STAFF}/students/{ZOE.id}")
    assert told.json()["backup_code"] == {"expires_at": "2026-09-21T14:33:20Z"}
    assert given.json()["code"] not in told.text
    (change,) = told.json()["changes"]
    assert (change["what"], change["by"]) == ("backup_code", "Tilda Oakes")
    body = {"username": ZOE.username, "backup_code": given.json()["code"]}
    assert teacher.delete(path(ZOE, "backup-code")).status_code == 204
    assert come_in(schools, body) == "wrong_credentials"
    body["backup_code"] = teacher.post(path(ZOE, "backup-code")).json()["code"]
    assert come_in(schools, body) == "ok"
    assert teacher.get(f"{STAFF}/students/{ZOE.id}").json()["backup_code"] is None


def test_codes_are_bounded_in_a_day(teacher: TestClient) -> None:
    """T-47: a child who needs more than twenty codes in a day has another trouble."""
    for _ in range(A_DAY):
        assert teacher.post(path(ZOE, "backup-code")).status_code == 201
    answer = teacher.post(path(ZOE, "backup-code"))
    assert (answer.status_code, answer.json()["retry_after"]) == (429, 24 * 3600)
    assert teacher.post(path(BEN, "backup-code")).status_code == 201


def test_a_temporary_badge_opens_beside_the_printed_one(schools: District, teacher: TestClient) -> None:
    """T-48: for its hours, and not a moment longer; the printed badge knows nothing of it."""
    printed = badge_body(schools.badge(ZOE))
    given = teacher.post(path(ZOE, "temporary-badge"), json={"hours": 2}).json()
    assert (len(given["symbol"]), {*"".join(given["symbol"])}) == (37, {"0", "1"})
    assert given["badge"] == f"HTTPS://PORTAL.EXAMPLE/#{given['digits']}"
    row = teacher.get(f"{STAFF}/students/{ZOE.id}").json()["student"]
    assert (row["badge"], row["temporary_until"]) == ("working", given["expires_at"])
    schools.clock.advance(2 * 3600 - 1)
    assert come_in(schools, {"badge": given["badge"]}) == "ok"
    schools.clock.advance(1)
    assert come_in(schools, {"badge": given["badge"]}) == "badge_expired"
    assert come_in(schools, printed) == "ok"


def test_a_temporary_badge_ends_by_hand_and_by_the_next(schools: District, teacher: TestClient) -> None:
    """T-48: one at a time; who took a picture of the screen is out with it."""
    first = teacher.post(path(ZOE, "temporary-badge"), json={"hours": 12}).json()["badge"]
    thief = schools.client()
    assert thief.post(SESSION, json={"badge": first}).status_code == 201
    second = teacher.post(path(ZOE, "temporary-badge"), json={"hours": 1}).json()["badge"]
    assert thief.get("/api/v1/dashboard").status_code == 401
    assert come_in(schools, {"badge": first}) == "badge_replaced"
    assert come_in(schools, {"badge": second}) == "ok"
    assert teacher.delete(path(ZOE, "temporary-badge")).status_code == 204
    assert come_in(schools, {"badge": second}) == "badge_replaced"
    assert teacher.get(f"{STAFF}/students/{ZOE.id}").json()["student"]["temporary_until"] is None


@pytest.mark.parametrize("hours", [0, 13, -1, "2", 1.5, None])
def test_a_temporary_badge_lasts_a_school_day_at_most(teacher: TestClient, hours: object) -> None:
    """T-48: one to twelve whole hours."""
    assert teacher.post(path(ZOE, "temporary-badge"), json={"hours": hours}).status_code == 422


def test_a_password_of_words_is_set_once_told(schools: District, teacher: TestClient) -> None:
    """What was suggested or drawn is set; what the old one began ends, and the badge keeps working."""
    suggested = teacher.get(path(ZOE, "password")).json()
    assert suggested["password"] == "".join(each["word"] for each in suggested["words"])
    assert suggested["strength"]["possible"] == 256 * 255 * 254
    assert suggested["strength"]["years_to_guess"] >= 30
    assert come_in(schools, password_body(ZOE, suggested["password"])) == "wrong_credentials"
    put = teacher.post(path(ZOE, "password"), json={"password": suggested["password"]}).json()
    assert put["slip"] == {
        "username": ZOE.username,
        "given_name": ZOE.given_name,
        "words": suggested["words"],
        "address": "https://portal.example",
    }
    child = schools.client()
    assert child.post(SESSION, json=password_body(ZOE, put["password"])).status_code == 201
    drawn = teacher.post(path(ZOE, "password"), json={}).json()
    assert child.get("/api/v1/dashboard").status_code == 401
    assert come_in(schools, password_body(ZOE, put["password"])) == "wrong_credentials"
    assert come_in(schools, password_body(ZOE, drawn["password"])) == "ok"
    assert come_in(schools, badge_body(schools.badge(ZOE))) == "ok"


@pytest.mark.parametrize(
    ("password", "code"), [("kite", "password_too_short"), ("zoe 2001 zoe", "password_easy_to_guess")]
)
def test_a_password_that_a_classmate_guesses_is_not_set(
    teacher: TestClient, password: str, code: str
) -> None:
    """T-44: a teacher may write her own, as long as it is none of what everybody expects."""
    answer = teacher.post(path(ZOE, "password"), json={"password": password})
    assert (answer.status_code, answer.json()["code"]) == (422, code)


@pytest.mark.parametrize(
    ("who", "student"), [(MANAGER, ZOE), (ADMINISTRATOR, SIX)], ids=["badge manager", "older student"]
)
def test_whose_password_nobody_sets(schools: District, who: Person, student: Person) -> None:
    """T-46: badge managers set none, and older students choose their own."""
    client = staff_client(schools, who)
    assert client.post(path(student, "password"), json={}).json()["code"] == "forbidden"
    assert client.get(path(student, "password")).json()["code"] == "forbidden"


def test_sessions_are_ended_one_or_all(schools: District, teacher: TestClient) -> None:
    """A child who stayed signed in somewhere is signed out there, or everywhere."""
    children = [schools.client(f"198.51.100.{number}") for number in range(3)]
    for child in children:
        assert child.post(SESSION, json=badge_body(schools.badge(ZOE))).status_code == 201
        schools.clock.advance(1)
    newest, *_ = teacher.get(f"{STAFF}/students/{ZOE.id}").json()["sessions"]
    assert teacher.delete(path(ZOE, f"sessions/{newest['id']}")).status_code == 204
    assert [each.get("/api/v1/dashboard").status_code for each in children] == [200, 200, 401]
    assert teacher.delete(path(BEN, f"sessions/{newest['id']}")).status_code == 404
    assert teacher.delete(path(ZOE, "sessions")).status_code == 204
    assert [each.get("/api/v1/dashboard").status_code for each in children] == [401] * 3


def test_who_comes_second_sees_what_is_there_now(schools: District, teacher: TestClient) -> None:
    """Of two teachers who change the same child, the second is told what the first did."""
    seen = teacher.get(f"{STAFF}/students/{ZOE.id}").json()["student"]["version"]
    other = staff_client(schools, CO_TEACHER)
    assert other.post(path(ZOE, f"password?seen={seen}"), json={}).status_code == 201
    answer = teacher.post(path(ZOE, f"password?seen={seen}"), json={})
    problem = answer.json()
    assert (answer.status_code, problem["code"]) == (409, "changed_meanwhile")
    assert problem["present"]["last_change"] == {
        "what": "password_set",
        "by": "Cora Lind",
        "at": "2026-09-21T14:13:20Z",
    }
    now_seen = problem["present"]["student"]["version"]
    assert teacher.post(path(ZOE, f"password?seen={now_seen}"), json={}).status_code == 201


def test_no_secret_stands_in_the_record(schools: District) -> None:
    """T-12: the audit says who did what to whom, and holds no code, password or badge."""
    lead = staff_client(schools, LEAD)
    code = lead.post(path(ZOE, "backup-code")).json()["code"]
    password = lead.post(path(ZOE, "password"), json={}).json()["password"]
    with schools.store.read() as tx:
        entries = tx.audit.last(20)
        told = [(each.event, each.person_id, each.by_id) for each in entries if each.by_id]
    assert told == [("password_set", ZOE.id, LEAD.id), ("backup_code", ZOE.id, LEAD.id)]
    assert not any(secret in repr(entries) for secret in (code, password))
