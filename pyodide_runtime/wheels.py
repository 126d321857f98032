"""The wheels beside a runtime: those of the student's Python, and the index for pages that install others."""

from __future__ import annotations

import hashlib
import json
import zipfile
from collections.abc import Mapping, Sequence
from pathlib import Path

PACKAGES = ("harmony", "pyjwt", "segno", "zxing_cpp")
"""The wheels of which the student's Python is made; the others are for pages that install by micropip."""


CONSOLE_PACKAGES = ("harmony_console", "pyscript", "pyjwt", "segno", "micropip")
"""The wheels the console's Python is made of, and those that it names; micropip comes when called for."""


def student_wheels(wheels: Sequence[Path]) -> tuple[Path, ...]:
    """The wheels of PACKAGES, in that order. One that holds more than Python ends the build."""
    return _chosen(wheels, PACKAGES)


def console_wheels(wheels: Sequence[Path]) -> tuple[Path, ...]:
    """The wheels of CONSOLE_PACKAGES. One that holds more than Python ends the build."""
    return _chosen(wheels, CONSOLE_PACKAGES)


def _chosen(wheels: Sequence[Path], names: Sequence[str]) -> tuple[Path, ...]:
    found = tuple(wheel for name in names for wheel in wheels if wheel.name.startswith(f"{name}-"))
    for wheel in found:
        with zipfile.ZipFile(wheel) as archive:
            native = [name for name in archive.namelist() if name.endswith(".so")]
        if native:
            raise SystemExit(
                f"{wheel.name} holds {native[0]}, but the runtime is cut to Python alone: "
                "it cannot load native code."
            )
    return found


def package_index(info: Mapping[str, str], wheels: Sequence[Path]) -> str:
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
    return json.dumps({"info": info, "packages": {"micropip": package}})
