"""Collecting what is wrong in files that may be wrong a million times over."""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable
from dataclasses import dataclass, replace

from harmony.findings import NOTHING_TO_SAY, Finding, RosterError, Said, said

LIMIT = 100
"""Findings that are kept; one systematic slip makes thousands alike, and nobody reads them all."""


class Findings:
    """The first findings up to a limit, and the number of all."""

    def __init__(self, limit: int = LIMIT) -> None:
        self._limit = limit
        self._kept: dict[Hashable, Finding] = {}
        self._counts: Counter[Hashable] = Counter()
        self._others = 0

    def __len__(self) -> int:
        return len(self._kept) + self._others

    def add(
        self,
        file: str,
        message: Said,
        *,
        row: int | None = None,
        column: str | None = None,
        advice: Said = NOTHING_TO_SAY,
        cause: Hashable = None,
        rows: int = 1,
    ) -> None:
        """Note one finding, in so many `rows`; those of one `cause` are one line, with the first row."""
        key = (file, message, row, column) if cause is None else (file, column, cause)
        if key in self._kept:
            self._counts[key] += rows
        elif len(self._kept) < self._limit:
            self._kept[key] = Finding(file, message, row=row, column=column, advice=advice)
            self._counts[key] = rows
        else:
            self._others += 1

    def all(self) -> tuple[Finding, ...]:
        """What was kept, and one line about how much was not."""
        kept = [replace(each, count=self._counts[key]) for key, each in self._kept.items()]
        if self._others:
            kept.append(Finding("all files", said("and {n} more findings.", n=self._others)))
        return tuple(kept)

    def raise_if_any(self) -> None:
        """Raise RosterError if there is any finding."""
        if self._kept:
            raise RosterError(self.all())


@dataclass(frozen=True)
class Read:
    """What a reading of files told beside the roster itself."""

    notes: tuple[Finding, ...]
    """What was read although it was not quite as the standard says."""
    left_out: dict[str, int]
    """How many rows were read and not wanted, by why."""
    dropped: tuple[tuple[str, str], ...]
    """Files and columns that hold more about somebody than the portal may know, and were never read."""


class Diagnostics:
    """What one reading finds: what forbids the import, what was forgiven, left out and never read."""

    def __init__(self) -> None:
        self.problems = Findings()
        self.notes = Findings()
        self.left_out: Counter[str] = Counter()
        self.dropped: dict[tuple[str, str], None] = {}
        self.incomplete: set[str] = set()
        """Files of which some row could not be read: that an id is not in them says nothing."""

    def problem(
        self,
        file: str,
        message: Said,
        advice: Said = NOTHING_TO_SAY,
        *,
        row: int | None = None,
        column: str | None = None,
    ) -> None:
        """Note what has to be mended; the same in many rows is one problem."""
        self.problems.add(file, message, row=row, column=column, advice=advice, cause=message)

    def note(
        self,
        file: str,
        message: Said,
        advice: Said = NOTHING_TO_SAY,
        *,
        row: int | None = None,
        column: str | None = None,
    ) -> None:
        """Note what was read all the same; the same in many rows is one note."""
        self.notes.add(file, message, row=row, column=column, advice=advice, cause=message)

    def drop(self, file: str, column: str) -> None:
        """Name a column that is never read, because it holds what the portal may not know."""
        self.dropped[(file, column)] = None

    def read(self) -> Read:
        """What is told about a reading that succeeded; raises RosterError if it did not."""
        self.problems.raise_if_any()
        return Read(self.notes.all(), dict(self.left_out), tuple(self.dropped))
