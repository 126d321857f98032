"""The commands `harmony roster check | import | export`; the others stand in modules of their own."""

from __future__ import annotations

import secrets
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer

from harmony.roster import Options
from harmony_server.cli import roster_past, roster_watch
from harmony_server.cli.console import complain, counting, say
from harmony_server.cli.district import DATA, DataOption, District, now, opened
from harmony_server.cli.roster_options import (
    AcceptNewPeopleOption,
    AcceptRemovalsOption,
    EncodingOption,
    FormatOption,
    MovedIdsOption,
    NamesOption,
    NoMatchOption,
    OrphansOption,
    ReportOption,
    SourceArgument,
    SourceOption,
    moved_ids,
)
from harmony_server.cli.roster_shown import show
from harmony_server.roster import work
from harmony_server.roster.export import left_out, standing, writable, write_zip
from harmony_server.roster.outcome import Accepted
from harmony_server.roster.report import write as write_report
from harmony_server.roster.work import Asked, Done

app = typer.Typer(
    help="The district's people and classes, from the files of its rosters.", no_args_is_help=True
)

roster_past.add_to(app)
roster_watch.add_to(app)

NEW_YEAR = 8
"""The month in which a school year begins."""


@app.command()
def check(
    path: SourceArgument,
    source: SourceOption = None,
    format_: FormatOption = None,
    encoding: EncodingOption = None,
    orphans: OrphansOption = 0,
    accept_removals: AcceptRemovalsOption = False,
    accept_new_people: AcceptNewPeopleOption = False,
    no_match: NoMatchOption = False,
    moved: MovedIdsOption = None,
    report: ReportOption = None,
    names: NamesOption = False,
    data: DataOption = DATA,
) -> None:
    """Show what an import would do, without doing it."""
    asked = Asked(
        source,
        Options(format_, encoding, tolerated_orphans=orphans),
        Accepted(accept_removals, accept_new_people, not no_match, names),
        moved_ids(moved),
    )
    _run(asked, path, report, data, write=False)
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
    no_match: NoMatchOption = False,
    moved: MovedIdsOption = None,
    report: ReportOption = None,
    names: NamesOption = False,
    data: DataOption = DATA,
) -> None:
    """Make files the district's roster: all of them, or nothing."""
    asked = Asked(
        source,
        Options(format_, encoding, tolerated_orphans=orphans),
        Accepted(accept_removals, accept_new_people, not no_match, names),
        moved_ids(moved),
    )
    _run(asked, path, report, data, write=True)
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
    year = today.year + (today.month >= NEW_YEAR)
    with opened(data) as district, standing(district.store, district.config.name, year) as there:
        write_zip(out, writer.write(there))
        missing = left_out(there, writer.NAME)
    say(f"{writer.TITLE}: {len(there.people):,} people, {len(there.classes):,} classes, in {out}.")
    if missing:
        counts = ", ".join(f"{why} {count:,}" for why, count in missing.items())
        complain(f"Note: people for whom the format has no place were left out: {counts}.")


def _run(asked: Asked, path: Path, report: Path | None, data: Path, *, write: bool) -> None:
    """Preview or import, and show what changes, also where that is why it is refused."""
    with opened(data) as district:
        done = _do(district, asked, path, write=write)
    if done.changes:
        show(done)
    if report:
        write_report(done.report, report)
    if done.refusal:
        raise done.refusal


def _do(district: District, asked: Asked, path: Path, *, write: bool) -> Done:
    asked = asked.at(district.config.usernames)
    with counting() as progress:
        if write:
            return work.bring_in(
                district.store, path, asked, now=now(), rng=secrets.token_bytes, progress=progress
            )
        return work.check(district.store, path, asked, rng=secrets.token_bytes, progress=progress)
