"""Taking back the last import: people, classes and enrollments are what they were; nobody loses a badge."""

from __future__ import annotations

from dataclasses import replace

import pytest

from harmony.model import Role
from harmony.roster import Roster, RosterClass, RosterEnrollment, RosterPerson, RosterSchool
from harmony_server.roster.outcome import Accepted, ImportReport, MassRemoval
from harmony_server.roster.undoing import CannotUndo, undo
from tests.district import MIA, District, badge_body, password_body
from tests.server.engines import on_both_engines
from tests.server.rosters import CURRENT, X_ADA, X_DORA, X_LEO, X_MIA, X_TILDA, imported, stored

pytestmark = on_both_engines

NEWCOMER = RosterPerson("x-noa", "S1009", "Noa", "Reyes", Role.STUDENT, ("02",), ("birch",))
NEXT = Roster(
    schools=(RosterSchool("maple", "Maple Street Elementary"), RosterSchool("birch", "Birch Hill School")),
    classes=(RosterClass("maple-02", "Second grade", "maple"), RosterClass("birch-01", "First", "birch")),
    people=(
        replace(X_LEO, username=X_MIA.username, schools=("birch",), grades=("03",)),
        replace(X_MIA, username=X_LEO.username, family_name="Reyes"),
        replace(X_TILDA, grades=()),
        replace(X_ADA, schools=("birch",)),
        NEWCOMER,
    ),
    enrollments=(
        RosterEnrollment("maple-02", X_MIA.external_id, Role.STUDENT),
        RosterEnrollment("birch-01", X_LEO.external_id, Role.STUDENT),
    ),
    skipped={},
    warnings=(),
)
"""Of every kind something is new, changed and gone; two swap their usernames, and Dora has left."""
REMOVALS = Accepted(removals=True)


def undone(district: District, *, accept_removals: bool = True) -> ImportReport:
    """Take the last import back."""
    report, _ = undo(district.store, accept_removals=accept_removals, now=district.clock())
    return report


def as_sets(roster: Roster) -> list[set[object]]:
    """What a roster says, in no order."""
    return [set(roster.schools), set(roster.classes), set(roster.people), set(roster.enrollments)]


def test_all_is_as_it_was(district: District) -> None:
    """R-11: whatever the import added, changed, ended or brought back is the other way round again."""
    before = stored(district)
    report = imported(district, NEXT, accepted=REMOVALS)
    assert as_sets(stored(district)) == as_sets(NEXT)
    back = undone(district)
    assert as_sets(stored(district)) == as_sets(before)
    for kind, changes in report.changes.items():
        assert back.changes[kind].added == changes.removed, kind
        assert back.changes[kind].removed == changes.added, kind
        assert back.changes[kind].changed == changes.changed, kind
    assert {each.external_id for each in stored(district).people} >= {X_DORA.external_id}


def test_whoever_was_brought_back_is_gone_again(district: District) -> None:
    """Somebody of an earlier roster who came back by mistake leaves as they left before."""
    imported(district, replace(CURRENT, people=CURRENT.people[1:], enrollments=()), accepted=REMOVALS)
    before = stored(district)
    imported(district, CURRENT)
    undone(district)
    assert as_sets(stored(district)) == as_sets(before)
    assert district.client().post("/api/v1/session", json=password_body(MIA)).status_code in (401, 403)


def test_badges_and_passwords_live_through_it(district: District) -> None:
    """A child who left by a broken export signs in again with the same badge and password."""
    badge = district.badge(MIA)
    imported(district, replace(CURRENT, people=CURRENT.people[1:], enrollments=()), accepted=REMOVALS)
    undone(district)
    for body in (badge_body(badge), password_body(MIA)):
        assert district.client().post("/api/v1/session", json=body).status_code == 201


def test_the_import_after_is_compared_with_what_is_back(district: District) -> None:
    """The mended export changes what the broken one had changed, and can be undone itself."""
    imported(district, NEXT, accepted=REMOVALS)
    undone(district)
    report = imported(district, NEXT, accepted=REMOVALS)
    assert as_sets(stored(district)) == as_sets(NEXT)
    assert report.changes["people"].back == 1
    undone(district)
    assert as_sets(stored(district)) == as_sets(CURRENT)


def test_who_is_called_otherwise_is_so_again(district: District) -> None:
    """A moved id moves back, and the one of the import is nobody's."""
    moved = tuple(replace(each, external_id=f"{each.external_id}-2") for each in CURRENT.people)
    enrolled = (RosterEnrollment("maple-01", f"{X_MIA.external_id}-2", Role.STUDENT),)
    report = imported(district, replace(CURRENT, people=moved, enrollments=enrolled))
    assert sum((report.moved or {}).values()) == len(moved)
    undone(district)
    assert as_sets(stored(district)) == as_sets(CURRENT)


def test_only_the_last_import_is_taken_back_and_once(district: District) -> None:
    """What is before it is no longer known whole."""
    imported(district, NEXT, accepted=REMOVALS)
    undone(district)
    with pytest.raises(CannotUndo, match="taken back already"):
        undone(district)


def test_it_is_guarded_as_an_import_is(district: District) -> None:
    """T-26: taking back an import that brought a school takes the door from all of its people."""
    many = tuple(replace(NEWCOMER, external_id=f"n-{n}", username=f"n{n}") for n in range(20))
    schools = (*CURRENT.schools, RosterSchool("birch", "Birch Hill School"))
    imported(district, replace(CURRENT, schools=schools, people=(*CURRENT.people, *many)))
    after = stored(district)
    with pytest.raises(MassRemoval, match="all 20 people of Birch Hill School"):
        undone(district, accept_removals=False)
    assert stored(district) == after
    undone(district)
    assert as_sets(stored(district)) == as_sets(CURRENT)


def test_it_stands_in_the_history_and_the_audit(district: District) -> None:
    """What was imported, what it changed, and that it was taken back."""
    imported(district, NEXT, accepted=REMOVALS)
    undone(district)
    with district.store.read() as tx:
        undo_entry, import_entry, *_ = tx.roster.history(9)
        events = [entry.event for entry in tx.audit.last(2)]
    assert (undo_entry.undoes, import_entry.undoes) == (import_entry.version, None)
    assert '"people": {"added": 1' in (import_entry.figures or "")
    assert events == ["roster_undone", "roster_imported"]
