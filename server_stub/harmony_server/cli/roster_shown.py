"""What the terminal shows of a roster that was checked or imported."""

from __future__ import annotations

from harmony.model import ExternalKind
from harmony.people.changes import Figures
from harmony_server.cli.console import complain, say, table, warn
from harmony_server.roster.outcome import ImportReport
from harmony_server.roster.work import Done

_PLURAL = {
    ExternalKind.SCHOOL: "schools",
    ExternalKind.CLASS: "classes",
    ExternalKind.PERSON: "people",
}
MAX_SCHOOLS = 20
"""Schools that are shown; a report has all."""


def show(done: Done) -> None:
    """Show what changes, what was forgiven and what was left out."""
    report = done.changes
    if report is None:
        return
    warn(report.warnings)
    say(f"{done.report.name}: {done.report.format}, source {report.source}.")
    if report.same_files:
        say("These are the files of the last import: nothing is different.")
    show_changes(report)
    _show_known(report)
    if report.skipped:
        counts = ", ".join(f"{what} {count:,}" for what, count in sorted(report.skipped.items()))
        complain(f"Note: rows that have no place in the portal were left out: {counts}.")
    if report.dropped:
        columns = ", ".join(f"{file} {column}" for file, column in report.dropped)
        complain(f"Note: columns that the portal may not know were never read: {columns}.")


def show_changes(report: ImportReport) -> None:
    """Show the figures of each kind, and at which schools students come and go."""
    rows = [
        (kind, each.added - each.back, each.changed, each.removed, each.back, each.unchanged)
        for kind, each in report.changes.items()
    ]
    say(table("", "added", "changed", "gone", "come back", "the same", rows=rows))
    _show_schools(report)


def _show_schools(report: ImportReport) -> None:
    """The schools at which anything changes for students, as many as are read at a glance."""
    figures = {school.name: school.figures.get("students", Figures()) for school in report.schools}
    rows = [
        (name, each.added, each.changed, each.gone, each.back, each.same)
        for name, each in figures.items()
        if each.added or each.changed or each.gone or each.back
    ]
    if not rows:
        return
    titles = ("added", "changed", "gone", "come back", "the same")
    say("", table("students by school", *titles, rows=rows[:MAX_SCHOOLS]))
    if (more := len(rows) - MAX_SCHOOLS) > 0:
        say(f"And {more:,} more schools; all are in the report (--report).")


def _show_known(report: ImportReport) -> None:
    """Who is known although the source names them for the first time, or by another id."""
    if any(report.matched.values()):
        counts = ", ".join(f"{_PLURAL[kind]} {count:,}" for kind, count in report.matched.items())
        say(f"Matched to what another source named: {counts}.")
    if report.moved and any(report.moved.values()):
        counts = ", ".join(f"{_PLURAL[kind]} {count:,}" for kind, count in report.moved.items() if count)
        say(f"The same, moved to another id (--no-match takes them for new): {counts}.")
