"""Making a roster the district's: what is counted, who loses and regains the door, what is refused."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace

import pytest
from sqlalchemy import Engine, event

from harmony.model import Role
from harmony.people.changes import Changes
from harmony.roster import Roster, RosterClass, RosterEnrollment, RosterPerson, RosterSchool
from harmony_server.roster.outcome import Accepted, MassRemoval
from tests.district import LARS, MIA, District, badge_body, password_body
from tests.server.engines import on_both_engines
from tests.server.rosters import (
    CURRENT,
    X_ADA,
    X_DORA,
    X_LEO,
    X_MIA,
    X_TILDA,
    imported,
    previewed,
    stored,
)

pytestmark = on_both_engines

REMOVALS = Accepted(removals=True)


def without(*people: RosterPerson) -> Roster:
    """The roster as if some people had left, with their enrollments."""
    gone = {person.external_id for person in people}
    return replace(
        CURRENT,
        people=tuple(person for person in CURRENT.people if person.external_id not in gone),
        enrollments=tuple(each for each in CURRENT.enrollments if each.person not in gone),
    )


def many(count: int) -> Roster:
    """A roster of so many students."""
    people = tuple(
        RosterPerson(f"x-{n:05}", f"{n:05}", f"Given{n}", f"Family{n}", Role.STUDENT, ("03",), ("maple",))
        for n in range(count)
    )
    enrollments = tuple(RosterEnrollment("maple-01", each.external_id, Role.STUDENT) for each in people)
    return replace(CURRENT, people=people, enrollments=enrollments)


def test_the_same_roster_again_changes_nothing(district: District) -> None:
    """A nightly import of an unchanged export reports that all is as it was."""
    report = imported(district, CURRENT)
    assert report.changes == {
        "schools": Changes(0, 0, 0, 1),
        "classes": Changes(0, 0, 0, 1),
        "people": Changes(0, 0, 0, 5),
        "enrollments": Changes(0, 0, 0, 1),
    }


def test_additions_changes_and_removals_are_counted_and_done(district: District) -> None:
    """Afterwards the store says what the files said, and the report what was different."""
    new = replace(
        without(X_LEO),
        schools=(*CURRENT.schools, RosterSchool("birch", "Birch Hill School")),
        classes=(RosterClass("maple-01", "Room 1", "maple"), RosterClass("birch-06", "Sixth grade", "birch")),
        enrollments=(*CURRENT.enrollments, RosterEnrollment("birch-06", X_TILDA.external_id, Role.TEACHER)),
    )
    report = imported(district, new)
    assert report.changes == {
        "schools": Changes(added=1, changed=0, removed=0, unchanged=1),
        "classes": Changes(added=1, changed=1, removed=0, unchanged=0),
        "people": Changes(added=0, changed=0, removed=1, unchanged=4),
        "enrollments": Changes(added=1, changed=0, removed=0, unchanged=1),
    }
    after = stored(district)
    assert set(after.classes) == set(new.classes)
    assert set(after.people) == set(new.people)
    assert set(after.enrollments) == set(new.enrollments)


def test_two_people_may_swap_usernames(district: District) -> None:
    """Names change hands in one import without ever colliding."""
    swapped = replace(
        CURRENT,
        people=(
            replace(X_MIA, username=X_LEO.username),
            replace(X_LEO, username=X_MIA.username),
            X_TILDA,
            X_ADA,
            X_DORA,
        ),
    )
    assert imported(district, swapped).changes["people"].changed == 2


def test_whoever_left_cannot_sign_in_until_they_are_back(district: District) -> None:
    """Badge and password stop with the roster, work again with it, and a session is gone for good."""
    client = district.client()
    badge = district.badge(MIA)
    assert client.post("/api/v1/session", json=badge_body(badge)).status_code == 201

    imported(district, without(X_MIA))
    assert client.get("/api/v1/dashboard").json()["code"] == "not_signed_in"
    for body in (badge_body(badge), password_body(MIA)):
        answer = district.client().post("/api/v1/session", json=body)
        assert answer.status_code in (401, 403), answer.text

    imported(district, CURRENT)
    assert client.get("/api/v1/dashboard").json()["code"] == "not_signed_in"
    for body in (badge_body(badge), password_body(MIA)):
        assert district.client().post("/api/v1/session", json=body).status_code == 201


def test_switching_somebody_off_ends_their_sessions(district: District) -> None:
    """A person whom the roster disables is signed out, and stays so when enabled again."""
    client = district.client()
    assert client.post("/api/v1/session", json=password_body(MIA)).status_code == 201
    disabled = tuple(replace(each, enabled=each != X_MIA) for each in CURRENT.people)
    imported(district, replace(CURRENT, people=disabled))
    imported(district, CURRENT)
    assert client.get("/api/v1/dashboard").json()["code"] == "not_signed_in"


def test_nobody_is_ever_deleted(district: District) -> None:
    """Who left is still known, inactive; the badge record that names them stays whole."""
    district.badge(MIA)
    imported(district, without(X_MIA))
    with district.store.read() as tx:
        known = tx.people.get(MIA.id)
        assert known is not None
        assert not known.active
        assert tx.badges.issued_to(MIA.id) is not None
        assert tx.people.get(LARS.id) is not None


def test_a_preview_reports_the_same_and_changes_nothing(district: District) -> None:
    """`check` is the import, undone."""
    new = without(X_LEO)
    before = stored(district)
    preview = previewed(district, new)
    assert stored(district) == before
    with district.store.read() as tx:
        assert [entry.event for entry in tx.audit.last(9)].count("roster_imported") == 0
    assert preview == imported(district, new)


@pytest.mark.parametrize(
    ("count", "left", "refused"),
    [(40, 4, False), (40, 5, True), (20, 3, False), (20, 4, True), (100, 10, False), (100, 11, True)],
)
def test_a_mass_removal_is_refused(district: District, count: int, left: int, refused: bool) -> None:
    """T-26: more than three people and more than a tenth of a school do not leave in a day."""
    imported(district, many(count), accepted=REMOVALS)
    fewer = replace(CURRENT, people=many(count).people[left:], enrollments=())
    if not refused:
        assert imported(district, fewer).changes["people"].removed == left
        return
    before = stored(district)
    said = rf"{left} of {count} people could no longer sign in \({left} of {count} people of Maple Street"
    with pytest.raises(MassRemoval, match=said):
        imported(district, fewer)
    with pytest.raises(MassRemoval, match="--accept-removals"):
        previewed(district, fewer)
    assert stored(district) == before
    assert imported(district, fewer, accepted=REMOVALS).changes["people"].removed == left


def test_a_whole_school_does_not_vanish(district: District) -> None:
    """T-26: an export without one small school of a large district is refused, by that school's name."""
    birch = RosterSchool("birch", "Birch Hill School")
    few = tuple(
        RosterPerson(f"b-{n}", f"b{n}", f"Given{n}", "Ash", Role.STUDENT, ("06",), ("birch",)) for n in (1, 2)
    )
    whole = replace(many(100), schools=(*CURRENT.schools, birch), people=(*many(100).people, *few))
    imported(district, whole, accepted=REMOVALS)
    with pytest.raises(MassRemoval, match="all 2 people of Birch Hill School"):
        imported(district, many(100))


