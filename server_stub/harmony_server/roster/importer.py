"""Making a roster the district's: all or nothing, and nobody at the door waits for it.

Comparing only reads. What is new is then written ahead of its time, in many short transactions, and counts
from the last one on, which is short too. An import that breaks off before leaves what nobody sees.

Whoever is missing from the new roster becomes inactive, with badge and password kept for the day they come
back, and their sessions end. Nobody is deleted.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import partial

from harmony.findings import Finding
from harmony.model import ExternalKind, Person
from harmony.people.by_school import SchoolChanges, by_school
from harmony.people.directory import Changes, Delta, Difference, Known, compare
from harmony.roster import DEFAULT_SOURCE, Roster
from harmony_server.badges.keys import Rng
from harmony_server.roster.resolving import Resolved, resolve
from harmony_server.store import Remains, Step, Store, Transaction, steps

MAX_REMOVED = 10
MAX_REMOVED_SHARE = 0.2
"""More people than both of these do not leave a district in a day; an export that lost a school does that."""


@dataclass(frozen=True)
class Accepted:
    """What an operator has looked at and wants all the same."""

    removals: bool = False
    """Very many people lose the door."""
    new_people: bool = False
    """Some usernames are now those of other people."""


@dataclass(frozen=True)
class ImportReport:
    """What an import did, or would do."""

    source: str
    changes: Mapping[str, Changes]
    """By kind: schools, classes, people, enrollments."""
    matched: Mapping[ExternalKind, int]
    """How many this source names for the first time, and others had named before."""
    skipped: Mapping[str, int]
    warnings: tuple[Finding, ...]
    schools: tuple[SchoolChanges, ...] = ()
    people: Delta[Person] | None = field(default=None, compare=False, repr=False)
    """Who is new, changed and gone, for reports that name people."""


class MassRemoval(Exception):
    """So many people would lose the door that the new roster is more likely broken than true."""

    def __init__(self, report: ImportReport, *, losing: int, of: int) -> None:
        super().__init__(
            f"{losing:,} of {of:,} people could no longer sign in: they are missing from this roster or "
            "switched off in it. That many rarely leave at once: check the export. If it is right, import "
            "it with --accept-removals."
        )
        self.report = report


@dataclass(frozen=True)
class _Plan:
    """All that an import will write, and what is told about it."""

    version: int
    """The number of the import."""
    resolved: Resolved
    difference: Difference
    losing: frozenset[str]
    """Ids of people who can enter now and could not any more."""
    report: ImportReport


def import_roster(
    store: Store,
    roster: Roster,
    *,
    source: str | None = None,
    accepted: Accepted = Accepted(),
    now: float,
    rng: Rng,
    stage: Callable[[str], None],
) -> ImportReport:
    """Make `roster` the roster; `stage` is told what is being done.

    `source` is whose names the roster's ids are: if None, that of the roster before. Raises RosterError and
    MassRemoval, with nothing changed, unless accepted, and StoreUnavailable.
    """
    with store.importing():
        _do(store, _clearing(store))
        with store.read() as tx:
            stage("Comparing")
            plan = _plan(tx, roster, source, accepted, rng)
        stage("Writing")
        _do(store, _writing(plan))
        store.write(lambda tx: _land(tx, plan, now))
        _do(store, _clearing(store))
    return plan.report


def preview_roster(
    store: Store,
    roster: Roster,
    *,
    source: str | None = None,
    accepted: Accepted = Accepted(),
    rng: Rng,
    stage: Callable[[str], None],
) -> ImportReport:
    """What `import_roster` would do: the same report, the same errors, and nothing is written."""
    with store.read() as tx:
        stage("Comparing")
        return _plan(tx, roster, source, accepted, rng).report


def _plan(tx: Transaction, roster: Roster, source: str | None, accepted: Accepted, rng: Rng) -> _Plan:
    source = source or tx.roster.last_source() or DEFAULT_SOURCE
    known = tx.roster.known()
    resolved = resolve(
        roster,
        known,
        tx.external_ids.by_source(source),
        source=source,
        accept_new_people=accepted.new_people,
        rng=rng,
    )
    difference = compare(known, resolved.directory)
    report = ImportReport(
        source,
        difference.counts,
        resolved.matched,
        roster.skipped,
        roster.warnings,
        by_school(known.current, resolved.directory, difference),
        difference.people,
    )
    plan = _Plan(tx.roster.version() + 1, resolved, difference, _losing(known, resolved), report)
    if not accepted.removals:
        _refuse_mass_removal(plan, len(known.current.people))
    return plan


def _losing(known: Known, resolved: Resolved) -> frozenset[str]:
    now, then = known.current.people.values(), resolved.directory.people.values()
    return _who_can_enter(now) - _who_can_enter(then)


def _who_can_enter(people: Iterable[Person]) -> frozenset[str]:
    return frozenset(person.id for person in people if person.enabled)


def _refuse_mass_removal(plan: _Plan, before: int) -> None:
    if len(plan.losing) > max(MAX_REMOVED, MAX_REMOVED_SHARE * before):
        raise MassRemoval(plan.report, losing=len(plan.losing), of=before)


def _do(store: Store, work: Iterator[Callable[[Transaction], None]]) -> None:
    for _ in store.write_in_steps(work):
        pass


def _writing(plan: _Plan) -> Iterator[Callable[[Transaction], None]]:
    """All that can be written before the import counts."""
    for step in steps(plan.difference, plan.resolved.names):
        yield partial(_take, step=step, version=plan.version)


def _take(tx: Transaction, step: Step, version: int) -> None:
    tx.roster.take(step, version)


def _land(tx: Transaction, plan: _Plan, now: float) -> None:
    """Have all of it count: the one moment in which the roster is another."""
    # Who comes just now is in before, and out with the others, or meets the new roster.
    tx.people.lock(*plan.losing)
    tx.roster.land(plan.difference, plan.version, source=plan.report.source, now=now)
    # For good: coming back to the roster must not revive a session.
    tx.sessions.end_of_people(plan.losing)
    tx.audit.add("roster_imported", "ok", now=now)


def _clearing(store: Store) -> Iterator[Callable[[Transaction], None]]:
    """What the import before left, or one that broke off: looked for without the right to write."""
    while True:
        with store.read() as tx:
            remains = tx.roster.find_remains()
        if remains is None:
            return
        yield partial(_clear, remains=remains)


def _clear(tx: Transaction, remains: Remains) -> None:
    tx.roster.clear_some(remains)
