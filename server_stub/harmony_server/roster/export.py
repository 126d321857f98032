"""Writing a roster as a zip of CSV files."""

from __future__ import annotations

import csv
import io
import os
import zipfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from harmony.findings import Finding, RosterError
from harmony.model import Role
from harmony.roster import Outgoing, OutTable, formats
from harmony.roster.formats import WritableFormat
from harmony.roster.outgoing import in_order
from harmony_server.roster.standing import outgoing, stands
from harmony_server.store import Store


@dataclass(frozen=True)
class Style:
    """How the files are written; as the standards say unless told otherwise."""

    folder: str = ""
    """Where in the zip they stand; ends in a slash."""
    encoding: str = "utf-8"
    separator: str = ","
    first_line: str = ""
    """Stands before the header."""


PLAIN = Style()


def writable(name: str) -> WritableFormat:
    """The format of a name; raises RosterError, with those that can be written."""
    found = {each.NAME: each for each in formats.writable()}
    if name not in found:
        raise RosterError([Finding("--format", f"{name} cannot be written. Known are {', '.join(found)}.")])
    return found[name]


@contextmanager
def standing(store: Store, district: str, year: int) -> Iterator[Outgoing]:
    """The roster that stands while the block runs, under the ids of the source that it came from.

    It is never in memory whole. Raises RosterError if there is none yet, and StoreUnavailable.
    """
    with store.read() as tx:
        source = tx.roster.last_source()
        if source is None or not stands(tx, source):
            raise RosterError([Finding("the roster", "there is none yet. Import one first.")])
        yield outgoing(tx, source, district, year)


def left_out(out: Outgoing, name: str) -> dict[str, int]:
    """How many people a format has no place for, by why."""
    counts = {
        "switched off": sum(not each.enabled for each in out.people) if name in ("clever", "sds") else 0,
        "administrators": sum(each.role is Role.ADMINISTRATOR for each in out.people)
        if name == "clever"
        else 0,
    }
    return {why: count for why, count in counts.items() if count}


def write_zip(path: Path, tables: Iterable[OutTable], style: Style = PLAIN) -> None:
    """Write tables as a zip that its owner alone can read: the same bytes for the same rows."""
    descriptor = os.open(path, os.O_CREAT | os.O_WRONLY | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "wb") as file, zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        os.fchmod(descriptor, 0o600)
        for table in tables:
            # An entry is dated 1980 unless told otherwise: no clock in it.
            entry = zipfile.ZipInfo(style.folder + table.file)
            entry.compress_type = zipfile.ZIP_DEFLATED
            with (
                archive.open(entry, "w") as stream,
                io.TextIOWrapper(stream, style.encoding, newline="") as text,
            ):
                text.write(style.first_line)
                writer = csv.writer(text, delimiter=style.separator)
                writer.writerow(table.columns)
                writer.writerows(in_order(table))
