"""A look at a roster's files by themselves, taken in steps."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator, Sequence

from harmony.findings import Finding, RosterError, said
from harmony.roster import Options, Reading
from harmony.roster.facts import Prologue
from harmony.roster.metered import Metered
from harmony.roster.zipped import DAMAGE, ZipFiles
from harmony_preview.counting import Counting
from harmony_preview.seen import Seen, nothing, problem

LARGEST = 32 * 1024 * 1024
"""Bytes of a roster's files, unpacked, that a page looks at. Larger ones keep a browser busy for longer
than the server takes."""
STEP = 256 * 1024
"""Bytes between two drawings of a page."""


class Look:
    """What is read of a zip: its format, how much is in it, and what is wrong in its rows.

    Whether rows fit to each other, and what they would change, only the server knows. `usernames` are the
    columns that the district's settings take usernames from, if they name any.
    """

    def __init__(self, name: str, content: bytes, usernames: Sequence[str] = ()) -> None:
        self._name = name
        self._content = content
        self._options = Options(username=tuple(usernames))
        self._counting = Counting()
        self._changes_only = False
        self._reading: Reading | None = None
        self._refused: tuple[Finding, ...] = ()
        self.too_large = False
        """Whether there is more in it than LARGEST; then nothing of it is read."""

    def steps(self) -> Iterator[float]:
        """Read on; gives now and then which share of the files was read."""
        try:
            yield from self._read()
        except RosterError as error:
            self._refused = error.findings

    def found(self) -> Seen:
        """What was seen, once `steps` has ended."""
        if self._reading is None:
            return nothing(self._refused)
        findings = (*self._reading.diagnostics.problems.all(), *self._refused)
        return Seen(
            self._reading.format.TITLE,
            self._changes_only,
            self._counting.numbers(),
            [problem(each) for each in findings],
        )

    def _read(self) -> Iterator[float]:
        files = Metered(ZipFiles(self._name, self._opened()))
        self.too_large = files.size > LARGEST
        if self.too_large:
            return
        self._reading = Reading(files, self._options)
        told = 0
        yield 0.0
        for fact in self._reading.facts():
            if isinstance(fact, Prologue):
                self._changes_only = bool(fact.changed_only)
            self._counting.add(fact)
            if files.read - told >= STEP:
                told = files.read
                yield min(told / max(files.size, 1), 1.0)

    def _opened(self) -> zipfile.ZipFile:
        try:
            return zipfile.ZipFile(io.BytesIO(self._content))
        except DAMAGE as error:
            why = said("is not a zip file that can be read: {why}.", why=error)
            raise RosterError([Finding(self._name, why)]) from None
