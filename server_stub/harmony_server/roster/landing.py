"""Writing what was found to be different, and having it count."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from contextlib import nullcontext
from dataclasses import asdict, dataclass
from functools import partial

from harmony_server.roster.incoming import Incoming
from harmony_server.roster.outcome import ImportReport
from harmony_server.roster.progress import WRITING, Progress
from harmony_server.store import Imported, Remains, Store, Transaction
from harmony_server.store.staging import Staging, Step, steps
from harmony_server.store.staging.tables import VIEWS

STEP_ROWS = 2000
"""So many rows take some ten milliseconds: nobody at the door notices who waits for one step."""
FIRST_STEP_ROWS = 20_000
MANY = 20_000
"""From so many rows on, a first import makes indexes when all of them are in."""


@dataclass(frozen=True)
class Plan:
    """What an import will write, and what is told about it."""

    version: int
    """The number of the import."""
    incoming: Incoming
    report: ImportReport
    names_of: str
    """The source whose names are written."""
    differs: bool
    """Whether there is anything to write."""
    undoes: int | None = None


def write(store: Store, staging: Staging, plan: Plan, *, now: float, progress: Progress) -> None:
    """Write what is staged ahead of its time, and have it count: all of it in one moment.

    Raises StoreUnavailable and StoreConflict, with the roster as it was.
    """
    if not plan.differs:
        store.write(partial(_remember, plan=plan, now=now))
        return
    if plan.version == 1:
        _write_first(store, staging, plan, now=now, progress=progress)
        return
    with staging.working():
        todo = list(steps(staging.connection, STEP_ROWS))
    bar = _Bar.of(todo, progress)
    for step in todo:
        store.write_staged(staging, partial(_take, plan=plan, step=step, bar=bar))
        store.rest()
    store.write_staged(staging, partial(_land, plan=plan, now=now))


def _write_first(store: Store, staging: Staging, plan: Plan, *, now: float, progress: Progress) -> None:
    """Write a district's first roster in one transaction: there is nobody yet who could wait for it."""
    with staging.working():
        todo = list(steps(staging.connection, FIRST_STEP_ROWS))

    def fill(tx: Transaction) -> None:
        bar = _Bar.of(todo, progress)
        with tx.staged.filling() if bar.total >= MANY else nullcontext():
            for step in todo:
                _take(tx, plan, step, bar)
        _land(tx, plan, now)

    store.write_staged(staging, fill)
    with staging.working() as bench:
        # A planner that still takes a district for empty would look up a million rows one by one.
        bench.know(*VIEWS.values())


@dataclass
class _Bar:
    """How much of what has to be written is."""

    progress: Progress
    total: int
    done: int = 0

    @classmethod
    def of(cls, todo: Sequence[Step], progress: Progress) -> _Bar:
        return cls(progress, sum(each.last - each.first + 1 for each in todo))

    def add(self, step: Step) -> None:
        self.done += step.last - step.first + 1
        self.progress(WRITING, min(self.done, self.total), self.total)


def clear(store: Store) -> None:
    """Clear away what the import before left, or one that broke off; raises StoreUnavailable."""
    for _ in store.write_in_steps(_clearing(store)):
        pass


def _take(tx: Transaction, plan: Plan, step: Step, bar: _Bar) -> None:
    tx.staged.take(step, version=plan.version, source=plan.names_of)
    bar.add(step)


def _land(tx: Transaction, plan: Plan, now: float) -> None:
    incoming = plan.incoming
    tx.roster.land(
        Imported(
            version=plan.version,
            at=now,
            source=incoming.source,
            name=incoming.name,
            format=incoming.format,
            digest=incoming.digest,
            figures=json.dumps({kind: asdict(each) for kind, each in plan.report.changes.items()}),
            undoes=plan.undoes,
            by_id=incoming.by,
        )
    )
    tx.staged.land(plan.version)
    tx.staged.end_sessions()
    # For good, like sessions: what a colleague could do here does not wait for them to come back.
    leavers = tx.grants.end_of_leavers(now)
    tx.audit.add_for_each(sorted(leavers), "grant_taken_back", "ok", now=now, note="left")
    event = "roster_undone" if plan.undoes else "roster_imported"
    tx.audit.add(event, "ok", now=now, by=incoming.by)


def _remember(tx: Transaction, plan: Plan, now: float) -> None:
    """Nothing is different: the roster stays, and is known to be what these files say."""
    tx.roster.remember(plan.version - 1, plan.incoming.digest)
    tx.audit.add("roster_imported", "unchanged", now=now, by=plan.incoming.by)


def _clearing(store: Store) -> Iterator[Callable[[Transaction], None]]:
    """What is to be cleared: looked for without the right to write."""
    while True:
        with store.read() as tx:
            remains = tx.roster.find_remains()
        if remains is None:
            return
        yield partial(_clear, remains=remains)


def _clear(tx: Transaction, remains: Remains) -> None:
    tx.roster.clear_some(remains)
