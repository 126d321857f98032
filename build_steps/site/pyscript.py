"""PyScript, as its npm package has it: the files of it that the console needs."""

from __future__ import annotations

from pathlib import Path

from build_steps import npm
from build_steps.paths import NODE_MODULES

HOME = NODE_MODULES / "@pyscript" / "core" / "dist"
NEEDED = ("core.js", "core-*.js", "error-*.js")
"""Its door, its core, and the plug-in that has to be told to stay silent. No editor, no terminal, no graph of
packages: these it loads only where a page asks for them."""


def files() -> list[Path]:
    """The files, sorted by name."""
    npm.ensure()
    return sorted(path for pattern in NEEDED for path in HOME.glob(pattern))
