"""The ids of one kind, and what becomes of a reference that leads nowhere."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping

from harmony.roster.facts import Kind, Origin, Prologue, Reference
from harmony.roster.findings import Diagnostics
from harmony.roster.rows import quoted
from harmony.spelling import folded

PLURAL = {
    Kind.SCHOOL: "schools",
    Kind.CLASS: "classes",
    Kind.PERSON: "people",
    Kind.ENROLLMENT: "enrollments",
    Kind.PLACE: "roles",
}


MAX_APART = 10
"""Ids missing in one column that are told a line each; where more are, one cause lost them all."""


class FoldedIds:
    """Ids by how they look, for references that are written in other capitals."""

    def __init__(self, ids: Iterable[str]) -> None:
        self._ids: dict[str, str | None] = {}
        for each in ids:
            key = folded(each)
            self._ids[key] = None if key in self._ids else each

    def like(self, reference: str) -> str | None:
        """The one id that looks like this; None if there is none, or more than one."""
        return self._ids.get(folded(reference))


class Orphans:
    """Rows that refer to what is not in the files: one line for each that is missing, with a count."""

    def __init__(self, prologue: Prologue, diagnostics: Diagnostics) -> None:
        self._references = prologue.references
        self._diagnostics = diagnostics
        self._found: dict[tuple[str, Kind, str], tuple[int, int]] = {}
        self.total = 0

    def column(self, at: Origin, kind: Kind) -> Reference:
        """The column in which a row of this file refers to a kind."""
        return self._references.get(at.file, {}).get(kind) or Reference(kind.value, PLURAL[kind])

    def add(self, kind: Kind, reference: str, at: Origin) -> None:
        """Note a reference that leads nowhere, unless rows of the file it leads to could not be read."""
        if not reference or self.column(at, kind).file in self._diagnostics.incomplete:
            return
        key = (at.file, kind, reference)
        row, count = self._found.get(key, (at.row, 0))
        self._found[key] = row, count + 1
        self.total += 1

    def judge(self, tolerated: int) -> None:
        """Tell of all that were found: as problems, or as notes if they are no more than `tolerated`."""
        findings = self._diagnostics.notes if self.total <= tolerated else self._diagnostics.problems
        advice = (
            "Left out."
            if self.total <= tolerated
            else f"Mend it at the source; to leave such rows out: --tolerate-orphans {self.total}."
        )
        for (file, kind), missing in self._by_column().items():
            column, target, prefix = self.column(Origin(file, 0), kind)
            for reference, rows in _lines(missing):
                shown = quoted(reference.removeprefix(prefix))
                said = f"{shown} is not in {target}."
                if len(missing) > MAX_APART:
                    said = f"{len(missing):,} ids are not in {target}; {shown} is the first."
                findings.add(file, said, row=rows[0], column=column, advice=advice, rows=rows[1])

    def _by_column(self) -> dict[tuple[str, Kind], dict[str, tuple[int, int]]]:
        """What is missing, with its first row and their number, by where it is referred to."""
        columns: dict[tuple[str, Kind], dict[str, tuple[int, int]]] = defaultdict(dict)
        for (file, kind, reference), found in self._found.items():
            columns[file, kind][reference] = found
        return columns


def _lines(missing: Mapping[str, tuple[int, int]]) -> Iterable[tuple[str, tuple[int, int]]]:
    """A line for each id that is missing; where there are very many, the first for all of them."""
    if len(missing) <= MAX_APART:
        return missing.items()
    first, (row, _) = next(iter(missing.items()))
    return [(first, (row, sum(count for _, count in missing.values())))]


def tell_alike(kind: Kind, ids: Iterable[str], diagnostics: Diagnostics) -> None:
    """Note ids that differ in nothing but capitals or the like."""
    seen: dict[str, str] = {}
    for each in ids:
        other = seen.setdefault(folded(each), each)
        if other != each:
            said = f"{quoted(other)} and {quoted(each)} look alike; they are taken for two {PLURAL[kind]}."
            diagnostics.notes.add("the files", said, cause=(kind, "alike"))
