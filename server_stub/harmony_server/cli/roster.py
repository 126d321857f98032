"""The commands `harmony roster check | import`."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Annotated

import typer

from harmony.roster import Roster, read
from harmony_server.cli.console import complain, say, stages, table, warn
from harmony_server.cli.district import DATA, DataOption, now, opened
from harmony_server.roster.archive import RosterZip
from harmony_server.roster.importer import ImportReport, MassRemoval, import_roster, preview_roster

app = typer.Typer(
    help="The district's people and classes, from its OneRoster 1.1 files.", no_args_is_help=True
)

STAGES = 9
"""Seven files read, then comparing and writing."""

ZipArgument = Annotated[Path, typer.Argument(metavar="FILE.zip", help="A OneRoster 1.1 bulk export.")]
AcceptOption = Annotated[
    bool, typer.Option("--accept-removals", help="Import even if very many people are missing from it.")
]


@app.command()
def check(file: ZipArgument, data: DataOption = DATA, accept_removals: AcceptOption = False) -> None:
    """Show what an import would do, without doing it."""
    _run(file, data, preview_roster, accept_removals, "Nothing was changed: this was a preview.")


@app.command("import")
def import_(file: ZipArgument, data: DataOption = DATA, accept_removals: AcceptOption = False) -> None:
    """Make a file the district's roster: all of it, or nothing."""
    _run(file, data, import_roster, accept_removals, "Imported.")


def _run(file: Path, data: Path, work: Callable[..., ImportReport], accept_removals: bool, done: str) -> None:
    with opened(data) as district, stages(STAGES) as stage:
        roster = _read(file, stage)
        try:
            report = work(district.store, roster, now=now(), accept_removals=accept_removals, stage=stage)
        except MassRemoval as refusal:
            _show(refusal.report)
            raise
    _show(report)
    say(done)


class _Announced(Mapping[str, bytes]):
    """The files of a zip, each announced as it is taken out."""

    def __init__(self, files: RosterZip, stage: Callable[[str], None]) -> None:
        self._files = files
        self._stage = stage

    def __getitem__(self, name: str) -> bytes:
        self._stage(f"Reading {name}")
        return self._files[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._files)

    def __len__(self) -> int:
        return len(self._files)


def _read(file: Path, stage: Callable[[str], None]) -> Roster:
    with RosterZip(file) as files:
        return read(_Announced(files, stage))


def _show(report: ImportReport) -> None:
    warn(report.warnings)
    rows = [
        (kind, each.added, each.changed, each.removed, each.unchanged)
        for kind, each in report.changes.items()
    ]
    say(table("", "added", "changed", "removed", "unchanged", rows=rows))
    if report.skipped:
        counts = ", ".join(f"{what} {count:,}" for what, count in sorted(report.skipped.items()))
        complain(f"Note: rows of people who have no place in the portal were left out: {counts}.")
