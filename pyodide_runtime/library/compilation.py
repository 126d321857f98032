"""The Python library of the small runtimes: one stored zip of `.pyc`, the student's own Python among it.

Stored, because brotli packs the whole better than zip packs each file. `.pyc`, because compiling is most of
what starting Python costs. What is not in it is a ModuleNotFoundError.
"""

from __future__ import annotations

import json
import subprocess
import tempfile
import zipfile
from collections.abc import Sequence
from pathlib import Path

from build_steps import npm
from pyodide_runtime import published

EPOCH = (1980, 1, 1, 0, 0, 0)
HERE = Path(__file__).parent
RUNNER = HERE / "run_pyodide.mjs"
COMPILER = HERE / "compile_library.py"
TRIAL = HERE / "trial.py"

MODULES = (
    "harmony_browser.scanner.start",  # what the worker starts; it imports all the rest
    "encodings.ascii",  # found by name when text is decoded, never imported by a statement
    "encodings.latin_1",
    "linecache",  # only once there is an error to tell
    "traceback",
)
"""What is compiled, with all that it imports."""
LEFT_OUT = frozenset(
    {
        *("_opcode_metadata", "_pyrepl", "_ssl", "_strptime", "bisect", "bz2", "calendar", "codeop"),
        *("compression", "concurrent", "dis", "email", "encodings.cp437", "fnmatch", "glob", "http"),
        *("ipaddress", "locale", "logging", "lzma", "ntpath", "opcode", "pathlib", "quopri", "random"),
        *("selectors", "shutil", "signal", "socket", "ssl", "string", "subprocess", "sysconfig", "tempfile"),
        *("urllib", "zipfile", "jwt.jwk_set_cache", "jwt.jwks_client"),
        *("asyncio.base_events", "asyncio.base_subprocess", "asyncio.graph", "asyncio.log"),
        *("asyncio.selector_events", "asyncio.sslproto", "asyncio.staggered", "asyncio.streams"),
        *("asyncio.subprocess", "asyncio.trsock", "pyodide.http.pyxhr"),
        *("inspect.Signature", "inspect.getattr_static"),
    }
)
"""What is imported, but never called by the portal's flow; `tree_shaking` says what becomes of imports."""
SMALL = {
    "_pyodide.docstring": HERE / "shims" / "docstrings.py",
    "annotationlib": HERE / "shims" / "annotationlib.py",
    "asyncio.unix_events": HERE / "shims" / "unix_events.py",
    "inspect": HERE / "shims" / "inspect.py",
    "pyodide._package_loader": HERE / "shims" / "packages.py",
}
"""Modules that a smaller one stands in for."""
OWN = ("harmony", "harmony_browser", "zxingcpp")


def inputs() -> list[Path]:
    """The sources that decide how a library is made."""
    thinning = sorted((HERE / "tree_shaking").glob("*.py"))
    taken = [published.HOME / published.BINARY, published.HOME / published.LIBRARY]
    return [Path(__file__), RUNNER, COMPILER, *thinning, *SMALL.values(), *taken]


def make(target: Path, wheels: Sequence[Path]) -> dict[str, bytes]:
    """Compile the library for the student's wheels into `target`.

    Returns the modules that are frozen in Pyodide and needed, as marshalled code by name.
    """
    with tempfile.TemporaryDirectory() as scratch:
        compiled = Path(scratch, "out")
        job = Path(scratch, "job")
        packages = Path(scratch, "wheels")
        frozen = Path(scratch, "frozen")
        for folder in (compiled, job, packages, frozen):
            folder.mkdir()
        for wheel in wheels:
            (packages / wheel.name).write_bytes(wheel.read_bytes())
        (job / "job.json").write_text(json.dumps(_job()), "utf-8")
        places = {"/wheels": packages, "/job": job, "/out": compiled, "/frozen": frozen, "/build": HERE}
        run(COMPILER, places)
        _write_zip(target, compiled)
        return {path.name: path.read_bytes() for path in sorted(frozen.iterdir())}


def _job() -> dict[str, object]:
    """What compile_library.py is to do."""
    sources = {name: path.read_text("utf-8") for name, path in SMALL.items()}
    return {"modules": MODULES, "own": OWN, "left_out": sorted(LEFT_OUT), "shims": sources}


def run(program: Path, mounts: dict[str, Path], home: Path = published.HOME) -> str:
    """Run a Python program in Pyodide under Node; returns what its last expression is."""
    lock = published.HOME / "pyodide-lock.json"
    places = [f"{place}={folder}" for place, folder in mounts.items()]
    command = [str(part) for part in (npm.node(), RUNNER, home, lock, program, *places)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode != 0:
        raise RuntimeError(f"{program.name} failed in Pyodide:\n{done.stderr[-3000:]}")
    return done.stdout


def _write_zip(target: Path, folder: Path) -> None:
    with zipfile.ZipFile(target, "w", zipfile.ZIP_STORED) as archive:
        for path in sorted(folder.rglob("*.pyc")):
            name = path.relative_to(folder).as_posix()
            archive.writestr(zipfile.ZipInfo(name, EPOCH), path.read_bytes())
