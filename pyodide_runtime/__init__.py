"""The Python runtime for the browser: Pyodide, self-hosted, in three kinds. This is the room's door.

- `stock`: as it comes from npm. Always works; large.
- `slim`: exports cut to what the portal needs, the library cut to what it imports and compiled.
- `split`: slim, with what the portal's own flow never runs in a second file, fetched when it is called.

Each kind is derived from the pinned Pyodide. Where one cannot be made, the build says why and the next is its
fallback. README.md shows how the rooms behind the door are laid out.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from build_steps import npm
from pyodide_runtime.builder import Builder
from pyodide_runtime.distribution import PINNED
from pyodide_runtime.runtime import COLD_HALF, CONSOLE_PYTHON, FIRST, KINDS, LATER, Runtime, Stage
from pyodide_runtime.wheels import package_index


def build(wheels: Sequence[Path], kind: str | None = None, stage: Stage | None = None) -> Runtime:
    """The runtime of a kind, or the best there is; where one cannot be made, the next is its fallback.

    `stage` lets profiling runs sign in on a site around it; without one, the recorded profile decides alone
    what the split runtime holds at once.
    """
    npm.ensure()
    return Builder().build(wheels, kind, stage)


def stock(wheels: Sequence[Path]) -> Runtime:
    """Pyodide as published; the student's Python comes as wheels."""
    npm.ensure()
    return Builder().stock(wheels)


def console(wheels: Sequence[Path], scripts: Sequence[Path]) -> Runtime:
    """For the staff console, which PyScript starts; `scripts` are PyScript's own."""
    npm.ensure()
    return Builder().console(wheels, scripts)


def lock(wheels: Sequence[Path]) -> str:
    """The package index for pages that install by micropip, which is among the wheels."""
    return package_index(PINNED.info(), wheels)


def keep_profile(wheels: Sequence[Path], stage: Stage, browser: Path, times: int) -> int:
    """Take some profiling runs and record which functions ran in any; returns how many these are."""
    npm.ensure()
    return Builder().record_profile(wheels, stage, browser, times)


__all__ = [
    "COLD_HALF",
    "CONSOLE_PYTHON",
    "FIRST",
    "KINDS",
    "LATER",
    "Runtime",
    "Stage",
    "build",
    "console",
    "keep_profile",
    "lock",
    "stock",
]
