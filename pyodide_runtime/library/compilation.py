"""Compiles the library inside Pyodide, by the very interpreter that will run it."""

from __future__ import annotations

import json
import tempfile
import zipfile
from collections.abc import Sequence
from pathlib import Path

from build_steps import stamp
from pyodide_runtime import node
from pyodide_runtime.distribution import Distribution
from pyodide_runtime.library.contents import EXCLUDED, OWN, ROOTS, SHIMS

HERE = Path(__file__).parent
COMPILER = HERE / "compile_library.py"


def inputs(distribution: Distribution) -> list[Path]:
    """All that decides how a library is made, but for the wheels."""
    return [HERE, *node.SOURCES, distribution.binary, distribution.library]


def compile_library(distribution: Distribution, target: Path, wheels: Sequence[Path]) -> dict[str, bytes]:
    """Compile the library for the student's wheels into `target`.

    Returns the modules that are frozen in Pyodide and needed, as marshalled code by name.
    """
    with tempfile.TemporaryDirectory() as scratch:
        places = {f"/{name}": Path(scratch, name) for name in ("wheels", "job", "out", "frozen")}
        for folder in places.values():
            folder.mkdir()
        for wheel in wheels:
            (places["/wheels"] / wheel.name).write_bytes(wheel.read_bytes())
        (places["/job"] / "job.json").write_text(json.dumps(_job()), "utf-8")
        node.run_python(COMPILER, distribution, mounts={**places, "/build": HERE})
        _write_zip(target, places["/out"])
        return {path.name: path.read_bytes() for path in sorted(places["/frozen"].iterdir())}


def _job() -> dict[str, object]:
    """What compile_library.py is to do."""
    shims = {name: path.read_text("utf-8") for name, path in SHIMS.items()}
    return {"roots": ROOTS, "own": OWN, "excluded": sorted(EXCLUDED), "shims": shims}


def _write_zip(target: Path, folder: Path) -> None:
    with zipfile.ZipFile(target, "w", zipfile.ZIP_STORED) as archive:
        for path in sorted(folder.rglob("*.pyc")):
            name = path.relative_to(folder).as_posix()
            archive.writestr(zipfile.ZipInfo(name, stamp.EPOCH), path.read_bytes())
