"""The zip or folder that a roster comes in, as files that are read where they are."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path, PurePosixPath
from typing import BinaryIO

from harmony.findings import Finding, RosterError, Said, said
from harmony.roster.metered import SizedFiles
from harmony.roster.zipped import DAMAGE, ZipFiles, bounded, is_table


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
    except DAMAGE as error:
        raise _refused(
            path, said("is not a zip file that can be read, nor a folder: {why}.", why=error)
        ) from None
    except OSError as error:
        raise _refused(path, said("cannot be opened: {why}.", why=error.strerror)) from None
    with archive:
        yield ZipFiles(path.name, archive)


class _Folder:
    """The CSV files that stand in a folder itself; what a link leads to is none of them."""

    def __init__(self, path: Path) -> None:
        self._path = path
        found = sorted(each for each in path.iterdir() if each.is_file() and not each.is_symlink())
        self._files = {each.name: each for each in found if is_table(PurePosixPath(each.name))}
        if not self._files:
            raise _refused(path, said("holds no CSV file."))
        self.size = sum(each.stat().st_size for each in self._files.values())

    def __iter__(self) -> Iterator[str]:
        return iter(self._files)

    def open(self, name: str) -> BinaryIO:
        return bounded(lambda: self._files[name].open("rb"), name, lambda why: _refused(self._path, why))


def _refused(path: Path, message: Said) -> RosterError:
    return RosterError([Finding(path.name, message)])
