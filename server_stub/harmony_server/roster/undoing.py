"""Taking back the last import: the roster before it counts again, as one import more."""

from __future__ import annotations

from harmony.roster.findings import Diagnostics, Read
from harmony_server.roster.incoming import Incoming
from harmony_server.roster.landing import Plan, clear, write
from harmony_server.roster.outcome import ImportReport, refuse_mass_removal, report_of
from harmony_server.roster.progress import Progress, ignore
from harmony_server.roster.recognising import NOBODY
from harmony_server.store import Imported, Store
from harmony_server.store.staging import undoing
from harmony_server.store.staging.tables import AFTER_COMPARING


class CannotUndo(Exception):
    """There is nothing that could be taken back; the text says why and what to do."""


def undo(
    store: Store,
    *,
    accept_removals: bool,
    now: float,
    by: str | None = None,
    progress: Progress = ignore,
) -> tuple[ImportReport, Imported]:
    """Bring people, classes and enrollments of the roster before the last import back; tells which that was.

    Badges, passwords and grants of everybody stay as they are. Raises CannotUndo, MassRemoval unless
    accepted, and StoreUnavailable, with nothing changed.
    """
    with store.importing():
        clear(store)
        last, before = _last_two(store)
        with store.staging() as staging:
            with staging.working() as bench:
                undoing.undo(bench, last.version)
                staging.index(AFTER_COMPARING)
                report = report_of(bench.connection, before.source, Read((), {}, ()), NOBODY, names=False)
                if not accept_removals:
                    refuse_mass_removal(bench.connection, report)
            incoming = Incoming(
                (), Diagnostics(), before.source, before.name or "", before.format or "", by=by
            )
            plan = Plan(last.version + 1, incoming, report, last.source, differs=True, undoes=last.version)
            write(store, staging, plan, now=now, progress=progress)
        clear(store)
    return report, last


def _last_two(store: Store) -> tuple[Imported, Imported]:
    with store.read() as tx:
        found = list(tx.roster.history(2))
    if len(found) < 2:
        raise CannotUndo("There is no roster before the last import that could be brought back.")
    last, before = found
    if last.undoes is not None:
        raise CannotUndo(
            "The last import was taken back already, and only the last one can be. To have it again, import "
            "its files."
        )
    return last, before
