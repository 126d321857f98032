"""The Python runtime for the browser: Pyodide, self-hosted, as it comes from npm."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

from build_steps import npm
from build_steps.paths import NODE_MODULES

FILES = ("pyodide.mjs", "pyodide.asm.mjs", "pyodide.asm.wasm", "python_stdlib.zip")
COUNTED = ("pyodide.asm.wasm", "python_stdlib.zip")
"""Files that come by `fetch` and so can report their progress; scripts come by `import`."""


@dataclass(frozen=True)
class Runtime:
    """Pyodide's files by name, and what identifies it to its own loader."""

    files: dict[str, Path]
    version: str
    abi: str


def stock() -> Runtime:
    """Pyodide as published."""
    npm.ensure()
    home = NODE_MODULES / "pyodide"
    package = json.loads((home / "package.json").read_text("utf-8"))
    lock = json.loads((home / "pyodide-lock.json").read_text("utf-8"))
    return Runtime(
        files={name: home / name for name in FILES},
        version=package["version"],
        abi=lock["info"]["abi_version"],
    )
