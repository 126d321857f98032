"""Making a roster the district's: one transaction, all or nothing.

Whoever is missing from the new roster becomes inactive, with badge and password kept for the day they come
back, and their sessions end. Nobody is deleted.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from harmony.errors import Finding
from harmony.model import Enrollment, Person, School, SchoolClass
from harmony.roster import Roster
from harmony_server.accounts import passwords
from harmony_server.badges import lifecycle
from harmony_server.store import Store, Transaction

MAX_REMOVED = 10
MAX_REMOVED_SHARE = 0.2
"""More people than both of these do not leave a district in a day; an export that lost a school does that."""


@dataclass(frozen=True)
class Changes:
    """How many of one kind were added, changed, removed and left as they were."""

    added: int
    changed: int
    removed: int
    unchanged: int

    @property
    def differs(self) -> bool:
        """Whether anything is not as it was."""
        return bool(self.added or self.changed or self.removed)


@dataclass(frozen=True)
class ImportReport:
    """What an import did, or would do."""

    changes: Mapping[str, Changes]
    """By kind: schools, classes, people, enrollments."""
    skipped: Mapping[str, int]
    warnings: tuple[Finding, ...]


class MassRemoval(Exception):
    """So many people would lose the door that the new roster is more likely broken than true."""

    def __init__(self, report: ImportReport, *, losing: int, of: int) -> None:
        super().__init__(
            f"{losing:,} of {of:,} people could no longer sign in: they are missing from this roster or "
            "switched off in it. That many rarely leave at once: check the export. If it is right, import "
            "it with --accept-removals."
        )
        self.report = report


class _Preview(Exception):
    """Leaves a transaction without keeping what it did."""

    def __init__(self, report: ImportReport) -> None:
        super().__init__()
        self.report = report


def import_roster(
    store: Store, roster: Roster, *, now: float, accept_removals: bool = False, stage: Callable[[str], None]
) -> ImportReport:
    """Make `roster` the roster; `stage` is told what is being done.

    Raises MassRemoval, with nothing changed, unless removals are accepted, and StoreUnavailable.
    """
    with store.begin() as tx:
        return _replace(tx, roster, now=now, accept_removals=accept_removals, stage=stage)


def preview_roster(
    store: Store, roster: Roster, *, now: float, accept_removals: bool = False, stage: Callable[[str], None]
) -> ImportReport:
    """Do all that `import_roster` does, and undo it: the same report, the same errors."""
    try:
        with store.begin() as tx:
            raise _Preview(_replace(tx, roster, now=now, accept_removals=accept_removals, stage=stage))
    except _Preview as preview:
        return preview.report


def _replace(
    tx: Transaction, roster: Roster, *, now: float, accept_removals: bool, stage: Callable[[str], None]
) -> ImportReport:
    stage("Comparing")
    before = tx.roster.people()
    report = ImportReport(_changes(tx, before, roster), roster.skipped, roster.warnings)
    losing = _who_can_enter(before) - _who_can_enter(roster.people)
    if len(losing) > max(MAX_REMOVED, MAX_REMOVED_SHARE * len(before)) and not accept_removals:
        raise MassRemoval(report, losing=len(losing), of=len(before))
    stage("Writing")
    if any(each.differs for each in report.changes.values()):
        tx.roster.replace(
            schools=roster.schools,
            classes=roster.classes,
            people=roster.people,
            enrollments=roster.enrollments,
        )
    _end_sessions(tx, losing)
    tx.audit.add("roster_imported", "ok", now=now)
    return report


def _who_can_enter(people: Iterable[Person]) -> set[str]:
    return {person.id for person in people if person.enabled}


def _end_sessions(tx: Transaction, person_ids: Iterable[str]) -> None:
    """Sign people out for good: coming back to the roster must not revive a session."""
    for person_id in person_ids:
        for how in (lifecycle.HOW, passwords.HOW):
            tx.sessions.end_of_person(person_id, how=how)


def _changes(tx: Transaction, people: Iterable[Person], roster: Roster) -> dict[str, Changes]:
    return {
        "schools": _compare(tx.roster.schools(), roster.schools),
        "classes": _compare(tx.roster.classes(), roster.classes),
        "people": _compare(people, roster.people),
        "enrollments": _compare(tx.roster.enrollments(), roster.enrollments),
    }


_Kind = School | SchoolClass | Person | Enrollment


def _compare(before: Iterable[_Kind], after: Iterable[_Kind]) -> Changes:
    old = {each.id: each for each in before}
    new = {each.id: each for each in after}
    both = old.keys() & new.keys()
    changed = sum(old[each] != new[each] for each in both)
    return Changes(
        added=len(new) - len(both),
        changed=changed,
        removed=len(old) - len(both),
        unchanged=len(both) - changed,
    )
