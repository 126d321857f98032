"""What a roster does to a living district: badges outlive a system, sign-ins go on, memory stays small."""

from __future__ import annotations

import secrets
import threading
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import pytest

from benchmarks.roster.run import cost
from harmony.badge.token import BadgeToken
from harmony.model import ExternalKind, Role
from harmony.roster import Outgoing, RosterEnrollment
from harmony_server.badges import lifecycle
from harmony_server.demo import synthetic
from harmony_server.roster.export import writable, write_zip
from harmony_server.roster.outcome import Accepted
from harmony_server.roster.work import Asked, Done, bring_in
from tests.district import CODE, LEO, District, badge_body
from tests.running import HARMONY, harmony
from tests.server.engines import on_both_engines
from tests.server.rosters import CURRENT, imported
from tests.server.test_roster_undo import NEXT

REMOVALS = Accepted(removals=True)


def brought_in(district: District, path: Path, out: Outgoing, format_name: str, source: str) -> Done:
    """Import a district as a system of some format exports it."""
    write_zip(path, writable(format_name).write(out))
    asked = Asked(source, accepted=REMOVALS)
    done = bring_in(district.store, path, asked, now=district.clock(), rng=secrets.token_bytes)
    assert done.refusal is None
    return done


def renumbered(out: Outgoing) -> Outgoing:
    """The same schools, classes and people, called by other ids: the other system counts in its own way."""
    ids = [each.external_id for each in out.schools]
    ids += [each.external_id for each in out.classes]
    ids += [each.external_id for each in out.people]
    names: Mapping[str, str] = {each: f"7{number}" for number, each in enumerate(ids)}
    return Outgoing(
        out.district,
        out.year,
        [replace(each, external_id=names[each.external_id]) for each in out.schools],
        [
            replace(each, external_id=names[each.external_id], school=names[each.school])
            for each in out.classes
        ],
        [
            replace(
                each,
                external_id=names[each.external_id],
                schools=tuple(names[school] for school in each.schools),
            )
            for each in out.people
        ],
        [RosterEnrollment(names[each.in_class], names[each.person], each.role) for each in out.enrollments],
    )


def badges_of_students(district: District) -> dict[str, BadgeToken]:
    """A badge for every student, by username."""
    with district.store.begin() as tx:
        students = [each for each in tx.roster.people() if each.role is Role.STUDENT]
        return {
            each.username: lifecycle.current_or_issue(
                tx, each.id, district.keys, district.clock(), secrets.token_bytes, district=CODE
            )
            for each in students
        }


def test_every_printed_badge_opens_under_another_system(district: District, tmp_path: Path) -> None:
    """T-35: from Clever to OneRoster, every id another: each badge opens the door for whose it is."""
    everybody = synthetic.district(60, seed=3)
    brought_in(district, tmp_path / "clever.zip", everybody, "clever", "clever")
    badges = badges_of_students(district)
    assert len(badges) == 60
    done = brought_in(district, tmp_path / "oneroster.zip", renumbered(everybody), "oneroster-1.1", "sis-2")
    assert done.changes is not None
    assert done.changes.matched[ExternalKind.PERSON] >= 60
    assert done.changes.changes["people"].removed == 0
    for username, badge in badges.items():
        answer = district.client().post("/api/v1/session", json=badge_body(badge))
        assert answer.status_code == 201
        with district.store.read() as tx:
            known = tx.people.by_username(username)
        assert known is not None
        assert answer.json()["person"]["given_name"] == known.person.given_name


@on_both_engines
def test_sign_ins_and_imports_race(district: District) -> None:
    """R-11: while one roster after another counts, a child signs in again and again, always."""
    badge, client = badge_body(district.badge(LEO)), district.client()
    statuses: set[int] = set()
    imports_done = threading.Event()

    def sign_in() -> None:
        while not imports_done.is_set():
            statuses.add(client.post("/api/v1/session", json=badge).status_code)

    child = threading.Thread(target=sign_in)
    child.start()
    try:
        for roster in (NEXT, CURRENT, NEXT, CURRENT):
            imported(district, roster, accepted=REMOVALS)
    finally:
        imports_done.set()
        child.join()
    assert statuses == {201}


@pytest.mark.alone
def test_a_larger_district_takes_no_more_memory(tmp_path: Path) -> None:
    """An import and an export of four times as many students have the same peak, and stay below 300 MB."""
    peaks: dict[int, tuple[float, float]] = {}
    for students in (3000, 12_000):
        data, roster = tmp_path / f"{students}", tmp_path / f"{students}.zip"
        harmony("init", "--name", "Maple", "--url", "https://portal.example", "--data", data)
        harmony("demo", "--out", roster, "--students", str(students))
        again = ("--format", "clever", "--out", tmp_path / f"{students}-again.zip")
        peaks[students] = (
            cost((HARMONY, "roster", "import", roster, "--data", data)).peak_mb,
            cost((HARMONY, "roster", "export", *again, "--data", data)).peak_mb,
        )
    for many, few in zip(peaks[12_000], peaks[3000], strict=True):
        assert many < 300
        assert many / few < 1.25, peaks
