"""The zip or folder that a roster comes in: bounded, so that a hostile one costs nothing but a sentence."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path, PurePosixPath
from typing import BinaryIO, Protocol, cast

from harmony.findings import Finding, RosterError
from harmony.roster import Files

MAX_ENTRIES = 200
"""An export has about twenty files."""
MAX_FILE_BYTES = 256 * 1024 * 1024
"""Bytes of one file; a district of 100 000 students stays well below."""
MAX_RATIO = 200
"""Bytes that one compressed byte may become; rosters reach 20, a zip bomb 1000."""
_ALWAYS_ALLOWED = 1024 * 1024
"""Bytes below which no ratio is suspicious."""
_DAMAGE = (zipfile.BadZipFile, zlib.error, struct.error, EOFError, ValueError, NotImplementedError)
"""What `zipfile` raises about damage: NotImplementedError, too, where it reads as an unknown compression."""


class SizedFiles(Files, Protocol):
    """Files of which is known how much they hold, whether it is read or not."""

    size: int
    """Bytes."""


@contextmanager
def opened(path: Path) -> Iterator[SizedFiles]:
    """The CSV files of a zip or of a folder, while the block runs; raises RosterError.

    In a zip they may all stand in one folder. No file is ever in memory whole, nor written anywhere.
    """
    if path.is_dir():
        yield _Folder(path)
        return
    try:
        archive = zipfile.ZipFile(path)
    except _DAMAGE as error:
        raise _refused(path, f"is not a zip file that can be read, nor a folder: {error}.") from None
    except OSError as error:
        raise _refused(path, f"cannot be opened: {error.strerror}.") from None
    with archive:
        yield _Zip(path, archive)


class Metered:
    """Files of which is known how much was read, and how much there is."""

    def __init__(self, files: SizedFiles) -> None:
        self._files = files
        self.read = 0
        """Bytes."""
        self.size = files.size
        """Bytes of all of them."""

    def __iter__(self) -> Iterator[str]:
        return iter(self._files)

    def open(self, name: str) -> BinaryIO:
        """The content from its beginning."""
        return cast(BinaryIO, _Counted(self._files.open(name), self))


class _Counted(io.RawIOBase):
    """A stream whose bytes are counted."""

    def __init__(self, stream: BinaryIO, meter: Metered) -> None:
        self._stream = stream
        self._meter = meter

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: bytearray | memoryview) -> int:  # type: ignore[override]
        count = self._stream.readinto(buffer)  # type: ignore[attr-defined]
        self._meter.read += count
        return int(count)

    def close(self) -> None:
        self._stream.close()
        super().close()


class _Zip:
    """The files of a zip by their plain names."""

    def __init__(self, path: Path, archive: zipfile.ZipFile) -> None:
        self._path = path
        self._zip = archive
        self._entries = self._find()
        self.size = sum(entry.file_size for entry in self._entries.values())

    def __iter__(self) -> Iterator[str]:
        return iter(self._entries)

    def open(self, name: str) -> BinaryIO:
        entry = self._entries[name]
        if entry.flag_bits & 0x1:
            raise self._refused(f"{name} in it is encrypted. Make the zip without a password.")
        if entry.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
            raise self._refused(f"{name} in it is packed in an unusual way. Make a plain zip.")
        if entry.file_size > max(_ALWAYS_ALLOWED, MAX_RATIO * entry.compress_size):
            raise self._refused(f"{name} in it unpacks to {entry.file_size:,} bytes, which no roster does.")
        return _bounded(lambda: cast(BinaryIO, self._zip.open(entry)), name, self._refused)

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
        if any(path.is_absolute() or ".." in path.parts for path in paths):
            raise self._refused("holds a file whose path leads out of it. Make the zip anew.")
        tables = {path: entry for path, entry in paths.items() if _is_table(path)}
        if not tables:
            raise self._refused("holds no CSV file.")
        if len({path.parent for path in tables}) > 1:
            raise self._refused("holds CSV files in several folders. Put them all in one place.")
        return {path.name: entry for path, entry in tables.items()}

    def _refused(self, message: str) -> RosterError:
        return _refused(self._path, message)


class _Folder:
    """The CSV files that stand in a folder itself; what a link leads to is none of them."""

    def __init__(self, path: Path) -> None:
        self._path = path
        found = sorted(each for each in path.iterdir() if each.is_file() and not each.is_symlink())
        self._files = {each.name: each for each in found if _is_table(PurePosixPath(each.name))}
        if not self._files:
            raise _refused(path, "holds no CSV file.")
        self.size = sum(each.stat().st_size for each in self._files.values())

    def __iter__(self) -> Iterator[str]:
        return iter(self._files)

    def open(self, name: str) -> BinaryIO:
        return _bounded(lambda: self._files[name].open("rb"), name, lambda said: _refused(self._path, said))


class _Bounded(io.RawIOBase):
    """A stream that ends in a refusal where it is damaged, or longer than any roster's file."""

    def __init__(self, stream: BinaryIO, name: str, refused: Callable[[str], RosterError]) -> None:
        self._stream = stream
        self._name = name
        self._refused = refused
        self._left = MAX_FILE_BYTES

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: bytearray | memoryview) -> int:  # type: ignore[override]
        try:
            content = self._stream.read(len(buffer))
        except (*_DAMAGE, OSError) as error:
            raise self._refused(f"{self._name} in it is damaged: {error}.") from None
        self._left -= len(content)
        if self._left < 0:
            raise self._refused(f"{self._name} in it is larger than {MAX_FILE_BYTES // 1024**2} MB.")
        buffer[: len(content)] = content
        return len(content)

    def close(self) -> None:
        self._stream.close()
        super().close()


def _bounded(
    open_stream: Callable[[], BinaryIO], name: str, refused: Callable[[str], RosterError]
) -> BinaryIO:
    try:
        return cast(BinaryIO, _Bounded(open_stream(), name, refused))
    except (*_DAMAGE, OSError) as error:
        raise refused(f"{name} in it is damaged: {error}.") from None


def _is_table(path: PurePosixPath) -> bool:
    hidden = path.parts[0] == "__MACOSX" or path.name.startswith(".")
    return path.suffix.lower() == ".csv" and not hidden


def _refused(path: Path, message: str) -> RosterError:
    return RosterError([Finding(path.name, message)])
