"""Runs a Python program in a Pyodide under Node."""

from __future__ import annotations

import subprocess
from collections.abc import Mapping
from pathlib import Path

from build_steps import npm
from pyodide_runtime.distribution import Distribution

RUNNER = Path(__file__).with_name("run_pyodide.mjs")
SOURCES = (Path(__file__), RUNNER)
TIMEOUT_S = 400
"""A minute or so is what the longest program takes, the unit tests of the domain."""


def run_python(
    program: Path,
    distribution: Distribution,
    *,
    home: Path | None = None,
    library: Path | None = None,
    mounts: Mapping[str, Path] | None = None,
) -> str:
    """Run a program in a distribution; returns what its last expression is. Raises RuntimeError.

    `home` is the folder of a runtime made from the distribution, to run in that; `library` takes the place of
    that folder's own. `mounts` are folders by the places where the program finds them; every wheel in
    `/wheels` is unpacked first.
    """
    places = [f"{place}={folder}" for place, folder in (mounts or {}).items()]
    options = [f"library={library}"] if library else []
    whole = [npm.node(), RUNNER, home or distribution.home, distribution.lock_file, program]
    command = [str(part) for part in (*whole, *options, *places)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=TIMEOUT_S, check=False)
    if done.returncode != 0:
        raise RuntimeError(f"{program.name} failed in Pyodide:\n{done.stderr[-4000:]}")
    return done.stdout
