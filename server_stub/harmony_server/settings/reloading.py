"""Values read from a file that an operator may change while the server runs."""

from __future__ import annotations

import logging
from collections.abc import Callable
from pathlib import Path
from threading import Lock
from typing import Generic, TypeVar

T = TypeVar("T")

log = logging.getLogger("harmony")


class Reloading(Generic[T]):
    """Reads a value again whenever its file was written since.

    The first reading's error goes to the caller. A later one is logged, and the last good value stays: a
    slip in an editor does not close the school's door.
    """

    def __init__(self, path: Path, load: Callable[[], T]) -> None:
        self._path = path
        self._load = load
        self._lock = Lock()
        self._seen = self._stamp()
        self._value = load()

    def __call__(self) -> T:
        """The value as of the last good reading."""
        with self._lock:
            if (stamp := self._stamp()) != self._seen:
                self._seen = stamp
                self._reload()
            return self._value

    def _reload(self) -> None:
        try:
            self._value = self._load()
        except Exception as error:  # whatever is wrong with the file, the last value serves
            log.error("%s was changed but cannot be used: %s", self._path.name, error)

    def _stamp(self) -> tuple[int, int, int] | None:
        try:
            status = self._path.stat()
        except OSError:
            return None
        return status.st_mtime_ns, status.st_size, status.st_ino
