"""What becomes of a reference that leads nowhere."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from harmony.findings import said
from harmony.roster.facts import Kind, Prologue, Reference
from harmony.roster.findings import Diagnostics
from harmony.roster.rows import quoted

PLURAL = {
    Kind.SCHOOL: "schools",
    Kind.CLASS: "classes",
    Kind.PERSON: "people",
    Kind.ENROLLMENT: "enrollments",
    Kind.PLACE: "roles",
}


MAX_APART = 10
"""Ids missing in one column that are told a line each; where more are, one cause lost them all."""


class Missing(NamedTuple):
    """An id that rows of a file refer to, and that is nowhere."""

    id: str
    row: int
    """The first of the rows."""
    rows: int


class _Column(NamedTuple):
    """What is missing of the ids in one column."""

    file: str
    kind: Kind
    first: Sequence[Missing]
    """The first few of them, up to one more than are told apart."""
    ids: int
    rows: int


class Orphans:
    """Rows that refer to what is not in the files: one line for each that is missing, with a count."""

    def __init__(self, prologue: Prologue, diagnostics: Diagnostics) -> None:
        self._references = prologue.references
        self._diagnostics = diagnostics
        self._columns: list[_Column] = []

    def column(self, file: str, kind: Kind) -> Reference:
        """The column in which the rows of a file refer to a kind."""
        return self._references.get(file, {}).get(kind) or Reference(kind.value, PLURAL[kind])

    def add(self, file: str, kind: Kind, first: Sequence[Missing], *, ids: int, rows: int) -> None:
        """Note references of a file to so many ids that are nowhere, in so many rows.

        Nothing is noted where rows of the file they lead to could not be read: they may be in those.
        """
        if self.column(file, kind).file not in self._diagnostics.incomplete:
            self._columns.append(_Column(file, kind, first, ids, rows))

    def judge(self, tolerated: int) -> None:
        """Tell of all that were found: as problems, or as notes if they are no more than `tolerated`."""
        total = sum(each.rows for each in self._columns)
        findings = self._diagnostics.notes if total <= tolerated else self._diagnostics.problems
        advice = (
            said("Left out.")
            if total <= tolerated
            else said("Mend it at the source; to leave such rows out: --tolerate-orphans {n}.", n=str(total))
        )
        for each in self._columns:
            column, target, prefix = self.column(each.file, each.kind)
            for missing in _lines(each):
                shown = quoted(missing.id.removeprefix(prefix))
                lost = said("{id} is not in {file}.", id=shown, file=target)
                if each.ids > MAX_APART:
                    several = {"n": each.ids, "file": target, "id": shown}
                    lost = said("{n} ids are not in {file}; {id} is the first.", **several)
                findings.add(
                    each.file, lost, row=missing.row, column=column, advice=advice, rows=missing.rows
                )


def _lines(column: _Column) -> Sequence[Missing]:
    """A line for each id that is missing; where there are very many, the first for all of them."""
    if column.ids <= MAX_APART:
        return column.first
    return [column.first[0]._replace(rows=column.rows)]
