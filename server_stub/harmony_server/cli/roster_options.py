"""The options of the commands `harmony roster check | import`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from harmony.roster import DEFAULT_SOURCE, is_encoding, source_name
from harmony_server.roster.moved import read_moved
from harmony_server.roster.report import ENDINGS

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


def _report(path: Path | None) -> Path | None:
    if path is not None and path.suffix.lower() not in ENDINGS:
        raise typer.BadParameter(f"must end in {' or '.join(ENDINGS)}")
    return path


ReportOption = Annotated[
    Path | None,
    typer.Option(
        "--report",
        metavar="FILE",
        callback=_report,
        dir_okay=False,
        help="Write what is shown, and each school's figures, as a page (.html) or for programs (.json).",
    ),
]
NamesOption = Annotated[bool, typer.Option("--names", help="Name people in the report.")]
NoMatchOption = Annotated[
    bool,
    typer.Option(
        "--no-match", help="Whoever has another id than before is somebody new, also with the same names."
    ),
]
MovedIdsOption = Annotated[
    Path | None,
    typer.Option(
        "--moved-ids",
        metavar="FILE",
        dir_okay=False,
        exists=True,
        help="A CSV file of two columns, old and new: ids of this source that are others now.",
    ),
]


def moved_ids(path: Path | None) -> tuple[tuple[str, str], ...]:
    """The pairs of a list of moved ids, which may begin with a header; raises RosterError."""
    return read_moved(path) if path else ()
