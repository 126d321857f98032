"""Pyodide as it comes from npm: what every runtime is made from."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

from build_steps.paths import NODE_MODULES
from pyodide_runtime.runtime import BINARY, FIRST, LIBRARY, LOADER, SCRIPT


@dataclass(frozen=True)
class Distribution:
    """A published Pyodide in a folder."""

    home: Path

    @property
    def loader(self) -> Path:
        """The module that a page imports."""
        return self.home / LOADER

    @property
    def script(self) -> Path:
        """Emscripten's script around the WebAssembly."""
        return self.home / SCRIPT

    @property
    def binary(self) -> Path:
        """The WebAssembly: CPython, its C modules and the bridge to JavaScript."""
        return self.home / BINARY

    @property
    def library(self) -> Path:
        """The standard library, as a zip of sources."""
        return self.home / LIBRARY

    @property
    def lock_file(self) -> Path:
        """The index of packages, with what it says of the runtime."""
        return self.home / "pyodide-lock.json"

    def files(self) -> dict[str, Path]:
        """What a worker needs of it, by name."""
        return {name: self.home / name for name in FIRST}

    def info(self) -> dict[str, str]:
        """What the lock file says of the runtime: ABI, architecture, Python."""
        found: dict[str, str] = json.loads(self.lock_file.read_text("utf-8"))["info"]
        return found


PINNED = Distribution(NODE_MODULES / "pyodide")
"""The Pyodide that package-lock.json pins."""
