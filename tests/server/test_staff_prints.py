"""Badges on paper from the console: a class's cards, a school's file, and the record of every copy."""

from __future__ import annotations

import secrets
import stat
import time
from typing import Any

import pytest
from pypdfium2 import PdfDocument  # type: ignore[import-untyped]
from starlette.testclient import TestClient

from harmony.badge.symbol import symbol
from harmony_server.accounts import grants
from harmony_server.staff import print_jobs, prints
from harmony_server.staff.choosing import Choice
from harmony_server.staff.print_worker import main
from harmony_server.staff.reach import Asker, reach_of
from tests.district import FIRST, MAPLE, ORIGIN, District
from tests.server.engines import on_both_engines
from tests.server.schools import BEN, GIVEN, LEAD, STAFF, TEACHER, UMA, ZOE, staffed
from tests.server.staff_world import staff_client

pytestmark = on_both_engines

PRINT = f"{STAFF}/badges/print"
SCHOOL = {"school_id": MAPLE.id, "layout": "labels-2-inch"}
CLASS = {"class_id": FIRST.id, "layout": "cards-letter"}


@pytest.fixture
def schools(today: District) -> District:
    """Two schools as they are now: a print's process has the machine's clock."""
    return staffed(today)


@pytest.fixture
def lead(schools: District) -> TestClient:
    """Maple Street's lead, at the console."""
    return staff_client(schools, LEAD)


def finished(client: TestClient, job: str) -> dict[str, Any]:
    """A print once it is no longer running."""
    give_up = time.monotonic() + 60
    while time.monotonic() < give_up:
        told: dict[str, Any] = client.get(f"{STAFF}/print-jobs/{job}").json()
        if told["state"] != "running":
            return told
        time.sleep(0.1)
    raise AssertionError("the print has not ended")


def test_a_class_is_given_as_cards(schools: District) -> None:
    """By first name, with what the code says on paper; who has none is issued one, and all is on record."""
    teacher = staff_client(schools, TEACHER)
    answer = teacher.post(PRINT, json=CLASS).json()
    assert [each["student_id"] for each in answer["cards"]] == [BEN.id, ZOE.id]
    for card, student in zip(answer["cards"], (BEN, ZOE), strict=True):
        assert card["badge"] == symbol(schools.badge(student), portal_url=ORIGIN).text
    assert answer["job"] is None
    _, zoe = teacher.get(f"{STAFF}/classes/{FIRST.id}").json()["students"]
    assert zoe["printed_at"] is not None
    printed, _ = teacher.get(f"{STAFF}/students/{ZOE.id}").json()["changes"]
    assert (printed["what"], printed["by"], printed["note"]) == (
        "badge_printed",
        "Tilda Oakes",
        "cards-letter",
    )


def test_only_those_without_are_printed(schools: District) -> None:
    """Whoever has a badge that works keeps it, unprinted."""
    schools.badge(ZOE)
    teacher = staff_client(schools, TEACHER)
    (card,) = teacher.post(PRINT, json={**CLASS, "only_without": True}).json()["cards"]
    assert card["student_id"] == BEN.id


def test_school_and_class_stand_there_if_the_district_says_so(schools: District) -> None:
    """As for what the command line prints."""
    with (schools.data / "district.toml").open("a", encoding="utf-8") as settings:
        settings.write("\n[printing]\nschool = true\nclass = true\n")
    again = District(schools.data, schools.clock)
    card, _ = staff_client(again, TEACHER).post(PRINT, json=CLASS).json()["cards"]
    assert card["lines"] == ["Maple Street School", "First grade"]
    again.store.close()


@pytest.mark.parametrize(
    "body", [{"layout": "none"}, {"layout": ""}, {"options": {"start": 0}}, {"class_id": None}]
)
def test_what_cannot_be_printed_is_told(schools: District, body: dict[str, Any]) -> None:
    """T-15: an unknown sheet, a label before the first, nobody."""
    answer = staff_client(schools, TEACHER).post(PRINT, json=CLASS | body)
    assert (answer.status_code, answer.json()["code"]) == (422, "invalid_request")


def test_a_school_is_printed_by_a_process_of_its_own(schools: District, lead: TestClient) -> None:
    """T-49: told how far it is, a file that is its owner's alone, by class; removed by hand."""
    answer = lead.post(PRINT, json={**SCHOOL, "options": {"cover": True, "start": 3}})
    assert answer.status_code == 202
    job = answer.json()["job"]["id"]
    assert finished(lead, job) == {"state": "done", "done": 3, "total": 3, "pages_done": 2}
    path = print_jobs.file_of(schools.data, job)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700
    pdf = lead.get(f"{STAFF}/print-jobs/{job}/pdf")
    assert pdf.headers["content-type"] == "application/pdf"
    assert len(PdfDocument(pdf.content)) == 2
    assert lead.delete(f"{STAFF}/print-jobs/{job}").status_code == 204
    assert not path.exists()
    assert lead.get(f"{STAFF}/print-jobs/{job}").status_code == 404
    with schools.store.read() as tx:
        copied = [(each.person_id, each.by_id) for each in tx.audit.last(9) if each.event == "badge_printed"]
    assert {*copied} == {(each.id, LEAD.id) for each in (ZOE, BEN, UMA)}


