"""Rosters over the interface: a zip is looked at, applied as it was then, listed and taken back."""

from __future__ import annotations

import secrets
import zipfile
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

from harmony_server.roster import desk, work
from harmony_server.roster.outcome import MassRemoval
from harmony_server.roster.uploads import HOLD_S, About, Uploads
from harmony_server.roster.work import Asked
from tests.district import ADA, District
from tests.server.engines import on_both_engines
from tests.server.staff_world import people_two_schools, staff_client
from tests.unit.oneroster_files import export

pytestmark = on_both_engines

ROSTER = "/api/v1/admin/roster"


@pytest.fixture
def administrator(district: District) -> TestClient:
    """The district's administrator, at the console."""
    return staff_client(people_two_schools(district), ADA)


def zipped() -> bytes:
    """The small export as one file."""
    out = BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, content in export().items():
            archive.writestr(name, content)
    return out.getvalue()


def preview(client: TestClient, content: bytes) -> Any:
    """What looking at a file answers."""
    headers = {"Content-Type": "application/octet-stream"}
    answer = client.post(f"{ROSTER}/previews", content=content, headers=headers)
    assert answer.status_code == 201, answer.text
    return answer.json()["preview"]


def test_a_roster_is_looked_at_applied_and_taken_back(administrator: TestClient, district: District) -> None:
    """T-26: many would lose the door, so nothing is applied before their number was said."""
    before = administrator.get(f"{ROSTER}/imports").json()["imports"][0]
    looked = preview(administrator, zipped())
    assert (looked["problems"], looked["can_apply"], looked["needs_removals"]) == ([], True, True)
    assert looked["gone"] > 0
    apply = f"{ROSTER}/previews/{looked['id']}/apply"
    assert administrator.post(apply, json={}).json()["code"] == "invalid_request"
    wrong = {"accept_removals": looked["gone"] + 1}
    assert administrator.post(apply, json=wrong).json()["code"] == "invalid_request"
    assert administrator.get(f"{ROSTER}/imports").json()["imports"][0] == before
    done = administrator.post(apply, json={"accept_removals": looked["gone"]})
    assert done.status_code == 200, done.text
    with district.store.read() as tx:
        assert tx.roster.last_import_at() == district.clock()


def test_one_that_was_held_back_is_looked_at_and_applied_or_thrown_away(
    administrator: TestClient, district: District, tmp_path: Path
) -> None:
    """T-26: what arrived by itself and looks short waits for an administrator; the next takes its place."""
    for name in ("first.zip", "second.zip"):
        (tmp_path / name).write_bytes(zipped())
        done = work.check(district.store, tmp_path / name, Asked(), rng=secrets.token_bytes)
        assert isinstance(done.refusal, MassRemoval)
        uploads, now = Uploads(district.data), district.clock()
        desk.hold(district.store, uploads, tmp_path / name, done, now=now, rng=secrets.token_bytes)
    (held,) = administrator.get(f"{ROSTER}/held").json()["held"]
    looked = administrator.post(f"{ROSTER}/held/{held['id']}/look").json()["preview"]
    assert looked["needs_removals"]
    assert administrator.get(f"{ROSTER}/held").json()["held"] == [held]
    other = preview(administrator, zipped())
    for status in (204, 404):
        assert administrator.delete(f"{ROSTER}/previews/{other['id']}").status_code == status
    apply = f"{ROSTER}/previews/{held['id']}/apply"
    assert administrator.post(apply, json={"accept_removals": looked["gone"]}).status_code == 200
    assert not Uploads(district.data).held()


def test_one_that_is_held_is_kept_for_a_week(district: District, tmp_path: Path) -> None:
    """Over a week-end, then it goes: these are children's names."""
    uploads = Uploads(district.data)
    (tmp_path / "short.zip").write_bytes(zipped())
    uploads.hold(tmp_path / "short.zip", About(0, 1, "", held=True), secrets.token_bytes)
    (place,) = (district.data / "uploads").iterdir()
    begun = place.stat().st_mtime
    uploads.expire(begun + HOLD_S - 1)
    assert list(uploads.held()) == [place.name]
    uploads.expire(begun + HOLD_S + 1)
    assert not place.exists()


@pytest.mark.parametrize("content", [b"", b"no zip", b"PK" + b"x" * 200_000])
def test_what_is_no_roster_is_told_and_changes_nothing(administrator: TestClient, content: bytes) -> None:
    """T-24: whatever is sent, the answer says what is wrong and where."""
    looked = preview(administrator, content)
    assert looked["problems"]
    assert not looked["can_apply"]


def test_the_last_import_is_taken_back_once(administrator: TestClient) -> None:
    """The roster before it counts again; a second time there is nothing to take back."""
    imports = administrator.get(f"{ROSTER}/imports").json()
    assert imports["can_undo"] == imports["imports"][0]["id"]
    done = administrator.post(f"{ROSTER}/undo", json={"accept_removals": True})
    assert done.status_code == 200, done.text
