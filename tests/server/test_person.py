"""A person's whole record: told, written, erased."""

from __future__ import annotations

import json

from tests.district import MIA, District, password_body
from tests.server.command import Command, refused
from tests.server.engines import on_both_engines

pytestmark = on_both_engines


def test_everything_is_told_and_written(district: District) -> None:
    """In words on the terminal, as JSON in a file of its owner's alone; nothing that opens anything."""
    district.client().post("/api/v1/session", json=password_body())
    run = Command(district.data)
    said = run("person", "show", "--student", MIA.username).stdout
    assert "given name: Miabelle" in said
    assert "event sign_in" in said
    out = district.data / "mia.json"
    assert run("person", "export", "--student", MIA.username, "--out", out).exit_code == 0
    assert json.loads(out.read_text("utf-8"))["family_name"] == MIA.family_name
    assert out.stat().st_mode & 0o077 == 0
    assert "argon2" not in said + out.read_text("utf-8")


def test_an_erased_person_leaves_only_that_something_happened(district: District) -> None:
    """Not without being told to; then no table knows the name or the id any more."""
    district.badge()
    district.client().post("/api/v1/session", json=password_body())
    run = Command(district.data)
    assert "Nothing was erased" in refused(run("person", "erase", "--student", MIA.username))
    erased = run("person", "erase", "--student", MIA.username, "--yes")
    assert "still names this person" in erased.stderr
    assert "Nobody has the student id" in refused(run("person", "show", "--student", MIA.username))
    assert district.client().post("/api/v1/session", json=password_body()).status_code == 401
    with district.store.read() as tx:
        entries = tx.audit.last(50)
    assert MIA.id not in {entry.person_id for entry in entries}
    assert "sign_in" in {entry.event for entry in entries}
