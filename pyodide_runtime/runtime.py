"""A runtime: the files of a Pyodide that a worker can load, and the kinds of it there are."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

KINDS = ("split", "slim", "stock")
"""The kinds of runtime, the best first. The last is only copied, so that there is always one."""
LOADER, SCRIPT, BINARY, LIBRARY = "pyodide.mjs", "pyodide.asm.mjs", "pyodide.asm.wasm", "python_stdlib.zip"
FIRST = (LOADER, SCRIPT, BINARY, LIBRARY)
"""The files that have to arrive before Python runs, in every kind of runtime."""
CONSOLE_PYTHON, LATER = "console.zip", "python_later.zip"
"""What the console's runtime has besides: its wheels' Python, and what only micropip needs of the library."""
COLD_HALF = "cold.wasm"
"""The file that a split runtime has besides; it is fetched when it is called for."""


@dataclass(frozen=True)
class Runtime:
    """A runtime that a worker can load."""

    kind: str
    files: dict[str, Path]
    """All its files by name; the worker fetches FIRST, others when they are called for."""
    info: dict[str, str]
    """What Pyodide's lock file says of it: ABI, architecture, Python."""
    wheels: tuple[Path, ...]
    """What the worker unpacks on top of the library."""


@dataclass(frozen=True)
class Stage:
    """How to write a site around a runtime, so that profiling runs can sign in on it."""

    sources: tuple[Path, ...]
    """What the site is made of: if it changes, there is a new profiling run."""
    write: Callable[[Runtime, Path], object]
    """Writes the site around a runtime into a folder."""
