"""The Python runtime for the browser: Pyodide, self-hosted, as it comes from npm."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from pathlib import Path

from build_steps import npm
from build_steps.paths import NODE_MODULES

FILES = ("pyodide.mjs", "pyodide.asm.mjs", "pyodide.asm.wasm", "python_stdlib.zip")


@dataclass(frozen=True)
class Runtime:
    """Pyodide's files by name."""

    kind: str
    files: dict[str, Path]
    info: dict[str, str]
    """What its lock file says of the runtime itself: ABI, architecture, Python."""


def stock() -> Runtime:
    """Pyodide as published."""
    npm.ensure()
    home = NODE_MODULES / "pyodide"
    lock = json.loads((home / "pyodide-lock.json").read_text("utf-8"))
    return Runtime(
        kind="stock",
        files={name: home / name for name in FILES},
        info=lock["info"],
    )


def lock(python: Runtime, wheels: list[Path]) -> str:
    """Pyodide's package index with the one package a page asks it for by name: micropip, from our wheels.

    The index that comes with Pyodide names other builds of other files, none of which this site has.
    """
    (micropip,) = [wheel for wheel in wheels if wheel.name.startswith("micropip-")]
    package = {
        "name": "micropip",
        "version": micropip.name.split("-")[1],
        "file_name": f"../../wheels/{micropip.name}",
        "install_dir": "site",
        "sha256": hashlib.sha256(micropip.read_bytes()).hexdigest(),
        "package_type": "package",
        "imports": ["micropip"],
        "depends": [],
        "unvendored_tests": False,
    }
    return json.dumps({"info": python.info, "packages": {"micropip": package}})
