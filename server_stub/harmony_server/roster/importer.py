"""Making a roster the district's: all or nothing, and nobody at the door waits for it.

Rows flow from the files into tables of the import's own; what is different is found there. It is then written
ahead of its time, in many short transactions, and counts from the last one on, which is short too. An import
that breaks off before leaves what nobody sees.

Whoever is missing from the new roster becomes inactive, with badge and password kept for the day they come
back, and their sessions end. Nobody is deleted.
"""

from __future__ import annotations

from collections.abc import Iterator

from harmony.roster.facts import Fact, Kind
from harmony_server.badges.keys import Rng
from harmony_server.roster.checking import Check
from harmony_server.roster.incoming import Incoming
from harmony_server.roster.landing import Plan, clear, write
from harmony_server.roster.outcome import Accepted, ImportReport, refuse_mass_removal, report_of, unchanged
from harmony_server.roster.progress import COMPARING, READING, STEPS, Progress
from harmony_server.roster.recognising import Recognised, recognise
from harmony_server.roster.standing import NothingStands, after_standing, standing_facts, stands
from harmony_server.store import Store
from harmony_server.store.staging import Loader, Staging, difference, steps, tables


def import_roster(
    store: Store, incoming: Incoming, accepted: Accepted, *, now: float, rng: Rng, progress: Progress
) -> ImportReport:
    """Make what comes in the roster.

    Raises RosterError and MassRemoval, with nothing changed, unless accepted, and StoreUnavailable.
    """
    with store.importing():
        clear(store)
        if same := _same_again(store, incoming):
            store.write(lambda tx: tx.audit.add("roster_imported", "unchanged", now=now, by=incoming.by))
            return same
        with store.staging() as staging:
            plan = prepare(store, staging, incoming, accepted, rng=rng, progress=progress)
            write(store, staging, plan, now=now, progress=progress)
        clear(store)
    return plan.report


def preview_roster(
    store: Store, incoming: Incoming, accepted: Accepted, *, rng: Rng, progress: Progress
) -> ImportReport:
    """What `import_roster` would do: the same report, the same errors, and nothing is written."""
    if same := _same_again(store, incoming):
        return same
    with store.staging() as staging:
        return prepare(store, staging, incoming, accepted, rng=rng, progress=progress).report


def _same_again(store: Store, incoming: Incoming) -> ImportReport | None:
    """The report on files that say what the last ones did; None if these are others."""
    with store.read() as tx:
        last = tx.roster.last()
        if incoming.digest is None or last is None or last.digest != incoming.digest:
            return None
    with store.staging() as staging, staging.working() as bench:
        return unchanged(bench.connection, incoming.source)


def prepare(
    store: Store, staging: Staging, incoming: Incoming, accepted: Accepted, *, rng: Rng, progress: Progress
) -> Plan:
    """Read, check and compare; raises RosterError, MassRemoval and StoreUnavailable."""
    loaded = _load(store, staging, incoming, rng, progress)
    progress(COMPARING, 0, STEPS)
    with staging.working() as bench:
        staging.index(tables.AFTER_LOADING)
        check = Check(bench, loaded, incoming.diagnostics)
        check.rows()
        check.references()
        progress(COMPARING, 1, STEPS)
        check.enrollments(incoming.tolerated_orphans)
        progress(COMPARING, 2, STEPS)
        recognised = recognise(
            bench,
            loaded.files,
            source=incoming.source,
            match_moved=accepted.moved,
            accept_new_people=accepted.new_people,
        )
        staging.index(tables.AFTER_NAMING)
        progress(COMPARING, 3, STEPS)
        difference.compare(bench)
        staging.index(tables.AFTER_COMPARING)
        progress(COMPARING, 4, STEPS)
        return _plan(store, staging, incoming, accepted, recognised)


def _plan(
    store: Store, staging: Staging, incoming: Incoming, accepted: Accepted, recognised: Recognised
) -> Plan:
    with store.read() as tx:
        version, source = tx.roster.version(), tx.roster.last_source()
    read = incoming.diagnostics.read()
    report = report_of(staging.connection, incoming.source, read, recognised, names=accepted.names)
    differs = source != incoming.source or any(True for _ in steps(staging.connection))
    if not accepted.removals:
        refuse_mass_removal(staging.connection, report)
    return Plan(version + 1, incoming, report, incoming.source, differs=differs)


def _load(store: Store, staging: Staging, incoming: Incoming, rng: Rng, progress: Progress) -> Loader:
    with store.read() as tx:
        all_new = not tx.roster.version()
    loader = Loader(staging.bench, rng, all_new=all_new)
    with staging.working() as bench:
        loader.load(
            after_standing(
                incoming.facts, incoming.diagnostics, lambda kinds: _standing(store, incoming.source, kinds)
            ),
            lambda done: progress(READING, done, max(done, incoming.rows(done))),
        )
        bench.fill("in_moved", ("old", "new"), list(incoming.moved))
        bench.know(*(each.name for each in tables.IMPORTED))
    return loader


def _standing(store: Store, source: str, kinds: frozenset[Kind]) -> Iterator[Fact]:
    with store.read() as tx:
        if not stands(tx, source):
            raise NothingStands
        yield from standing_facts(tx, source, kinds)
