"""Reading a roster's files as a district wants those of their source read."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from harmony.roster import DEFAULT_SOURCE, Options, Reading, Roster
from harmony_server.roster import archive
from harmony_server.roster.standing import standing_roster
from harmony_server.store import Store


@dataclass(frozen=True)
class Received:
    """A roster as it came."""

    name: str
    """What the zip or folder is called."""
    format: str
    """What people call the format it is in."""
    source: str
    roster: Roster


def receive(
    store: Store,
    path: Path,
    *,
    source: str | None,
    options: Options,
    usernames: Mapping[str, Sequence[str]],
) -> Received:
    """Read a zip or folder; if `source` is None it is that of the roster before.

    `usernames` are the columns by source that the district's settings name. Files that hold only changes are
    applied to the roster that stands. Raises RosterError and StoreUnavailable.
    """
    with store.read() as tx:
        source = source or tx.roster.last_source() or DEFAULT_SOURCE
    options = replace(options, username=tuple(usernames.get(source, ())))

    def standing() -> Roster | None:
        with store.read() as tx:
            return standing_roster(tx, source)

    with archive.opened(path) as files:
        reading = Reading(files, options)
        return Received(path.name, reading.format.TITLE, source, reading.roster(standing))
