"""A district that changes its student information system: who stays who, who is new, and what is asked."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from harmony.findings import RosterError
from harmony.model import ExternalKind, Person, Role
from harmony.roster import Origin, Roster, RosterClass, RosterEnrollment, RosterPerson, RosterSchool
from harmony_server.roster.outcome import Accepted
from tests.district import FIRST, LEO, MAPLE, MIA, PEOPLE, TILDA, District, badge_body, password_body
from tests.server.rosters import CURRENT, NAMES, X_LEO, X_MIA, imported, listed, previewed, stored

RENUMBERED = {portal_id: f"{number}" for number, portal_id in enumerate(NAMES, start=700)}
"""What the new system calls everything."""

OTHER = Roster(
    schools=(RosterSchool(RENUMBERED[MAPLE.id], "MAPLE street School"),),
    classes=(RosterClass(RENUMBERED[FIRST.id], "First Grade", RENUMBERED[MAPLE.id]),),
    people=tuple(listed(person, RENUMBERED) for person in PEOPLE),
    enrollments=(RosterEnrollment(RENUMBERED[FIRST.id], RENUMBERED[MIA.id], Role.STUDENT),),
    skipped={},
    warnings=(),
)
"""The district of `CURRENT` as another system says it."""


def changed(person: Person, **values: object) -> Roster:
    """The other system's roster with something else about one person."""
    name = RENUMBERED[person.id]
    origin = Origin("users.csv", 4)
    return replace(
        OTHER,
        people=tuple(
            replace(each, origin=origin, **values) if each.external_id == name else each  # type: ignore[arg-type]
            for each in OTHER.people
        ),
    )


def id_of(district: District, username: str) -> str:
    """The portal's id of whoever signs in with a username now."""
    with district.store.read() as tx:
        known = tx.people.by_username(username)
    assert known is not None
    return known.person.id


def test_everything_survives_a_change_of_system(district: District) -> None:
    """Printed badge, password, open session and audit are the same person's under other external ids."""
    badge = district.badge(MIA)
    client = district.client()
    assert client.post("/api/v1/session", json=badge_body(badge)).status_code == 201
    dashboard = client.get("/api/v1/dashboard").json()

    report = imported(district, OTHER, source="new")

    assert report.matched == {ExternalKind.SCHOOL: 1, ExternalKind.CLASS: 1, ExternalKind.PERSON: 5}
    assert report.changes["people"].unchanged == len(PEOPLE)
    assert report.changes["enrollments"].unchanged == 1
    assert client.get("/api/v1/dashboard").json() == dashboard
    for body in (badge_body(badge), password_body(MIA)):
        assert district.client().post("/api/v1/session", json=body).status_code == 201
    with district.store.read() as tx:
        assert {entry.person_id for entry in tx.audit.last(9) if entry.event == "sign_in"} == {MIA.id}
        names = tx.external_ids.of(ExternalKind.PERSON, MIA.id)
    assert {(name.source, name.id) for name in names} == {
        ("new", RENUMBERED[MIA.id]),
        ("sis", X_MIA.external_id),
    }


def test_afterwards_the_ids_of_the_new_system_are_authoritative(district: District) -> None:
    """Once everybody has an id of the new system, a username says nothing any more about who somebody is."""
    imported(district, OTHER, source="new")
    swapped = replace(
        OTHER,
        people=tuple(
            replace(
                each,
                username={MIA.username: LEO.username, LEO.username: MIA.username}.get(
                    each.username, each.username
                ),
            )
            for each in OTHER.people
        ),
    )
    report = imported(district, swapped)
    assert report.source == "new"
    assert not any(report.matched.values())
    assert id_of(district, LEO.username) == MIA.id
    newcomer = replace(swapped.people[0], external_id="799", given_name="Noa", family_name="Reyes")
    imported(district, replace(swapped, people=(newcomer, *swapped.people[1:]), enrollments=()))
    assert id_of(district, newcomer.username) not in NAMES


def test_going_back_finds_everybody_again(district: District) -> None:
    """The ids of the system before are not forgotten."""
    imported(district, OTHER, source="new")
    report = imported(district, CURRENT, source="sis")
    assert report.changes["people"].unchanged == len(PEOPLE)
    assert not any(report.matched.values())
    assert imported(district, CURRENT).source == "sis"


