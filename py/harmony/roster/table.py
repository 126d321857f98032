"""One CSV file (RFC 4180) taken apart into rows, one at a time."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping

from harmony.roster.files import Files
from harmony.roster.findings import Diagnostics
from harmony.roster.header import Header, Layout, places, read_header
from harmony.roster.rows import Row
from harmony.roster.text import Unreadable, lines

_SEPARATOR_NAMES = {";": "semicolons", "\t": "tabs", "|": "bars"}


def read_table(
    files: Files, name: str, layout: Layout, encoding: str | None, diagnostics: Diagnostics
) -> Iterator[Row]:
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
                yield from _rows(text, header, columns, layout, diagnostics)
    except Unreadable as reason:
        diagnostics.incomplete.add(layout.file)
        diagnostics.problem(layout.file, str(reason), reason.advice, row=reason.row)


def column_names(files: Files, name: str) -> tuple[str, ...]:
    """The header of a file as it stands there, to tell its format by; empty if there is none to be had."""
    try:
        with files.open(name) as stream:
            return read_header(lines(stream, "latin-1")).names
    except Unreadable:
        return ()


def _rows(
    text: Iterator[str], header: Header, columns: Mapping[str, int], layout: Layout, diagnostics: Diagnostics
) -> Iterator[Row]:
    """Every row below the header that is not blank and whose values stand under the right names."""
    width, number, empty = len(header.names), header.row, True
    ends_needed = any(columns[column] == width - 1 for column in layout.required)
    try:
        for number, values in enumerate(
            csv.reader(text, delimiter=header.separator, strict=True), start=header.row + 1
        ):
            if not any(values):
                continue
            if len(values) != width and not _fits(values, number, width, ends_needed, layout, diagnostics):
                continue
            empty = False
            yield Row(layout.file, number, values, columns, diagnostics)
    except csv.Error as error:
        raise Unreadable(*_broken(error), number + 1) from None
    if empty:
        diagnostics.note(layout.file, "has a header and nothing below it.")


def _fits(
    values: list[str],
    number: int,
    width: int,
    ends_needed: bool,
    layout: Layout,
    diagnostics: Diagnostics,
) -> bool:
    """Whether a row of another length can be read; if not, and it is not blank, why."""
    if not "".join(values).strip():
        return False
    if _is_only_longer(values, width, ends_needed):
        diagnostics.note(layout.file, "has more cells than the header; those are empty.", row=number)
        return True
    diagnostics.incomplete.add(layout.file)
    if len(values) > width:
        # One separator too many shifts every value behind it: a grade would become a password.
        said = f"has {len(values)} values under {width} names."
        advice = "A value with a separator in it needs quotes."
    else:
        said, advice = f"is cut: {len(values)} values under {width} names.", "Export the file again."
    diagnostics.problem(layout.file, said, advice, row=number)
    return False


def _is_only_longer(values: list[str], width: int, ends_needed: bool) -> bool:
    """Whether what a row has too much is empty, and nothing in it can have been shifted.

    With a comma in a name, what was in the last column stands one further on. Where that column is always
    filled, an empty cell behind it cannot be its own.
    """
    if len(values) < width or any(values[width:]):
        return False
    shifted = values[width - 1] or any(value.startswith(" ") for value in values)
    return ends_needed or not shifted


def _broken(error: csv.Error) -> tuple[str, str]:
    if "unexpected end" in str(error):
        return "begins a value with a quote that never ends.", "Double every quote inside a value."
    if "field limit" in str(error):
        return "has a value of more than 130,000 characters.", "Is a quote missing at its end?"
    return f"cannot be taken apart: {error}.", "Double every quote inside a value."


def _tell_forgiven(header: Header, layout: Layout, diagnostics: Diagnostics) -> None:
    if header.before:
        diagnostics.note(layout.file, f"begins with a line {header.before}, which is passed over.", row=1)
    if known := _SEPARATOR_NAMES.get(header.separator):
        diagnostics.note(layout.file, f"is separated by {known}, not commas.", row=header.row)
