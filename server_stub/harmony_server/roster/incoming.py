"""What an import is given."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from harmony.roster.facts import Fact
from harmony.roster.findings import Diagnostics
from harmony_server.roster.reading import Arrival


def _unknown(_done: int) -> int:
    return 0


@dataclass(frozen=True)
class Incoming:
    """What is imported: facts, once, and what is known about them."""

    facts: Iterable[Fact]
    diagnostics: Diagnostics
    source: str
    name: str = ""
    format: str = ""
    digest: str | None = None
    """The same for the same content; None if it is not known."""
    tolerated_orphans: int = 0
    moved: Iterable[tuple[str, str]] = ()
    """Ids of this source that are others now: the old one and the new."""
    by: str | None = None
    """Who imports it, by person id; None for whoever runs the machine."""
    rows: Callable[[int], int] = _unknown
    """About how many rows there are, told so many are read; 0 where that cannot be known."""

    @classmethod
    def of(cls, arrival: Arrival, moved: Iterable[tuple[str, str]] = (), by: str | None = None) -> Incoming:
        """What files say that have come in."""
        files, reading = arrival.files, arrival.reading
        return cls(
            facts=reading.facts(),
            diagnostics=reading.diagnostics,
            source=arrival.source,
            name=arrival.name,
            format=arrival.format,
            digest=arrival.digest,
            tolerated_orphans=reading.options.tolerated_orphans,
            moved=moved,
            by=by,
            rows=lambda done: done * files.size // max(1, files.read),
        )
