"""The commands `harmony roster history | undo`: what was imported, and taking the last of it back."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import Annotated

import typer

from harmony_server.cli.console import counting, say, table
from harmony_server.cli.district import DATA, DataOption, now, opened
from harmony_server.cli.roster_options import AcceptRemovalsOption
from harmony_server.cli.roster_shown import show_changes
from harmony_server.roster.undoing import undo as undo_import
from harmony_server.store import Imported


def add_to(app: typer.Typer) -> None:
    """Add the commands to those of `harmony roster`."""
    app.command()(history)
    app.command()(undo)


def history(
    count: Annotated[int, typer.Option("--last", metavar="N", min=1, help="How many.")] = 20,
    data: DataOption = DATA,
) -> None:
    """List the imports that counted, the latest first."""
    with opened(data) as district, district.store.read() as tx:
        rows = [_row(each) for each in tx.roster.history(count)]
    if rows:
        say(table("import", "when (UTC)", "source", "what", "people", "classes", "enrollments", rows=rows))
    else:
        say("Nothing was imported yet.")


def undo(accept_removals: AcceptRemovalsOption = False, data: DataOption = DATA) -> None:
    """Bring the roster before the last import back: people, classes and enrollments."""
    with opened(data) as district, counting() as progress:
        report, undone = undo_import(
            district.store, accept_removals=accept_removals, now=now(), progress=progress
        )
    show_changes(report)
    say(f"Import {undone.version} ({undone.name or undone.source}) was taken back.")


def _row(imported: Imported) -> tuple[str, ...]:
    when = datetime.fromtimestamp(imported.at, UTC).strftime("%Y-%m-%d %H:%M")
    what = f"takes back {imported.undoes}" if imported.undoes else imported.name or "-"
    figures = json.loads(imported.figures or "{}")
    kinds = (_figures(figures.get(kind)) for kind in ("people", "classes", "enrollments"))
    return (str(imported.version), when, imported.source, what, *kinds)


def _figures(changes: dict[str, int] | None) -> str:
    """How many came and went and are others: `+3 -1 ~12`."""
    if changes is None:
        return "-"
    signs = (("+", "added"), ("-", "removed"), ("~", "changed"))
    told = [f"{sign}{changes[name]:,}" for sign, name in signs if changes.get(name)]
    return " ".join(told) or "the same"
