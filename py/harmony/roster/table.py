"""One CSV file (RFC 4180) taken apart into rows, some at a time."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from itertools import islice

from harmony.findings import Said, said
from harmony.roster.blocks import AT_ONCE, Block, Place
from harmony.roster.files import Files
from harmony.roster.findings import Diagnostics
from harmony.roster.header import Header, Layout, places, read_header
from harmony.roster.text import Unreadable, lines

_SEPARATED = {
    ";": said("is separated by semicolons, not commas."),
    "\t": said("is separated by tabs, not commas."),
    "|": said("is separated by bars, not commas."),
}


def read_table(
    files: Files, name: str, layout: Layout, encoding: str | None, diagnostics: Diagnostics
) -> Iterator[Block]:
    """The rows of one file; what is wrong with the file as a whole becomes a problem and ends them."""
    try:
        with files.open(name) as stream:
            text = lines(stream, encoding)
            header = read_header(text)
            _tell_forgiven(header, layout, diagnostics)
            columns = places(header, layout, diagnostics)
            if columns is None:
                diagnostics.incomplete.add(layout.file)
            else:
                yield from _blocks(text, header, Place(layout, columns, len(header.names), diagnostics))
    except Unreadable as reason:
        diagnostics.incomplete.add(layout.file)
        diagnostics.problem(layout.file, reason.message, reason.advice, row=reason.row)


def column_names(files: Files, name: str) -> tuple[str, ...]:
    """The header of a file as it stands there, to tell its format by; empty if there is none to be had."""
    try:
        with files.open(name) as stream:
            return read_header(lines(stream, "latin-1")).names
    except Unreadable:
        return ()


def _blocks(text: Iterator[str], header: Header, place: Place) -> Iterator[Block]:
    """All rows below the header."""
    reader = csv.reader(text, delimiter=header.separator, strict=True)
    number, empty = header.row + 1, True
    broken: csv.Error | Unreadable | None = None
    while broken is None:
        rows: list[list[str]] = []
        try:
            rows.extend(islice(reader, AT_ONCE))
        except (csv.Error, Unreadable) as error:
            # What stands before it is read all the same: everything wrong is told at once.
            broken = error
        if not rows:
            break
        block = Block(place, number, rows)
        yield block
        number, empty = number + len(rows), empty and block.empty
    if isinstance(broken, csv.Error):
        raise Unreadable(*_broken(broken), number)
    if broken:
        raise broken
    if empty:
        place.diagnostics.note(place.layout.file, said("has a header and nothing below it."))


def _broken(error: csv.Error) -> tuple[Said, Said]:
    if "unexpected end" in str(error):
        return said("begins a value with a quote that never ends."), said(
            "Double every quote inside a value."
        )
    if "field limit" in str(error):
        return said("has a value of more than 130,000 characters."), said("Is a quote missing at its end?")
    return said("cannot be taken apart: {why}.", why=error), said("Double every quote inside a value.")


def _tell_forgiven(header: Header, layout: Layout, diagnostics: Diagnostics) -> None:
    if header.before:
        diagnostics.note(
            layout.file, said("begins with a line {line}, which is passed over.", line=header.before), row=1
        )
    if otherwise := _SEPARATED.get(header.separator):
        diagnostics.note(layout.file, otherwise, row=header.row)
