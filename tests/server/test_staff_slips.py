"""Slips from the console: for whom they are, what a new one ends, and that the paper opens the account."""

from __future__ import annotations

import io

import pypdfium2  # type: ignore[import-untyped]  # ships no types
import pytest
import zxingcpp

from tests.district import District
from tests.server.engines import on_both_engines
from tests.server.schools import LEAD, MANAGER, OTHER_TEACHER, SIX, SIXTH, STAFF, ZOE, staffed
from tests.server.staff_world import staff_client

pytestmark = on_both_engines

SLIPS = f"{STAFF}/slips"
CLASS = {"class_id": SIXTH.id}


@pytest.fixture
def schools(district: District) -> District:
    """Two schools and their staff."""
    return staffed(district)


def code_on(pdf: bytes) -> str:
    """What the one QR code of the pages says behind its `#`."""
    document = pypdfium2.PdfDocument(io.BytesIO(pdf))
    (code,) = zxingcpp.read_barcodes(document[0].render(scale=300 / 72).to_pil())
    document.close()
    return code.text.rpartition("#")[2]


def test_a_slip_opens_the_account_of_whom_it_was_printed_for(schools: District) -> None:
    """T-70: a class's slips decode, open the account, void those before, and are on record by name."""
    teacher = staff_client(schools, OTHER_TEACHER)
    told = teacher.post(f"{SLIPS}/look", json=CLASS).json()
    assert told == {"slips": 1, "left_out": 0, "with_slip": 0, "with_password": 0, "days": 30}
    first, second = (teacher.post(SLIPS, json={**CLASS, "paper": "a4"}) for _ in range(2))
    assert second.headers["content-type"] == "application/pdf"
    assert second.headers["cache-control"] == "no-store"
    assert teacher.post(f"{SLIPS}/look", json=CLASS).json()["with_slip"] == 1
    old, new = (code_on(each.content) for each in (first, second))
    claims = "/api/v1/claims"
    assert schools.client().post(claims, json={"code": old, "username": SIX.username}).status_code == 401
    opened = schools.client().post(claims, json={"code": new, "username": SIX.username})
    assert (opened.status_code, opened.json()["given_name"]) == (200, SIX.given_name)
    changes = teacher.get(f"{STAFF}/students/{SIX.id}").json()["changes"]
    assert [(each["what"], each["by"]) for each in changes] == [("slip_made", "Otto Vale")] * 2


def test_who_gets_none_is_told_and_keeps_what_they_have(schools: District) -> None:
    """Young students are left out; where nobody is left, nothing is made; badge managers make none."""
    lead = staff_client(schools, LEAD)
    young = {"students": [ZOE.id]}
    assert lead.post(f"{SLIPS}/look", json=young).json()["left_out"] == 1
    assert lead.post(SLIPS, json=young).json()["code"] == "invalid_request"
    assert staff_client(schools, MANAGER).post(SLIPS, json=young).json()["code"] == "forbidden"
    assert lead.post(SLIPS, json=CLASS).json()["code"] == "not_found"
    mixed = staff_client(schools, OTHER_TEACHER).post(SLIPS, json={**CLASS, "language": "xx"})
    assert mixed.json()["code"] == "invalid_request"
