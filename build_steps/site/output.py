"""The folder that a site is written into: each file with its purpose, and what a browser is told of it."""

from __future__ import annotations

import hashlib
from pathlib import Path

from build_steps.site import compression


class SiteOutput:
    """A site being written. Paths are relative to its root; an address is a path after a `/`."""

    def __init__(self, root: Path, *, compress: bool = True) -> None:
        self.root = root
        self.purposes: dict[str, str] = {}
        """What each file is for, by its path."""
        self._compress = compress

    def write(self, path: str, content: str | bytes, purpose: str) -> str:
        """Write a file; returns its path."""
        file = self.root / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content.encode() if isinstance(content, str) else content)
        self.purposes[path] = purpose
        return path

    def write_hashed(self, stem: str, suffix: str, content: bytes, purpose: str) -> str:
        """Write an asset under a name that changes with its content; returns its path."""
        return self.write(f"assets/{stem}-{short_hash(content)}{suffix}", content, purpose)

    def compress(self) -> None:
        """Write the compressed forms of all that has none yet, unless this site goes without."""
        if self._compress:
            compression.compress(self.root)

    def kept_facts(self, path: str) -> dict[str, object]:
        """By what a browser knows that a file is the one built here: its size in bytes and its SHA-256."""
        content = (self.root / path).read_bytes()
        return {"raw": len(content), "sha256": hashlib.sha256(content).hexdigest()}

    def file_facts(self, path: str) -> dict[str, object]:
        """The same, and how many bytes travel; true only after `compress`."""
        return {**self.kept_facts(path), "size": compression.transfer_size(self.root / path)}


def short_hash(content: bytes) -> str:
    """The part of an address that changes with the content behind it."""
    return hashlib.sha256(content).hexdigest()[:10]
