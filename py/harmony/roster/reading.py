"""Reading the files of a roster, in whichever format they are."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from harmony.roster import formats
from harmony.roster.assembly import assemble
from harmony.roster.facts import Fact
from harmony.roster.files import Files, MemoryFiles
from harmony.roster.findings import Diagnostics
from harmony.roster.formats import Format
from harmony.roster.intake import Intake
from harmony.roster.options import DEFAULTS, Options
from harmony.roster.roster import Roster, Standing


def _nothing() -> None:
    """No roster stands."""


class Reading:
    """One reading of a roster's files: the format they are of, their facts, and what is found in them.

    Raises RosterError if the format cannot be told.
    """

    def __init__(self, files: Files, options: Options = DEFAULTS) -> None:
        self.options = options
        self.diagnostics = Diagnostics()
        self._intake = Intake(files, options, self.diagnostics)
        chosen = options.format
        self.format: Format = formats.named(chosen) if chosen else formats.recognised(self._intake.headers)

    def facts(self) -> Iterator[Fact]:
        """The facts as the rows come, once; when they have ended, `diagnostics` has what is wrong in them."""
        return self.format.read(self._intake)

    def roster(self, standing: Standing = _nothing) -> Roster:
        """The whole roster in memory; `standing` gives what stands, where the files hold only what changed.

        Raises RosterError with what is wrong anywhere in the files: it is all or nothing.
        """
        tolerated = self.options.tolerated_orphans
        return assemble(self.facts(), self.diagnostics, tolerated_orphans=tolerated, standing=standing)


def read(contents: Mapping[str, bytes], options: Options = DEFAULTS) -> Roster:
    """Read the files of a whole export from memory, by name; raises RosterError."""
    return Reading(MemoryFiles(contents), options).roster()
