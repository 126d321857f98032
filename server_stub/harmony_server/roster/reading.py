"""Roster files as they come in: where they are, whose they are, and what they say."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from harmony.roster import DEFAULT_SOURCE, Files, Options, Reading
from harmony.roster.files import stem
from harmony.roster.metered import Metered
from harmony_server.roster import archive
from harmony_server.store import Store

READS = "1"
"""Counted on when the same files are read otherwise than before, so that they are looked at anew."""
_PIECE = 1024 * 1024


@dataclass(frozen=True)
class Arrival:
    """Roster files that are open, and about to be read."""

    name: str
    """What the zip or folder is called."""
    source: str
    reading: Reading
    files: Metered
    digest: str
    """The same for files of the same content that are read in the same way."""

    @property
    def format(self) -> str:
        """What people call the format."""
        return self.reading.format.TITLE


@contextmanager
def arriving(
    store: Store,
    path: Path,
    *,
    source: str | None,
    options: Options,
    usernames: Mapping[str, Sequence[str]],
) -> Iterator[Arrival]:
    """A zip or folder while the block runs; if `source` is None it is that of the roster before.

    `usernames` are the columns by source that the district's settings name. Raises RosterError and
    StoreUnavailable.
    """
    with store.read() as tx:
        source = source or tx.roster.last_source() or DEFAULT_SOURCE
    options = replace(options, username=tuple(usernames.get(source, ())))
    with archive.opened(path) as files:
        metered = Metered(files)
        reading = Reading(metered, options)
        digest = _digest(files, reading, f"{READS} {source} {reading.format.NAME} {options}")
        yield Arrival(path.name, source, reading, metered, digest)


def _digest(files: Files, reading: Reading, how: str) -> str:
    """The BLAKE2b of every file's name and content that is going to be read, and of how."""
    found = hashlib.blake2b(how.encode(), digest_size=32)
    wanted = {"manifest", *(stem(each.file) for each in reading.format.FILES)}
    for name in sorted(each for each in files if stem(each) in wanted):
        found.update(f"\0{name}\0".encode(errors="surrogatepass"))
        with files.open(name) as stream:
            while piece := stream.read(_PIECE):
                found.update(piece)
    return found.hexdigest()
