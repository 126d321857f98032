"""Grants in the database: giving them, taking them back, what holds and what does not."""

from __future__ import annotations

import secrets

import pytest

from harmony.grants import Grant, GrantKind
from harmony.model import Enrollment, Person, Role
from harmony_server.accounts import grants
from harmony_server.accounts.grants import GrantRefused
from harmony_server.accounts.refusals import AccessRefused
from harmony_server.store import StoreConflict
from tests.district import (
    ADA,
    FIRST,
    MAPLE,
    MIA,
    PEOPLE,
    TILDA,
    District,
    password_body,
    put,
)
from tests.server.engines import on_both_engines

pytestmark = on_both_engines

BADGES = Grant(GrantKind.BADGE_MANAGER, MAPLE.id)
LEAD = Grant(GrantKind.SCHOOL_LEAD, MAPLE.id)
DISTRICT = Grant(GrantKind.DISTRICT_ADMINISTRATOR)


def give(district: District, person: Person, grant: Grant, by: Person | None = None) -> None:
    """Give a grant now."""
    with district.store.begin() as tx:
        grants.give(tx, person, grant, by=by, now=district.clock(), rng=secrets.token_bytes)


def take_back(district: District, person: Person, grant: Grant, by: Person | None = None) -> bool:
    """Take a grant back now."""
    with district.store.begin() as tx:
        return grants.take_back(tx, person, grant, by=by, now=district.clock())


def held(district: District, person: Person) -> set[Grant]:
    """What a person may do now."""
    with district.store.read() as tx:
        return set(grants.grants_of(tx, person))


def test_nobody_holds_a_grant_at_first(district: District) -> None:
    """T-33: no role of the roster opens anything by itself."""
    assert not any(held(district, person) for person in PEOPLE)


def test_a_grant_is_given_and_taken_back(district: District) -> None:
    """It holds from the one moment to the other, once however often it is given, and both are on record."""
    give(district, TILDA, BADGES)
    give(district, TILDA, BADGES)
    give(district, TILDA, LEAD)
    assert held(district, TILDA) == {BADGES, LEAD}
    assert take_back(district, TILDA, BADGES)
    assert not take_back(district, TILDA, BADGES)
    assert held(district, TILDA) == {LEAD}
    with district.store.read() as tx:
        recorded = [(entry.event, entry.outcome, entry.person_id) for entry in tx.audit.last(3)]
    assert recorded == [
        ("grant_taken_back", "badge_manager", TILDA.id),
        ("grant_given", "school_lead", TILDA.id),
        ("grant_given", "badge_manager", TILDA.id),
    ]


def test_who_gave_it_is_known(district: District) -> None:
    """A grant tells who answers for it: a person, or the operator of the machine."""
    give(district, ADA, DISTRICT)
    give(district, TILDA, LEAD, by=ADA)
    with district.store.read() as tx:
        records = [*tx.grants.held_by(ADA.id), *tx.grants.held_by(TILDA.id)]
    assert [record.given_by for record in records] == [None, ADA.id]


def test_only_who_may_gives_and_takes_back(district: District) -> None:
    """T-33: an administrator of the roster without the grant gives nothing, a school lead no lead."""
    give(district, TILDA, LEAD)
    with pytest.raises(AccessRefused, match="forbidden"):
        give(district, TILDA, BADGES, by=ADA)
    with pytest.raises(AccessRefused, match="forbidden"):
        give(district, ADA, LEAD, by=TILDA)
    for by in (ADA, TILDA):
        with pytest.raises(AccessRefused, match="forbidden"):
            take_back(district, TILDA, LEAD, by=by)
    assert held(district, TILDA) == {LEAD}


def test_a_student_is_given_nothing(district: District) -> None:
    """T-33: and who becomes a student in the roster holds nothing any more, until they are staff again."""
    with pytest.raises(GrantRefused, match="only staff"):
        give(district, MIA, BADGES)
    give(district, TILDA, DISTRICT)
    demoted = Person(TILDA.id, "tilda", "Tilda", "Oakes", Role.STUDENT, TILDA.picture)
    put(district.store, [demoted, ADA])
    assert held(district, demoted) == set()
    assert held(district, TILDA) == {DISTRICT}


def test_a_teachers_grant_is_the_rosters_to_give(district: District) -> None:
    """It follows from what they teach, comes and goes with it, and cannot be given."""
    teaching = Grant(GrantKind.TEACHER, class_ids=frozenset({FIRST.id}))
    with pytest.raises(GrantRefused, match="roster"):
        give(district, TILDA, teaching)
    taught = [Enrollment(FIRST.id, person.id, Role.TEACHER) for person in (TILDA, MIA)]
    put(district.store, PEOPLE, schools=[MAPLE], classes=[FIRST], enrollments=taught)
    assert held(district, TILDA) == {teaching}
    assert held(district, MIA) == set()
    put(district.store, PEOPLE, schools=[MAPLE], classes=[FIRST])
    assert held(district, TILDA) == set()


def test_a_grant_needs_its_school(district: District) -> None:
    """There is no grant of a school that nobody knows."""
    with pytest.raises(StoreConflict):
        give(district, TILDA, Grant(GrantKind.SCHOOL_LEAD, "nowhere"))


def test_a_session_ends_the_sooner_the_more_it_can_do(district: District) -> None:
    """T-13: with a lead's grant a teacher has an administrator's limits at once."""
    client = district.client()
    assert client.post("/api/v1/session", json=password_body(TILDA)).status_code == 201
    district.clock.advance(20 * 60)
    assert client.get("/api/v1/dashboard").status_code == 200
    district.clock.advance(20 * 60)
    assert client.get("/api/v1/dashboard").status_code == 200
    give(district, TILDA, LEAD)
    district.clock.advance(20 * 60)
    assert client.get("/api/v1/dashboard").json()["code"] == "session_expired"
