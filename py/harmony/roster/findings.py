"""Collecting what is wrong in files that may be wrong a million times over."""

from __future__ import annotations

from harmony.findings import Finding, RosterError

LIMIT = 100
"""Findings that are kept; one systematic slip makes thousands alike, and nobody reads them all."""


class Findings:
    """The first findings up to a limit, and the number of all."""

    def __init__(self, limit: int = LIMIT) -> None:
        self._limit = limit
        self._kept: list[Finding] = []
        self._total = 0

    def add(self, file: str, message: str, *, row: int | None = None, column: str | None = None) -> None:
        """Note one finding."""
        self._total += 1
        if self._total <= self._limit:
            self._kept.append(Finding(file, message, row=row, column=column))

    def all(self) -> tuple[Finding, ...]:
        """What was kept, and one line about how much was not."""
        left_out = self._total - len(self._kept)
        if not left_out:
            return tuple(self._kept)
        return (*self._kept, Finding("all files", f"and {left_out:,} more findings."))

    def raise_if_any(self) -> None:
        """Raise RosterError if there is any finding."""
        if self._total:
            raise RosterError(self.all())
