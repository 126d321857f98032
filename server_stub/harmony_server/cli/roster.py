"""The commands `harmony roster check | import | export`."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer

from harmony.model import ExternalKind
from harmony.roster import DEFAULT_SOURCE, Options, is_encoding, source_name
from harmony_server.cli.console import Stages, complain, say, stages, table, warn
from harmony_server.cli.district import DATA, DataOption, District, now, opened
from harmony_server.roster.export import left_out, standing, writable, write_zip
from harmony_server.roster.importer import (
    Accepted,
    ImportReport,
    MassRemoval,
    import_roster,
    preview_roster,
)
from harmony_server.roster.reading import Received, receive

app = typer.Typer(
    help="The district's people and classes, from the files of its rosters.", no_args_is_help=True
)

_PLURAL = {
    ExternalKind.SCHOOL: "schools",
    ExternalKind.CLASS: "classes",
    ExternalKind.PERSON: "people",
}
NEW_YEAR = 8
"""The month in which a school year begins."""
STAGES = 3
"""Reading, comparing and writing."""

SourceArgument = Annotated[Path, typer.Argument(metavar="SOURCE", help="A zip, or a folder, of CSV files.")]
AcceptRemovalsOption = Annotated[
    bool, typer.Option("--accept-removals", help="Import even if very many people are missing from it.")
]
AcceptNewPeopleOption = Annotated[
    bool,
    typer.Option(
        "--accept-new-people",
        help="Under a new source: whoever has the username of somebody with other names is somebody new.",
    ),
]
FormatOption = Annotated[
    str | None,
    typer.Option("--format", metavar="NAME", help="The format, where it cannot be told by the files."),
]
OrphansOption = Annotated[
    int,
    typer.Option(
        "--tolerate-orphans", metavar="N", min=0, help="So many rows may refer to nothing; they are left out."
    ),
]


def _source(text: str | None) -> str | None:
    try:
        return text if text is None else source_name(text)
    except ValueError as error:
        raise typer.BadParameter(str(error)) from None


def _encoding(text: str | None) -> str | None:
    if text is not None and not is_encoding(text):
        raise typer.BadParameter("is no encoding that is known; such are utf-8, cp1252 and utf-16-le")
    return text


SourceOption = Annotated[
    str | None,
    typer.Option(
        "--source",
        metavar="NAME",
        callback=_source,
        help="Which system the files are from: its ids mean somebody only together with this name. Give a "
        "new name when the district changes its student information system; people are then matched by "
        f'username. If left out: the source of the last import, at first "{DEFAULT_SOURCE}".',
    ),
]
EncodingOption = Annotated[
    str | None,
    typer.Option("--encoding", metavar="NAME", callback=_encoding, help="How the text is written: cp1252."),
]


@dataclass(frozen=True)
class _Asked:
    """What was said on the command line."""

    path: Path
    source: str | None
    options: Options
    accepted: Accepted


@app.command()
def check(
    path: SourceArgument,
    source: SourceOption = None,
    format_: FormatOption = None,
    encoding: EncodingOption = None,
    orphans: OrphansOption = 0,
    accept_removals: AcceptRemovalsOption = False,
    accept_new_people: AcceptNewPeopleOption = False,
    data: DataOption = DATA,
) -> None:
    """Show what an import would do, without doing it."""
    options = Options(format_, encoding, tolerated_orphans=orphans)
    _run(_Asked(path, source, options, Accepted(accept_removals, accept_new_people)), data, write=False)
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
    data: DataOption = DATA,
) -> None:
    """Make files the district's roster: all of them, or nothing."""
    options = Options(format_, encoding, tolerated_orphans=orphans)
    _run(_Asked(path, source, options, Accepted(accept_removals, accept_new_people)), data, write=True)
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
        received = receive(
            district.store,
            asked.path,
            source=asked.source,
            options=asked.options,
            usernames=district.config.usernames,
        )
        try:
            report = _compare(district, received, asked.accepted, stage, write=write)
        except MassRemoval as refusal:
            _show(received, refusal.report)
            raise
    _show(received, report)


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


def _show(received: Received, report: ImportReport) -> None:
    warn(report.warnings)
    say(f"{received.name}: {received.format}, source {received.source}.")
    rows = [
        (kind, each.added, each.changed, each.removed, each.unchanged)
        for kind, each in report.changes.items()
    ]
    say(table("", "added", "changed", "removed", "unchanged", rows=rows))
    if any(report.matched.values()):
        counts = ", ".join(f"{_PLURAL[kind]} {count:,}" for kind, count in report.matched.items())
        say(f"Matched to what another source named: {counts}.")
    if report.skipped:
        counts = ", ".join(f"{what} {count:,}" for what, count in sorted(report.skipped.items()))
        complain(f"Note: rows that have no place in the portal were left out: {counts}.")
    if dropped := received.roster.dropped:
        columns = ", ".join(f"{file} {column}" for file, column in dropped)
        complain(f"Note: columns that the portal may not know were never read: {columns}.")