def test_a_school_takes_a_second_step_done_lately(schools: District) -> None:
    """T-49: and so does its file; a class at a screen left open does not."""
    stale = staff_client(schools, LEAD, stale=True)
    assert stale.post(PRINT, json=SCHOOL).json()["code"] == "fresh_second_step_required"
    assert stale.post(PRINT, json=CLASS).status_code == 200


def test_many_students_are_a_school(schools: District, monkeypatch: pytest.MonkeyPatch) -> None:
    """T-49: however they are named, more than a browser draws are a file of the server's."""
    monkeypatch.setattr("harmony_server.api.routes.staff.printing.MOST_IN_BROWSER", 1)
    stale = staff_client(schools, TEACHER, stale=True)
    assert stale.post(PRINT, json=CLASS).json()["code"] == "fresh_second_step_required"
    assert staff_client(schools, TEACHER).post(PRINT, json=CLASS).status_code == 202


def job_of(district: District, **changes: Any) -> str:
    """A print of the lead's that has not begun."""
    lead = Asker(LEAD.id, reach_of(()))
    printing = print_jobs.Printing(Choice(school_id=MAPLE.id), "cards-letter", **changes)
    rng = secrets.token_bytes
    return print_jobs.begin(district.store, lead, printing, 3, now=district.clock(), rng=rng).id


def test_a_print_that_is_stopped_keeps_its_pages(schools: District, lead: TestClient) -> None:
    """Stopped before the first badge, it is a file of no page, and says so."""
    job = job_of(schools)
    assert lead.delete(f"{STAFF}/print-jobs/{job}").status_code == 204
    main(schools.data, job)
    told = lead.get(f"{STAFF}/print-jobs/{job}").json()
    assert (told["state"], told["pages_done"]) == ("stopped", 0)
    assert lead.get(f"{STAFF}/print-jobs/{job}/pdf").status_code == 200


def test_a_print_whose_process_died_has_failed(schools: District, lead: TestClient) -> None:
    """Nobody waits for ever: a minute without a word is told as what it is."""
    job = job_of(schools)
    assert lead.get(f"{STAFF}/print-jobs/{job}").json()["state"] == "running"
    schools.clock.advance(print_jobs.LOST_AFTER_S + 1)
    assert lead.get(f"{STAFF}/print-jobs/{job}").json()["state"] == "failed"


def test_a_print_that_cannot_be_made_says_so(schools: District, lead: TestClient) -> None:
    """A sheet that is gone since, and no half file is left."""
    job = job_of(schools)
    with schools.store.begin() as tx:
        wanted = tx.print_jobs.get(job)
        assert wanted is not None
        tx.print_jobs.update(job, wanted=wanted.wanted.replace("cards-letter", "gone"))
    with pytest.raises(KeyError):
        main(schools.data, job)
    assert lead.get(f"{STAFF}/print-jobs/{job}").json()["state"] == "failed"
    assert list((schools.data / "prints").iterdir()) == []


def test_who_lost_the_grant_meanwhile_prints_nothing(schools: District) -> None:
    """T-46: the process asks once more whom its owner sees."""
    job = job_of(schools)
    with schools.store.begin() as tx:
        for person, grant in GIVEN:
            if person == LEAD:
                grants.take_back(tx, person, grant, by=None, now=time.time())
    with pytest.raises(Exception, match="not_found"):
        main(schools.data, job)


def test_only_so_many_at_a_time(schools: District, lead: TestClient) -> None:
    """T-08: drawing takes a processor; one more is told to come back."""
    for _ in range(print_jobs.AT_ONCE):
        job_of(schools)
    answer = lead.post(PRINT, json=SCHOOL)
    assert (answer.status_code, answer.json()["code"]) == (503, "unavailable")


def test_old_files_are_removed(schools: District, lead: TestClient) -> None:
    """T-49: whatever nobody fetched is gone after a day, with the next print."""
    old = job_of(schools)
    main(schools.data, old)
    with schools.store.begin() as tx:
        tx.print_jobs.update(old, begun_at=time.time() - print_jobs.KEEP_S - 1)
    assert print_jobs.file_of(schools.data, old).exists()
    main(schools.data, job_of(schools))
    assert not print_jobs.file_of(schools.data, old).exists()
    assert lead.get(f"{STAFF}/print-jobs/{old}").status_code == 404


def test_sheets_are_told_as_data(schools: District) -> None:
    """The portal's and the district's own, as their files write them."""
    told = staff_client(schools, TEACHER).get(f"{STAFF}/layouts").json()["layouts"]
    labels = next(each for each in told if each["id"] == "labels-2-inch")
    assert (labels["label"], labels["grid"], labels["paper"]) == ([50.8, 50.8], [3, 4], "letter")
    assert prints.MOST_IN_BROWSER == 200
