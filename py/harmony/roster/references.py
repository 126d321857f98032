"""The ids of one kind, and what becomes of a reference that leads nowhere."""

from __future__ import annotations

from collections.abc import Iterable

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
        for (file, kind, reference), (row, count) in self._found.items():
            column, target, prefix = self.column(Origin(file, row), kind)
            findings.add(
                file,
                f"{quoted(reference.removeprefix(prefix))} is not in {target}.",
                row=row,
                column=column,
                advice=advice,
                rows=count,
            )


def tell_alike(kind: Kind, ids: Iterable[str], diagnostics: Diagnostics) -> None:
    """Note ids that differ in nothing but capitals or the like."""
    seen: dict[str, str] = {}
    for each in ids:
        other = seen.setdefault(folded(each), each)
        if other != each:
            said = f"{quoted(other)} and {quoted(each)} look alike; they are taken for two {PLURAL[kind]}."
            diagnostics.notes.add("the files", said, cause=(kind, "alike"))
