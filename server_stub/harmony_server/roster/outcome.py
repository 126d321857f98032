"""What an import did, would do, or must not do."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import Connection

from harmony.findings import Finding
from harmony.model import ExternalKind
from harmony.people.changes import Changes, SchoolChanges
from harmony.roster.findings import Read
from harmony_server.roster.guard import vanishing
from harmony_server.roster.recognising import NOBODY, Recognised
from harmony_server.store.staging import figures


@dataclass(frozen=True)
class Accepted:
    """What an operator has looked at and wants all the same, and what else they say."""

    removals: bool = False
    """Very many people lose the door."""
    new_people: bool = False
    """Some usernames are now those of other people."""
    moved: bool = True
    """Whoever has another id than before, and the same username, role and names, is the same person."""
    names: bool = False
    """The report names people."""


@dataclass(frozen=True)
class ImportReport:
    """What an import did, or would do."""

    source: str
    changes: Mapping[str, Changes]
    """By kind: schools, classes, people, enrollments."""
    matched: Mapping[ExternalKind, int]
    """How many this source names for the first time, and others had named before."""
    skipped: Mapping[str, int]
    warnings: tuple[Finding, ...]
    schools: tuple[SchoolChanges, ...] = ()
    moved: Mapping[ExternalKind, int] | None = None
    """How many this source calls otherwise than before: the same people, moved."""
    dropped: tuple[tuple[str, str], ...] = ()
    """Files and columns that hold more about somebody than the portal may know, and were never read."""
    people: tuple[tuple[str, str, str], ...] = ()
    """What changes about somebody, their username and their name, for reports that name people."""
    same_files: bool = False
    """Whether the files are, to the letter, those of the last import: nothing was compared."""

    @property
    def changes_nothing(self) -> bool:
        """Whether the roster stays as it is."""
        return not any(each.added or each.changed or each.removed for each in self.changes.values())


class MassRemoval(Exception):
    """So many people would lose the door that the new roster is more likely broken than true."""

    def __init__(self, report: ImportReport, reasons: list[str], *, losing: int, of: int) -> None:
        more = f", and {len(reasons) - 3} more such" if len(reasons) > 3 else ""
        super().__init__(
            f"{losing:,} of {of:,} people could no longer sign in ({'; '.join(reasons[:3])}{more}): they are "
            "missing from this roster or switched off in it. That many rarely leave at once: check the "
            "export. If it is right, import it with --accept-removals."
        )
        self.report = report


def refuse_mass_removal(connection: Connection, report: ImportReport) -> None:
    """Raise MassRemoval if what is staged would do what no export should."""
    if reasons := vanishing(connection):
        of, losing = figures.losing_people(connection)
        raise MassRemoval(report, reasons, losing=losing, of=of)


def report_of(
    connection: Connection, source: str, read: Read, recognised: Recognised, *, names: bool
) -> ImportReport:
    """The report on what is staged."""
    return ImportReport(
        source=source,
        changes=figures.changes(connection),
        matched=recognised.matched,
        skipped=read.left_out,
        warnings=read.notes,
        schools=figures.by_school(connection),
        moved=recognised.moved,
        dropped=read.dropped,
        people=tuple(figures.people(connection)) if names else (),
    )


def unchanged(connection: Connection, source: str) -> ImportReport:
    """The report on files that say what the last ones did."""
    nothing = NOBODY.matched
    changes = figures.changes(connection)
    return ImportReport(source, changes, nothing, {}, (), moved=nothing, same_files=True)
