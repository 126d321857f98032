"""Reading a roster's files: what format they are in, and what they say."""

from __future__ import annotations

from collections.abc import Iterator

from harmony.roster import formats
from harmony.roster.facts import Fact
from harmony.roster.files import Files
from harmony.roster.findings import Diagnostics
from harmony.roster.formats import Format
from harmony.roster.intake import Intake
from harmony.roster.options import DEFAULTS, Options


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