def test_all_teachers_do_not_vanish(district: District) -> None:
    """T-26: an export without its file of staff is refused, however many students there are."""
    teachers = tuple(replace(X_TILDA, external_id=f"t-{n}", username=f"t{n}") for n in (1, 2))
    imported(district, replace(many(100), people=(*many(100).people, *teachers)), accepted=REMOVALS)
    with pytest.raises(MassRemoval, match="all 2 teachers"):
        imported(district, many(100))


def test_switching_off_very_many_people_is_refused_too(district: District) -> None:
    """T-26: an export whose `enabledUser` column went wrong would lock out a school just as well."""
    imported(district, many(40), accepted=REMOVALS)
    disabled = tuple(replace(each, enabled=False) for each in many(40).people)
    with pytest.raises(MassRemoval, match="40 of 40"):
        imported(district, replace(many(40), people=disabled))


def test_a_first_roster_removes_nobody(district: District) -> None:
    """Into an empty district any number of people may come."""
    imported(district, replace(CURRENT, people=(X_ADA,), enrollments=()), accepted=REMOVALS)
    assert imported(district, many(500)).changes["people"].added == 500


def test_many_people_take_as_many_statements_as_few(district: District) -> None:
    """No person, class or session costs a statement of its own."""
    counts = []
    imported(district, replace(many(0), people=(X_ADA,)), accepted=REMOVALS)
    for size in (20, 400):
        with statements() as told:
            imported(district, many(size), accepted=REMOVALS)
            imported(district, replace(many(0), people=(X_ADA,)), accepted=REMOVALS)
        counts.append(len(told))
    few, many_more = counts
    assert many_more - few < 40  # the rows go in steps, of some hundred each


@contextmanager
def statements() -> Iterator[list[str]]:
    """Every statement that is sent to a database while the block runs."""
    told: list[str] = []

    def tell(_connection: object, _cursor: object, statement: str, *_: object) -> None:
        told.append(statement)

    event.listen(Engine, "before_cursor_execute", tell)
    try:
        yield told
    finally:
        event.remove(Engine, "before_cursor_execute", tell)


def test_progress_is_told_in_rows(district: District) -> None:
    """Whoever waits sees what is being done, and how far it is."""
    told: list[tuple[str, int, int]] = []
    imported(district, many(50), accepted=REMOVALS, progress=lambda *how: told.append(how))
    assert list(dict.fromkeys(stage for stage, _, _ in told)) == ["Reading", "Comparing", "Writing"]
    assert all(done <= total for _, done, total in told)
    assert told[-1][1] == told[-1][2] > 100
