"""The record over HTTP: filtered, page by page, as a file; and sign-ins by day."""

from __future__ import annotations

import csv
import io
import re
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import create_engine
from starlette.testclient import TestClient

import harmony_server
from harmony_server.api.routes.admin import record as routes
from harmony_server.staff.record import COLUMNS, EVENTS, as_csv
from harmony_server.store import RecordWanted
from harmony_server.store.record import newest
from harmony_server.store.schema import metadata
from tests.district import ADA, MIA, TILDA, District, badge_body, password_body
from tests.server.engines import on_both_engines
from tests.server.staff_world import BRUNO, LENA, NICO, people_two_schools, staff_client

AUDIT = "/api/v1/admin/audit"
DAY_S = 24 * 3600


@pytest.fixture
def schools(district: District) -> District:
    """Two schools with their staff."""
    return people_two_schools(district)


@pytest.fixture
def admin(schools: District) -> TestClient:
    """A browser at which the district's administrator did a second step."""
    return staff_client(schools, ADA)


def happened(district: District, *events: tuple[str, str, str | None]) -> None:
    """Put events on record, a minute apart: what, about whom, by whom."""
    with district.store.begin() as tx:
        for number, (event, about, by) in enumerate(events):
            tx.audit.add(event, "ok", now=district.clock() + 60 * number, person_id=about, by=by)


def entries(client: TestClient, query: str = "") -> list[dict[str, Any]]:
    """What the record says."""
    told: list[dict[str, Any]] = client.get(AUDIT + query).json()["entries"]
    return told


def test_what_somebody_had_to_do_with_is_found_by_indexes() -> None:
    """SQLite reads the record by whom it was about and by who did it, never the whole of it."""
    engine = create_engine("sqlite://")
    metadata.create_all(engine)
    query = newest(RecordWanted(person_id=MIA.id, event="badge_ended"), None, 100)
    text = str(query.compile(engine, compile_kwargs={"literal_binds": True}))
    with engine.connect() as connection:
        plan = [str(row.detail) for row in connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {text}")]
    used = {name for name in ("ix_audit_person_id", "ix_audit_by_id") if any(name in each for each in plan)}
    assert used == {"ix_audit_person_id", "ix_audit_by_id"}
    assert not any("SCAN audit" in each for each in plan)


def day(time: float) -> str:
    """A day as a query names it."""
    return datetime.fromtimestamp(time, UTC).strftime("%Y-%m-%d")


@on_both_engines
def test_the_record_says_who_what_and_about_whom(schools: District, admin: TestClient) -> None:
    """Newest first, with names, and filtered by day, by what happened, and by who had to do with it."""
    happened(schools, ("badge_ended", MIA.id, TILDA.id), ("password_set", NICO.id, BRUNO.id))
    newest, before, *_ = entries(admin)
    assert (newest["event"], newest["about"], newest["by"]) == (
        "password_set",
        {"id": NICO.id, "name": "Nicodemus Vale"},
        {"id": BRUNO.id, "name": "Bruno Hale"},
    )
    assert (before["event"], before["outcome"], before["note"]) == ("badge_ended", None, None)
    assert [each["event"] for each in entries(admin, f"?person={TILDA.id}")] == ["badge_ended"]
    assert [each["event"] for each in entries(admin, "?event=password_set")] == ["password_set"]
    tomorrow = day(schools.clock() + DAY_S)
    assert entries(admin, f"?from={tomorrow}") == []
    assert entries(admin, f"?to={day(schools.clock() - DAY_S)}") == []
    assert len(entries(admin, f"?from={day(schools.clock())}&to={day(schools.clock())}")) >= 2


@on_both_engines
def test_a_lead_reads_what_is_about_their_school(schools: District) -> None:
    """T-33: Nothing of another school's people, whatever is asked for."""
    happened(schools, ("badge_ended", MIA.id, TILDA.id), ("password_set", NICO.id, BRUNO.id))
    lead = staff_client(schools, LENA)
    assert "password_set" not in {each["event"] for each in entries(lead)}
    assert entries(lead, f"?person={NICO.id}") == []
    assert [each["event"] for each in entries(lead, f"?person={MIA.id}")] == ["badge_ended"]
    assert "Nicodemus" not in lead.get(f"{AUDIT}.csv").text


@on_both_engines
def test_the_record_is_read_page_by_page(
    schools: District, admin: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    """However long it is, every event is told once."""
    monkeypatch.setattr(routes, "PAGE", 3)
    happened(schools, *[("badge_printed", MIA.id, None)] * 7)
    seen, before = [], ""
    while True:
        page = admin.get(f"{AUDIT}?event=badge_printed{before}").json()
        seen += [each["id"] for each in page["entries"]]
        if page["next"] is None:
            break
        before = f"&before={page['next']}"
    assert (len(seen), seen) == (7, sorted(set(seen), reverse=True))


@on_both_engines
def test_the_record_is_written_as_a_file(
    schools: District, admin: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whole, in pieces, with the same filters; names and user names beside the times."""
    monkeypatch.setattr(routes, "AT_ONCE", 2)
    happened(schools, *[("badge_printed", MIA.id, TILDA.id)] * 5)
    answer = admin.get(f"{AUDIT}.csv?event=badge_printed")
    assert answer.headers["content-type"] == "text/csv; charset=utf-8"
    assert "attachment" in answer.headers["content-disposition"]
    head, *lines = csv.reader(io.StringIO(answer.text))
    assert tuple(head) == COLUMNS
    assert len(lines) == 5
    assert lines[0][1:7] == ["badge_printed", "ok", "Miabelle Quillfeather", "S1001", "Tilda Oakes", "tilda"]


def test_no_cell_is_a_formula() -> None:
    """T-67: A name that a spreadsheet would take for a command is text, and commas stay in their cells."""
    (line,) = csv.reader(io.StringIO(as_csv([["=1+1", "@SUM(A1)", "-2", "+3", "a,b", 'say "x"', "Ana"]])))
    assert line == ["'=1+1", "'@SUM(A1)", "'-2", "'+3", "a,b", 'say "x"', "Ana"]


def test_every_event_can_be_asked_for() -> None:
    """What the server puts on record stands in the list that a page offers, and nothing else does."""
    server = Path(harmony_server.__file__).parent
    text = "".join(path.read_text("utf-8") for path in server.rglob("*.py"))
    said = set(re.findall(r"audit\.add\(\s*\"(\w+)\"", text))
    said |= set(re.findall(r"audit\.add_for_each\([^,]+,\s*\"(\w+)\"", text))
    assert said - set(EVENTS) == set()


@on_both_engines
def test_sign_ins_are_counted_by_day(schools: District, admin: TestClient) -> None:
    """Each of the last days, oldest first, by what was shown; who was refused is not counted."""
    client = schools.client()
    for body in (badge_body(schools.badge()), badge_body(schools.badge()), password_body()):
        assert client.post("/api/v1/session", json=body).status_code == 201
    client.post("/api/v1/session", json=password_body(password="wrong-wrong-wrong"))
    schools.clock.advance(DAY_S)
    assert client.post("/api/v1/session", json=password_body()).status_code == 201
    days = staff_client(schools, ADA).get("/api/v1/admin/sign-ins?days=3").json()["days"]
    assert [each["total"] for each in days] == [0, 3, 1]
    assert days[1] == {
        "day": day(schools.clock() - DAY_S),
        "badge": 2,
        "password": 1,
        "backup_code": 0,
        "total": 3,
    }