def test_the_first_source_is_called_sis(district: District) -> None:
    """A district that names no source has one all the same."""
    assert previewed(district, CURRENT).source == "sis"
    assert imported(district, CURRENT).source == "sis"


def test_the_same_id_of_another_system_is_somebody_else(district: District) -> None:
    """T-35: both systems count from 1; what is Mia's number in one is not hers in the other."""
    crossed = {**RENUMBERED, MIA.id: X_LEO.external_id, LEO.id: X_MIA.external_id}
    people = tuple(listed(person, crossed) for person in PEOPLE)
    imported(district, replace(OTHER, people=people, enrollments=()), source="new")
    assert id_of(district, MIA.username) == MIA.id
    assert id_of(district, LEO.username) == LEO.id


def test_somebody_with_other_names_is_not_taken_over(district: District) -> None:
    """T-35: a username that now belongs to another child is told with its row, and nothing is changed."""
    badge = district.badge(MIA)
    new = changed(MIA, given_name="Noa", family_name="Reyes")
    before = stored(district)
    with pytest.raises(RosterError) as refused:
        imported(district, new, source="new")
    said = str(refused.value)
    assert said.startswith("users.csv, row 4, column username: is in use by somebody whose given and family")
    assert "--accept-new-people" in said
    assert not re.search("Noa|Reyes|Mia|Quillfeather|S1001", said)
    with pytest.raises(RosterError):
        previewed(district, new, source="new")
    assert stored(district) == before

    report = imported(district, new, source="new", accepted=Accepted(new_people=True))
    assert report.matched[ExternalKind.PERSON] == len(PEOPLE) - 1
    assert (report.changes["people"].added, report.changes["people"].removed) == (1, 1)
    assert id_of(district, MIA.username) != MIA.id
    for body in (badge_body(badge), password_body(MIA)):
        assert district.client().post("/api/v1/session", json=body).status_code in (401, 403)


@pytest.mark.parametrize(
    "names", [{"given_name": "Mia"}, {"family_name": "Reyes"}, {"family_name": "QUILLFEATHER"}]
)
def test_one_other_name_is_the_same_person(district: District, names: dict[str, str]) -> None:
    """Systems write nicknames, and people marry."""
    imported(district, changed(MIA, **names), source="new")
    assert id_of(district, MIA.username) == MIA.id


def test_another_role_is_another_person(district: District) -> None:
    """T-35: nobody becomes a teacher of the portal by having a teacher's username."""
    imported(district, changed(TILDA, role=Role.STUDENT), source="new")
    assert id_of(district, TILDA.username) != TILDA.id


def test_a_username_in_other_capitals_is_the_same(district: District) -> None:
    """People type it in any capitals, and so do systems write it."""
    imported(district, changed(MIA, username="s1001"), source="new")
    assert id_of(district, MIA.username) == MIA.id


def test_who_had_left_begins_anew(district: District) -> None:
    """Only who is here now is matched: an old account is not woken by a username."""
    imported(district, replace(CURRENT, people=CURRENT.people[1:], enrollments=()))
    imported(district, OTHER, source="new")
    assert id_of(district, MIA.username) != MIA.id


def test_what_is_like_two_is_neither(district: District) -> None:
    """Two classes of one title in a school cannot be told apart: both begin anew, and nobody is lost."""
    twice = (*CURRENT.classes, RosterClass("maple-01-b", "First grade", "maple"))
    imported(district, replace(CURRENT, classes=twice))
    report = imported(district, OTHER, source="new")
    assert report.matched[ExternalKind.CLASS] == 0
    assert (report.changes["classes"].added, report.changes["classes"].removed) == (1, 2)
    assert report.matched[ExternalKind.PERSON] == len(PEOPLE)


def test_new_people_keep_the_picture_they_begin_with(district: District) -> None:
    """A card that is printed later, under another system, has the picture of the first one."""
    newcomer = RosterPerson("x-noa", "S1009", "Noa", "Reyes", Role.STUDENT, ("01",), ("maple",))
    imported(district, replace(CURRENT, people=(*CURRENT.people, newcomer)))
    own = id_of(district, "S1009")
    with district.store.read() as tx:
        before = tx.people.get(own)
    other = replace(newcomer, external_id="790", schools=(RENUMBERED[MAPLE.id],))
    imported(district, replace(OTHER, people=(*OTHER.people, other)), source="new")
    with district.store.read() as tx:
        assert tx.people.get(own) == before
    assert before is not None
