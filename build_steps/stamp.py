"""Built parts kept under the hash of what they were built from, so that no work is done twice."""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Callable, Iterable
from pathlib import Path
from tempfile import TemporaryDirectory

from build_steps.paths import CACHE

EPOCH = (1980, 1, 1, 0, 0, 0)
"""The date of every file that is built: the oldest that a zip can hold, so that no build tells its day."""
VERSIONS_KEPT = 3
"""Older versions of a part that stay in the cache, for switching between branches."""


def digest(*inputs: Path | str | bytes) -> str:
    """A hash over texts, files, and whole folders (names and contents), in the order given."""
    total = hashlib.sha256()
    for item in inputs:
        if isinstance(item, Path):
            for file in files_of(item):
                total.update(file.relative_to(item.parent).as_posix().encode())
                total.update(hashlib.sha256(file.read_bytes()).digest())
        else:
            total.update(item.encode() if isinstance(item, str) else item)
        total.update(b"\0")
    return total.hexdigest()[:20]


def files_of(path: Path) -> list[Path]:
    """The file itself, or every file below a folder but Python's caches and the scripts' tests, sorted."""
    if path.is_file():
        return [path]
    files = (file for file in path.rglob("*") if file.is_file() and "__pycache__" not in file.parts)
    return sorted(file for file in files if ".test." not in file.name)


def folder(
    part: str, inputs: Iterable[Path | str | bytes], make: Callable[[Path], None], cache: Path = CACHE
) -> Path:
    """The cached folder of a part, made by `make` in a fresh place if its inputs changed.

    A build that breaks off leaves nothing behind that a later one could take for finished.
    """
    home = cache / part
    done = home / digest(*inputs)
    if not done.exists():
        home.mkdir(parents=True, exist_ok=True)
        with TemporaryDirectory(prefix="unfinished-", dir=home, ignore_cleanup_errors=True) as fresh:
            make(Path(fresh))
            _keep(Path(fresh), done)
        evict_oldest(home)
    return done


def _keep(fresh: Path, done: Path) -> None:
    """Give what was made its place, if no other build did so meanwhile."""
    fresh.chmod(0o755)  # a temporary folder is its maker's alone
    try:
        fresh.rename(done)
    except OSError:
        if not done.exists():
            raise


def evict_oldest(home: Path) -> None:
    """Remove the oldest versions of a part beyond VERSIONS_KEPT; one in the making has no hash for a name."""
    finished = sorted(home.glob("[0-9a-f]*/"), key=lambda path: path.stat().st_mtime)
    for old in finished[:-VERSIONS_KEPT]:
        shutil.rmtree(old, ignore_errors=True)
