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
from pyodide_runtime.library.contents import CONSOLE, STUDENT, Contents
from pyodide_runtime.runtime import CONSOLE_PYTHON, LATER, LIBRARY

HERE = Path(__file__).parent
COMPILER = HERE / "compile_library.py"


def inputs(distribution: Distribution) -> list[Path]:
    """All that decides how a library is made, but for the wheels."""
    return [HERE, *node.SOURCES, distribution.binary, distribution.library]


def compile_library(distribution: Distribution, target: Path, wheels: Sequence[Path]) -> dict[str, bytes]:
    """Compile the library for the student's wheels, which are in it, into `target`.

    Returns the modules that are frozen in Pyodide and needed, as marshalled code by name.
    """
    with tempfile.TemporaryDirectory() as scratch:
        frozen = _compile(distribution, Path(scratch), wheels, STUDENT)
        _write_zip(target, [Path(scratch, "out"), Path(scratch, "wheels_out")])
        return frozen


def compile_console(distribution: Distribution, folder: Path, wheels: Sequence[Path]) -> dict[str, bytes]:
    """Compile what the console imports: the library, what only micropip needs of it, and the wheels.

    Returns the same.
    """
    with tempfile.TemporaryDirectory() as scratch:
        frozen = _compile(distribution, Path(scratch), wheels, CONSOLE)
        for name, part in ((LIBRARY, "out"), (LATER, "later"), (CONSOLE_PYTHON, "wheels_out")):
            _write_zip(folder / name, [Path(scratch, part)])
        return frozen


def _compile(
    distribution: Distribution, scratch: Path, wheels: Sequence[Path], contents: Contents
) -> dict[str, bytes]:
    """Compile into folders of `scratch`: out, wheels_out, later."""
    names = ("wheels", "job", "out", "wheels_out", "later", "frozen")
    places = {f"/{name}": scratch / name for name in names}
    for folder in places.values():
        folder.mkdir()
    for wheel in wheels:
        (places["/wheels"] / wheel.name).write_bytes(wheel.read_bytes())
    (places["/job"] / "job.json").write_text(json.dumps(_job(contents)), "utf-8")
    node.run_python(COMPILER, distribution, mounts={**places, "/build": HERE})
    return {path.name: path.read_bytes() for path in sorted(places["/frozen"].iterdir())}


def _job(contents: Contents) -> dict[str, object]:
    """What compile_library.py is to do."""
    return {
        "roots": contents.roots,
        "later": contents.later,
        "stand_ins": contents.stand_ins,
        "whole": contents.whole,
        "own": contents.own,
        "excluded": sorted(contents.excluded),
        "never": sorted(contents.never),
        "absent": sorted(contents.absent),
        "shims": {name: path.read_text("utf-8") for name, path in contents.shims.items()},
    }


def _write_zip(target: Path, folders: Sequence[Path]) -> None:
    files = {
        path.relative_to(folder).as_posix(): path for folder in folders for path in folder.rglob("*.pyc")
    }
    with zipfile.ZipFile(target, "w", zipfile.ZIP_STORED) as archive:
        for name, path in sorted(files.items()):
            archive.writestr(zipfile.ZipInfo(name, stamp.EPOCH), path.read_bytes())
