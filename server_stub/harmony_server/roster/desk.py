"""What the console does with rosters: look, apply, list, take back. It knows no HTTP and no command line.

    upload_id = Uploads(data).keep(files, rng)
    previewed = preview(store, uploads, upload_id, asked, now=now, rng=rng)     # nothing is changed
    done = apply(store, uploads, upload_id, asked, now=now, rng=rng)            # the same files, for good
    past = history(store, 20)
    report, undone = undo(store, accept_removals=False, now=now, by=person_id)

`Done.report` is told as `roster.report.as_json`; `Done.refusal` is why nothing was, or would be, changed:
RosterError with what is to be mended, or MassRemoval, which `Accepted(removals=True)` overrules. A
StoreUnavailable says that another import is under way.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from harmony_server.badges.keys import Rng
from harmony_server.roster import work
from harmony_server.roster.progress import Progress, ignore
from harmony_server.roster.undoing import undo
from harmony_server.roster.uploads import About, Uploads
from harmony_server.roster.work import Asked, Done
from harmony_server.store import Imported, Store

__all__ = ["RosterMovedOn", "apply", "history", "hold", "preview", "undo"]


class RosterMovedOn(Exception):
    """Another import has counted since the preview: what it said is no longer what would be changed."""


def preview(
    store: Store,
    uploads: Uploads,
    upload_id: str,
    asked: Asked,
    *,
    now: float,
    rng: Rng,
    progress: Progress = ignore,
) -> Done:
    """What importing kept files would do; raises NoSuchUpload and StoreUnavailable."""
    path = uploads.roster(upload_id)
    with store.read() as tx:
        version = tx.roster.version()
    done = work.check(store, path, asked, rng=rng, progress=progress)
    held = upload_id in uploads.held()
    uploads.remember(upload_id, About(now, version, done.report.source, asked.by, held))
    return done


def hold(store: Store, uploads: Uploads, path: Path, done: Done, *, now: float, rng: Rng) -> None:
    """Keep a roster that looks short for an administrator to decide. Raises RosterError, StoreUnavailable."""
    with store.read() as tx:
        version = tx.roster.version()
    uploads.expire(now)
    uploads.hold(path, About(now, version, done.report.source, held=True), rng)


def apply(
    store: Store,
    uploads: Uploads,
    upload_id: str,
    asked: Asked,
    *,
    now: float,
    rng: Rng,
    progress: Progress = ignore,
) -> Done:
    """Import files that were looked at, as they were then, and forget them if that succeeds.

    Raises NoSuchUpload, also for what was never looked at, RosterMovedOn and StoreUnavailable.
    """
    about = uploads.about(upload_id)
    with store.read() as tx:
        if tx.roster.version() != about.version:
            raise RosterMovedOn
    done = work.bring_in(
        store,
        uploads.roster(upload_id),
        replace(asked, source=about.source or asked.source),
        now=now,
        rng=rng,
        progress=progress,
    )
    if done.refusal is None:
        uploads.throw_away(upload_id)
    return done


def history(store: Store, count: int) -> list[Imported]:
    """So many imports that counted, the latest first; raises StoreUnavailable."""
    with store.read() as tx:
        return list(tx.roster.history(count))
