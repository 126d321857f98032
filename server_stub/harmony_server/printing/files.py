"""Writing what only its owner may read."""

from __future__ import annotations

import errno
import os
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TextIO


@contextmanager
def new_private(path: Path) -> Iterator[TextIO]:
    """A new text file, its owner's alone: written while the block runs, and there once that ended well.

    Raises OSError; FileExistsError if there is one of that name.
    """
    if path.exists():
        raise FileExistsError(errno.EEXIST, "is there already; name a new file", str(path))
    handle, part = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")  # made with mode 0600
    try:
        with os.fdopen(handle, "w", encoding="utf-8", newline="") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        os.link(part, path)  # unlike a renaming, it replaces nothing
    finally:
        Path(part).unlink(missing_ok=True)


def write_private(path: Path, content: bytes | Iterable[bytes]) -> None:
    """Write a file whole or not at all, readable by its owner alone; one that is there is replaced.

    A large one comes in pieces, and is never in memory as a whole.

    Raises OSError.
    """
    handle, part = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")  # made with mode 0600
    try:
        with os.fdopen(handle, "wb") as file:
            file.writelines([content] if isinstance(content, bytes) else content)
            file.flush()
            os.fsync(file.fileno())
        Path(part).replace(path)
    except BaseException:
        Path(part).unlink(missing_ok=True)
        raise
