"""The manifest of an export: which version it is, and which files are whole, changes only, or absent."""

from __future__ import annotations

from collections.abc import Container, Iterable

from harmony.roster.formats.oneroster.layout import OPTIONAL_FILES, REQUIRED_FILES
from harmony.roster.rows import Row, shown

_VERSIONS = ("1.0", "1.1")


def check_manifest(rows: Iterable[Row], came: Container[str]) -> None:
    """Note what in the manifest's rows forbids an import; `came` holds the names of the files there."""
    properties = {row.optional("propertyName").lower(): row for row in rows}
    if version := properties.get("oneroster.version"):
        _check_version(version)
    for layout in (*REQUIRED_FILES, *OPTIONAL_FILES):
        if row := properties.get(f"file.{layout.file.removesuffix('.csv')}".lower()):
            _check_mode(row, layout.file, came=layout.file in came)


def _check_version(row: Row) -> None:
    version = row.text("value")
    if version and version not in _VERSIONS:
        row.note("value", f"OneRoster {shown(version)} cannot be read. Export the roster as OneRoster 1.1.")


def _check_mode(row: Row, file: str, *, came: bool) -> None:
    mode = row.choice("value", ("absent", "bulk", "delta"))
    if mode == "delta":
        row.note("value", f"{file} holds only changes (delta). Export the whole roster (bulk).")
    elif mode == "bulk" and not came:
        row.note("value", f"{file} should be part of the export, but it is not there.")
    elif mode == "absent" and came:
        row.note("value", f"{file} should be absent, but it is there.")
