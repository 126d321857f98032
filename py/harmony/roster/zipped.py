"""The zip that a roster comes in: bounded, so that a hostile one costs nothing but a sentence."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections.abc import Callable, Iterator
from pathlib import PurePosixPath
from typing import BinaryIO, cast

from harmony.findings import Finding, RosterError, Said, said

MAX_ENTRIES = 200
"""An export has about twenty files."""
MAX_FILE_BYTES = 256 * 1024 * 1024
"""Bytes of one file; a district of 100 000 students stays well below."""
MAX_RATIO = 200
"""Bytes that one compressed byte may become; rosters reach 20, a zip bomb 1000."""
_ALWAYS_ALLOWED = 1024 * 1024
"""Bytes below which no ratio is suspicious."""
DAMAGE = (zipfile.BadZipFile, zlib.error, struct.error, EOFError, ValueError, NotImplementedError)
"""What `zipfile` raises about damage: NotImplementedError, too, where it reads as an unknown compression."""


class ZipFiles:
    """The CSV files of a zip by their plain names; they may all stand in one folder. Raises RosterError.

    `name` is what the zip is called. No file is ever in memory whole.
    """

    def __init__(self, name: str, archive: zipfile.ZipFile) -> None:
        self._name = name
        self._zip = archive
        self._entries = self._find()
        self.size = sum(entry.file_size for entry in self._entries.values())
        """Bytes of all of them, unpacked."""

    def __iter__(self) -> Iterator[str]:
        return iter(self._entries)

    def open(self, name: str) -> BinaryIO:
        """The content from its beginning; raises RosterError for what is damaged or too large."""
        entry = self._entries[name]
        if entry.flag_bits & 0x1:
            raise self._refused(
                said("{name} in it is encrypted. Make the zip without a password.", name=name)
            )
        if entry.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
            raise self._refused(
                said("{name} in it is packed in an unusual way. Make a plain zip.", name=name)
            )
        if entry.file_size > max(_ALWAYS_ALLOWED, MAX_RATIO * entry.compress_size):
            raise self._refused(
                said(
                    "{name} in it unpacks to {bytes} bytes, which no roster does.",
                    name=name,
                    bytes=entry.file_size,
                )
            )
        return bounded(lambda: cast(BinaryIO, self._zip.open(entry)), name, self._refused)

    def _find(self) -> dict[str, zipfile.ZipInfo]:
        """The files by name, without what an operating system puts beside them."""
        entries = [entry for entry in self._zip.infolist() if not entry.filename.endswith("/")]
        if len(entries) > MAX_ENTRIES:
            raise self._refused(said("holds {n} files; a roster has about twenty.", n=len(entries)))
        paths = {PurePosixPath(entry.filename.replace("\\", "/")): entry for entry in entries}
        if len(paths) != len(entries):
            raise self._refused(said("holds the same file twice."))
        if not all(path.name for path in paths):
            raise self._refused(said("is damaged: a file in it has no name."))
        if any(path.is_absolute() or ".." in path.parts for path in paths):
            raise self._refused(said("holds a file whose path leads out of it. Make the zip anew."))
        tables = {path: entry for path, entry in paths.items() if is_table(path)}
        if not tables:
            raise self._refused(said("holds no CSV file."))
        if len({path.parent for path in tables}) > 1:
            raise self._refused(said("holds CSV files in several folders. Put them all in one place."))
        return {path.name: entry for path, entry in tables.items()}

    def _refused(self, message: Said) -> RosterError:
        return RosterError([Finding(self._name, message)])


class _Bounded(io.RawIOBase):
    """A stream that ends in a refusal where it is damaged, or longer than any roster's file."""

    def __init__(self, stream: BinaryIO, name: str, refused: Callable[[Said], RosterError]) -> None:
        self._stream = stream
        self._name = name
        self._refused = refused
        self._left = MAX_FILE_BYTES

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: bytearray | memoryview) -> int:  # type: ignore[override]
        try:
            content = self._stream.read(len(buffer))
        except (*DAMAGE, OSError) as error:
            raise self._refused(said("{name} in it is damaged: {why}.", name=self._name, why=error)) from None
        self._left -= len(content)
        if self._left < 0:
            raise self._refused(
                said("{name} in it is larger than {n} MB.", name=self._name, n=MAX_FILE_BYTES // 1024**2)
            )
        buffer[: len(content)] = content
        return len(content)

    def close(self) -> None:
        self._stream.close()
        super().close()


def bounded(
    open_stream: Callable[[], BinaryIO], name: str, refused: Callable[[Said], RosterError]
) -> BinaryIO:
    """A stream that is refused where it is damaged, or longer than any roster's file."""
    try:
        return cast(BinaryIO, _Bounded(open_stream(), name, refused))
    except (*DAMAGE, OSError) as error:
        raise refused(said("{name} in it is damaged: {why}.", name=name, why=error)) from None


def is_table(path: PurePosixPath) -> bool:
    """Whether a path is that of a CSV file which somebody meant."""
    hidden = path.parts[0] == "__MACOSX" or path.name.startswith(".")
    return path.suffix.lower() == ".csv" and not hidden
