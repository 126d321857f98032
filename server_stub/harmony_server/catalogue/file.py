"""`apps.toml` as a document that is changed with its comments kept, whole or not at all.

Whoever changes it says which version they saw; what stood there before the last change lies beside it.
"""

from __future__ import annotations

import hashlib
import json
import os
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TypeVar

import tomlkit
from tomlkit import TOMLDocument

from harmony.apps import load
from harmony_server.printing import write_private
from harmony_words import LANGUAGES

T = TypeVar("T")

LOCKED_FOR_S = 10
"""A change takes milliseconds: who is at it for longer has died over it."""


class ChangedMeanwhile(Exception):
    """The file is another than whoever wanted to change it saw."""


class NothingToUndo(Exception):
    """The file was not changed here, or has been changed elsewhere since."""


class CatalogueFile:
    """The catalogue of a district."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._before = path.with_name(f"{path.name}.before")

    def text(self) -> str:
        """What stands in it; nothing where there is no such file."""
        try:
            return self._path.read_text(encoding="utf-8").removeprefix("\ufeff")
        except FileNotFoundError:
            return ""

    def version(self) -> str:
        """What this very text is called."""
        return _digest(self.text())

    def change(self, edit: Callable[[TOMLDocument], T], version: str | None = None) -> T:
        """Have `edit` change the document; nothing is written that could not be read.

        Raises ChangedMeanwhile where this is not `version`, AppsError with everything to be mended, and what
        `edit` raises.
        """
        with self._alone():
            text = self.text()
            if version is not None and version != _digest(text):
                raise ChangedMeanwhile
            load(text, LANGUAGES)
            document = tomlkit.parse(text)
            result = edit(document)
            self._put(tomlkit.dumps(document), before=text)
        return result

    def can_undo(self) -> bool:
        """Whether the last change here is still the last."""
        return self._undo_to() is not None

    def undo(self) -> None:
        """Let stand what stood there before the last change; raises NothingToUndo."""
        with self._alone():
            earlier = self._undo_to()
            if earlier is None:
                raise NothingToUndo
            self._put(earlier, before=self.text())

    def _put(self, text: str, *, before: str) -> None:
        load(text, LANGUAGES)
        kept = {"after": _digest(text), "before": before}
        write_private(self._before, json.dumps(kept).encode())
        mode = self._path.stat().st_mode & 0o777 if self._path.exists() else 0o644
        write_private(self._path, text.encode())
        self._path.chmod(mode)

    def _undo_to(self) -> str | None:
        try:
            kept = json.loads(self._before.read_text(encoding="utf-8"))
        except (OSError, ValueError):
            return None
        return str(kept["before"]) if kept["after"] == self.version() else None

    @contextmanager
    def _alone(self) -> Iterator[None]:
        """Let no other process change it meanwhile."""
        lock = self._path.with_name(f"{self._path.name}.lock")
        while not _made(lock):
            with suppress(FileNotFoundError):
                if time.time() - lock.stat().st_mtime > LOCKED_FOR_S:  # the file system's clock, not ours
                    lock.unlink()
            time.sleep(0.01)
        try:
            yield
        finally:
            lock.unlink(missing_ok=True)


def _made(lock: Path) -> bool:
    try:
        os.close(os.open(lock, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
    except FileExistsError:
        return False
    return True


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:20]
