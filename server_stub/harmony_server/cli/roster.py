"""The commands `harmony roster check | import | export`."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer

from harmony.findings import RosterError
from harmony.model import ExternalKind
from harmony.people.by_school import Figures
from harmony.roster import Options
from harmony_server.cli.console import Stages, complain, say, stages, table, warn
from harmony_server.cli.district import DATA, DataOption, District, now, opened
from harmony_server.cli.roster_options import (
    AcceptNewPeopleOption,
    AcceptRemovalsOption,
    EncodingOption,
    FormatOption,
    NamesOption,
    OrphansOption,
    ReportOption,
    SourceArgument,
    SourceOption,
)
from harmony_server.roster.export import left_out, standing, writable, write_zip
from harmony_server.roster.importer import (
    Accepted,
    ImportReport,
    MassRemoval,
    import_roster,
    preview_roster,
)
from harmony_server.roster.reading import Received, receive
from harmony_server.roster.report import Report, of, refused
from harmony_server.roster.report import write as write_report

app = typer.Typer(
    help="The district's people and classes, from the files of its rosters.", no_args_is_help=True
)

_PLURAL = {
    ExternalKind.SCHOOL: "schools",
    ExternalKind.CLASS: "classes",
    ExternalKind.PERSON: "people",
}
MAX_SCHOOLS = 20
"""Schools that are shown; a report has all."""
NEW_YEAR = 8
"""The month in which a school year begins."""
STAGES = 3
"""Reading, comparing and writing."""


@dataclass(frozen=True)
class _Asked:
    """What was said on the command line."""

    path: Path
    source: str | None
    options: Options
    accepted: Accepted
    report: Path | None = None
    names: bool = False

    def tell(self, report: Report) -> None:
        """Write the report that was asked for."""
        if self.report:
            write_report(report, self.report)


@app.command()
def check(
    path: SourceArgument,
    source: SourceOption = None,
    format_: FormatOption = None,
    encoding: EncodingOption = None,
    orphans: OrphansOption = 0,
    accept_removals: AcceptRemovalsOption = False,
    accept_new_people: AcceptNewPeopleOption = False,
    report: ReportOption = None,
    names: NamesOption = False,
    data: DataOption = DATA,
) -> None:
    """Show what an import would do, without doing it."""
    options = Options(format_, encoding, tolerated_orphans=orphans)
    accepted = Accepted(accept_removals, accept_new_people)
    _run(_Asked(path, source, options, accepted, report, names), data, write=False)
    say("Nothing was changed: this was a preview.")


@app.command("import")
def import_(
    path: SourceArgument,
    source: SourceOption = None,
    format_: FormatOption = None,
    encoding: EncodingOption = None,
    orphans: OrphansOption = 0,
    accept_removals: AcceptRemovalsOption = False,
    accept_new_people: AcceptNewPeopleOption = False,
    report: ReportOption = None,
    names: NamesOption = False,
    data: DataOption = DATA,
) -> None:
    """Make files the district's roster: all of them, or nothing."""
    options = Options(format_, encoding, tolerated_orphans=orphans)
    accepted = Accepted(accept_removals, accept_new_people)
    _run(_Asked(path, source, options, accepted, report, names), data, write=True)
    say("Imported.")


@app.command()
def export(
    out: Annotated[Path, typer.Option("--out", metavar="F.zip", dir_okay=False, help="Where to write it.")],
    format_: Annotated[
        str, typer.Option("--format", metavar="NAME", help="oneroster-1.1, -1.2, clever or sds.")
    ],
    data: DataOption = DATA,
) -> None:
    """Write the roster that stands, for another system; its owner alone can read the file."""
    writer = writable(format_)
    today = datetime.now(UTC)
    with opened(data) as district:
        there = standing(district.store, district.config.name, today.year + (today.month >= NEW_YEAR))
        write_zip(out, writer.write(there))
    say(f"{writer.TITLE}: {len(there.people):,} people, {len(there.classes):,} classes, in {out}.")
    if missing := left_out(there, writer.NAME):
        counts = ", ".join(f"{why} {count:,}" for why, count in missing.items())
        complain(f"Note: people for whom the format has no place were left out: {counts}.")


def _run(asked: _Asked, data: Path, *, write: bool) -> None:
    """Preview or import, and show what changes, also where that is why it is refused."""
    with opened(data) as district, stages(STAGES) as stage:
        stage("Reading")
        try:
            received = receive(
                district.store,
                asked.path,
                source=asked.source,
                options=asked.options,
                usernames=district.config.usernames,
            )
            report = _compare(district, received, asked.accepted, stage, write=write)
        except RosterError as refusal:
            asked.tell(refused(asked.path, refusal.findings))
            raise
        except MassRemoval as refusal:
            _show(received, refusal.report)
            asked.tell(of(received, refusal.report, "refused", names=asked.names, refusal=str(refusal)))
            raise
    _show(received, report)
    asked.tell(of(received, report, "imported" if write else "checked", names=asked.names))


def _compare(
    district: District, received: Received, accepted: Accepted, stage: Stages, *, write: bool
) -> ImportReport:
    if not write:
        return preview_roster(
            district.store,
            received.roster,
            source=received.source,
            accepted=accepted,
            rng=secrets.token_bytes,
            stage=stage,
        )
    return import_roster(
        district.store,
        received.roster,
        source=received.source,
        accepted=accepted,
        now=now(),
        rng=secrets.token_bytes,
        stage=stage,
    )


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


def _show(received: Received, report: ImportReport) -> None:
    warn(report.warnings)
    say(f"{received.name}: {received.format}, source {received.source}.")
    rows = [
        (kind, each.added - each.back, each.changed, each.removed, each.back, each.unchanged)
        for kind, each in report.changes.items()
    ]
    say(table("", "added", "changed", "gone", "come back", "the same", rows=rows))
    _show_schools(report)
    if any(report.matched.values()):
        counts = ", ".join(f"{_PLURAL[kind]} {count:,}" for kind, count in report.matched.items())
        say(f"Matched to what another source named: {counts}.")
    if report.skipped:
        counts = ", ".join(f"{what} {count:,}" for what, count in sorted(report.skipped.items()))
        complain(f"Note: rows that have no place in the portal were left out: {counts}.")
    if dropped := received.roster.dropped:
        columns = ", ".join(f"{file} {column}" for file, column in dropped)
        complain(f"Note: columns that the portal may not know were never read: {columns}.")
