"""Checking or importing roster files from beginning to end, with the report on it: whoever asks, and however.

The command line, the watched folder and the console all come in here.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from harmony.findings import RosterError
from harmony.roster import Options
from harmony_server.badges.keys import Rng
from harmony_server.roster import report as reports
from harmony_server.roster.importer import import_roster, preview_roster
from harmony_server.roster.incoming import Incoming
from harmony_server.roster.outcome import Accepted, ImportReport, MassRemoval
from harmony_server.roster.progress import Progress, ignore
from harmony_server.roster.reading import Arrival, arriving
from harmony_server.roster.report import Report
from harmony_server.store import Store

_Work = Callable[[Incoming], ImportReport]
CHECKED, IMPORTED, REFUSED = "checked", "imported", "refused"


@dataclass(frozen=True)
class Asked:
    """What somebody says about files that they hand over."""

    source: str | None = None
    """Whose ids they have; None for that of the roster before."""
    options: Options = field(default_factory=Options)
    accepted: Accepted = field(default_factory=Accepted)
    moved: tuple[tuple[str, str], ...] = ()
    """Ids that are others now: the old one and the new."""
    by: str | None = None
    """Who asks, by person id; None for whoever runs the machine."""
    usernames: Mapping[str, Sequence[str]] = field(default_factory=dict)
    """By source the columns that the district's settings take usernames from."""

    def at(self, usernames: Mapping[str, Sequence[str]]) -> Asked:
        """The same in a district of these settings."""
        return replace(self, usernames=usernames)


@dataclass(frozen=True)
class Done:
    """What became of files."""

    report: Report
    changes: ImportReport | None
    """The figures, also of what is refused for them; None where the files could not be read."""
    refusal: RosterError | MassRemoval | None = None


def check(store: Store, path: Path, asked: Asked, *, rng: Rng, progress: Progress = ignore) -> Done:
    """What an import of a zip or folder would do; raises StoreUnavailable."""
    return _tried(
        store,
        path,
        asked,
        CHECKED,
        lambda incoming: preview_roster(store, incoming, asked.accepted, rng=rng, progress=progress),
    )


def bring_in(
    store: Store, path: Path, asked: Asked, *, now: float, rng: Rng, progress: Progress = ignore
) -> Done:
    """Import a zip or folder: all of it, or nothing; raises StoreUnavailable."""
    return _tried(
        store,
        path,
        asked,
        IMPORTED,
        lambda incoming: import_roster(store, incoming, asked.accepted, now=now, rng=rng, progress=progress),
    )


def _tried(store: Store, path: Path, asked: Asked, outcome: str, work: _Work) -> Done:
    arrival: Arrival | None = None
    try:
        with arriving(
            store, path, source=asked.source, options=asked.options, usernames=asked.usernames
        ) as arrival:
            changes = work(Incoming.of(arrival, asked.moved, asked.by))
    except RosterError as refusal:
        return Done(reports.refused(path.name, refusal.findings), None, refusal)
    except MassRemoval as refusal:
        assert arrival is not None  # noqa: S101  it was read
        report = reports.of(arrival, refusal.report, REFUSED, refusal=str(refusal))
        return Done(report, refusal.report, refusal)
    return Done(reports.of(arrival, changes, outcome), changes)
