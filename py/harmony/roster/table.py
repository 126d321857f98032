"""One CSV file (RFC 4180, UTF-8) taken apart into rows by what its header says."""

from __future__ import annotations

import codecs
import csv
import io
import re
from collections.abc import Iterator, Mapping

from harmony.roster.findings import Findings
from harmony.roster.formats.oneroster.layout import MISSPELT_COLUMNS, Layout
from harmony.roster.rows import Row, shown

_SEPARATORS = re.compile(r"[\s_-]+")


def read_table(layout: Layout, data: bytes, findings: Findings, warnings: Findings) -> Iterator[Row] | None:
    """The rows of one file; None, and a finding, if the file as a whole cannot be read."""
    text = _decoded(layout, data, findings)
    if text is None:
        return None
    records = csv.reader(io.StringIO(text, newline=""), strict=True)
    try:
        header = next(records)
    except csv.Error as error:
        _note_broken(layout, 1, error, findings)
        return None
    columns = _columns(layout, header, findings, warnings)
    return None if columns is None else _rows(layout, records, len(header), columns, findings)


def _rows(
    layout: Layout, records: Iterator[list[str]], width: int, columns: Mapping[str, int], findings: Findings
) -> Iterator[Row]:
    """Every row below the header that is not blank and has as many values as the header names."""
    number = 1
    try:
        for values in records:
            number += 1
            if not any(values):
                continue
            if len(values) == width:
                yield Row(layout.file, number, values, columns, findings)
            else:
                # One comma too many shifts every value behind it: a grade would become a password.
                counted = f"has {len(values)} values, but the header has {width}."
                findings.add(layout.file, f"{counted} A value with a comma in it needs quotes.", row=number)
    except csv.Error as error:
        _note_broken(layout, number + 1, error, findings)


def _note_broken(layout: Layout, number: int, error: csv.Error, findings: Findings) -> None:
    findings.add(layout.file, f"cannot be taken apart into columns: {error}.", row=number)


def _decoded(layout: Layout, data: bytes, findings: Findings) -> str | None:
    """The file's text without its byte order mark; None, and a finding, if it is empty or not UTF-8."""
    if not data.removeprefix(codecs.BOM_UTF8).strip():
        findings.add(layout.file, "is empty: not even a header.")
        return None
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        row = data.count(b"\n", 0, error.start) + 1
        bad = f"byte {error.start:,} (0x{data[error.start]:02X}) is not UTF-8"
        findings.add(layout.file, f'{bad}. Save the file as "CSV UTF-8".', row=row)
        return None


def _columns(
    layout: Layout, header: list[str], findings: Findings, warnings: Findings
) -> dict[str, int] | None:
    """Where each column that is read stands; None, and findings, if one is missing or stands twice."""
    places: dict[str, int] = {}
    for column in layout.columns:
        found = _places(column, header, layout, warnings)
        if len(found) > 1:
            findings.add(layout.file, "stands twice in the header.", row=1, column=column)
            return None
        places.update((column, place) for place in found)
    missing = [column for column in layout.required if column not in places]
    for column in missing:
        findings.add(layout.file, f"is missing. {_advice(header, layout)}".strip(), row=1, column=column)
    return None if missing else places


def _places(column: str, header: list[str], layout: Layout, warnings: Findings) -> list[int]:
    """Where a column stands: under its own name in any case, else under a name seen to mean it."""
    names = [name.strip().lower() for name in header]
    if exact := [place for place, name in enumerate(names) if name == column.lower()]:
        return exact
    known = {name.lower() for name in layout.columns}
    plain = [_SEPARATORS.sub("", name) for name in names]
    alike = [
        place
        for place, name in enumerate(plain)
        if names[place] not in known and (name == column.lower() or MISSPELT_COLUMNS.get(name) == column)
    ]
    for place in alike:
        warnings.add(
            layout.file, f"{shown(header[place].strip())} is read as {column}.", row=1, column=column
        )
    return alike


def _advice(header: list[str], layout: Layout) -> str:
    if len(header) == 1 and (";" in header[0] or "\t" in header[0]):
        return "The columns must be separated by commas."
    return layout.hint
