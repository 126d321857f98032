"""The roster in the database: what comes back, who outlives it, what contradicts itself."""

from __future__ import annotations

from dataclasses import replace

import pytest
from sqlalchemy import insert

from harmony.model import ExternalId, ExternalKind, Person, Role
from harmony_server.store import Store, StoreConflict
from harmony_server.store.tables import enrollments
from tests.district import (
    ENROLLMENT,
    FIRST,
    LARS,
    LEO,
    MAPLE,
    MIA,
    PEOPLE,
    TILDA,
    District,
    put,
)
from tests.server.engines import on_both_engines

pytestmark = on_both_engines


@pytest.fixture
def store(district: District) -> Store:
    """The store of the synthetic district."""
    return district.store


def test_the_roster_comes_back_as_it_went_in(store: Store) -> None:
    """Schools, classes, people and enrollments are what the last import said."""
    with store.read() as tx:
        assert tx.roster.schools() == [MAPLE]
        assert tx.roster.classes() == [FIRST]
        assert tx.roster.people() == sorted(PEOPLE, key=lambda person: person.id)
        assert tx.roster.enrollments() == [ENROLLMENT]


def test_who_left_is_known_but_not_active(store: Store) -> None:
    """A person out of the roster keeps their record: badges and the audit log refer to it."""
    with store.read() as tx:
        lars = tx.people.get(LARS.id)
    assert lars is not None
    assert (lars.active, lars.can_sign_in) == (False, False)


def test_who_left_keeps_their_place_until_they_are_back(store: Store) -> None:
    """People, schools and classes outlive their roster under the same ids; enrollments do not."""
    put(store, [])
    with store.read() as tx:
        roster = tx.roster
        assert (roster.people(), roster.schools(), roster.classes(), roster.enrollments()) == ([], [], [], [])
        everybody = {each.id: each for each in roster.people(active=False)}
        assert (roster.schools(active=False), roster.classes(active=False)) == ([MAPLE], [FIRST])
    assert everybody == {each.id: each for each in (*PEOPLE, LARS)}
    put(store, PEOPLE, schools=[MAPLE], classes=[FIRST], enrollments=[ENROLLMENT])
    test_the_roster_comes_back_as_it_went_in(store)


def test_grades_and_schools_of_a_person_change(store: Store) -> None:
    """Next year a child is a grade further, and a teacher at no school any more."""
    mia = replace(MIA, grades=("02", "03"))
    put(store, [mia, replace(TILDA, school_ids=frozenset())], schools=[MAPLE])
    with store.read() as tx:
        assert [each.grades for each in tx.roster.people()] == [("02", "03"), ()]
        assert [each.school_ids for each in tx.roster.people()] == [{MAPLE.id}, frozenset()]


def test_an_external_id_stands_for_one_person(store: Store) -> None:
    """Nobody is two people to one source, and no two people are one."""
    for name in (
        ExternalId("sis", ExternalKind.PERSON, "x-mia", LEO.id),
        ExternalId("sis", ExternalKind.PERSON, "x-mia-again", MIA.id),
    ):
        with pytest.raises(StoreConflict), store.begin() as tx:
            tx.external_ids.add([name])
    with store.begin() as tx:
        tx.external_ids.add([ExternalId("new", ExternalKind.PERSON, "x-mia", MIA.id)])
    with store.read() as tx:
        assert [name.source for name in tx.external_ids.of(ExternalKind.PERSON, MIA.id)] == ["new", "sis"]
        assert tx.external_ids.find(ExternalKind.PERSON, "x-mia") == [MIA.id]


def test_a_place_is_known_by_every_name_it_has(store: Store) -> None:
    """Apps are given by what any source calls a school or class."""
    with store.begin() as tx:
        tx.external_ids.add(
            [
                ExternalId("new", ExternalKind.SCHOOL, "770", MAPLE.id),
                ExternalId("new", ExternalKind.CLASS, "771", FIRST.id),
            ]
        )
    with store.read() as tx:
        membership = tx.door.membership(MIA)
    assert membership.schools == {"maple", "770"}
    assert membership.classes == {"maple-01", "771"}
    assert membership.grades == {"01"}
    assert membership.role is Role.STUDENT


def replace_people(store: Store, *people: Person) -> None:
    """Make a roster of nothing but these people."""
    put(store, people)


def person(person_id: str, username: str) -> Person:
    """Somebody of this name."""
    return replace(LEO, id=person_id, username=username, school_ids=frozenset())


def test_names_may_change_hands(store: Store) -> None:
    """Two people may swap student ids in one import, and a newcomer may get that of somebody who left."""
    replace_people(store, person(MIA.id, LEO.username), person(LEO.id, MIA.username))
    with store.read() as tx:
        found = tx.people.by_username(LEO.username.lower())
    assert found is not None
    assert found.person.id == MIA.id
    replace_people(store, person("newcomer", LEO.username))
    with store.read() as tx:
        found = tx.people.by_username(LEO.username)
        by_id = tx.people.get(MIA.id)
    assert found is not None
    assert by_id is not None
    assert (found.person.id, by_id.person.id, by_id.active) == ("newcomer", MIA.id, False)


def test_one_name_is_one_person(store: Store) -> None:
    """Two people with the same student id, in whatever letter case, cannot be imported."""
    with pytest.raises(StoreConflict):
        replace_people(store, person("a", "Same"), person("b", "sAME"))


def test_an_enrollment_needs_its_class(store: Store) -> None:
    """References to nothing are refused by the database itself."""
    with pytest.raises(StoreConflict), store.begin() as tx:
        tx.roster._connection.execute(
            insert(enrollments), {"class_id": "gone", "person_id": MIA.id, "role": "student", "since": 1}
        )
    with store.read() as tx:
        assert tx.roster.enrollments() == [ENROLLMENT]
