"""Pyodide as it comes from npm, and the index of packages for pages that install by micropip."""

from __future__ import annotations

import hashlib
import json
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from build_steps import npm
from build_steps.paths import NODE_MODULES

HOME = NODE_MODULES / "pyodide"
LOADER, SCRIPT, BINARY, LIBRARY = "pyodide.mjs", "pyodide.asm.mjs", "pyodide.asm.wasm", "python_stdlib.zip"
COLD = "cold.wasm"
FIRST = (LOADER, SCRIPT, BINARY, LIBRARY)
"""The files that have to arrive before Python runs, in every kind of runtime."""
PACKAGES = ("harmony", "pyjwt", "segno", "zxing_cpp")
"""The wheels of which the student's Python is made; the others are for pages that install by micropip."""


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


def stock(wheels: Sequence[Path]) -> Runtime:
    """Pyodide as published; the student's Python comes as wheels."""
    npm.ensure()
    return Runtime("stock", {name: HOME / name for name in FIRST}, info(), student_wheels(wheels))


def info() -> dict[str, str]:
    """What the published lock file says of the runtime."""
    found: dict[str, str] = json.loads((HOME / "pyodide-lock.json").read_text("utf-8"))["info"]
    return found


def student_wheels(wheels: Sequence[Path]) -> tuple[Path, ...]:
    """The wheels of PACKAGES, in that order. One that holds more than Python ends the build."""
    found = tuple(wheel for name in PACKAGES for wheel in wheels if wheel.name.startswith(f"{name}-"))
    for wheel in found:
        with zipfile.ZipFile(wheel) as archive:
            native = [name for name in archive.namelist() if name.endswith(".so")]
        if native:
            raise SystemExit(
                f"{wheel.name} holds {native[0]}, but the student's runtime is cut to Python alone: "
                "it cannot load native code."
            )
    return found


def lock(wheels: Sequence[Path]) -> str:
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
    return json.dumps({"info": info(), "packages": {"micropip": package}})
