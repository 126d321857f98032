"""The commands `harmony roster check | import`."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated

import typer

from harmony.model import ExternalKind
from harmony.roster import DEFAULT_SOURCE, Roster, read, source_name
from harmony_server.cli.console import complain, say, stages, table, warn
from harmony_server.cli.district import DATA, DataOption, now, opened
from harmony_server.roster.archive import RosterZip
from harmony_server.roster.importer import (
    Accepted,
    ImportReport,
    MassRemoval,
    import_roster,
    preview_roster,
)

app = typer.Typer(
    help="The district's people and classes, from its OneRoster 1.1 files.", no_args_is_help=True
)

_PLURAL = {
    ExternalKind.SCHOOL: "schools",
    ExternalKind.CLASS: "classes",
    ExternalKind.PERSON: "people",
}
STAGES = 9
"""Seven files read, then comparing and writing."""

ZipArgument = Annotated[Path, typer.Argument(metavar="FILE.zip", help="A OneRoster 1.1 bulk export.")]
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


def _source(text: str | None) -> str | None:
    try:
        return text if text is None else source_name(text)
    except ValueError as error:
        raise typer.BadParameter(str(error)) from None


SourceOption = Annotated[
    str | None,
    typer.Option(
        "--source",
        metavar="NAME",
        callback=_source,
        help="Which system the file is from: its ids mean somebody only together with this name. Give a new "
        "name when the district changes its student information system; people are then matched by username. "
        f'If left out: the source of the last import, at first "{DEFAULT_SOURCE}".',
    ),
]


@app.command()
def check(
    file: ZipArgument,
    source: SourceOption = None,
    data: DataOption = DATA,
    accept_removals: AcceptRemovalsOption = False,
    accept_new_people: AcceptNewPeopleOption = False,
) -> None:
    """Show what an import would do, without doing it."""
    with opened(data) as district, stages(STAGES) as stage, _shown_if_refused():
        report = preview_roster(
            district.store,
            _read(file, stage),
            source=source,
            accepted=Accepted(accept_removals, accept_new_people),
            rng=secrets.token_bytes,
            stage=stage,
        )
    _show(report)
    say("Nothing was changed: this was a preview.")


@app.command("import")
def import_(
    file: ZipArgument,
    source: SourceOption = None,
    data: DataOption = DATA,
    accept_removals: AcceptRemovalsOption = False,
    accept_new_people: AcceptNewPeopleOption = False,
) -> None:
    """Make a file the district's roster: all of it, or nothing."""
    with opened(data) as district, stages(STAGES) as stage, _shown_if_refused():
        report = import_roster(
            district.store,
            _read(file, stage),
            source=source,
            accepted=Accepted(accept_removals, accept_new_people),
            now=now(),
            rng=secrets.token_bytes,
            stage=stage,
        )
    _show(report)
    say("Imported.")


@contextmanager
def _shown_if_refused() -> Iterator[None]:
    """Show what would have changed, too, where that is why an import is refused."""
    try:
        yield
    except MassRemoval as refusal:
        _show(refusal.report)
        raise


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
    if any(report.matched.values()):
        counts = ", ".join(f"{_PLURAL[kind]} {count:,}" for kind, count in report.matched.items())
        say(f"Matched to what another source named: {counts}.")
    if report.skipped:
        counts = ", ".join(f"{what} {count:,}" for what, count in sorted(report.skipped.items()))
        complain(f"Note: rows of people who have no place in the portal were left out: {counts}.")
