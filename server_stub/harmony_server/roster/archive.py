"""The zip file a roster comes in: bounded, so that a hostile or broken one costs nothing but a sentence."""

from __future__ import annotations

import struct
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from pathlib import Path, PurePosixPath
from types import TracebackType

from harmony.findings import Finding, RosterError

MAX_ENTRIES = 200
"""An export has about twenty files."""
MAX_FILE_BYTES = 256 * 1024 * 1024
"""Bytes of one file taken out of the zip; a district of 100 000 students stays well below."""
MAX_RATIO = 200
"""Bytes that one compressed byte may become; rosters reach 20, a zip bomb 1000."""
_ALWAYS_ALLOWED = 1024 * 1024
"""Bytes below which no ratio is suspicious."""
_DAMAGE = (zipfile.BadZipFile, zlib.error, struct.error, EOFError, ValueError, NotImplementedError)
"""What `zipfile` raises about damage: NotImplementedError, too, where it reads as an unknown compression."""


class RosterZip(Mapping[str, bytes]):
    """The files of a zip by their plain names, each taken out only when it is asked for.

    They may all stand in one folder. Raises RosterError, when opened or when a file is taken out, for what
    is not a zip, is encrypted, damaged or too large.
    """

    def __init__(self, path: Path) -> None:
        self._file = path.name
        try:
            self._zip = zipfile.ZipFile(path)
        except _DAMAGE as error:
            raise self._refused(f"is not a zip file that can be read: {error}.") from None
        except OSError as error:
            raise self._refused(f"cannot be opened: {error.strerror}.") from None
        self._entries = self._find()

    def __enter__(self) -> RosterZip:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._zip.close()

    def __iter__(self) -> Iterator[str]:
        return iter(self._entries)

    def __len__(self) -> int:
        return len(self._entries)

    def __getitem__(self, name: str) -> bytes:
        entry = self._entries[name]
        if entry.flag_bits & 0x1:
            raise self._refused(f"{name} in it is encrypted. Make the zip without a password.")
        if entry.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
            raise self._refused(f"{name} in it is packed in an unusual way. Make a plain zip.")
        if entry.file_size > max(_ALWAYS_ALLOWED, MAX_RATIO * entry.compress_size):
            raise self._refused(f"{name} in it unpacks to {entry.file_size:,} bytes, which no roster does.")
        try:
            with self._zip.open(entry) as stream:
                content = stream.read(MAX_FILE_BYTES + 1)
        except (*_DAMAGE, OSError) as error:
            raise self._refused(f"{name} in it is damaged: {error}.") from None
        if len(content) > MAX_FILE_BYTES:
            raise self._refused(f"{name} in it is larger than {MAX_FILE_BYTES // 1024**2} MB.")
        return content

    def _find(self) -> dict[str, zipfile.ZipInfo]:
        """The files by name, without what an operating system puts beside them."""
        entries = [entry for entry in self._zip.infolist() if not entry.filename.endswith("/")]
        if len(entries) > MAX_ENTRIES:
            raise self._refused(f"holds {len(entries):,} files; a roster has about twenty.")
        paths = {PurePosixPath(entry.filename.replace("\\", "/")): entry for entry in entries}
        if len(paths) != len(entries):
            raise self._refused("holds the same file twice.")
        if not all(path.name for path in paths):
            raise self._refused("is damaged: a file in it has no name.")
        tables = {path: entry for path, entry in paths.items() if _is_table(path)}
        if not tables:
            raise self._refused("holds no CSV file.")
        if len({path.parent for path in tables}) > 1:
            raise self._refused("holds CSV files in several folders. Put them all in one place.")
        return {path.name: entry for path, entry in tables.items()}

    def _refused(self, message: str) -> RosterError:
        return RosterError([Finding(self._file, message)])


def _is_table(path: PurePosixPath) -> bool:
    hidden = path.parts[0] == "__MACOSX" or path.name.startswith(".")
    return path.suffix.lower() == ".csv" and not hidden
